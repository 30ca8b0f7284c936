using Bazaar.Contracts;
using Bazaar.Domain.Counting;
using Bazaar.Domain.Primitives;
using Bazaar.Server.Platform.Access;
using Bazaar.Server.Platform.Errors;
using Bazaar.Server.Platform.Wire;
using Bazaar.Storage.Counting;
using Microsoft.AspNetCore.Http;

namespace Bazaar.Server.Features.Counts;

/// <summary>How requests about counts are answered.</summary>
internal static class CountAnswers
{
    public static Problem NotFound(Guid id) => Problems.NotFound($"There is no count {id}.");

    /// <summary>A count that exists and that the caller may have to do with; the store of a count never changes.</summary>
    public static async Task<(CountRow? Row, Problem? Problem)> FindAsync(HttpContext http, CountStore counts, Guid id, CancellationToken ct) =>
        await counts.FindAsync(id, ct) is not { } row ? (null, NotFound(id))
        : http.RefuseStores(row.Store) is { } refusal ? (null, refusal)
        : (row, null);

    public static CountSummary ToSummary(CountRow row) => new()
    {
        Id = new Guid(row.Id, bigEndian: true),
        Number = row.Number,
        Store = row.Store,
        Name = row.Name,
        Scope = new CountScope { Category = row.Category },
        Blind = row.Blind,
        Status = row.Status,
        OpenedAt = Clock.FromMicros(row.OpenedAt),
        OpenedBy = row.OpenedBy,
        EndedAt = row.EndedAt is { } at ? Clock.FromMicros(at) : null,
        EndedBy = row.EndedBy,
        Scans = row.Scans,
        Entry = row.EntryId is { } entry ? new Guid(entry, bigEndian: true) : null,
    };

    public static CountSession ToSession(CountOverview overview)
    {
        var summary = ToSummary(overview.Row);
        return new CountSession
        {
            Id = summary.Id,
            Number = summary.Number,
            Store = summary.Store,
            Name = summary.Name,
            Scope = summary.Scope,
            Blind = summary.Blind,
            Status = summary.Status,
            OpenedAt = summary.OpenedAt,
            OpenedBy = summary.OpenedBy,
            EndedAt = summary.EndedAt,
            EndedBy = summary.EndedBy,
            Scans = summary.Scans,
            Entry = summary.Entry,
            Products = overview.Products,
            Counters = [.. overview.Counters.Select(c => new CountCounter(c.Counter, c.Scans, c.Products, Clock.FromMicros(c.LastAt)))],
            Codes = [.. overview.Codes.Select(c => new CountCode { Code = c.Code, Why = c.Why, Scans = c.Scans, Quantity = LedgerWire.Quantity(c.Quantity), Dropped = c.Dropped, Reason = c.Reason })],
        };
    }

    public static Problem From(CountRefusal refusal) => refusal switch
    {
        CountRefusal.NotFound => Problems.NotFound("There is no such count."),
        CountRefusal.UnknownStore r => Problems.UnknownStore(r.Store),
        CountRefusal.StoreClosed r => Problems.Make(409, ProblemCodes.StoreClosed, $"Store {r.Store} is closed and is not counted."),
        CountRefusal.IdReused r => Problems.Make(422, ProblemCodes.IdReused, $"{string.Join(", ", r.Ids.Take(5))}: used before with other content. Use a new id for something new."),
        CountRefusal.Closed r => Problems.Make(409, ProblemCodes.CountClosed, r.Status == CountNames.Posted
            ? "This count is posted. Open a new one for what came after."
            : "This count was cancelled. Open a new one."),
        CountRefusal.TooManyScans r => Problems.Make(409, ProblemCodes.CountNotReady, $"A count holds at most {r.Most} scans. Post this one and open another for the rest."),
        CountRefusal.InvalidScans r => FromScans(r),
        CountRefusal.UnknownCode r => Problems.NotFound($"This count has no code {r.Code} to resolve."),
        CountRefusal.NotReady r => Problems.Make(409, ProblemCodes.CountNotReady, string.Join(" ", r.Faults.Take(5).Select(f => $"{f.What}: {f.Why}"))) with
        {
            Errors = r.Faults.GroupBy(f => f.What).ToDictionary(g => g.Key, g => g.Select(f => f.Why).ToArray()),
        },
        CountRefusal.ByLedger r => Problems.From(r.Reason),
        _ => throw new InvalidOperationException(refusal.GetType().Name),
    };

    private static Problem FromScans(CountRefusal.InvalidScans refusal)
    {
        var problem = Problems.From(new Domain.Ledger.Refusal.InvalidLines(refusal.Faults));
        return problem with { Errors = problem.Errors!.ToDictionary(e => e.Key.Replace("lines[", "scans[", StringComparison.Ordinal), e => e.Value) };
    }
}
