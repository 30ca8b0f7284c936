using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Bazaar.Contracts;
using Bazaar.Server.Platform.Access;
using Bazaar.Server.Platform.Errors;
using Bazaar.Server.Platform.Live;
using Bazaar.Server.Platform.Wire;
using Bazaar.Storage.Catalog;
using Bazaar.Storage.Ledger;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace Bazaar.Server.Features.Live;

/// <summary>GET /stores/{store}/live: server-sent events, one per entry; the event's id is its sequence, so a broken stream is resumed without loss.</summary>
internal static class LiveFeature
{
    public static void MapLive(this RouteGroupBuilder api)
    {
        api.MapGroup("/stores/{store}").WithTags("Live")
            .MapGet("/live", HandleAsync).WithName("WatchStore").WithSummary("Entries as they are posted (server-sent events); resumes after Last-Event-ID")
            .Produces<Movement>(200, "text/event-stream").ProducesProblems(400, 404, 503).RequirePermission(Permission.StockRead);
        WatchStores.Map(api);
    }

    private static async Task<IResult> HandleAsync(
        string store, HttpContext http, StoreStore stores, LedgerStore ledger, LedgerSignals signals, IHostApplicationLifetime life, [FromHeader(Name = "Last-Event-ID")] string? lastEventId = null)
    {
        if (await stores.FindAsync(store, http.RequestAborted) is not { } row)
        {
            return Problems.UnknownStore(store).ToResult();
        }

        var after = row.Seq;
        if (!string.IsNullOrEmpty(lastEventId) && (!long.TryParse(lastEventId, out after) || after < 0))
        {
            return Problems.Invalid(new Dictionary<string, string[]> { ["Last-Event-ID"] = ["must be a sequence of this store."] }).ToResult();
        }

        if (signals.Listen(row.Code) is not { } listener)
        {
            return Problems.Make(503, ProblemCodes.QueueFull, "Too many are watching. Try again in a moment.").ToResult();
        }

        return await EventStream.SendAsync(http, life, listener, ct => WatchAsync(http, row.Id, after, ledger, listener, ct));
    }

    private static async IAsyncEnumerable<SseItem<Movement?>> WatchAsync(
        HttpContext http, long store, long after, LedgerStore ledger, LedgerSignals.Listener listener, [EnumeratorCancellation] CancellationToken ct)
    {
        // Whoever loses the right to the store, or signs out, hears no more of it.
        while (await http.StillMayAsync(ct))
        {
            var (entries, head) = await ledger.ReadFeedAsync(store, after, 200, ct);
            foreach (var entry in entries)
            {
                after = entry.Seq;
                yield return new SseItem<Movement?>(entry.ToWire(), "movement") { EventId = entry.Seq.ToString() };
            }

            if (after >= head && !await EventStream.WaitAsync(listener, EventStream.Heartbeat, ct))
            {
                yield return new SseItem<Movement?>(null, "heartbeat");
            }
        }
    }
}
