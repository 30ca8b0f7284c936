using Bazaar.Contracts;
using Bazaar.Contracts.Client;
using Bazaar.Server.Tests.Harness;
using static Bazaar.Server.Tests.Harness.TestStore;

namespace Bazaar.Server.Tests.Reading;

/// <summary>Reports that are asked about one supplier: its deliveries, or the products that it supplies to a store.</summary>
public sealed class SupplierReportTests(Shop shop) : IClassFixture<Shop>
{
    [Fact]
    public async Task Sales_stock_and_value_are_of_the_products_it_supplies_to_the_store()
    {
        var (supplier, here, there) = (await NewSupplierAsync(), await shop.NewStoreAsync(), await shop.NewStoreAsync());
        var (everywhere, onlyHere, never) = (await shop.NewProductAsync(price: 10), await shop.NewProductAsync(price: 100), await shop.NewProductAsync(price: 1_000));
        await shop.Api.AddSourcingAsync(null, new SourcingRequest { Supplier = supplier, Sku = everywhere, UnitCost = 6 });
        await shop.Api.AddSourcingAsync(here.Code, new SourcingRequest { Supplier = supplier, Sku = onlyHere, UnitCost = 60 });
        foreach (var store in (TestStore[])[here, there])
        {
            foreach (var sku in (string[])[everywhere, onlyHere, never])
            {
                await store.PostAsync("opening", sku, 20, At(8), cost: 5);
                await store.PostAsync("sale", sku, 2, At(9));
                await store.PostAsync("removal", sku, 1, At(10));
                await store.PostAsync("count", sku, 16, At(11));
            }
        }

        var filter = new ReportFilter { Stores = [here.Code, there.Code], Supplier = supplier.ToLowerInvariant(), From = Date, To = Date };
        (await shop.Api.ReportSalesAsync(filter, "product")).Rows.Select(r => (r.Key, r.Gross)).ShouldBe([(onlyHere, 200m), (everywhere, 40m)]);
        foreach (var groupBy in (string[])["day", "week", "month", "store", "city", "region", "product", "category"])
        {
            var sales = await shop.Api.ReportSalesAsync(filter, groupBy);
            (sales.Totals.Gross, sales.Rows.Sum(r => r.Gross)).ShouldBe((240m, 240m));
        }

        var stock = await shop.Api.ReportStockAsync(filter);
        stock.Rows.Select(r => (r.Store, r.Sku)).ShouldBe([(here.Code, everywhere), (here.Code, onlyHere), (there.Code, everywhere)]);
        stock.Totals.Value.ShouldBe(3 * 16 * 5);
        (await shop.Api.ReportValuationAsync(filter, "store")).Rows.Select(r => (r.Key, r.CostValue)).ShouldBe([(here.Code, 160m), (there.Code, 80m)]);
        (await shop.Api.ReportShrinkageAsync(filter, "product")).Rows.Select(r => (r.Store, r.Sku, r.Reason)).Distinct().Count().ShouldBe(6);
        (await shop.Api.ReportAccuracyAsync(filter, "product")).Rows.Select(r => (r.Store, r.Sku, r.Counted, r.Right))
            .ShouldBe([(here.Code, everywhere, 1, 0), (here.Code, onlyHere, 1, 0), (there.Code, everywhere, 1, 0)]);
        (await shop.Api.ReportSuppliersAsync(filter)).Rows.ShouldBeEmpty();

        var csv = (await shop.SendAsync("GET", "reports/stock" + filter.Query(null) + "&format=csv")).ShouldBe(200).Text.TrimEnd().Split('\n');
        (csv.Length, csv[^1].Split(',')[0]).ShouldBe((5, "total"));
        (await shop.SendAsync("GET", "reports/sales?supplier=NOBODY")).ShouldBeProblem(404, "not-found");
        (await shop.SendAsync("GET", "reports/stock?supplier=NOBODY&format=csv")).ShouldBeProblem(404, "not-found");
    }

