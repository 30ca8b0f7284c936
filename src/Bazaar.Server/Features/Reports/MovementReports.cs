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

/// <summary>GET /reports/movements and /reports/shrinkage: what moved, and what was lost.</summary>
internal static class MovementReports
{
    private static readonly TableColumn<MovementsRow>[] MovementColumns =
        [new("Key", r => r.Key), new("Entries", r => r.Entries), new("Amount", r => r.Amount), new("Cost change", r => r.CostChange)];

    private static readonly TableColumn<ShrinkageRow>[] ShrinkageColumns =
    [
        new("Store", r => r.Store), new("City", r => r.City), new("Region", r => r.Region), new("Category", r => r.Category), new("SKU", r => r.Sku), new("Name", r => r.Name), new("Reason", r => r.Reason), new("Quantity", r => r.Quantity), new("Cost", r => r.Cost),
    ];

    public static void Map(RouteGroupBuilder reports)
    {
        reports.MapGet("/movements", MovementsAsync).WithName("ReportMovements").WithSummary("What moved, by type, reason, actor, store, city or region")
            .Produces<Report<MovementsRow>>().ProducesProblems(400, 404).RequirePermission(Permission.ReportsRead);
        reports.MapGet("/shrinkage", ShrinkageAsync).WithName("ReportShrinkage").WithSummary("What was lost, by reason, product, category, store, city or region")
            .Produces<Report<ShrinkageRow>>().ProducesProblems(400, 404).RequirePermission(Permission.ReportsRead);
    }

    private static async Task<IResult> MovementsAsync([AsParameters] ReportRequest request, HttpContext http, ReportStore reports, StoreStore stores, TimeProvider clock, CancellationToken ct)
    {
        var (scope, groupBy, format, problem) = await request.ReadAsync(["type", "reason", "actor", "store", "city", "region"], stores, clock, ct, anySupplier: true);
        var byProducts = scope.Category is not null && scope.Supplier is null;
        if (problem is null && byProducts && groupBy == "actor")
        {
            var errors = new FieldErrors();
            errors.Add("groupBy", "cannot be actor together with category: the totals of products do not say who. Leave one of them out.");
            problem = errors.ToProblem();
        }

        if (problem is not null)
        {
            return problem.ToResult();
        }

        var rows = (await reports.MovementsAsync(scope, groupBy, ct))
            .Select(s => new MovementsRow { Key = s.Key, Entries = s.Entries, Amount = LedgerWire.Money(s.Amount), CostChange = LedgerWire.Money(s.Cost) }).ToList();
        var total = new MovementsRow { Key = "total", Entries = byProducts ? null : rows.Sum(r => r.Entries), Amount = rows.Sum(r => r.Amount), CostChange = rows.Sum(r => r.CostChange) };
        return await ReportRequest.AnswerAsync(http, format, "movements", new Report<MovementsRow>(scope.From, scope.To, groupBy, rows, total), BazaarJson.Wire.ReportMovementsRow, MovementColumns);
    }

    private static async Task<IResult> ShrinkageAsync([AsParameters] ReportRequest request, HttpContext http, ReportStore reports, StoreStore stores, TimeProvider clock, CancellationToken ct)
    {
        var (scope, groupBy, format, problem) = await request.ReadAsync(["reason", "product", "category", "store", "city", "region"], stores, clock, ct);
        if (problem is not null)
        {
            return problem.ToResult();
        }

        var rows = (await reports.ShrinkageAsync(scope, groupBy, ct)).Select(s => new ShrinkageRow
        {
            Store = s.Store,
            City = s.City,
            Region = s.Region,
            Category = s.Category,
            Sku = s.Sku,
            Name = s.Name,
            Reason = s.Reason,
            Quantity = groupBy == "product" ? LedgerWire.Quantity(s.Quantity) : null,
            Cost = LedgerWire.Money(s.Cost),
        }).ToList();
        var total = new ShrinkageRow { Store = "total", Cost = rows.Sum(r => r.Cost) };
        return await ReportRequest.AnswerAsync(http, format, "shrinkage", new Report<ShrinkageRow>(scope.From, scope.To, groupBy, rows, total), BazaarJson.Wire.ReportShrinkageRow, ShrinkageColumns);
    }
}
