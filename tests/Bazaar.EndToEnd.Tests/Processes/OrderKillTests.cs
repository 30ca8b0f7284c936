using Bazaar.Contracts;
using Bazaar.Contracts.Client;

namespace Bazaar.EndToEnd.Tests.Processes;

/// <summary>Whenever the server dies, an order says what the ledger says.</summary>
public sealed class OrderKillTests(ITestOutputHelper output)
{
    private const int Rounds = 5;
    private const int Receipts = 120;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_server_that_is_killed_among_receipts_leaves_no_order_that_disagrees_with_the_ledger()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"Seed {seed}");
        var random = new Random(seed);
        using var folder = new ShopFolder();
        string order;
        await using (var server = await folder.ServeAsync())
        {
            order = await OrderAsync(server.Client);
        }

        var sent = new List<ReceiveOrderRequest>();
        long lost = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var receipts = Enumerable.Range(0, Receipts).Select(_ => Receipt(random)).ToList();
            sent.AddRange(receipts);
            await using (var server = await folder.ServeAsync())
            {
                lost += await SendUntilKilledAsync(server, order, receipts, after: random.Next(1, Receipts / 2));
            }

            await using var again = await folder.ServeAsync();
            await ShouldAgreeAsync(again.Client, order, $"round {round}");
        }

        // Whoever got no answer asks again; everything is there once.
        await using var last = await folder.ServeAsync();
        await Parallel.ForEachAsync(sent, Ct, async (receipt, ct) => await last.Client.ReceiveOrderAsync(order, receipt, ct));
        await ShouldAgreeAsync(last.Client, order, "at the end");
        var received = (await last.Client.GetOrderAsync(order, Ct)).Lines;
        received.Sum(l => l.Received).ShouldBe(sent.SelectMany(r => r.Lines!).Sum(l => l.Quantity!.Value));
        output.WriteLine($"{sent.Count} receipts, {lost} without an answer, killed {Rounds} times.");
        lost.ShouldBeGreaterThan(0, "the server was killed in the middle of receipts");
    }

    private static ReceiveOrderRequest Receipt(Random random) => new()
    {
        Id = Guid.CreateVersion7(),
        Lines = [new ReceiveOrderLine { Line = 1, Quantity = random.Next(1, 9) }, new ReceiveOrderLine { Line = 2, Quantity = random.Next(1, 9) / 4m }],
    };

    private static async Task<string> OrderAsync(BazaarClient client)
    {
        await client.AddSupplierAsync(new SupplierRequest { Code = "METRO", Name = "Metro" }, Ct);
        foreach (var (sku, unit) in new[] { ("TEA", "piece"), ("SUGAR", "kg") })
        {
            await client.AddProductAsync(new ProductRequest { Sku = sku, Name = sku, Unit = unit, Price = 100 }, Ct);
        }

        var draft = await client.AddOrderAsync(
            new PurchaseOrderRequest
            {
                Store = "SHOP",
                Supplier = "METRO",
                Lines = [new() { Sku = "TEA", Quantity = 1_000_000, UnitCost = 70 }, new() { Sku = "SUGAR", Quantity = 1_000_000, UnitCost = 141.5m }],
            },
            Ct);
        return (await client.SubmitOrderAsync(draft.Number, Ct)).Number;
    }

    private static async Task<long> SendUntilKilledAsync(ServeProcess server, string order, List<ReceiveOrderRequest> receipts, int after)
    {
        using var http = server.CreateHttp();
        var client = new BazaarClient(http);
        long answered = 0;
        await Parallel.ForEachAsync(receipts, new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = Ct }, async (receipt, ct) =>
        {
            try
            {
                await client.ReceiveOrderAsync(order, receipt, ct);
                if (Interlocked.Increment(ref answered) == after)
                {
                    server.Kill();
                }
            }
            catch (Exception e) when (e is HttpRequestException or HttpIOException)
            {
                // Killed while this one was somewhere between the socket and the disk.
            }
        });
        return receipts.Count - answered;
    }

    private static async Task ShouldAgreeAsync(BazaarClient client, string number, string when)
    {
        var order = await client.GetOrderAsync(number, Ct);
        var entries = new List<Movement>();
        await foreach (var entry in BazaarClient.AllAsync(cursor => client.ListMovementsAsync("SHOP", reference: $"order {number}", limit: 200, cursor: cursor, ct: Ct)))
        {
            entries.Add(entry);
        }

        order.Receipts.Select(r => r.Id).ShouldBe(entries.Select(e => e.Id), ignoreOrder: true, when);
        foreach (var line in order.Lines)
        {
            line.Received.ShouldBe(entries.SelectMany(e => e.Lines).Where(l => l.Sku == line.Sku).Sum(l => l.Quantity), when);
            line.Received.ShouldBe((await client.GetStockAsync("SHOP", line.Sku, Ct)).OnHand, when);
        }

        (await client.VerifyAsync(ct: Ct)).Findings.ShouldBeEmpty(when);
    }
}
