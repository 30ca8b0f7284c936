using Bazaar.Contracts;
using Bazaar.Contracts.Client;
using Bazaar.Server.Tests.Harness;
using static Bazaar.Server.Tests.Harness.TestStore;

namespace Bazaar.Server.Tests.Reading;

/// <summary>City and region narrow every list and report that spans stores.</summary>
public sealed class StoreGroupTests(Shop shop) : IClassFixture<Shop>
{
    [Fact]
    public async Task The_list_of_stores_takes_text_city_region_and_closed()
    {
        var (lahore, multan, karachi) = await ThreeStoresAsync();
        var store = await shop.Api.GetStoreAsync(multan.Code);
        await shop.Api.EditStoreAsync(multan.Code, store.Version, new StorePatch { Closed = true });

        async Task<string[]> Codes(string? q = null, bool? closed = null, string[]? cities = null, string[]? regions = null) =>
            [.. (await shop.Api.ListStoresAsync(filter: new StoreFilter { Cities = cities ?? [], Regions = regions ?? [] }, q: q, closed: closed)).Items.Select(s => s.Code)];
        var region = RegionOf(lahore);
        (await Codes(regions: [region.ToUpperInvariant()])).ShouldBe([lahore.Code, multan.Code]);
        (await Codes(regions: [region], closed: false)).ShouldBe([lahore.Code]);
        (await Codes(regions: [region], closed: true)).ShouldBe([multan.Code]);
        (await Codes(cities: ["Multan", "Karachi"], regions: [region, "Coast of " + region])).ShouldBe([multan.Code, karachi.Code]);
        (await Codes(q: karachi.Code.ToLowerInvariant(), regions: ["Coast of " + region])).ShouldBe([karachi.Code]);
        (await Codes(cities: ["Atlantis"])).ShouldBeEmpty();

        var first = await shop.Api.ListStoresAsync(limit: 1, filter: new StoreFilter { Regions = [region] });
        first.Items.ShouldHaveSingleItem().Code.ShouldBe(lahore.Code);
        (await shop.Api.ListStoresAsync(1, first.Next, new StoreFilter { Regions = [region] })).ShouldSatisfyAllConditions(p => p.Items.Single().Code.ShouldBe(multan.Code), p => p.Next.ShouldBeNull());
    }

    [Fact]
    public async Task Reports_answer_for_a_city_or_region_and_group_by_them()
    {
        var (lahore, multan, karachi) = await ThreeStoresAsync();
        var sku = await shop.NewProductAsync(price: 10, cost: 6);
        foreach (var (store, sold) in new[] { (lahore, 1m), (multan, 2m), (karachi, 3m) })
        {
            await store.PostAsync("opening", sku, 100, At(8), cost: 6);
            await store.PostAsync("sale", sku, sold, At(9));
            await store.PostAsync("removal", sku, sold, At(10));
        }

        var region = RegionOf(lahore);
        var filter = new ReportFilter { Regions = [region, "Coast of " + region], From = Date, To = Date };
        (await shop.Api.ReportSalesAsync(filter, "city")).Rows.Select(r => (r.Key, r.Gross)).ShouldBe([("Karachi", 30m), ("Lahore", 10m), ("Multan", 20m)]);
        (await shop.Api.ReportSalesAsync(filter, "region")).Rows.Select(r => (r.Key, r.Gross)).ShouldBe([("Coast of " + region, 30m), (region, 30m)]);
        (await shop.Api.ReportSalesAsync(filter with { Cities = ["lahore"] })).Totals.Gross.ShouldBe(10);
        (await shop.Api.ReportSalesAsync(filter with { Cities = ["Atlantis"] })).ShouldSatisfyAllConditions(r => r.Rows.ShouldBeEmpty(), r => r.Totals.Gross.ShouldBe(0));
        (await shop.Api.ReportValuationAsync(filter, "city")).Rows.Select(r => (r.Key, r.CostValue)).ShouldBe([("Karachi", 564m), ("Lahore", 588m), ("Multan", 576m)]);
        (await shop.Api.ReportStockAsync(filter with { Cities = ["Multan"] })).Rows.ShouldHaveSingleItem().Store.ShouldBe(multan.Code);
        (await shop.Api.ReportMovementsAsync(filter, "region")).Rows.Select(r => r.Entries).ShouldBe([3, 6]);
        (await shop.Api.ReportShrinkageAsync(filter, "city")).Rows.Select(r => (r.City, r.Store, r.Cost)).ShouldBe([("Karachi", null, 18m), ("Lahore", null, 6m), ("Multan", null, 12m)]);
        (await shop.Api.ReportShrinkageAsync(filter, "category")).Rows.ShouldHaveSingleItem().ShouldSatisfyAllConditions(r => r.Category.ShouldBe(""), r => r.Cost.ShouldBe(36));
    }

