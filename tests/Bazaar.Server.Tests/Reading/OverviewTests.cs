using Bazaar.Contracts;
using Bazaar.Contracts.Client;
using Bazaar.Server.Tests.Harness;
using Bazaar.Server.Tests.Purchasing;

namespace Bazaar.Server.Tests.Reading;

/// <summary>How stores stand today, one by one and as a chain.</summary>
public sealed class OverviewTests(Shop shop) : IClassFixture<Shop>
{
    [Fact]
    public async Task A_day_is_compared_with_the_same_weekday_of_the_last_four_weeks()
    {
        var store = await shop.NewStoreAsync();
        var sku = await shop.NewProductAsync(price: 10, cost: 6);
        var today = (await shop.Api.GetTodayAsync(store.Code)).BusinessDate;
        await store.PostAsync("opening", sku, 1000, Noon(today.AddDays(-40)), cost: 6);
        await SellAsync(today.AddDays(-35), 500);
        await SellAsync(today.AddDays(-21), 4);
        await SellAsync(today.AddDays(-7), 5);
        await store.PostAsync("customerReturn", sku, 1, Noon(today.AddDays(-7)));
        await SellAsync(today.AddDays(-1), 500 - 20);
        await store.PostAsync("sale", sku, 3);
        await store.PostAsync("sale", sku, 1);

        var day = await shop.Api.GetTodayAsync(store.Code);

        (day.Receipts, day.Gross, day.Returns, day.Net, day.Profit).ShouldBe((2, 40, 0, 40, 16));
        day.Usual.ShouldBe(new UsualDay("wholeDay", 2, 1, 40));
        day.Seq.ShouldBe(await store.SeqAsync());
        var row = (await shop.Api.ReportOverviewAsync(new StoreFilter { Stores = [store.Code] })).Items.ShouldHaveSingleItem();
        (row.SalesToday, row.ReceiptsToday, row.UsualDay, row.BusinessDate, row.Seq).ShouldBe((40, 2, 40, today, day.Seq));
        row.LastSeenAt.ShouldNotBeNull();

        Task SellAsync(DateOnly date, decimal quantity) => store.PostAsync("sale", sku, quantity, Noon(date));
    }

    [Fact]
    public async Task A_store_that_never_sold_has_nothing_to_compare_with()
    {
        var store = await shop.NewStoreAsync("Pacific/Kiritimati", "03:00");
        var day = await shop.Api.GetTodayAsync(store.Code);

        day.ShouldSatisfyAllConditions(d => d.Usual.ShouldBeNull(), d => d.Top.ShouldBeEmpty(), d => d.Attention.ShouldBeEmpty(), d => d.Counts.ShouldBe(new AttentionCounts(0, 0, 0, 0, 0)), d => d.Seq.ShouldBe(0));
        var row = (await shop.Api.ReportOverviewAsync(new StoreFilter { Stores = [store.Code] })).Items.Single();
        row.ShouldSatisfyAllConditions(r => r.UsualDay.ShouldBeNull(), r => r.LastSeenAt.ShouldBeNull(), r => r.Value.ShouldBe(0), r => r.BusinessDate.ShouldBe(day.BusinessDate));
        (await shop.SendAsync("GET", "stores/NOWHERE/today")).ShouldBeProblem(404, "not-found");
    }

    [Fact]
    public async Task What_sold_most_comes_first_and_what_needs_attention_worst_first()
    {
        var store = await shop.NewStoreAsync();
        var (negative, soldOut, low, fine) = (await shop.NewProductAsync(5), await shop.NewProductAsync(50), await shop.NewProductAsync(20), await shop.NewProductAsync(1));
        foreach (var (sku, opening, sold) in new[] { (negative, 1m, 3m), (soldOut, 2m, 2m), (low, 9m, 6m), (fine, 100m, 1m) })
        {
            await store.PostAsync("opening", sku, opening);
            await store.PostAsync("sale", sku, sold, onShortage: "accept");
        }

        await shop.Api.EditStockAsync(store.Code, low, new StockPatch { ReorderPoint = 3m });

        var day = await shop.Api.GetTodayAsync(store.Code);
        day.Top.Select(t => (t.Sku, t.Net)).ShouldBe([(low, 120), (soldOut, 100), (negative, 15), (fine, 1)]);
        day.Attention.Select(i => (i.Status, i.Sku, i.OnHand)).ShouldBe([("negative", negative, -2), ("out", soldOut, 0), ("low", low, 3)]);
        day.Counts.ShouldBe(new AttentionCounts(1, 1, 1, 3, 0));
        (await shop.Api.ReportOverviewAsync(new StoreFilter { Stores = [store.Code] })).Items.Single()
            .ShouldSatisfyAllConditions(r => r.Negative.ShouldBe(1), r => r.Out.ShouldBe(1), r => r.Low.ShouldBe(1), r => r.OpenAlerts.ShouldBe(3), r => r.Products.ShouldBe(4));
    }

