using Bazaar.Contracts;
using Bazaar.Contracts.Json;
using Bazaar.Domain.Catalog;
using Bazaar.Domain.Ledger;
using Bazaar.Domain.Primitives;
using Bazaar.Server.Platform.Access;
using Bazaar.Server.Platform.Errors;
using Bazaar.Server.Platform.Paging;
using Bazaar.Server.Platform.Stores;
using Bazaar.Server.Platform.Wire;
using Bazaar.Storage.Alerts;
using Bazaar.Storage.Catalog;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Bazaar.Server.Features.Alerts;

/// <summary>/alerts: what needs attention. They begin and end by themselves, with the stock.</summary>
internal static class AlertsFeature
{
    private const int MaxNote = 500;
    private static readonly string[] Kinds = [StockStatus.Negative, StockStatus.Out, StockStatus.Low];
    private static readonly string[] Statuses = ["open", "acknowledged", "snoozed", "resolved"];

    public static void MapAlerts(this RouteGroupBuilder api)
    {
        var alerts = api.MapGroup("/alerts").WithTags("Alerts");
        alerts.MapGet("", ListAsync).WithName("ListAlerts").WithSummary("What needs attention, newest first; resolved ones only when asked for")
            .Produces<Page<Alert>>().ProducesProblems(400, 404).RequirePermission(Permission.AlertsRead);
        alerts.MapPost("/{alert:long}/acknowledge", (long alert, HttpContext http, AlertStore store, TimeProvider clock, CancellationToken ct) => SettleAsync(alert, "acknowledged", null, null, http, store, clock, ct))
            .WithName("AcknowledgeAlert").WithSummary("Someone has seen it").Produces<Alert>().ProducesProblems(404, 503).RequirePermission(Permission.AlertsSettle);
        alerts.MapPost("/{alert:long}/resolve", ResolveAsync)
            .WithName("ResolveAlert").WithSummary("Someone has dealt with it, and may say how").Produces<Alert>().ProducesProblems(400, 404, 413, 415, 503).RequirePermission(Permission.AlertsSettle);
        alerts.MapPost("/{alert:long}/snooze", SnoozeAsync)
            .WithName("SnoozeAlert").WithSummary("Not now").Produces<Alert>().ProducesProblems(400, 404, 413, 415, 503).RequirePermission(Permission.AlertsSettle);
    }

    private static async Task<IResult> ListAsync(
        HttpContext http, AlertStore alerts, StoreStore stores, TimeProvider clock, CancellationToken ct,
        string? status = null, string? kind = null,
        [FromQuery] string[]? store = null, [FromQuery] string[]? city = null, [FromQuery] string[]? region = null, int? limit = null, string? cursor = null)
    {
        var errors = new FieldErrors();
        var (take, after) = PageQuery.Read(limit, cursor, errors);
        if (status is not null && !Statuses.Contains(status))
        {
            errors.Add("status", $"must be one of {string.Join(", ", Statuses)}.");
        }

        if (kind is not null && !Kinds.Contains(kind))
        {
            errors.Add("kind", $"must be one of {string.Join(", ", Kinds)}.");
        }

        long before = 0;
        if (after is not null && !long.TryParse(after, out before))
        {
            errors.Add("cursor", "is not one that this list gave.");
        }

        if (errors.ToProblem() is { } problem)
        {
            return problem.ToResult();
        }

        // Nobody narrowed it: the newest alerts are read as they stand, without asking which stores there are.
        var choice = new StoreChoice(store, city, region);
        IReadOnlyList<long>? within = null;
        if (!choice.IsAll || http.Caller().Stores is not null)
        {
            var (found, refusal) = await StoreScope.FindAsync(http, stores, choice, ct);
            if (refusal is not null)
            {
                return refusal.ToResult();
            }

            within = [.. found.Select(s => s.Id)];
        }

        var rows = await alerts.ListAsync(within, kind, status, after is null ? null : before, take + 1, clock.GetUtcNow(), ct);
        return Results.Json(PageQuery.Cut(rows, take, a => a.Id.ToString(), ToWire), BazaarJson.Wire.PageAlert);
    }

    private static Task<IResult> SnoozeAsync(long alert, SnoozeRequest request, HttpContext http, AlertStore alerts, TimeProvider clock, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        return request.Until is { } until && until > now && until < now.AddDays(366)
            ? SettleAsync(alert, "snoozed", until, null, http, alerts, clock, ct)
            : Task.FromResult(Problems.Invalid(new Dictionary<string, string[]> { ["until"] = ["must be a time ahead, within a year."] }).ToResult());
    }

    private static Task<IResult> ResolveAsync(long alert, ResolveRequest? request, HttpContext http, AlertStore alerts, TimeProvider clock, CancellationToken ct)
    {
        var errors = new FieldErrors();
        var note = errors.Optional("note", request?.Note, MaxNote);
        return errors.ToProblem() is { } problem ? Task.FromResult(problem.ToResult()) : SettleAsync(alert, "resolved", null, note, http, alerts, clock, ct);
    }

    private static async Task<IResult> SettleAsync(long id, string status, DateTimeOffset? until, string? note, HttpContext http, AlertStore alerts, TimeProvider clock, CancellationToken ct)
    {
        // An alert of a store that is none of the caller's is not there for them.
        if (await alerts.FindAsync(id, clock.GetUtcNow(), ct) is not { } found || !http.Caller().MayUse(found.Store))
        {
            return Problems.NotFound($"There is no alert {id}.").ToResult();
        }

        await alerts.SettleAsync(id, status, until, note, http.Origin(clock), ct);
        return await alerts.FindAsync(id, clock.GetUtcNow(), ct) is { } row
            ? Results.Json(ToWire(row), BazaarJson.Wire.Alert)
            : Problems.NotFound($"There is no alert {id}.").ToResult();
    }

    private static Alert ToWire(AlertRow row) => new()
    {
        Id = row.Id,
        Kind = row.Kind,
        Store = row.Store,
        Sku = row.Sku,
        Name = row.Name,
        NameUrdu = row.NameUrdu,
        Unit = row.Unit,
        OnHand = LedgerWire.Quantity(row.OnHand),
        ReorderPoint = row.ReorderPoint is { } point ? LedgerWire.Quantity(point) : null,
        Status = row.Status,
        Since = Clock.FromMicros(row.Since),
        Reason = Explain(row),
        Entry = row.Entry is null ? null : new Guid(row.Entry, bigEndian: true),
        SnoozedUntil = row.SnoozedUntil is { } until ? Clock.FromMicros(until) : null,
        ResolvedAt = row.ResolvedAt is { } at ? Clock.FromMicros(at) : null,
        SettledBy = row.SettledBy,
        Note = row.Note,
    };

    private static string Explain(AlertRow row) => row.Kind switch
    {
        StockStatus.Negative => $"{row.Name} went {Amount(-row.OnHandThen, row.Unit)} below zero: more left than the book knew of. Count it.",
        StockStatus.Out => $"{row.Name} is sold out.",
        _ => $"{row.Name} is down to {Amount(row.OnHandThen, row.Unit)}; order at {LedgerWire.Quantity(row.ReorderPoint ?? 0)}.",
    };

    private static string Amount(long thousandths, string unit) => $"{LedgerWire.Quantity(thousandths)} {(unit == Unit.Piece.Name ? "pc" : unit)}";
}
