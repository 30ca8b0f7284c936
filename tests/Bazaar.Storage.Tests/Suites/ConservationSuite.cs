using Bazaar.Domain.Ledger;
using Bazaar.Domain.Transfers;
using Bazaar.Storage.Audit;
using Bazaar.Storage.Catalog;
using Bazaar.Storage.Ledger;
using Bazaar.Storage.Reports;
using Bazaar.Storage.Tests.Sqlite;
using Bazaar.Storage.Transfers;
using Dapper;

namespace Bazaar.Storage.Tests.Suites;

/// <summary>Whatever is sent, received, closed and cancelled, and however much at once: no unit appears or vanishes.</summary>
public abstract class ConservationSuite : EngineSuite
{
    private const int Stores = 5;
    private const long Opening = 500_000;

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task What_five_stores_have_and_have_lost_and_what_is_on_its_way_is_always_the_same(int atOnce)
    {
        var seed = Random.Shared.Next();
        await using var place = await CreateAsync();
        await using var database = await place.OpenAsync(TimeProvider.System);
        await using var ledger = new GroupCommit(database, TimeProvider.System);
        var transfers = new TransferStore(database, ledger);
        await FillAsync(database, ledger);

        for (var round = 0; round < 60; round++)
        {
            await Task.WhenAll(Enumerable.Range(0, atOnce).Select(i => Task.Run(() => StepAsync(transfers, database, new Random(seed + (round * 100) + i)))));
            if (round % 10 == 9)
            {
                await CheckAsync(database, $"seed {seed}, round {round}, {atOnce} at once");
            }
        }

        var (_, findings) = await LedgerCheck.RunAsync(database, null, TestContext.Current.CancellationToken);
        findings.ShouldBeEmpty($"seed {seed}");
    }

    private static async Task StepAsync(TransferStore transfers, IDatabase database, Random random)
    {
        var ct = TestContext.Current.CancellationToken;
        var open = await transfers.ListAsync(new TransferFilter { Status = "in-transit", Limit = 100 }, ct);
        if (open.Count < 3 || random.Next(3) == 0)
        {
            var from = random.Next(Stores);
            DraftLine[] lines = [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => new DraftLine { Sku = random.Next(2) == 0 ? TestShop.Tea : TestShop.Rice, Quantity = random.Next(1, 40) * 1_000L })];
            await transfers.SendAsync(new TransferDraft { Id = Guid.NewGuid(), From = $"S{from}", To = $"S{(from + random.Next(1, Stores)) % Stores}", Actor = "owner", Lines = lines });
            return;
        }

        // Any of them may be over by the time it is its turn, and then it is refused.
        var transfer = (await transfers.FindAsync(new Guid(open[random.Next(open.Count)].Id, bigEndian: true), ct))!;
        var kind = random.Next(6) switch { 0 => TransferStepKind.Close, 1 => TransferStepKind.Cancel, _ => TransferStepKind.Receipt };
        await transfers.StepAsync(new StepDraft
        {
            Id = Guid.NewGuid(),
            Transfer = transfer.Id,
            Kind = kind,
            Actor = "owner",
            Reason = kind == TransferStepKind.Close ? TransferNames.LossReasons[random.Next(TransferNames.LossReasons.Count)] : null,
            Lines = kind != TransferStepKind.Receipt || random.Next(4) == 0 ? null
                : [.. transfer.Lines.Where(_ => random.Next(2) == 0).Select(l => new AskedLine { Line = l.Number, Quantity = random.Next(1, 20) * 1_000L }).DefaultIfEmpty(new AskedLine { Line = 1, Quantity = 1_000 })],
        });
    }

    private static async Task CheckAsync(IDatabase database, string when)
    {
        using var lease = await database.ReadAsync(TestContext.Current.CancellationToken);
        var products = await lease.Connection.QueryAsync<(long Product, long OnHand)>("SELECT product, sum(on_hand) FROM stock GROUP BY product");
        foreach (var (product, onHand) in products)
        {
            var inTransit = await lease.Connection.ExecuteScalarAsync<long>("SELECT coalesce(sum(in_transit), 0) FROM transfer_line WHERE product = @product", new { product });
            var lost = await lease.Connection.ExecuteScalarAsync<long>("SELECT coalesce(sum(-quantity), 0) FROM daily WHERE product = @product AND kind = 'removal'", new { product });
            (onHand + inTransit + lost).ShouldBe(Stores * Opening, when);

            // The transfers themselves say the same as the ledger.
            var byKind = (await lease.Connection.QueryAsync<(string Kind, long Quantity)>(
                "SELECT s.kind, sum(l.quantity) FROM transfer_step s JOIN transfer_step_line l ON l.transfer = s.transfer AND l.step = s.step "
                + "JOIN transfer_line t ON t.transfer = l.transfer AND t.line = l.line WHERE t.product = @product GROUP BY s.kind", new { product })).ToDictionary(k => k.Kind, k => k.Quantity);
            var sent = await lease.Connection.ExecuteScalarAsync<long>("SELECT coalesce(sum(quantity), 0) FROM transfer_line WHERE product = @product", new { product });
            sent.ShouldBe(byKind.Values.Sum() + inTransit, when);
            byKind.GetValueOrDefault("close").ShouldBe(lost, when);
        }

        (await lease.Connection.ExecuteScalarAsync<long>(
            "SELECT count(*) FROM transfer t WHERE (t.status = 'in-transit') <> EXISTS (SELECT 1 FROM transfer_line l WHERE l.transfer = t.number AND l.in_transit > 0)")).ShouldBe(0, when);
        var stores = (await lease.Connection.QueryAsync<long>("SELECT id FROM store")).AsList();
        var shrinkage = await new ReportStore(database).ShrinkageAsync(
            new ReportScope(stores, DateOnly.MinValue, DateOnly.MaxValue, null), "product", TestContext.Current.CancellationToken);
        shrinkage.Sum(s => s.Quantity).ShouldBe(await lease.Connection.ExecuteScalarAsync<long>("SELECT coalesce(sum(-quantity), 0) FROM daily WHERE kind = 'removal'"), when);
    }

    private static async Task FillAsync(IDatabase database, GroupCommit ledger)
    {
        var (now, ct) = (new Bazaar.Domain.Audit.Origin("test", null, TimeProvider.System.GetUtcNow()), TestContext.Current.CancellationToken);
        await new ProductStore(database).AddAsync(new ProductRow { Sku = TestShop.Tea, Name = "Tea", Unit = "pcs", Price = 250_00, Cost = 180_0000 }, now, ct);
        await new ProductStore(database).AddAsync(new ProductRow { Sku = TestShop.Rice, Name = "Rice", Unit = "kg", Price = 320_00, Cost = 270_0000 }, now, ct);
        for (var store = 0; store < Stores; store++)
        {
            await new StoreStore(database).AddAsync(new StoreRow { Code = $"S{store}", Name = "A store", TimeZone = "Asia/Karachi" }, now, ct);
            DraftLine[] lines = [new() { Sku = TestShop.Tea, Quantity = Opening, Cost = 180_0000 + (store * 7_777) }, new() { Sku = TestShop.Rice, Quantity = Opening, Cost = 270_0000 - (store * 3_333) }];
            (await ledger.PostAsync(TestShop.Sealed(TestShop.Draft(EntryKind.StockIn, lines) with { Store = $"S{store}" }))).ShouldBeOfType<PostingResult.Posted>();
        }
    }
}