    [Fact]
    public async Task Movements_are_the_entries_that_name_it_and_what_took_them_back()
    {
        var (supplier, store, sku, other) = (await NewSupplierAsync(), await shop.NewStoreAsync(), await shop.NewProductAsync(), await shop.NewProductAsync());
        await store.PostAsync(From(supplier, "stockIn", 9, (sku, 10, 4), (other, 5, 2)));
        var wrong = await store.PostAsync(From(supplier.ToLowerInvariant(), "stockIn", 10, (sku, 3, 4)));
        await store.ReverseAsync(wrong);
        await store.PostAsync(From(supplier, "supplierReturn", 11, (other, 1, null)));
        await store.PostAsync(From("the baker's", "stockIn", 12, (sku, 7, 4)));
        await store.PostAsync("sale", sku, 2, At(13));

        var filter = new ReportFilter { Stores = [store.Code], Supplier = supplier, From = Date, To = Date };
        var byType = await shop.Api.ReportMovementsAsync(filter);
        byType.Rows.Select(r => (r.Key, r.Entries, r.Amount, r.CostChange)).ShouldBe([("stockIn", 1L, 50m, 50m), ("supplierReturn", 1L, 2m, -2m)]);
        foreach (var groupBy in (string[])["actor", "store", "city", "region"])
        {
            var report = await shop.Api.ReportMovementsAsync(filter, groupBy);
            report.Totals.ShouldBe(byType.Totals);
            report.Rows.Sum(r => r.CostChange).ShouldBe(48);
        }

        (await shop.Api.ReportMovementsAsync(filter, "reason")).Rows.ShouldBeEmpty();
        (await shop.Api.ReportMovementsAsync(filter with { Supplier = "The BAKER'S" })).Rows.ShouldHaveSingleItem().CostChange.ShouldBe(28);
        (await shop.Api.ReportMovementsAsync(filter with { Supplier = "nobody" })).ShouldSatisfyAllConditions(r => r.Rows.ShouldBeEmpty(), r => r.Totals.Entries.ShouldBe(0));
        (await shop.Api.ReportMovementsAsync(filter with { From = Date.AddDays(-9), To = Date.AddDays(-1) })).Rows.ShouldBeEmpty();

        // With what the others brought it is all that came in.
        var all = (await shop.Api.ReportMovementsAsync(filter with { Supplier = null })).Rows.Single(r => r.Key == "stockIn");
        (all.Entries, all.CostChange).ShouldBe((2L, 78m));
        foreach (var format in (string[])["csv", "xlsx"])
        {
            (await shop.SendAsync("GET", $"reports/movements{filter.Query("type")}&format={format}")).ShouldBe(200);
        }
    }

    [Fact]
    public async Task A_receipt_that_a_count_had_already_seen_is_the_suppliers_all_the_same()
    {
        var (supplier, store, sku) = (await NewSupplierAsync(), await shop.NewStoreAsync(), await shop.NewProductAsync());
        await store.PostAsync("count", sku, 10, At(12));
        await store.PostAsync(From(supplier, "stockIn", 9, (sku, 10, 4)));

        (await store.OnHandAsync(sku)).ShouldBe(10);
        var row = (await shop.Api.ReportMovementsAsync(new ReportFilter { Stores = [store.Code], Supplier = supplier, From = Date, To = Date })).Rows.ShouldHaveSingleItem();
        (row.Key, row.Entries, row.Amount, row.CostChange).ShouldBe(("stockIn", 1L, 40m, 40m));
    }

    [Fact]
    public async Task Movements_of_one_category_add_up_to_those_of_all()
    {
        var store = await shop.NewStoreAsync();
        var categories = new[] { shop.Unique("Tea"), shop.Unique("Rice") };
        foreach (var category in categories)
        {
            var sku = shop.Unique("M");
            await shop.Api.AddProductAsync(new ProductRequest { Sku = sku, Name = "Product", Category = category, Unit = "piece", Price = 10 });
            await store.PostAsync("stockIn", sku, 10, At(8), cost: 4);
            await store.PostAsync("sale", sku, 3, At(9));
        }

        var filter = new ReportFilter { Stores = [store.Code], From = Date, To = Date };
        var all = await shop.Api.ReportMovementsAsync(filter);
        var parts = new List<Report<MovementsRow>>();
        foreach (var category in categories)
        {
            parts.Add(await shop.Api.ReportMovementsAsync(filter with { Category = category }));
        }

        parts[0].Rows.Select(r => (r.Key, r.Entries, r.Amount)).ShouldBe([("sale", null, 30m), ("stockIn", null, 40m)]);
        parts[0].Totals.Entries.ShouldBeNull();
        parts.Sum(p => p.Totals.CostChange).ShouldBe(all.Totals.CostChange);
        (await shop.SendAsync("GET", $"reports/movements?groupBy=actor&category={categories[0]}")).ShouldBeProblem(400, "invalid");
    }

    private static MovementRequest From(string supplier, string type, int hour, params (string Sku, decimal Quantity, decimal? Cost)[] lines) => new()
    {
        Id = Guid.CreateVersion7(),
        Type = type,
        OccurredAt = At(hour),
        Supplier = supplier,
        Lines = [.. lines.Select(l => new MovementLineRequest { Sku = l.Sku, Quantity = l.Quantity, UnitCost = l.Cost })],
    };

    private async Task<string> NewSupplierAsync() => (await shop.Api.AddSupplierAsync(new SupplierRequest { Code = shop.Unique("SUP"), Name = "A supplier" })).Code;
}
