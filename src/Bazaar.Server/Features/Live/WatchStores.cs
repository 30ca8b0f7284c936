using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Bazaar.Contracts;
using Bazaar.Server.Platform.Access;
using Bazaar.Server.Platform.Errors;
using Bazaar.Server.Platform.Live;
using Bazaar.Server.Platform.Wire;
using Bazaar.Storage.Ledger;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace Bazaar.Server.Features.Live;

/// <summary>
/// GET /live: the entries of all stores that the caller may see. An entry's event has no id of its own. Ids stand on <c>checkpoint</c>
/// events and say how far each store was read; a client that comes back with the last one gets everything after it, so nothing is
/// skipped, and what came after that checkpoint comes once more.
/// </summary>
internal static class WatchStores
{
    private const int Stretch = 200;

    // A client whose line breaks after every few entries still gets on.
    private const int CheckpointAfter = 50;

    // A checkpoint has a few bytes for every store; a busy chain does not send one with every sale.
    private static readonly TimeSpan CheckpointEvery = TimeSpan.FromSeconds(2);

    // A busy chain commits hundreds of times a second; looking ten times a second is soon enough for people.
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);

    public static void Map(RouteGroupBuilder api) => api.MapGet("/live", HandleAsync).WithTags("Live")
        .WithName(nameof(WatchStores)).WithSummary("Entries of all my stores as they are posted (server-sent events); checkpoint events carry the id to resume after")
        .Produces<Movement>(200, "text/event-stream").ProducesProblems(400, 503).RequirePermission(Permission.StockRead);

    private static async Task<IResult> HandleAsync(
        HttpContext http, LedgerStore ledger, LedgerSignals signals, TimeProvider clock, IHostApplicationLifetime life, [FromHeader(Name = "Last-Event-ID")] string? lastEventId = null)
    {
        var positions = string.IsNullOrEmpty(lastEventId) ? new StorePositions() : StorePositions.TryParse(lastEventId);
        if (positions is null)
        {
            return Problems.Invalid(new Dictionary<string, string[]> { ["Last-Event-ID"] = ["is not one that this stream gave. Start again without it."] }).ToResult();
        }

        if (signals.ListenToAll() is not { } listener)
        {
            return Problems.Make(503, ProblemCodes.QueueFull, "Too many are watching. Try again in a moment.").ToResult();
        }

        return await EventStream.SendAsync(http, life, listener, ct => WatchAsync(http, positions, ledger, listener, clock, ct));
    }

    private static async IAsyncEnumerable<SseItem<Movement?>> WatchAsync(
        HttpContext http, StorePositions positions, LedgerStore ledger, LedgerSignals.Listener listener, TimeProvider clock, [EnumeratorCancellation] CancellationToken ct)
    {
        var caller = http.Caller();
        var (due, moved, told) = (true, 1, clock.GetTimestamp());

        // Whoever loses a right, or signs out, hears no more.
        while (await http.StillMayAsync(ct))
        {
            var heads = (await ledger.ReadHeadsAsync(ct)).Where(h => caller.MayUse(h.Code)).ToList();
            positions.Meet(heads, seesAll: caller.Stores is null);
            foreach (var head in heads.Where(h => positions.Of(h.Store) < h.Seq))
            {
                await foreach (var entry in ReadAsync(ledger, head, positions.Of(head.Store), ct))
                {
                    positions.Set(head.Store, entry.Seq);
                    yield return new SseItem<Movement?>(entry.ToWire(), "movement");
                    if (++moved >= CheckpointAfter)
                    {
                        (moved, told) = (0, clock.GetTimestamp());
                        yield return Checkpoint(positions);
                    }
                }
            }

            if (moved > 0 && (due || clock.GetElapsedTime(told) >= CheckpointEvery))
            {
                (due, moved, told) = (false, 0, clock.GetTimestamp());
                yield return Checkpoint(positions);
            }

            if (!await EventStream.WaitAsync(listener, moved > 0 ? CheckpointEvery : EventStream.Heartbeat, ct) && moved == 0)
            {
                yield return new SseItem<Movement?>(null, "heartbeat");
            }

            await Task.Delay(Pace, clock, ct);
        }
    }

    private static SseItem<Movement?> Checkpoint(StorePositions positions) => new(null, "checkpoint") { EventId = positions.ToString() };

    private static async IAsyncEnumerable<Domain.Ledger.Entry> ReadAsync(LedgerStore ledger, StoreHead head, long after, [EnumeratorCancellation] CancellationToken ct)
    {
        var full = true;
        while (full && after < head.Seq)
        {
            var (entries, _) = await ledger.ReadFeedAsync(head.Store, after, Stretch, ct);
            foreach (var entry in entries)
            {
                after = entry.Seq;
                yield return entry;
            }

            full = entries.Count == Stretch;
        }
    }
}
