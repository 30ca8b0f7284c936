using Bazaar.Contracts;
using Bazaar.Contracts.Json;
using Bazaar.Domain.Ledger;
using Bazaar.Server.Platform.Access;
using Bazaar.Server.Platform.Errors;
using Bazaar.Server.Platform.Idempotency;
using Bazaar.Server.Platform.Wire;
using Bazaar.Storage.Ledger;
using Microsoft.AspNetCore.Http;

namespace Bazaar.Server.Features.Stock;

/// <summary>Reads the draft of a request; null with what is wrong with it.</summary>
/// <param name="actor">Who asks.</param>
/// <param name="id">The entry's id where the request names none.</param>
/// <param name="problem">What is wrong.</param>
internal delegate Draft? ReadDraft(string actor, Guid id, out Problem? problem);

/// <summary>How a posting is answered.</summary>
internal static class MovementAnswers
{
    /// <summary>Posts the one entry of a request. The rules decide inside the store's lock; the answer leaves after the commit.</summary>
    /// <param name="http">The request.</param>
    /// <param name="ledger">Where to post.</param>
    /// <param name="store">The store in the address.</param>
    /// <param name="idempotencyKey">The key that stands for an id.</param>
    /// <param name="read">Reads the draft.</param>
    public static async Task<IResult> PostAsync(HttpContext http, GroupCommit ledger, string store, string? idempotencyKey, ReadDraft read)
    {
        if (RequestIds.CheckKey(idempotencyKey) is { } bad)
        {
            return bad.ToResult();
        }

        var actor = http.Actor();
        var draft = read(actor, RequestIds.For(idempotencyKey, actor, store), out var problem);
        problem ??= MovementRights.Refuse(http, draft!);
        return problem is not null ? problem.ToResult() : Answer(http, await ledger.PostAsync(draft!));
    }

    private static IResult Answer(HttpContext http, PostingResult result)
    {
        switch (result)
        {
            case PostingResult.Posted posted:
                SetSeq(http.Response, [posted.Entry]);
                http.Response.Headers.Location = $"/api/v1/stores/{posted.Entry.Store}/movements/{posted.Entry.Id}";
                return Results.Json(posted.Entry.ToWire(), BazaarJson.Wire.Movement, statusCode: 201);
            case PostingResult.Replayed replayed:
                SetSeq(http.Response, [replayed.Entry]);
                http.Response.Headers["Idempotency-Replayed"] = "true";
                return Results.Json(First(replayed.Entry).ToWire(), BazaarJson.Wire.Movement, statusCode: 200);
            default:
                return Problems.From(((PostingResult.Refused)result).Reason).ToResult();
        }
    }

    public static BulkResult ToBulk(PostingResult result) => result switch
    {
        PostingResult.Posted posted => new BulkResult(201, posted.Entry.ToWire(), null),
        PostingResult.Replayed replayed => new BulkResult(200, First(replayed.Entry).ToWire(), null),
        PostingResult.Refused refused => Problems.From(refused.Reason) is var problem ? new BulkResult(problem.Status, null, problem) : null!,
        _ => throw new InvalidOperationException(result.GetType().Name),
    };

    /// <summary>The clocks of the stores after a write.</summary>
    public static void SetSeq(HttpResponse response, IEnumerable<Entry> entries)
    {
        var heads = entries.GroupBy(e => e.Store).Select(g => $"{g.Key}:{g.Max(e => e.Seq)}");
        response.Headers["Bazaar-Seq"] = string.Join(", ", heads);
    }

    /// <summary>A repeat gets the first answer, word for word: what came after it is not part of it.</summary>
    private static Entry First(Entry entry) => entry.ReversedBy is null ? entry : entry with { ReversedBy = null };
}