    [Fact]
    public async Task An_order_that_should_have_come_is_late_and_stands_in_the_way_of_closing()
    {
        var buyer = await Buyer.NewAsync(shop);
        var draft = await buyer.DraftAsync(Buyer.Line(await shop.NewProductAsync(), 5));
        await shop.Api.EditOrderAsync(draft.Number, draft.Version, new PurchaseOrderPatch { ExpectedAt = TestStore.At(9) });
        (await shop.Api.GetTodayAsync(buyer.Store.Code)).Counts.LateOrders.ShouldBe(0);

        await shop.Api.SubmitOrderAsync(draft.Number);

        (await shop.Api.GetTodayAsync(buyer.Store.Code)).Counts.LateOrders.ShouldBe(1);
        var closed = await shop.Api.EditStoreAsync(buyer.Store.Code, 1, new StorePatch { Closed = true });
        closed.Warnings!.ShouldHaveSingleItem().ShouldSatisfyAllConditions(x => x.Code.ShouldBe("orders-open"), x => x.Count.ShouldBe(1));
    }

    [Fact]
    public async Task The_value_is_that_of_the_valuation_report_however_large_or_odd_the_numbers()
    {
        var store = await shop.NewStoreAsync();
        foreach (var (quantity, cost, sold) in new[] { (3_000_000m, 1_999.9999m, 0m), (0.333m, 33.3333m, 0), (7m, 0.0755m, 0), (1m, 12.3455m, 2.5m), (2m, 999_999.9999m, 0) })
        {
            var sku = await shop.NewProductAsync(unit: "kg");
            await store.PostAsync("opening", sku, quantity, cost: cost);
            if (sold > 0)
            {
                await store.PostAsync("sale", sku, sold, onShortage: "accept");
            }
        }

        var filter = new ReportFilter { Stores = [store.Code] };
        var row = (await shop.Api.ReportOverviewAsync(filter)).Items.Single();

        row.Value.ShouldBe((await shop.Api.ReportValuationAsync(filter, "store")).Totals.CostValue);
        row.Value.ShouldBe((await shop.Api.ReportStockAsync(filter)).Totals.Value);
    }

    [Fact]
    public async Task The_chain_is_paged_filtered_and_speaks_CSV()
    {
        var region = shop.Unique("Region ");
        var codes = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            codes.Add((await shop.Api.AddStoreAsync(new StoreRequest { Code = shop.Unique("O"), Name = "A store", Region = region, City = i < 2 ? "Quetta" : null, TimeZone = i % 2 == 0 ? "UTC" : "Pacific/Auckland" })).Code);
        }

        await shop.Api.EditStoreAsync(codes[0], 1, new StorePatch { Closed = true });
        var filter = new StoreFilter { Regions = [region] };
        var rows = new List<StoreOverview>();
        string? cursor = null;
        do
        {
            var page = await shop.Api.ReportOverviewAsync(filter, limit: 2, cursor: cursor);
            rows.AddRange(page.Items);
            cursor = page.Next;
        }
        while (cursor is not null);

        rows.Select(r => r.Store).ShouldBe(codes);
        (await shop.Api.ReportOverviewAsync(filter, closed: true)).Items.ShouldHaveSingleItem().Store.ShouldBe(codes[0]);
        (await shop.Api.ReportOverviewAsync(filter with { Cities = ["quetta"] })).Items.Count.ShouldBe(2);
        (await shop.Api.ReportOverviewAsync(filter with { Cities = ["Atlantis"] })).Items.ShouldBeEmpty();
        var csv = (await shop.SendAsync("GET", $"reports/overview?region={Uri.EscapeDataString(region)}&format=csv")).ShouldBe(200).Text;
        csv.Trim().Split('\n').Length.ShouldBe(6);
        (await shop.SendAsync("GET", "reports/overview?limit=1001")).ShouldBeProblem(400, "invalid");
        (await shop.SendAsync("GET", "reports/overview?store=NOWHERE")).ShouldBeProblem(404, "not-found");
    }

    private static DateTimeOffset Noon(DateOnly date) => new(date, new TimeOnly(12, 0), TimeSpan.FromHours(5));
}
