using Bazaar.Contracts;
using Bazaar.Contracts.Json;
using Bazaar.Server.Platform.Access;
using Bazaar.Server.Platform.Errors;
using Bazaar.Server.Platform.Tables;
using Bazaar.Server.Platform.Wire;
using Bazaar.Storage.Catalog;
using Bazaar.Storage.Reports;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bazaar.Server.Features.Reports;

/// <summary>GET /reports/accuracy: how often the book was right when someone counted.</summary>
internal static class AccuracyReport
{
    private static readonly TableColumn<AccuracyRow>[] Columns =
    [
        new("Store", r => r.Store), new("Category", r => r.Category), new("SKU", r => r.Sku), new("Name", r => r.Name), new("Counted", r => r.Counted), new("Right", r => r.Right), new("Accuracy %", r => r.Accuracy),
        new("Surplus", r => r.Surplus), new("Shortfall", r => r.Shortfall), new("Absolute variance", r => r.AbsoluteVariance),
    ];

    public static void Map(RouteGroupBuilder reports) => reports.MapGet("/accuracy", HandleAsync).WithName("ReportAccuracy").WithSummary("How often counts found what the book said, by store, category or product")
        .Produces<Report<AccuracyRow>>().ProducesProblems(400, 404).RequirePermission(Permission.ReportsRead);

    private static async Task<IResult> HandleAsync([AsParameters] ReportRequest request, HttpContext http, ReportStore reports, StoreStore stores, TimeProvider clock, CancellationToken ct)
    {
        var (scope, groupBy, format, problem) = await request.ReadAsync(["store", "category", "product"], stores, clock, ct);
        if (problem is not null)
        {
            return problem.ToResult();
        }

        var sums = await reports.AccuracyAsync(scope, groupBy, ct);
        var total = new AccuracySum
        {
            Store = "total", Counted = sums.Sum(s => s.Counted), Right = sums.Sum(s => s.Right), Surplus = sums.Sum(s => s.Surplus), Shortfall = sums.Sum(s => s.Shortfall),
        };
        var report = new Report<AccuracyRow>(scope.From, scope.To, groupBy, [.. sums.Select(ToRow)], ToRow(total));
        return await ReportRequest.AnswerAsync(http, format, "accuracy", report, BazaarJson.Wire.ReportAccuracyRow, Columns);
    }

    private static AccuracyRow ToRow(AccuracySum sum) => new()
    {
        Store = sum.Store,
        Category = sum.Category,
        Sku = sum.Sku,
        Name = sum.Name,
        Counted = sum.Counted,
        Right = sum.Right,
        Accuracy = sum.Counted == 0 ? null : Math.Round(sum.Right * 100m / sum.Counted, 1, MidpointRounding.AwayFromZero),
        Surplus = LedgerWire.Money(sum.Surplus),
        Shortfall = LedgerWire.Money(sum.Shortfall),
        AbsoluteVariance = LedgerWire.Money(checked(sum.Surplus + sum.Shortfall)),
    };
}
