using System.Net;
using Bazaar.Contracts;
using Bazaar.Contracts.Client;
using Bazaar.EndToEnd.Tests.Processes;
using Bazaar.Simulator.Load;

namespace Bazaar.EndToEnd.Tests.Postgres;

/// <summary>Two server processes on one database behave as one.</summary>
[Collection(PostgresShops.Name)]
public sealed class TwoNodesTests(PostgresShops.Fixture postgres, ITestOutputHelper output)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_hundred_clients_on_two_nodes_get_the_last_unit_once()
    {
        await using var shop = await postgres.ServePairAsync();
        await shop.One.AddProductAsync(new ProductRequest { Sku = "TEA", Name = "Tea", Unit = "piece", Price = 120 }, Ct);
        await PostAsync(shop.One, "opening", 1, Guid.NewGuid());

        var codes = await Task.WhenAll(Enumerable.Range(0, 200).Select(n => Task.Run(() => TryPostAsync(shop.Client(n), "sale", 1, Guid.CreateVersion7()))));

        codes.Count(c => c == 201).ShouldBe(1);
        codes.Count(c => c == 409).ShouldBe(199);
        (await shop.Other.GetStockAsync("SHOP", "TEA", Ct)).OnHand.ShouldBe(0);
        (await shop.Other.VerifyAsync(ct: Ct)).Findings.ShouldBeEmpty();
    }

    [Fact]
    public async Task One_entry_sent_a_thousand_times_to_two_nodes_counts_once()
    {
        await using var shop = await postgres.ServePairAsync();
        await shop.One.AddProductAsync(new ProductRequest { Sku = "TEA", Name = "Tea", Unit = "piece", Price = 120 }, Ct);
        var id = Guid.CreateVersion7();

        var codes = await Task.WhenAll(Enumerable.Range(0, 1_000).Select(n => Task.Run(() => TryPostAsync(shop.Client(n), "stockIn", 5, id))));

        codes.Count(c => c == 201).ShouldBe(1);
        codes.Count(c => c == 200).ShouldBe(999);
        (await TryPostAsync(shop.One, "stockIn", 6, id)).ShouldBe(422);
        (await shop.One.GetStockAsync("SHOP", "TEA", Ct)).OnHand.ShouldBe(5);
        (await shop.Other.VerifyAsync(ct: Ct)).Findings.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_one_node_writes_the_other_reads_at_once_and_its_watchers_see()
    {
        await using var shop = await postgres.ServePairAsync();
        await shop.One.AddProductAsync(new ProductRequest { Sku = "TEA", Name = "Tea", Unit = "piece", Price = 120 }, Ct);
        using var http = shop.Second.CreateHttp();
        using var live = await http.GetStreamAsync(new Uri("api/v1/stores/SHOP/live", UriKind.Relative), Ct);
        using var reader = new StreamReader(live);
        (await reader.ReadLineAsync(Ct)).ShouldBe(": watching");

        for (var n = 1; n <= 30; n++)
        {
            var posted = await PostAsync(shop.One, "stockIn", 1, Guid.CreateVersion7());
            using var request = new HttpRequestMessage(HttpMethod.Get, "api/v1/stores/SHOP/stock/TEA");
            request.Headers.Add("Bazaar-Min-Seq", $"SHOP:{posted.Seq}");
            using var answer = await http.SendAsync(request, Ct);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
            (await shop.Other.GetStockAsync("SHOP", "TEA", Ct)).OnHand.ShouldBe(n);
        }

        var seen = 0;
        while (seen < 30 && await reader.ReadLineAsync(Ct) is { } line)
        {
            if (line.StartsWith("id: ", StringComparison.Ordinal))
            {
                int.Parse(line.AsSpan(4)).ShouldBe(++seen, "in order, without gaps");
            }
        }

        seen.ShouldBe(30);
    }

    [Fact]
    public async Task Load_on_both_nodes_loses_nothing_doubles_nothing_and_keeps_one_order()
    {
        await using var shop = await postgres.ServePairAsync();
        string[] skus = [.. Enumerable.Range(1, 15).Select(n => $"P{n}")];
        string[] stores = ["SHOP", "S-2", "S-3"];
        foreach (var store in stores.Skip(1))
        {
            await shop.One.AddStoreAsync(new StoreRequest { Code = store, Name = store, TimeZone = "Asia/Karachi" }, Ct);
        }

        foreach (var sku in skus)
        {
            await shop.Other.AddProductAsync(new ProductRequest { Sku = sku, Name = sku, Unit = "piece", Price = 100 }, Ct);
        }

        var seed = Random.Shared.Next();
        output.WriteLine($"Seed {seed}");
        using var journal = new LoadJournal();
        var load = new LoadOptions { Stores = stores, Skus = skus, Seed = seed, MaxRequests = 2_000, Clients = 16 };
        var sums = await Task.WhenAll(LoadGenerator.RunAsync(shop.One, load, journal, ct: Ct), LoadGenerator.RunAsync(shop.Other, load with { Seed = seed + 1 }, journal, ct: Ct));

        sums.Sum(s => s.OtherRefusals).ShouldBe(0);
        sums.Sum(s => s.Unanswered).ShouldBe(0);
        (await LedgerChecker.CheckAsync(shop.Other, journal, Ct)).Faults.ShouldBeEmpty($"seed {seed}");
        (await shop.One.VerifyAsync(ct: Ct)).Findings.ShouldBeEmpty($"seed {seed}");
    }

    private static async Task<int> TryPostAsync(BazaarClient client, string type, decimal quantity, Guid id)
    {
        var result = await client.Http.PostAsync(
            new Uri("api/v1/stores/SHOP/movements", UriKind.Relative),
            new StringContent($$"""{"id":"{{id}}","type":"{{type}}","lines":[{"sku":"TEA","quantity":{{quantity}}}]}""", System.Text.Encoding.UTF8, "application/json"),
            Ct);
        return (int)result.StatusCode;
    }

    private static Task<Movement> PostAsync(BazaarClient client, string type, decimal quantity, Guid id) =>
        client.PostMovementAsync("SHOP", new MovementRequest { Id = id, Type = type, Lines = [new MovementLineRequest { Sku = "TEA", Quantity = quantity }] }, Ct);
}
