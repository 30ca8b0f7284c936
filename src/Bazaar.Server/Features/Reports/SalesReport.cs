using System.Globalization;
using Bazaar.Contracts;
using Bazaar.Contracts.Json;
using Bazaar.Server.Platform.Access;
using Bazaar.Server.Platform.Errors;
using Bazaar.Server.Platform.Tables;
using Bazaar.Server.Platform.Wire;
using Bazaar.Storage;
using Bazaar.Storage.Catalog;
using Bazaar.Storage.Reports;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bazaar.Server.Features.Reports;

/// <summary>GET /reports/sales: what was sold, on the dates it was sold.</summary>
internal static class SalesReport
{
    private static readonly string[] Groups = ["day", "week", "month", "store", "city", "region", "product", "category"];

    private static readonly TableColumn<SalesRow>[] Columns =
    [
        new("Key", r => r.Key), new("Name", r => r.Name), new("Receipts", r => r.Receipts), new("Quantity", r => r.Quantity), new("Gross", r => r.Gross),
        new("Returns", r => r.Returns), new("Net", r => r.Net), new("Cost of sales", r => r.CostOfSales), new("Profit", r => r.Profit),
    ];

    public static void Map(RouteGroupBuilder reports) => reports.MapGet("/sales", HandleAsync).WithName("ReportSales").WithSummary("Sales by day, week, month, store, city, region, product or category")
        .Produces<Report<SalesRow>>().ProducesProblems(400, 404).RequirePermission(Permission.ReportsRead);

    private static async Task<IResult> HandleAsync([AsParameters] ReportRequest request, HttpContext http, ReportStore reports, StoreStore stores, TimeProvider clock, CancellationToken ct)
    {
        var (scope, groupBy, format, problem) = await request.ReadAsync(Groups, stores, clock, ct);
        if (problem is not null)
        {
            return problem.ToResult();
        }

        var byProducts = scope.Category is not null || scope.Supplier is not null || groupBy is "product" or "category";
        var sums = byProducts ? await reports.SalesByProductsAsync(scope, groupBy, ct) : await reports.SalesAsync(scope, groupBy, ct);
        var rows = sums.GroupBy(s => KeyOf(s.Key, groupBy)).Select(g => ToRow(g.Key, [.. g], groupBy, byProducts)).ToList();
        var report = new Report<SalesRow>(scope.From, scope.To, groupBy, rows, ToRow("total", sums, "total", byProducts));
        return await ReportRequest.AnswerAsync(http, format, "sales", report, BazaarJson.Wire.ReportSalesRow, Columns);
    }

    /// <summary>Weeks begin on Monday (ISO 8601).</summary>
    private static string KeyOf(string key, string groupBy)
    {
        if (groupBy is not ("day" or "week" or "month"))
        {
            return key;
        }

        var date = SqlDate.ToDate(long.Parse(key, CultureInfo.InvariantCulture));
        var first = groupBy switch
        {
            "week" => date.AddDays(-(((int)date.DayOfWeek + 6) % 7)),
            "month" => new DateOnly(date.Year, date.Month, 1),
            _ => date,
        };
        return first.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    private static SalesRow ToRow(string key, IReadOnlyList<SalesSum> sums, string groupBy, bool byProducts)
    {
        var (gross, returns, cost) = (sums.Sum(s => s.Gross), sums.Sum(s => s.Returns), sums.Sum(s => s.CostOfSales));
        return new SalesRow
        {
            Key = key,
            Name = sums.Count == 1 ? sums[0].Name : null,
            Receipts = byProducts ? null : sums.Sum(s => s.Receipts),
            Quantity = groupBy == "product" ? LedgerWire.Quantity(sums.Sum(s => s.Quantity)) : null,
            Gross = LedgerWire.Money(gross),
            Returns = LedgerWire.Money(returns),
            Net = LedgerWire.Money(gross - returns),
            CostOfSales = LedgerWire.Money(cost),
            Profit = LedgerWire.Money(gross - returns - cost),
        };
    }
}
