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
        reports.MapGet("/valuation", ValuationAsync).WithName("ReportValuation").WithSummary("What the stock is worth, by category, store, city or region")
            .Produces<Report<ValuationRow>>().ProducesProblems(400, 404).RequirePermission(Permission.ReportsRead);
    }

    private static async Task<IResult> StockAsync([AsParameters] ReportRequest request, HttpContext http, ReportStore reports, StoreStore stores, TimeProvider clock, CancellationToken ct)
    {
        var (scope, _, format, problem) = await request.ReadAsync([], stores, clock, ct);
        if (problem is not null)
        {
            return problem.ToResult();
        }

        // A chain has more rows than fit in memory; a table is written as they are read.
        if (format is { } table)
        {
            return await TableAnswer.WriteAsync(http, table, "stock", StockColumns, WithTotalAsync(reports.StockAsync(scope, ct)));
        }

        var rows = await reports.StockAsync(scope, ct).Select(ToRow).ToListAsync(ct);
        return Results.Json(new Report<StockRow>(null, null, null, rows, Total(rows.Sum(r => r.Value))), BazaarJson.Wire.ReportStockRow);
    }

    private static async IAsyncEnumerable<StockRow> WithTotalAsync(IAsyncEnumerable<Row> rows)
    {
        var value = 0m;
        await foreach (var row in rows)
        {
            var shown = ToRow(row);
            value += shown.Value;
            yield return shown;
        }

        yield return Total(value);
    }

    private static StockRow Total(decimal value) => new() { Store = "total", Value = value };

    private static async Task<IResult> ValuationAsync([AsParameters] ReportRequest request, HttpContext http, ReportStore reports, StoreStore stores, TimeProvider clock, CancellationToken ct)
    {
        var (scope, groupBy, format, problem) = await request.ReadAsync(["category", "store", "city", "region"], stores, clock, ct);
        if (problem is not null)
        {
            return problem.ToResult();
        }

        // Values are worked out with exact arithmetic here, for the product of two large integers can leave a database's range.
        var sums = new SortedDictionary<string, ValuationRow>(StringComparer.Ordinal);
        await foreach (var balance in reports.BalancesAsync(scope, groupBy, ct))
        {
            sums[balance.Key] = Add(sums.GetValueOrDefault(balance.Key) ?? Nothing(balance.Key), balance);
        }

        var rows = sums.Values.ToList();
        var total = new ValuationRow
        {
            Key = "total", Products = rows.Sum(r => r.Products), CostValue = rows.Sum(r => r.CostValue), RetailValue = rows.Sum(r => r.RetailValue), Margin = rows.Sum(r => r.Margin),
        };
        return await ReportRequest.AnswerAsync(http, format, "valuation", new Report<ValuationRow>(null, null, groupBy, rows, total), BazaarJson.Wire.ReportValuationRow, ValuationColumns);
    }

    private static ValuationRow Nothing(string key) => new() { Key = key, Products = 0, CostValue = 0, RetailValue = 0, Margin = 0 };

    private static ValuationRow Add(ValuationRow sum, ValuedBalance balance)
    {
        var cost = Money(Exact.AmountAtCost(balance.OnHand, balance.AverageCost));
        var retail = Money(Exact.AmountAtPrice(balance.OnHand, balance.Price));
        return sum with
        {
            Products = sum.Products + (balance.OnHand > 0 ? 1 : 0), CostValue = sum.CostValue + cost, RetailValue = sum.RetailValue + retail, Margin = sum.Margin + retail - cost,
        };
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
