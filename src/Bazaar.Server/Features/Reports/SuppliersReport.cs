using Bazaar.Contracts;
using Bazaar.Contracts.Json;
using Bazaar.Server.Platform.Access;
using Bazaar.Server.Platform.Errors;
using Bazaar.Server.Platform.Tables;
using Bazaar.Server.Platform.Wire;
using Bazaar.Storage.Catalog;
using Bazaar.Storage.Purchasing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bazaar.Server.Features.Reports;

/// <summary>GET /reports/suppliers: who delivers what was ordered, and in time.</summary>
internal static class SuppliersReport
{
    private const int ShareDecimals = 4;

    private static readonly TableColumn<SuppliersRow>[] Columns =
    [
        new("Supplier", r => r.Supplier), new("Name", r => r.Name), new("Orders", r => r.Orders), new("Ordered", r => r.Ordered), new("Received", r => r.Received),
        new("Outstanding", r => r.Outstanding), new("Under-delivered", r => r.UnderDelivered), new("Over-delivered", r => r.OverDelivered), new("Due", r => r.Due),
        new("On time", r => r.OnTime), new("On-time share", r => r.OnTimeShare),
    ];

    public static void Map(RouteGroupBuilder reports) => reports.MapGet("/suppliers", HandleAsync).WithName("ReportSuppliers")
        .WithSummary("What was ordered in these dates, what came of it, and whether it came in time, by supplier")
        .Produces<Report<SuppliersRow>>().ProducesProblems(400, 404).RequirePermission(Permission.ReportsRead);

    private static async Task<IResult> HandleAsync([AsParameters] ReportRequest request, HttpContext http, SupplierReport reports, StoreStore stores, TimeProvider clock, CancellationToken ct)
    {
        var (scope, _, format, problem) = await request.ReadAsync([], stores, clock, ct);
        if (problem is not null)
        {
            return problem.ToResult();
        }

        var sums = await reports.ReadAsync(scope, clock.GetUtcNow(), ct);
        var report = new Report<SuppliersRow>(scope.From, scope.To, null, [.. sums.Select(s => ToRow(s.Supplier, s.Name, [s]))], ToRow("total", null, sums));
        return await ReportRequest.AnswerAsync(http, format, "suppliers", report, BazaarJson.Wire.ReportSuppliersRow, Columns);
    }

    private static SuppliersRow ToRow(string supplier, string? name, IReadOnlyList<SupplierSum> sums)
    {
        var (due, onTime) = (sums.Sum(s => s.Due), sums.Sum(s => s.OnTime));
        return new SuppliersRow
        {
            Supplier = supplier,
            Name = name,
            Orders = sums.Sum(s => s.Orders),
            Ordered = LedgerWire.Money(sums.Sum(s => s.Ordered)),
            Received = LedgerWire.Money(sums.Sum(s => s.Received)),
            Outstanding = LedgerWire.Money(sums.Sum(s => s.Outstanding)),
            UnderDelivered = LedgerWire.Money(sums.Sum(s => s.Under)),
            OverDelivered = LedgerWire.Money(sums.Sum(s => s.Over)),
            Due = due,
            OnTime = onTime,
            OnTimeShare = due == 0 ? null : decimal.Round((decimal)onTime / due, ShareDecimals, MidpointRounding.AwayFromZero),
        };
    }
}
