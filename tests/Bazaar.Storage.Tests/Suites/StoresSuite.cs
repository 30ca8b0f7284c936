using Bazaar.Domain.Audit;
using Bazaar.Domain.Ledger;
using Bazaar.Storage.Alerts;
using Bazaar.Storage.Catalog;
using Bazaar.Storage.Ledger;
using Bazaar.Storage.Reports;
using Bazaar.Storage.Stock;

namespace Bazaar.Storage.Tests.Suites;

/// <summary>What the stores answer does not depend on the engine: letter case, order, empty lists, sums and flags.</summary>
public abstract class StoresSuite : EngineSuite
{
    private static readonly DateTimeOffset Start = new(2026, 3, 10, 8, 0, 0, TimeSpan.Zero);

    private static Origin Origin => new("owner", null, Start);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Products_are_found_whatever_their_letter_case_and_listed_by_bytes()
    {
        await using var place = await CreateAsync();
        await using var shop = await TestShop.OpenAsync(place);
        var products = new ProductStore(shop.Database);
        foreach (var sku in (string[])["b-1", "B_2", "a.3", "Z"])
        {
            (await products.AddAsync(Product(sku, "Soap 100% pure"), Origin, Ct)).Outcome.ShouldBe(CatalogOutcome.Done);
        }

        (await products.FindAsync("B-1", Ct)).ShouldNotBeNull().Sku.ShouldBe("b-1");
        (await products.AddAsync(Product("B-1", "Other"), Origin, Ct)).Outcome.ShouldBe(CatalogOutcome.Exists);
        (await ListAsync()).ShouldBe(["a.3", "b-1", "B_2", "RICE", "TEA", "Z"]);
        (await ListAsync(query: "SOAP 100%")).ShouldBe(["a.3", "b-1", "B_2", "Z"]);
        (await ListAsync(query: "0_% pure")).ShouldBeEmpty();
        (await ListAsync(query: "_")).ShouldBe(["B_2"]);
        (await ListAsync(query: "te\0a")).ShouldBeEmpty();

        var (_, _, z) = await products.EditAsync("z", 1, p => p with { ArchivedAt = 5 }, Origin, Ct);
        z.ShouldNotBeNull().Version.ShouldBe(2);
        (await ListAsync(archived: true)).ShouldBe(["Z"]);
        (await ListAsync(archived: false)).ShouldBe(["a.3", "b-1", "B_2", "RICE", "TEA"]);
        (await products.EditAsync("z", 1, p => p, Origin, Ct)).Outcome.ShouldBe(CatalogOutcome.VersionMismatch);

        async Task<IEnumerable<string>> ListAsync(string? query = null, bool? archived = null) =>
            (await products.ListAsync(new ProductFilter(query, null, null, archived, null, 100), Ct)).Select(p => p.Sku);
    }

    [Fact]
    public async Task An_import_adds_changes_and_moves_barcodes()
    {
        await using var place = await CreateAsync();
        await using var shop = await TestShop.OpenAsync(place);
        var products = new ProductStore(shop.Database);
        ProductRow[] first = [.. Enumerable.Range(0, 1_200).Select(n => Product($"P{n}", $"Product {n}") with
        {
            Packs = [new PackRow("carton", 24_000, 1), new PackRow("half", 12_000, 1)],
            Barcodes = [new BarcodeRow($"X{n}", $"X{n}", null), new BarcodeRow($"Y{n}", $"Y{n}", 1)],
        })];

        (await ImportAsync(first)).ShouldBe((1_200, 0, 0, 0));
        (await ImportAsync(first)).ShouldBe((0, 0, 1_200, 0));
        ProductRow[] second = [first[0] with { Barcodes = [] }, first[1] with { Barcodes = [.. first[1].Barcodes, new BarcodeRow("X0", "X0", null)] }];
        (await ImportAsync(second)).ShouldBe((0, 2, 0, 1), "X0 still belongs to P0 when the import begins");
        (await ImportAsync([second[0]])).ShouldBe((0, 1, 0, 0));
        (await ImportAsync([second[1]])).ShouldBe((0, 1, 0, 0));

        var found = (await products.FindAsync("P1", Ct)).ShouldNotBeNull();
        found.SameContent(second[1]).ShouldBeTrue();
        var scanned = (await shop.PostAsync(TestShop.Draft(EntryKind.StockIn, new DraftLine { Barcode = "Y7", Quantity = 2_000, Cost = 10_0000 }))).ShouldBeOfType<PostingResult.Posted>();
        scanned.Entry.Lines.ShouldHaveSingleItem().Quantity.ShouldBe(24_000);

        async Task<(int, int, int, int)> ImportAsync(ProductRow[] rows)
        {
            var (created, updated, unchanged, taken) = await products.ImportAsync(rows, (old, wanted) => wanted with { Id = old.Id }, dryRun: false, Origin, Ct);
            return (created, updated, unchanged, taken.Count);
        }
    }

