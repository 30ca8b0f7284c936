using System.Data.Common;
using Bazaar.Domain.Counting;
using Bazaar.Domain.Ledger;
using Bazaar.Domain.Transfers;
using Bazaar.Storage.Catalog;
using Bazaar.Storage.Counting;
using Bazaar.Storage.Ledger;
using Bazaar.Storage.Reports;
using Bazaar.Storage.Transfers;

namespace Bazaar.Storage.Tests.Suites;

/// <summary>What happened to transfers and counts stays what happened, and a count holds while others sell.</summary>
public abstract class DocumentHistorySuite : EngineSuite
{
    [Theory]
    [InlineData("UPDATE transfer_step SET kind = 'cancel'")]
    [InlineData("DELETE FROM transfer_step")]
    [InlineData("UPDATE transfer_step_line SET quantity = 1")]
    [InlineData("DELETE FROM transfer_step_line")]
    [InlineData("DELETE FROM transfer")]
    [InlineData("UPDATE transfer_line SET in_transit = -1")]
    [InlineData("DELETE FROM count_scan")]
    [InlineData("DELETE FROM count_session")]
    public async Task What_happened_to_a_document_is_never_rewritten(string sql)
    {
        await using var place = await CreateAsync();
        await using var shop = await TestShop.OpenAsync(place);
        await new StoreStore(shop.Database).AddAsync(new StoreRow { Code = "KHI-02", Name = "Clifton", TimeZone = "Asia/Karachi" }, TestShop.By(shop.Clock), TestContext.Current.CancellationToken);
        await shop.MustPostAsync(TestShop.Receive(TestShop.Tea, 10_000));
        var transfers = new TransferStore(shop.Database, shop.Commit);
        var id = Guid.CreateVersion7();
        await SendAndListAsync(transfers);
        await transfers.SendAsync(new TransferDraft { Id = id, From = TestShop.Store, To = "KHI-02", Actor = "owner", Lines = [new DraftLine { Sku = TestShop.Tea, Quantity = 5_000 }] });
        (await transfers.StepAsync(new StepDraft { Id = Guid.CreateVersion7(), Transfer = id, Kind = TransferStepKind.Receipt, Actor = "owner" })).ShouldBeOfType<TransferResult.Done>();
        await OpenWithAsync(shop, 5);

        await Should.ThrowAsync<DbException>(() => place.ExecuteAsync(sql));

        (await transfers.FindAsync(id, TestContext.Current.CancellationToken)).ShouldNotBeNull().Status.ShouldBe(TransferStatus.Received);
    }

    /// <summary>The scan says 20 and the book says 20; whatever is sold before, while and after it is posted, nothing is missing.</summary>
    [Fact]
    public async Task A_count_that_is_posted_among_sales_finds_no_difference()
    {
        await using var place = await CreateAsync();
        await using var shop = await TestShop.OpenAsync(place);
        await shop.MustPostAsync(TestShop.Receive(TestShop.Tea, 50_000));
        var count = await OpenWithAsync(shop, 50);
        var posting = new CountPosting(shop.Database, shop.Commit);
        var (now, ct) = (shop.Clock.GetUtcNow(), TestContext.Current.CancellationToken);

        var sales = Enumerable.Range(0, 30).Select(_ => Task.Run(() => shop.MustPostAsync(TestShop.Sell(TestShop.Tea, 1_000)))).ToList();
        var posted = Enumerable.Range(0, 8).Select(_ => Task.Run(() => posting.PostAsync(count, new CountPostingDraft(null, TakesMissingAsZero: true, null), "owner", now, ct))).ToList();
        await Task.WhenAll(sales);
        var answers = await Task.WhenAll(posted);

        answers.Count(a => a is { Replayed: false, Refusal: null }).ShouldBe(1);
        answers.Select(a => a.Entry!.Seq).Distinct().ShouldHaveSingleItem();
        answers[0].Entry!.Lines.Where(l => l.Counted is not null).ShouldHaveSingleItem().Quantity.ShouldBe(0);
        (await posting.PostAsync(count, new CountPostingDraft(null, TakesMissingAsZero: false, null), "owner", now, ct)).Refusal.ShouldBeOfType<CountRefusal.Closed>();
        await shop.MustBeSoundAsync(seq: 32);

        (await posting.ReadVariancesAsync((await new CountStore(shop.Database).FindAsync(count, ct))!, ct)).ShouldHaveSingleItem().Line.Scanned.ShouldBe(50_000);
        foreach (var groupBy in (string[])["store", "category", "product"])
        {
            var sum = (await new ReportStore(shop.Database).AccuracyAsync(new ReportScope([1], DateOnly.MinValue, DateOnly.MaxValue, null), groupBy, ct)).ShouldHaveSingleItem();
            (sum.Counted, sum.Right, sum.Surplus, sum.Shortfall).ShouldBe((1, 1, 0, 0));
        }
    }

    private static async Task SendAndListAsync(TransferStore transfers)
    {
        var ct = TestContext.Current.CancellationToken;
        var line = new DraftLine { Sku = TestShop.Tea, Quantity = 1_000 };
        var sent = (await transfers.SendAsync(new TransferDraft { Id = Guid.CreateVersion7(), From = TestShop.Store, To = "KHI-02", Actor = "owner", Lines = [line, line] })).ShouldBeOfType<TransferResult.Done>().Transfer;
        var mine = new TransferFilter { FromKey = TestShop.Store, ToKey = "KHI-02", StoreKey = "KHI-02", Within = [TestShop.Store], Before = sent.Number + 1, Number = sent.Number, Limit = 5 };

        (await transfers.ListAsync(mine, ct)).ShouldHaveSingleItem().LinesInTransit.ShouldBe(2);
        (await transfers.ListInTransitAsync(mine, sent.Lines[0].Product, null, ct)).Count.ShouldBe(2);
        (await transfers.ListInTransitAsync(mine, null, (sent.Number, 1), ct)).ShouldHaveSingleItem().Line.ShouldBe(2);
        (await transfers.ListAsync(mine with { Within = ["KHI-99"] }, ct)).ShouldBeEmpty();
        (await transfers.ListAsync(mine with { Within = [] }, ct)).ShouldBeEmpty();
        (await transfers.ListAsync(mine with { Places = ["KHI-02"] }, ct)).ShouldHaveSingleItem();
        (await transfers.ListInTransitAsync(mine with { Places = ["KHI-99"] }, null, null, ct)).ShouldBeEmpty();
    }

    private static async Task<Guid> OpenWithAsync(TestShop shop, long tea)
    {
        var ct = TestContext.Current.CancellationToken;
        var id = Guid.CreateVersion7();
        await new CountStore(shop.Database).OpenAsync(new CountDraft { Id = id, Store = TestShop.Store }, TestShop.By(shop.Clock), ct);
        var scans = new ScanStore(shop.Database);
        await Task.WhenAll(Enumerable.Range(0, 5).Select(i => Task.Run(() => scans.AddAsync(
            id, [new ScanDraft { Id = Guid.NewGuid(), Sku = TestShop.Tea, Quantity = tea * 200, Counter = $"counter {i}" }], TestShop.By(shop.Clock), ct))));
        return id;
    }
}
