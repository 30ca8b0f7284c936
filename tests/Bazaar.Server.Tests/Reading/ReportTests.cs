using Bazaar.Contracts;
using Bazaar.Contracts.Client;
using Bazaar.Server.Platform.Tables;
using Bazaar.Server.Tests.Harness;
using static Bazaar.Server.Tests.Harness.TestStore;

namespace Bazaar.Server.Tests.Reading;

/// <summary>Reports: totals are the sums of the rows, in every grouping and every format.</summary>
public sealed class ReportTests(Shop shop) : IClassFixture<Shop>
{
    [Fact]
    public async Task Sales_add_up_to_the_same_in_every_grouping()
    {
        var (filter, _) = await TradedAsync();
        var byDay = await shop.Api.ReportSalesAsync(filter);
        byDay.Totals.ShouldSatisfyAllConditions(t => t.Gross.ShouldBe(800), t => t.Returns.ShouldBe(100), t => t.Net.ShouldBe(700), t => t.Profit.ShouldBe(t.Net - t.CostOfSales), t => t.Receipts.ShouldBe(3));

        foreach (var groupBy in (string[])["day", "week", "month", "store", "product", "category"])
        {
            var report = await shop.Api.ReportSalesAsync(filter, groupBy);
            report.Rows.ShouldNotBeEmpty();
            report.GroupBy.ShouldBe(groupBy);
            (report.Rows.Sum(r => r.Gross), report.Rows.Sum(r => r.Returns), report.Rows.Sum(r => r.Net), report.Rows.Sum(r => r.CostOfSales), report.Rows.Sum(r => r.Profit))
                .ShouldBe((report.Totals.Gross, report.Totals.Returns, report.Totals.Net, report.Totals.CostOfSales, report.Totals.Profit));
            (report.Totals.Gross, report.Totals.Returns, report.Totals.CostOfSales).ShouldBe((byDay.Totals.Gross, byDay.Totals.Returns, byDay.Totals.CostOfSales));
        }
    }

    [Fact]
    public async Task The_other_reports_add_up_too()
    {
        var (filter, _) = await TradedAsync();

        var stock = await shop.Api.ReportStockAsync(filter);
        var valuation = await shop.Api.ReportValuationAsync(filter);
        stock.Totals.Value.ShouldBe(stock.Rows.Sum(r => r.Value));
        valuation.Totals.CostValue.ShouldBe(stock.Totals.Value);
        valuation.Totals.Margin.ShouldBe(valuation.Totals.RetailValue - valuation.Totals.CostValue);
        (await shop.Api.ReportValuationAsync(filter, "store")).Totals.ShouldBe(valuation.Totals);

        var byType = await shop.Api.ReportMovementsAsync(filter);
        byType.Totals.Entries.ShouldBe(byType.Rows.Sum(r => r.Entries));
        byType.Totals.CostChange.ShouldBe(stock.Totals.Value);
        (await shop.Api.ReportMovementsAsync(filter, "actor")).Totals.ShouldBe(byType.Totals);

        var shrinkage = await shop.Api.ReportShrinkageAsync(filter);
        shrinkage.Rows.ShouldHaveSingleItem().Reason.ShouldBe("damaged");
        foreach (var groupBy in (string[])["reason", "product", "store"])
        {
            var report = await shop.Api.ReportShrinkageAsync(filter, groupBy);
            report.Totals.Cost.ShouldBe(report.Rows.Sum(r => r.Cost));
            report.Totals.Cost.ShouldBe(60);
        }
    }

    [Theory]
    [InlineData("reports/sales?groupBy=product&")]
    [InlineData("reports/stock?")]
    [InlineData("reports/valuation?")]
    [InlineData("reports/movements?groupBy=actor&")]
    [InlineData("reports/shrinkage?groupBy=product&")]
    public async Task Every_report_speaks_CSV_and_XLSX_with_the_same_rows(string path)
    {
        var (filter, _) = await TradedAsync();
        path += filter.Query(null)[1..];
        var rows = (await shop.SendAsync("GET", path)).ShouldBe(200).Json.GetProperty("rows").GetArrayLength();

        var csv = await DownloadAsync(path + "&format=csv", null);
        var xlsx = await DownloadAsync(path + "&format=xlsx", null);

        csv.Count.ShouldBe(rows + 1);
        csv[^1][0].ShouldBe("total");
        xlsx.Count.ShouldBe(csv.Count);
        (await DownloadAsync(path, "text/csv")).ShouldBe(csv);
        (await DownloadAsync(path, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")).ShouldBe(xlsx);
    }

    [Fact]
    public async Task A_reversed_sale_leaves_the_sales_report()
    {
        var (filter, store) = await TradedAsync();
        var before = await shop.Api.ReportSalesAsync(filter);
        var sale = await store.PostAsync("sale", (await shop.Api.ReportStockAsync(filter)).Rows[0].Sku!, 1, At(15));
        (await shop.Api.ReportSalesAsync(filter)).Totals.Gross.ShouldBeGreaterThan(before.Totals.Gross);

        await store.ReverseAsync(sale);

        (await shop.Api.ReportSalesAsync(filter)).Totals.ShouldBe(before.Totals);
        await store.ShouldProveItselfAsync();
    }

    [Fact]
    public async Task A_category_narrows_every_figure()
    {
        var (filter, _) = await TradedAsync();

        var narrowed = await shop.Api.ReportSalesAsync(filter with { Category = "Grains" }, "product");

        narrowed.Totals.Gross.ShouldBe(500);
        (await shop.Api.ReportSalesAsync(filter with { Category = "Nothing" })).Rows.ShouldBeEmpty();
    }

    private async Task<(ReportFilter Filter, TestStore Store)> TradedAsync()
    {
        var store = await shop.NewStoreAsync();
        var (rice, soap) = (await AddAsync("Grains"), await AddAsync(null));
        await store.PostAsync("opening", rice, 10, At(8), cost: 60);
        await store.PostAsync("opening", soap, 10, At(8), cost: 33.3333m);
        await store.PostAsync("sale", rice, 2, At(9));
        await store.PostAsync("sale", rice, 3, At(10).AddDays(-1));
        await store.PostAsync("sale", soap, 3, At(10));
        await store.PostAsync("customerReturn", rice, 1, At(11));
        await store.PostAsync("removal", rice, 1, At(12));
        return (new ReportFilter { Stores = [store.Code], From = Date.AddDays(-5), To = Date }, store);
    }

    private async Task<string> AddAsync(string? category)
    {
        var sku = shop.Unique("R");
        await shop.Api.AddProductAsync(new ProductRequest { Sku = sku, Name = "=cmd()", Category = category, Unit = "piece", Price = 100 });
        return sku;
    }

    private async Task<List<string>> ReadAsync(HttpResponseMessage response)
    {
        using var bytes = new MemoryStream(await response.Content.ReadAsByteArrayAsync());
        using var table = TableReader.Open(bytes, "The report", 10_000_000);
        var width = table.Header.Names.Count;
        return [.. table.Rows().Select(r => string.Join('|', Enumerable.Range(0, width).Select(i => r[i])))];
    }

    private async Task<List<string[]>> DownloadAsync(string path, string? accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "api/v1/" + path);
        if (accept is not null)
        {
            request.Headers.Accept.ParseAdd(accept);
        }

        using var response = await shop.Http.SendAsync(request);
        ((int)response.StatusCode).ShouldBe(200);
        response.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        return [.. (await ReadAsync(response)).Select(r => r.Split('|'))];
    }
}