    [Fact]
    public async Task One_product_across_stores_comes_with_the_total_of_all_of_them()
    {
        var (lahore, multan, karachi) = await ThreeStoresAsync();
        var sku = await shop.NewProductAsync(cost: 2);
        await lahore.PostAsync("opening", sku, 5);
        await multan.PostAsync("opening", sku, 7);
        await karachi.PostAsync("opening", sku, 9);
        await karachi.PostAsync("sale", sku, 9);

        var page = await shop.Api.ListProductStockAsync(sku, limit: 2);
        page.Items.Select(i => i.Store).ShouldBe([lahore.Code, multan.Code]);
        page.Total.ShouldBe(new ProductStockTotal(3, 12, 24));
        var last = await shop.Api.ListProductStockAsync(sku, limit: 2, cursor: page.Next);
        last.ShouldSatisfyAllConditions(p => p.Items.Single().Store.ShouldBe(karachi.Code), p => p.Next.ShouldBeNull(), p => p.Total.ShouldBe(page.Total));
        (await shop.Api.ListProductStockAsync(sku, new StoreFilter { Regions = [RegionOf(lahore)] })).Total.OnHand.ShouldBe(12);
        (await shop.Api.ListProductStockAsync(sku, status: "out")).Items.ShouldHaveSingleItem().Store.ShouldBe(karachi.Code);
        (await shop.Api.ListProductStockAsync(sku, new StoreFilter { Cities = ["Atlantis"] })).ShouldSatisfyAllConditions(p => p.Items.ShouldBeEmpty(), p => p.Total.Stores.ShouldBe(0));
        (await shop.SendAsync("GET", $"products/{sku}/stock?store=NOWHERE")).ShouldBeProblem(404, "not-found");
        (await shop.SendAsync("GET", $"products/{sku}/stock?status=full")).ShouldBeProblem(400, "invalid");
    }

    [Fact]
    public async Task Alerts_answer_for_a_city_or_region()
    {
        var (lahore, multan, _) = await ThreeStoresAsync();
        var sku = await shop.NewProductAsync();
        foreach (var store in new[] { lahore, multan })
        {
            await store.PostAsync("opening", sku, 1);
            await store.PostAsync("sale", sku, 1);
        }

        var region = RegionOf(lahore);
        (await shop.Api.ListAlertsAsync(new StoreFilter { Regions = [region] })).Items.Select(a => a.Store).ShouldBe([multan.Code, lahore.Code]);
        (await shop.Api.ListAlertsAsync(new StoreFilter { Regions = [region], Cities = ["Multan"] })).Items.ShouldHaveSingleItem().Store.ShouldBe(multan.Code);
        (await shop.Api.ListAlertsAsync(new StoreFilter { Cities = ["Atlantis"] })).Items.ShouldBeEmpty();
        (await shop.SendAsync("GET", "alerts?store=NOWHERE")).ShouldBeProblem(404, "not-found");
    }

