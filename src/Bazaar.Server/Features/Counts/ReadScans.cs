using Bazaar.Contracts;
using Bazaar.Contracts.Json;
using Bazaar.Domain.Primitives;
using Bazaar.Server.Platform.Access;
using Bazaar.Server.Platform.Errors;
using Bazaar.Server.Platform.Paging;
using Bazaar.Server.Platform.Wire;
using Bazaar.Storage.Counting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bazaar.Server.Features.Counts;

/// <summary>GET /counts/{id}/scans: what was scanned, by whom. It does not show the book, so it is fit for a blind count.</summary>
internal static class ReadScans
{
    public static void Map(RouteGroupBuilder counts) => counts
        .MapGet("/{id:guid}/scans", HandleAsync)
        .WithName("ListScans")
        .WithSummary("What was scanned, newest first")
        .Produces<Page<CountedScan>>()
        .ProducesProblems(400, 404)
        .RequirePermission(Permission.CountsRead);

    private static async Task<IResult> HandleAsync(Guid id, HttpContext http, CountStore counts, CancellationToken ct, string? sku = null, int? limit = null, string? cursor = null)
    {
        var errors = new FieldErrors();
        var (take, after) = PageQuery.Read(limit, cursor, errors);
        var product = errors.Optional("sku", sku, Code.MaxLength);
        Guid before = default;
        if (after is not null && !Guid.TryParse(after, out before))
        {
            errors.Add("cursor", "is not one that this list gave.");
        }

        if (errors.ToProblem() is { } problem)
        {
            return problem.ToResult();
        }

        var (row, refusal) = await CountAnswers.FindAsync(http, counts, id, ct);
        if (refusal is not null)
        {
            return refusal.ToResult();
        }

        var rows = await counts.ListScansAsync(row!.Number, product is null ? null : Code.Key(product), after is null ? null : before, take + 1, ct);
        return Results.Json(PageQuery.Cut(rows, take, r => new Guid(r.Id, bigEndian: true).ToString(), ToWire), BazaarJson.Wire.PageCountedScan);
    }

    private static CountedScan ToWire(ScanRow row) => new()
    {
        Id = new Guid(row.Id, bigEndian: true),
        Code = row.Code,
        Sku = row.Sku,
        Name = row.Name,
        Unit = row.Unit,
        Quantity = LedgerWire.Quantity(row.Quantity),
        Counter = row.Counter,
        At = Clock.FromMicros(row.At),
    };
}
