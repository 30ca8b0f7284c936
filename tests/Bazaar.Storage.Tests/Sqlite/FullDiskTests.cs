using Bazaar.Domain.Ledger;
using Bazaar.Storage.Catalog;
using Bazaar.Storage.Ledger;
using Dapper;

namespace Bazaar.Storage.Tests.Sqlite;

/// <summary>A disk that fills up stops the shop from posting, and breaks nothing.</summary>
public sealed class FullDiskTests
{
    // Larger than the free room of any page.
    private static readonly string LongNote = new('x', 200_000);

    [Fact]
    public async Task An_entry_that_does_not_fit_is_refused_whole_and_fits_once_there_is_room()
    {
        using var folder = new TestFolder();
        await using var shop = await TestShop.OpenAsync(folder["shop.db"]);
        await shop.MustPostAsync(TestShop.Receive(TestShop.Tea, 10_000));
        var sale = TestShop.Sealed(TestShop.Sell(TestShop.Tea, 1_000) with { Note = LongNote });
        Fill(shop);

        var failure = await Should.ThrowAsync<StorageUnavailableException>(() => shop.PostAsync(sale));

        failure.Message.ShouldContain("the disk is full");
        failure.Message.ShouldContain("Nothing of this request was kept.");
        await shop.MustBeSoundAsync(seq: 1);

        MakeRoom(shop);
        (await shop.MustPostAsync(sale)).Seq.ShouldBe(2);
        (await shop.MustPostAsync(TestShop.Sell(TestShop.Tea, 9_000))).Seq.ShouldBe(3);
        await shop.MustBeSoundAsync(seq: 3);
    }

    [Fact]
    public async Task Posting_until_the_disk_is_full_keeps_exactly_what_was_answered()
    {
        using var folder = new TestFolder();
        await using var shop = await TestShop.OpenAsync(folder["shop.db"]);
        Fill(shop, pagesLeft: 20);

        var posted = 0;
        async Task PostUntilFullAsync()
        {
            while (true)
            {
                await shop.MustPostAsync(TestShop.Sealed(TestShop.Receive(TestShop.Tea, 1_000) with { Note = new string('x', 2_000) }));
                posted++;
            }
        }

        await Should.ThrowAsync<StorageUnavailableException>(PostUntilFullAsync);

        posted.ShouldBeGreaterThan(0);
        await shop.MustBeSoundAsync(seq: posted);
        await shop.ReopenAsync(_ => { });
        await shop.MustBeSoundAsync(seq: posted);
    }

    [Fact]
    public async Task Everyone_in_a_batch_that_does_not_fit_is_told_and_nothing_of_it_is_kept()
    {
        using var folder = new TestFolder();
        await using var shop = await TestShop.OpenAsync(folder["shop.db"]);
        Fill(shop);

        Draft[] drafts = [TestShop.Receive(TestShop.Rice, 1_000), TestShop.Sealed(TestShop.Receive(TestShop.Tea, 1_000) with { Note = LongNote })];
        await Should.ThrowAsync<StorageUnavailableException>(() => shop.PostAsync(drafts));

        await shop.MustBeSoundAsync(seq: 0);
        MakeRoom(shop);
        (await shop.PostAsync(drafts)).ShouldAllBe(r => r is PostingResult.Posted);
        await shop.MustBeSoundAsync(seq: 2);
    }

    [Fact]
    public async Task A_product_that_does_not_fit_is_refused_whole()
    {
        using var folder = new TestFolder();
        await using var shop = await TestShop.OpenAsync(folder["shop.db"]);
        var products = new ProductStore(shop.Database);
        var ct = TestContext.Current.CancellationToken;
        var product = new ProductRow { Sku = "SALT", Name = LongNote, Unit = "pcs", Price = 60_00 };
        Fill(shop);

        await Should.ThrowAsync<StorageUnavailableException>(() => products.AddAsync(product, TestShop.By(shop.Clock), ct));

        (await products.FindAsync("SALT", ct)).ShouldBeNull();
        MakeRoom(shop);
        (await products.AddAsync(product, TestShop.By(shop.Clock), ct)).Outcome.ShouldBe(CatalogOutcome.Done);
    }

    private static void Fill(TestShop shop, int pagesLeft = 0) =>
        shop.File.Writer.Execute($"PRAGMA max_page_count = {shop.File.Writer.ExecuteScalar<long>("PRAGMA page_count") + pagesLeft}");

    private static void MakeRoom(TestShop shop) => shop.File.Writer.Execute("PRAGMA max_page_count = 1000000");
}
