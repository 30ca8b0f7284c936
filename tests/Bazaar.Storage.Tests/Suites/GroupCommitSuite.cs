using Bazaar.Domain.Ledger;
using Bazaar.Storage.Ledger;

namespace Bazaar.Storage.Tests.Suites;

/// <summary>Many callers at once get what they would have got one after the other.</summary>
public abstract class GroupCommitSuite : EngineSuite
{
    [Fact]
    public async Task The_last_unit_is_sold_once()
    {
        await using var place = await CreateAsync();
        await using var shop = await TestShop.OpenAsync(place);
        await shop.MustPostAsync(TestShop.Receive(TestShop.Tea, 1_000));

        var results = await AtOnceAsync(100, () => shop.PostAsync(TestShop.Sell(TestShop.Tea, 1_000)));

        results.Count(r => r is PostingResult.Posted).ShouldBe(1);
        results.Count(r => r is PostingResult.Refused { Reason: Refusal.Shortage }).ShouldBe(99);
        await shop.MustBeSoundAsync(seq: 2);
    }

    [Fact]
    public async Task An_id_is_posted_once_however_often_it_is_sent()
    {
        await using var place = await CreateAsync();
        await using var shop = await TestShop.OpenAsync(place);
        await shop.MustPostAsync(TestShop.Receive(TestShop.Tea, 10_000));
        var sale = TestShop.Sell(TestShop.Tea, 1_000);

        var results = await AtOnceAsync(200, () => shop.PostAsync(sale));

        var posted = results.OfType<PostingResult.Posted>().ShouldHaveSingleItem().Entry;
        var replayed = results.OfType<PostingResult.Replayed>().Select(r => r.Entry).ToList();
        replayed.Count.ShouldBe(199);
        replayed.Add((await shop.PostAsync(sale)).ShouldBeOfType<PostingResult.Replayed>().Entry);
        foreach (var entry in replayed)
        {
            entry.ShouldBeEquivalentTo(posted);
        }

        await shop.MustBeSoundAsync(seq: 2);
    }

    [Fact]
    public async Task An_id_with_other_content_is_refused_beside_its_first()
    {
        await using var place = await CreateAsync();
        await using var shop = await TestShop.OpenAsync(place);
        var first = TestShop.Receive(TestShop.Tea, 10_000);
        var other = TestShop.Sealed(TestShop.Receive(TestShop.Tea, 20_000) with { Id = first.Id });

        var together = await shop.PostAsync([first, other]);
        var later = await shop.PostAsync(other);

        together[0].ShouldBeOfType<PostingResult.Posted>();
        together[1].ShouldBe(new PostingResult.Refused(new Refusal.IdReused(first.Id, 1)));
        later.ShouldBe(together[1]);
        await shop.MustBeSoundAsync(seq: 1);
    }

    [Fact]
    public async Task An_atomic_batch_with_one_refusal_leaves_nothing()
    {
        await using var place = await CreateAsync();
        await using var shop = await TestShop.OpenAsync(place);
        await shop.MustPostAsync(TestShop.Receive(TestShop.Tea, 1_000));
        Draft[] batch = [TestShop.Sell(TestShop.Tea, 1_000), TestShop.Sell(TestShop.Tea, 1_000), TestShop.Receive(TestShop.Rice, 5_000)];

        var results = await shop.PostAsync(batch, atomic: true);

        results[0].ShouldBe(new PostingResult.Refused(new Refusal.BatchRefused()));
        results[1].ShouldBeOfType<PostingResult.Refused>().Reason.ShouldBeOfType<Refusal.Shortage>();
        results[2].ShouldBe(results[0]);
        await shop.MustBeSoundAsync(seq: 1);

        // Nothing of it was kept, so its ids are free.
        (await shop.PostAsync([batch[0], batch[2]], atomic: true)).ShouldAllBe(r => r is PostingResult.Posted);
        await shop.MustBeSoundAsync(seq: 3);
    }

    [Fact]
    public async Task Atomic_and_ordinary_requests_that_wait_together_do_not_disturb_each_other()
    {
        await using var place = await CreateAsync();
        await using var shop = await TestShop.OpenAsync(place);

        var waiting = await WaitingTogetherAsync(
            place,
            shop,
            [TestShop.Receive(TestShop.Tea, 5_000)],
            [TestShop.Sell(TestShop.Tea, 5_000), TestShop.Sell(TestShop.Tea, 5_000)],
            [TestShop.Sell(TestShop.Tea, 5_000)]);
        var results = await Task.WhenAll(waiting);

        results[0].ShouldHaveSingleItem().ShouldBeOfType<PostingResult.Posted>();
        results[1].ShouldAllBe(r => r is PostingResult.Refused);
        results[2].ShouldHaveSingleItem().ShouldBeOfType<PostingResult.Posted>();
        await shop.MustBeSoundAsync(seq: 2);
    }

    [Fact]
    public async Task A_refused_draft_takes_no_number_and_disturbs_nobody()
    {
        await using var place = await CreateAsync();
        await using var shop = await TestShop.OpenAsync(place);

        var results = await shop.PostAsync([TestShop.Receive(TestShop.Tea, 2_000), TestShop.Sell(TestShop.Rice, 1_000), TestShop.Sell("NOTHING", 1_000), TestShop.Sell(TestShop.Tea, 2_000)]);

        results[0].ShouldBeOfType<PostingResult.Posted>().Entry.Seq.ShouldBe(1);
        results[1].ShouldBeOfType<PostingResult.Refused>().Reason.ShouldBeOfType<Refusal.Shortage>();
        results[2].ShouldBeOfType<PostingResult.Refused>().Reason.ShouldBeOfType<Refusal.InvalidLines>();
        results[3].ShouldBeOfType<PostingResult.Posted>().Entry.Seq.ShouldBe(2);
        await shop.MustBeSoundAsync(seq: 2);
    }

    [Fact]
    public async Task A_request_that_breaks_the_code_fails_alone()
    {
        await using var place = await CreateAsync();
        await using var shop = await TestShop.OpenAsync(place);

        // A reversal of nothing never gets past the server.
        var waiting = await WaitingTogetherAsync(
            place, shop, [TestShop.Receive(TestShop.Tea, 2_000)], [TestShop.Draft(EntryKind.Reversal)], [TestShop.Sell(TestShop.Tea, 2_000)]);

        (await waiting[0]).ShouldHaveSingleItem().ShouldBeOfType<PostingResult.Posted>();
        await Should.ThrowAsync<InvalidOperationException>(() => waiting[1]);
        (await waiting[2]).ShouldHaveSingleItem().ShouldBeOfType<PostingResult.Posted>();
        await shop.MustBeSoundAsync(seq: 2);
    }

    private static Task<T[]> AtOnceAsync<T>(int count, Func<Task<T>> work) => Task.WhenAll(Enumerable.Range(0, count).Select(_ => Task.Run(work)));

    /// <summary>Sends requests while the writer is busy, so that they wait for it together. One of several drafts is atomic.</summary>
    private static async Task<Task<PostingResult[]>[]> WaitingTogetherAsync(ITestPlace place, TestShop shop, params Draft[][] requests)
    {
        await using var held = await place.HoldWriterAsync(shop.Database);

        // This one holds the lane until the writer is free; the others make the next transaction.
        _ = shop.PostAsync(TestShop.Draft(EntryKind.Sale, new DraftLine { Sku = "NOTHING", Quantity = 1 }));
        return [.. requests.Select(r => shop.PostAsync(r, atomic: r.Length > 1))];
    }
}
