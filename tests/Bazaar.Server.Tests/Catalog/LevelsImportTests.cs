using System.Text;
using Bazaar.Contracts;
using Bazaar.Server.Tests.Harness;

namespace Bazaar.Server.Tests.Catalog;

/// <summary>A store's levels and prices from a file: all of it or nothing, and everything that is wrong at once.</summary>
public sealed class LevelsImportTests(Shop shop) : IClassFixture<Shop>
{
    [Fact]
    public async Task A_file_sets_levels_and_prices_and_leaves_what_it_does_not_name()
    {
        var store = await shop.NewStoreAsync();
        var (a, b, c) = (await shop.NewProductAsync(10), await shop.NewProductAsync(20), await shop.NewProductAsync(30));
        await store.PostAsync("opening", a, 5);
        await shop.Api.EditStockAsync(store.Code, b, new StockPatch { ReorderPoint = 1m, TargetLevel = 9m, Price = 21m });
        var csv = $"sku,reorderPoint,targetLevel,price\n{a.ToLowerInvariant()},6,12.5,11.50\n{b},none,,20\n{c},,,30\n";

        (await ImportAsync(store, csv, dryRun: true)).ShouldBe(new ImportResult(3, 0, 2, 1, true, []), new Same());
        (await store.StockAsync(a)).ReorderPoint.ShouldBeNull();
        (await ImportAsync(store, csv)).ShouldBe(new ImportResult(3, 0, 2, 1, false, []), new Same());

        (await store.StockAsync(a)).ShouldSatisfyAllConditions(s => s.ReorderPoint.ShouldBe(6), s => s.TargetLevel.ShouldBe(12.5m), s => s.Price.ShouldBe(11.5m), s => s.Status.ShouldBe("low"));
        (await store.StockAsync(b)).ShouldSatisfyAllConditions(s => s.ReorderPoint.ShouldBeNull(), s => s.TargetLevel.ShouldBe(9), s => s.Price.ShouldBe(20));
        (await shop.Api.ListAlertsAsync(store.Code)).Items.ShouldContain(i => i.Sku == a && i.Kind == "low");
        (await ImportAsync(store, csv)).ShouldBe(new ImportResult(3, 0, 0, 3, false, []), new Same());
    }

    [Fact]
    public async Task The_exported_stock_list_sent_back_changes_nothing_and_ties_no_price()
    {
        var store = await shop.NewStoreAsync();
        var sku = await shop.NewProductAsync(10);
        await store.PostAsync("opening", sku, 5);
        var export = (await shop.SendAsync("GET", $"stores/{store.Code}/stock?format=csv")).ShouldBe(200).Text;

        (await ImportAsync(store, export)).ShouldBe(new ImportResult(1, 0, 0, 1, false, []), new Same());

        await shop.Api.EditProductAsync(sku, 1, new ProductPatch { Price = 12m });
        (await store.StockAsync(sku)).Price.ShouldBe(12);
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_told_at_once_and_nothing_is_written()
    {
        var store = await shop.NewStoreAsync();
        var sku = await shop.NewProductAsync();
        var csv = $"sku,reorderPoint,targetLevel,price\n{sku},1,2,3\n{sku},1.2345,,\nNOWHERE-1,1,,\n?,-1,1e5,0.001\n,1,,\n";

        var result = await ImportAsync(store, csv);

        result.Errors.Select(e => (e.Row, e.Column, e.Code)).ShouldBe(
        [
            (3, "sku", "duplicate-sku"), (3, "reorderPoint", "not-exact"), (4, "sku", "unknown-product"),
            (5, "sku", "bad-sku"), (5, "reorderPoint", "out-of-range"), (5, "targetLevel", "bad-number"), (5, "price", "not-exact"), (6, "sku", "missing"),
        ]);
        (result.Rows, result.Updated, result.Created).ShouldBe((5, 0, 0));
        (await store.StockAsync(sku)).ReorderPoint.ShouldBeNull();
        (await ImportAsync(store, "sku,shelf\nA,1\n")).Errors.Select(e => e.Code).ShouldBe(["unknown-column", "missing-column"]);
        (await shop.SendAsync("POST", "stores/NOWHERE/stock/levels/import", Shop.Body("sku,price\nA,1\n"u8.ToArray(), "text/csv"))).ShouldBeProblem(404, "not-found");
        (await shop.SendAsync("POST", $"stores/{store.Code}/stock/levels/import", "{}")).ShouldBeProblem(415, "unsupported-media-type");
    }

    [Fact]
    public async Task A_store_that_closes_says_what_is_left_to_do()
    {
        var store = await shop.NewStoreAsync();
        var (left, negative) = (await shop.NewProductAsync(), await shop.NewProductAsync());
        await store.PostAsync("opening", left, 10, cost: 2.5m);
        await store.PostAsync("sale", negative, 1, onShortage: "accept");

        var closed = await shop.Api.EditStoreAsync(store.Code, 1, new StorePatch { Closed = true });

        closed.Closed.ShouldBeTrue();
        closed.Warnings!.Select(w => (w.Code, w.Count)).ShouldBe([("stock-left", 1), ("stock-negative", 1), ("alerts-open", 1)]);
        closed.Warnings![0].Message.ShouldContain("25.00");
        (await shop.Api.EditStoreAsync(store.Code, closed.Version, new StorePatch { Closed = false })).Warnings.ShouldBeNull();
        var empty = await shop.NewStoreAsync();
        (await shop.SendAsync("PATCH", $"stores/{empty.Code}", """{"closed":true}""", ("If-Match", "*"))).ShouldBe(200).Text.ShouldNotContain("warnings");
    }

    private async Task<ImportResult> ImportAsync(TestStore store, string csv, bool dryRun = false)
    {
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(csv));
        return await shop.Api.ImportLevelsAsync(store.Code, file, "text/csv", dryRun);
    }

    private sealed class Same : IEqualityComparer<ImportResult>
    {
        public bool Equals(ImportResult? x, ImportResult? y) =>
            (x!.Rows, x.Created, x.Updated, x.Unchanged, x.DryRun) == (y!.Rows, y.Created, y.Updated, y.Unchanged, y.DryRun) && x.Errors.SequenceEqual(y.Errors);

        public int GetHashCode(ImportResult obj) => obj.Rows;
    }
}