    [Fact]
    public async Task Orders_transfers_and_counts_answer_for_a_city_or_region()
    {
        var (lahore, multan, karachi) = await ThreeStoresAsync();
        var (sku, supplier) = (await shop.NewProductAsync(), await shop.Api.AddSupplierAsync(new SupplierRequest { Code = shop.Unique("SUP"), Name = "A supplier" }));
        foreach (var store in (TestStore[])[lahore, multan, karachi])
        {
            await store.PostAsync("opening", sku, 10);
            await shop.Api.AddOrderAsync(new PurchaseOrderRequest { Store = store.Code, Supplier = supplier.Code, Lines = [new PurchaseOrderLineRequest { Sku = sku, Quantity = 1, UnitCost = 1 }] });
            await shop.Api.OpenCountAsync(new CountRequest { Store = store.Code });
        }

        var transfer = await shop.Api.SendTransferAsync(new TransferRequest { From = lahore.Code, To = karachi.Code, Lines = [new() { Sku = sku, Quantity = 1 }] });
        var (punjab, coast) = (RegionOf(lahore), "Coast of " + RegionOf(lahore));
        foreach (var (within, stores, transfers) in new (StoreFilter, string[], long[])[]
        {
            (new StoreFilter { Regions = [punjab] }, [multan.Code, lahore.Code], [transfer.Number]),
            (new StoreFilter { Regions = [punjab], Cities = ["multan"] }, [multan.Code], []),
            (new StoreFilter { Regions = [coast] }, [karachi.Code], [transfer.Number]),
            (new StoreFilter { Cities = ["Atlantis"] }, [], []),
        })
        {
            (await shop.Api.ListOrdersAsync(new OrderQuery { Cities = within.Cities, Regions = within.Regions })).Items.Select(o => o.Store).ShouldBe(stores);
            (await shop.Api.ListCountsAsync(within: within)).Items.Select(c => c.Store).ShouldBe(stores);
            (await shop.Api.ListTransfersAsync(within: within)).Items.Select(t => t.Number).ShouldBe(transfers);
            (await shop.Api.ListInTransitAsync(within: within)).Items.Select(t => t.Number).ShouldBe(transfers);
        }

        // A store that is named is meant where it is: both narrow.
        (await shop.Api.ListTransfersAsync(store: lahore.Code, within: new StoreFilter { Regions = [coast] })).Items.ShouldBeEmpty();
        (await shop.Api.ListTransfersAsync(store: lahore.Code, within: new StoreFilter { Regions = [punjab] })).Items.ShouldHaveSingleItem();
        (await shop.Api.ListCountsAsync(store: lahore.Code, within: new StoreFilter { Regions = [coast] })).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_report_takes_more_than_a_thousand_codes()
    {
        var (lahore, multan, _) = await ThreeStoresAsync();
        var codes = Enumerable.Repeat(lahore.Code, 1_500).Append(multan.Code).ToList();
        var sku = await shop.NewProductAsync(price: 10);
        await multan.PostAsync("opening", sku, 5, At(8));
        await multan.PostAsync("sale", sku, 2, At(9));

        (await shop.Api.ReportSalesAsync(new ReportFilter { Stores = codes, From = Date, To = Date })).Totals.Gross.ShouldBe(20);
    }

    // Each test has a region of its own, named after its first store.
    private static string RegionOf(TestStore lahore) => "Punjab " + lahore.Code;

    private async Task<(TestStore Lahore, TestStore Multan, TestStore Karachi)> ThreeStoresAsync()
    {
        var code = shop.Unique("G");
        var region = $"Punjab {code}-1";
        return (await AddAsync(code + "-1", "Lahore", region), await AddAsync(code + "-2", "Multan", region), await AddAsync(code + "-3", "Karachi", "Coast of " + region));
    }

    private async Task<TestStore> AddAsync(string code, string city, string region)
    {
        await shop.Api.AddStoreAsync(new StoreRequest { Code = code, Name = "A store", City = city, Region = region, TimeZone = "Asia/Karachi" });
        return new TestStore(shop, code);
    }
}