    [Fact]
    public async Task A_store_is_closed_and_opened()
    {
        await using var place = await CreateAsync();
        await using var shop = await TestShop.OpenAsync(place);
        var stores = new StoreStore(shop.Database);

        (await stores.EditAsync("khi-01", 1, s => s with { Closed = true }, Origin, Ct)).Store.ShouldNotBeNull().Closed.ShouldBeTrue();
        (await shop.PostAsync(TestShop.Receive(TestShop.Tea, 1_000))).ShouldBe(new PostingResult.Refused(new Refusal.StoreClosed(TestShop.Store)));
        (await stores.EditAsync("KHI-01", 2, s => s with { Closed = false }, Origin, Ct)).Store.ShouldNotBeNull().Closed.ShouldBeFalse();
        (await shop.MustPostAsync(TestShop.Receive(TestShop.Tea, 1_000))).Seq.ShouldBe(1);
        (await stores.AddAsync(new StoreRow { Code = "khi-01", Name = "Again", TimeZone = "UTC" }, Origin, Ct)).Outcome.ShouldBe(CatalogOutcome.Exists);
        (await stores.ListAsync("KHI-01", 10, Ct)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Stock_levels_alerts_and_the_past_are_read()
    {
        await using var place = await CreateAsync();
        var clock = new TestClock(Start);
        await using var shop = await TestShop.OpenAsync(place, clock);
        var stock = new StockStore(shop.Database);
        var alerts = new AlertStore(shop.Database);
        var store = (await new StoreStore(shop.Database).FindAsync(TestShop.Store, Ct)).ShouldNotBeNull().Id;
        await shop.MustPostAsync(TestShop.Receive(TestShop.Tea, 10_000));
        var before = clock.GetUtcNow();
        await shop.MustPostAsync(TestShop.Sell(TestShop.Tea, 4_000));
        await shop.MustPostAsync(TestShop.Draft(EntryKind.Count, new DraftLine { Sku = TestShop.Tea, Counted = 5_000 }));
        await shop.MustPostAsync(TestShop.Sell(TestShop.Tea, 1_000));

        var row = (await stock.FindAsync("khi-01", "tea", Ct)).ShouldNotBeNull();
        (row.OnHand, row.Seq, row.Status).ShouldBe((4_000, 4, "ok"));
        var set = (await stock.SetLevelsAsync(store, "TEA", row.Version, l => l with { ReorderPoint = 6_000, Price = 260_00 }, TestShop.By(clock), Ct)).ShouldNotBeNull();
        (set.VersionFits, set.Row.Price, set.Row.Status).ShouldBe((true, 260_00, "low"));
        (await stock.SetLevelsAsync(store, "TEA", row.Version, l => l, TestShop.By(clock), Ct)).ShouldNotBeNull().VersionFits.ShouldBeFalse();
        (await stock.ListAsync(store, new StockFilter("tEa", null, "low", null, 10), Ct)).ShouldHaveSingleItem().Sku.ShouldBe("TEA");
        (await stock.ListStoresAsync(row.Product, [store], Ct)).ShouldHaveSingleItem().OnHand.ShouldBe(4_000);
        (await stock.ListStoresAsync(row.Product, [], Ct)).ShouldBeEmpty();
        (await stock.OnHandAtAsync(store, row.Product, before, null, Ct)).ShouldBe(10_000);
        var (count, since, seen) = await stock.ExplainAsync(store, row.Product, Ct);
        count.ShouldNotBeNull().Seq.ShouldBe(3);
        since.ShouldBe([("sale", -1_000, 1)]);
        seen.ShouldBe(0);

        var low = (await alerts.ListAsync(null, "low", null, null, 10, clock.GetUtcNow(), Ct)).ShouldHaveSingleItem();
        (low.Store, low.Sku, low.Status, low.OnHand, low.Entry).ShouldBe((TestShop.Store, "TEA", "open", 4_000, null));
        (await alerts.SettleAsync(low.Id, "snoozed", clock.GetUtcNow().AddDays(1), null, TestShop.By(clock), Ct)).ShouldBeTrue();
        (await alerts.ListAsync([store], null, "snoozed", null, 10, clock.GetUtcNow(), Ct)).ShouldHaveSingleItem();
        await shop.MustPostAsync(TestShop.Sell(TestShop.Tea, 4_000));
        (await alerts.ListAsync(null, null, null, null, 10, clock.GetUtcNow(), Ct)).ShouldHaveSingleItem().Kind.ShouldBe("out");
        (await alerts.FindAsync(low.Id, clock.GetUtcNow(), Ct)).ShouldNotBeNull().Status.ShouldBe("resolved");
    }

    [Fact]
    public async Task Entries_are_listed_and_fed_and_reports_add_up()
    {
        await using var place = await CreateAsync();
        var clock = new TestClock(Start);
        await using var shop = await TestShop.OpenAsync(place, clock);
        var ledger = new LedgerStore(shop.Database);
        var reports = new ReportStore(shop.Database);
        var store = (await new StoreStore(shop.Database).FindAsync(TestShop.Store, Ct)).ShouldNotBeNull().Id;
        await shop.MustPostAsync(TestShop.Receive(TestShop.Tea, 10_000));
        await shop.MustPostAsync(TestShop.Receive(TestShop.Rice, 10_000, 270_0000));
        var sale = await shop.MustPostAsync(TestShop.Sell(TestShop.Rice, 2_500));
        await shop.MustPostAsync(TestShop.Sell(TestShop.Tea, 1_000));
        await shop.MustPostAsync(TestShop.Sealed(TestShop.Draft(EntryKind.Removal, new DraftLine { Sku = TestShop.Tea, Quantity = 1_000 }) with { Reason = "damaged" }));
        await shop.MustPostAsync(TestShop.Draft(EntryKind.CustomerReturn, new DraftLine { Sku = TestShop.Tea, Quantity = 1_000 }));

        (await ledger.FindAsync(store, sale.Id, Ct)).ShouldBeEquivalentTo(sale);
        (await ledger.ListAsync(store, new MovementFilter { Kind = "sale", Actor = "owner" }, Ct)).Select(e => e.Seq).ShouldBe([4, 3]);
        (await ledger.ListAsync(store, new MovementFilter { Reference = "none" }, Ct)).ShouldBeEmpty();
        var (entries, head) = await ledger.ReadFeedAsync(store, 2, 2, Ct);
        (entries.Count, entries[0].Seq, head).ShouldBe((2, 3, 6));

        var day = new DateOnly(2026, 3, 10);
        var scope = new ReportScope([store], day, day, null);
        var sales = (await reports.SalesAsync(scope, "store", Ct)).ShouldHaveSingleItem();
        (sales.Key, sales.Name, sales.Receipts, sales.Gross, sales.Returns, sales.CostOfSales).ShouldBe((TestShop.Store, "Saddar", 2, 1_050_00, 250_00, 675_00));
        (await reports.SalesAsync(scope, "day", Ct)).ShouldHaveSingleItem().Key.ShouldBe("20260310");
        (await reports.SalesByProductsAsync(scope, "product", Ct)).Select(s => (s.Key, s.Quantity, s.Gross)).ShouldBe([("RICE", 2_500, 800_00), ("TEA", 0, 250_00)]);
        (await reports.SalesByProductsAsync(scope with { Category = "none" }, "category", Ct)).ShouldBeEmpty();
        (await reports.SalesByProductsAsync(scope with { Stores = [] }, "day", Ct)).ShouldBeEmpty();
        (await reports.MovementsAsync(scope, "type", Ct)).Select(m => (m.Key, m.Entries)).ShouldBe([("customerReturn", 1), ("removal", 1), ("sale", 2), ("stockIn", 2)]);
        var lost = (await reports.ShrinkageAsync(scope, "product", Ct)).ShouldHaveSingleItem();
        (lost.Sku, lost.Reason, lost.Quantity, lost.Cost).ShouldBe(("TEA", "damaged", 1_000, 180_00));
var rows = new List<(string, long)>();
        await foreach (var row in reports.StockAsync(scope, Ct))
        {
            rows.Add((row.Sku, row.OnHand));
        }

        rows.ShouldBe([("RICE", 7_500), ("TEA", 9_000)]);
    }

    private static ProductRow Product(string sku, string name) => new() { Sku = sku, Name = name, Unit = "pcs", Price = 100 };
}
