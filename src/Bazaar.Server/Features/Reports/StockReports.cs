using Bazaar.Contracts;
using Bazaar.Contracts.Json;
using Bazaar.Domain.Primitives;
using Bazaar.Server.Platform.Access;
using Bazaar.Server.Platform.Errors;
using Bazaar.Server.Platform.Tables;
using Bazaar.Server.Platform.Wire;
using Bazaar.Storage.Catalog;
using Bazaar.Storage.Reports;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Row = Bazaar.Storage.Stock.StockRow;

namespace Bazaar.Server.Features.Reports;

/// <summary>GET /reports/stock and /reports/valuation: what there is now, and what it is worth.</summary>
internal static class StockReports
{
    private static readonly TableColumn<StockRow>[] StockColumns =
    [
        new("Store", r => r.Store), new("SKU", r => r.Sku), new("Name", r => r.Name), new("Category", r => r.Category), new("Unit", r => r.Unit),
        new("On hand", r => r.OnHand), new("Status", r => r.Status), new("Unit cost", r => r.UnitCost), new("Value", r => r.Value),
    ];

    private static readonly TableColumn<ValuationRow>[] ValuationColumns =
    [
        new("Key", r => r.Key), new("Products", r => r.Products), new("Cost value", r => r.CostValue), new("Retail value", r => r.RetailValue), new("Margin", r => r.Margin),
    ];

    public static void Map(RouteGroupBuilder reports)
    {
        reports.MapGet("/stock", StockAsync).WithName("ReportStock").WithSummary("What there is, product by product")
            .Produces<Report<StockRow>>().ProducesProblems(400, 404).RequirePermission(Permission.ReportsRead);
        reports.MapGet("/valuation", ValuationAsync).WithName("ReportValuation").WithSummary("What the stock is worth, by category or store")
            .Produces<Report<ValuationRow>>().ProducesProblems(400, 404).RequirePermission(Permission.ReportsRead);
    }

    private static async Task<IResult> StockAsync([AsParameters] ReportRequest request, HttpContext http, ReportStore reports, StoreStore stores, TimeProvider clock, CancellationToken ct)
    {
        var (scope, _, format, problem) = await request.ReadAsync(http, [], stores, clock, ct);
        if (problem is not null)
        {
            return problem.ToResult();
        }

        var rows = (await reports.StockAsync(scope, ct)).Select(ToRow).ToList();
        var total = new StockRow { Store = "total", Value = rows.Sum(r => r.Value) };
        return await ReportRequest.AnswerAsync(http, format, "stock", new Report<StockRow>(null, null, null, rows, total), BazaarJson.Wire.ReportStockRow, StockColumns);
    }

    private static async Task<IResult> ValuationAsync([AsParameters] ReportRequest request, HttpContext http, ReportStore reports, StoreStore stores, TimeProvider clock, CancellationToken ct)
    {
        var (scope, groupBy, format, problem) = await request.ReadAsync(http, ["category", "store"], stores, clock, ct);
        if (problem is not null)
        {
            return problem.ToResult();
        }

        // Values are worked out with exact arithmetic here, for the product of two large integers can leave a database's range.
        var rows = (await reports.StockAsync(scope, ct)).GroupBy(r => groupBy == "store" ? r.Store : r.Category ?? "").OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => ToValuation(g.Key, g)).ToList();
        var total = new ValuationRow
        {
            Key = "total", Products = rows.Sum(r => r.Products), CostValue = rows.Sum(r => r.CostValue), RetailValue = rows.Sum(r => r.RetailValue), Margin = rows.Sum(r => r.Margin),
        };
        return await ReportRequest.AnswerAsync(http, format, "valuation", new Report<ValuationRow>(null, null, groupBy, rows, total), BazaarJson.Wire.ReportValuationRow, ValuationColumns);
    }

    private static ValuationRow ToValuation(string key, IEnumerable<Row> rows)
    {
        var (products, cost, retail) = (0L, 0m, 0m);
        foreach (var row in rows)
        {
            products += row.OnHand > 0 ? 1 : 0;
            cost += Money(Exact.AmountAtCost(row.OnHand, row.AverageCost));
            retail += Money(Exact.AmountAtPrice(row.OnHand, row.Price));
        }

        return new ValuationRow { Key = key, Products = products, CostValue = cost, RetailValue = retail, Margin = retail - cost };
    }

    private static StockRow ToRow(Row row) => new()
    {
        Store = row.Store,
        Sku = row.Sku,
        Name = row.Name,
        Category = row.Category,
        Unit = row.Unit,
        OnHand = LedgerWire.Quantity(row.OnHand),
        Status = row.Status,
        UnitCost = LedgerWire.Cost(row.AverageCost),
        Value = Money(Exact.AmountAtCost(row.OnHand, row.AverageCost)),
    };

    private static decimal Money(Int128 hundredths) => (decimal)hundredths * 0.01m;
}
