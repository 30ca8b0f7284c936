using System.Data.Common;
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

    [Fact]
    public async Task A_culprit_fails_alone_and_the_others_of_its_batch_are_posted()
    {
        await using var place = await CreateAsync();
        await using var shop = await TestShop.OpenAsync(place);
        await place.PoisonAsync(shop.Database);
        const int Culprit = 23;

        var waiting = await WaitingTogetherAsync(
            place, shop, [.. Enumerable.Range(0, 40).Select(i => (Draft[])[TestShop.Sealed(TestShop.Receive(TestShop.Tea, 1_000) with { Note = i == Culprit ? "poison" : null })])]);

        (await Should.ThrowAsync<DbException>(waiting[Culprit])).Message.ShouldContain("poisoned");
        foreach (var other in waiting.Where((_, i) => i != Culprit))
        {
            (await other).ShouldHaveSingleItem().ShouldBeOfType<PostingResult.Posted>();
        }

        await shop.MustBeSoundAsync(seq: 39);
        (await shop.MustPostAsync(TestShop.Sell(TestShop.Tea, 39_000))).Lines[0].OnHand.ShouldBe(0);
    }

    [Fact]
    public async Task The_ledger_proves_itself_after_a_thousand_random_postings()
    {
        var seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var random = new Random(seed);
        await using var place = await CreateAsync();
        await using var shop = await TestShop.OpenAsync(place);
        var posted = new List<Guid>();
        for (var i = 0; i < 100; i++)
        {
            var results = await shop.PostAsync([.. Enumerable.Range(0, 10).Select(_ => RandomDraft(random, posted))]);
            posted.AddRange(results.OfType<PostingResult.Posted>().Select(p => p.Entry.Id));
        }

        posted.Count.ShouldBeGreaterThan(300, $"seed {seed}");
        await shop.MustBeSoundAsync(posted.Count);
    }

    private static Draft RandomDraft(Random random, List<Guid> posted)
    {
        EntryKind[] kinds =
        [
            EntryKind.StockIn, EntryKind.Sale, EntryKind.Removal, EntryKind.CustomerReturn, EntryKind.SupplierReturn, EntryKind.Count, EntryKind.Adjustment, EntryKind.Reversal,
        ];
        var kind = kinds[random.Next(posted.Count == 0 ? 1 : kinds.Length)];
        string[] skus = random.Next(3) switch { 0 => [TestShop.Tea], 1 => [TestShop.Rice], _ => [TestShop.Tea, TestShop.Rice] };
        var draft = TestShop.Draft(kind, [.. skus.Select(Line)]) with
        {
            Reason = kind == EntryKind.Removal ? "lost" : null,
            AcceptShortage = random.Next(2) == 0,
            OccurredAt = kind != EntryKind.Reversal && random.Next(3) == 0 ? TimeProvider.System.GetUtcNow().AddMinutes(-random.Next(5_000)) : null,
        };
        return TestShop.Sealed(kind == EntryKind.Reversal ? draft with { Lines = [], ReversalOf = posted[random.Next(posted.Count)] } : draft);

        DraftLine Line(string sku)
        {
            var whole = random.Next(1, 20) * 1_000L;
            return kind switch
            {
                EntryKind.Count => new DraftLine { Sku = sku, Counted = whole },
                EntryKind.Adjustment => new DraftLine { Sku = sku, Quantity = random.Next(2) == 0 ? whole : -whole },
                EntryKind.StockIn => new DraftLine { Sku = sku, Quantity = whole, Cost = random.Next(2) == 0 ? random.Next(1_000_000) : null },
                _ => new DraftLine { Sku = sku, Quantity = whole },
            };
        }
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
