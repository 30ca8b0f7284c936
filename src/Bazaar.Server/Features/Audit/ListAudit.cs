using System.Globalization;
using Bazaar.Contracts;
using Bazaar.Contracts.Json;
using Bazaar.Server.Platform.Access;
using Bazaar.Server.Platform.Errors;
using Bazaar.Server.Platform.Paging;
using Bazaar.Server.Platform.Tables;
using Bazaar.Storage.Audit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Stored = Bazaar.Domain.Audit.AuditRecord;

namespace Bazaar.Server.Features.Audit;

/// <summary>GET /audit and /audit/{record}: the audit trail.</summary>
internal static class ListAudit
{
    private const int Stretch = 1_000;

    private static readonly TableColumn<AuditRecord>[] Columns =
    [
        new("seq", r => r.Seq), new("at", r => r.At), new("actor", r => r.Actor), new("address", r => r.Address), new("action", r => r.Action), new("subject", r => r.Subject),
        new("store", r => r.Store), new("before", r => r.Before), new("after", r => r.After), new("previousHash", r => r.PreviousHash), new("hash", r => r.Hash),
    ];

    public static void Map(RouteGroupBuilder audit)
    {
        audit.MapGet("", HandleAsync).WithMetadata(new SpeaksTables()).WithName(nameof(ListAudit))
            .WithSummary("Who changed what that is not stock, newest first; from and to are times, or whole days in UTC, both included")
            .Produces<Page<AuditRecord>>().ProducesProblems(400).RequirePermission(Permission.AuditRead);
        audit.MapGet("/{record:long}", GetAsync).WithName("GetAuditRecord").WithSummary("One record of the audit trail")
            .Produces<AuditRecord>().ProducesProblems(404).RequirePermission(Permission.AuditRead);
    }

    private static async Task<IResult> HandleAsync(
        HttpContext http, AuditStore audit, CancellationToken ct, string? entity = null, string? subject = null, string? actor = null, string? action = null, string? store = null,
        string? from = null, string? to = null, int? limit = null, string? cursor = null)
    {
        var errors = new FieldErrors();
        var (take, after) = PageQuery.Read(limit, cursor, errors);
        long before = 0;
        if (after is not null && !long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out before))
        {
            errors.Add("cursor", "is not one that this list gave.");
        }

        var filter = new AuditFilter
        {
            Entity = entity, Subject = subject, Actor = actor, Action = action, Store = store, Stores = http.Caller().Stores,
            From = ReadTime("from", from, last: false, errors), Before = ReadTime("to", to, last: true, errors), BeforeSeq = after is null ? null : before, Limit = take + 1,
        };
        var format = TableAnswer.Format(http, errors);
        if ((errors.ToProblem() ?? (store is null ? null : http.RefuseStores(store))) is { } problem)
        {
            return problem.ToResult();
        }

        if (format is { } table)
        {
            var all = TableAnswer.AllAsync<Stored>(last => audit.ListAsync(filter with { BeforeSeq = last?.Seq ?? filter.BeforeSeq, Limit = Stretch }, ct), Stretch);
            return await TableAnswer.WriteAsync(http, table, "audit", Columns, all.Select(ToWire));
        }

        return Results.Json(PageQuery.Cut(await audit.ListAsync(filter, ct), take, r => r.Seq.ToString(CultureInfo.InvariantCulture), ToWire), BazaarJson.Wire.PageAuditRecord);
    }

    private static async Task<IResult> GetAsync(long record, HttpContext http, AuditStore audit, CancellationToken ct) =>
        await audit.FindAsync(record, ct) is { } found && MaySee(http.Caller(), found)
            ? Results.Json(ToWire(found), BazaarJson.Wire.AuditRecord)
            : Problems.NotFound($"There is no audit record {record}.").ToResult();

    private static bool MaySee(Caller caller, Stored record) => caller.Stores is null || (record.Change.Store is { } store && caller.MayUse(store));

    /// <summary>A time with its offset, or a day; the end of what is asked for is the first moment after it.</summary>
    private static DateTimeOffset? ReadTime(string field, string? text, bool last, FieldErrors errors)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day < DateOnly.MaxValue)
        {
            return new DateTimeOffset((last ? day.AddDays(1) : day).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        }

        var hasOffset = text.Length > 19 && text[10] is 'T' or 't' && (text[^1] is 'Z' or 'z' || text.IndexOfAny(['+', '-'], 11) > 0);
        if (hasOffset && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) && time < DateTimeOffset.MaxValue.AddDays(-1))
        {
            return last ? time.AddMicroseconds(1) : time;
        }

        errors.Add(field, "must be a day such as 2026-03-01, or a time with its offset such as 2026-03-01T09:00:00Z (a plus sign is written %2B in an address).");
        return null;
    }

    private static AuditRecord ToWire(Stored record) => new()
    {
        Seq = record.Seq,
        At = record.Origin.At,
        Actor = record.Origin.Actor,
        Address = record.Origin.Address,
        Action = record.Change.Action,
        Subject = record.Change.Subject,
        Store = record.Change.Store,
        Before = record.Change.Before,
        After = record.Change.After,
        PreviousHash = Convert.ToHexStringLower(record.PreviousHash),
        Hash = Convert.ToHexStringLower(record.Hash),
    };
}
