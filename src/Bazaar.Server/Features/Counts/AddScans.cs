using Bazaar.Contracts;
using Bazaar.Contracts.Json;
using Bazaar.Domain.Ledger;
using Bazaar.Domain.Primitives;
using Bazaar.Server.Platform.Access;
using Bazaar.Server.Platform.Errors;
using Bazaar.Storage.Counting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bazaar.Server.Features.Counts;

/// <summary>POST /counts/{id}/scans: adds what people counted.</summary>
internal static class AddScans
{
    /// <summary>The most scans of one request.</summary>
    public const int MaxScans = 1_000;

    /// <summary>A scan this long before the count was opened comes from a clock that is wrong.</summary>
    private static readonly TimeSpan MostBeforeOpening = TimeSpan.FromDays(7);

    public static void Map(RouteGroupBuilder counts) => counts
        .MapPost("/{id:guid}/scans", HandleAsync)
        .WithName(nameof(AddScans))
        .WithSummary("Add scans to an open count")
        .Produces<CountScansResult>()
        .ProducesProblems(400, 404, 409, 413, 415, 422, 503)
        .RequirePermission(Permission.CountsScan);

    private static async Task<IResult> HandleAsync(Guid id, CountScansRequest request, HttpContext http, CountStore counts, ScanStore scans, TimeProvider clock, CancellationToken ct)
    {
        var (row, problem) = await CountAnswers.FindAsync(http, counts, id, ct);
        if (problem is not null)
        {
            return problem.ToResult();
        }

        var drafts = Parse(request.Scans, http.Actor(), Clock.FromMicros(row!.OpenedAt), clock.GetUtcNow(), out problem);
        if (problem is not null)
        {
            return problem.ToResult();
        }

        var (result, refusal) = await scans.AddAsync(id, drafts, http.Origin(clock), ct);
        return refusal is not null
            ? CountAnswers.From(refusal).ToResult()
            : Results.Json(new CountScansResult(result!.Accepted, result.Repeated, [.. result.ToResolve.Select(t => new CountScanToResolve(t.Id, t.Code, t.Why))]), BazaarJson.Wire.CountScansResult);
    }

    private static List<ScanDraft> Parse(IReadOnlyList<CountScan>? scans, string actor, DateTimeOffset openedAt, DateTimeOffset now, out Problem? problem)
    {
        var errors = new FieldErrors();
        var drafts = new List<ScanDraft>();
        if (scans is null or { Count: 0 or > MaxScans })
        {
            errors.Add("scans", $"must hold 1 to {MaxScans} scans.");
        }
        else
        {
            var ids = new HashSet<Guid>();
            for (var i = 0; i < scans.Count; i++)
            {
                if (scans[i] is not { } scan)
                {
                    errors.Add($"scans[{i}]", "is empty.");
                    continue;
                }

                drafts.Add(Parse(scan, $"scans[{i}].", actor, openedAt, now, errors));
                if (!ids.Add(drafts[^1].Id))
                {
                    errors.Add($"scans[{i}].id", "stands twice in this request.");
                }
            }
        }

        problem = errors.ToProblem();
        return drafts;
    }

    private static ScanDraft Parse(CountScan scan, string at, string actor, DateTimeOffset openedAt, DateTimeOffset now, FieldErrors errors)
    {
        if (scan.Id is null || scan.Id == Guid.Empty)
        {
            errors.Add(at + "id", "is needed, so that a repeat does no harm.");
        }

        if (string.IsNullOrWhiteSpace(scan.Sku) == string.IsNullOrWhiteSpace(scan.Barcode))
        {
            errors.Add(at + "sku", "give either sku or barcode.");
        }

        if (scan.At > now + Posting.MaxClockSkew)
        {
            errors.Add(at + "at", "lies in the future. Check the clock of the device.");
        }
        else if (scan.At < openedAt - MostBeforeOpening)
        {
            errors.Add(at + "at", "lies more than a week before the count was opened. Check the clock of the device.");
        }

        return new ScanDraft
        {
            Id = scan.Id ?? Guid.NewGuid(),
            Sku = errors.Optional(at + "sku", scan.Sku, Code.MaxLength),
            Barcode = errors.Optional(at + "barcode", scan.Barcode, 64),
            Quantity = errors.Scaled(at + "quantity", scan.Quantity, Exact.QuantityDecimals, -Exact.MaxLineQuantity, Exact.MaxLineQuantity),
            Pack = errors.Optional(at + "pack", scan.Pack, 50),
            Counter = errors.Optional(at + "counter", scan.Counter, 100) ?? actor,
            At = scan.At is { } time ? Clock.Truncate(time) : null,
        };
    }
}
