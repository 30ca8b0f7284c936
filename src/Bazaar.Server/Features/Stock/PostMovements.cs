using Bazaar.Contracts;
using Bazaar.Contracts.Json;
using Bazaar.Domain.Ledger;
using Bazaar.Server.Platform.Access;
using Bazaar.Server.Platform.Errors;
using Bazaar.Server.Platform.Idempotency;
using Bazaar.Server.Platform.RateLimits;
using Bazaar.Storage.Ledger;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Bazaar.Server.Features.Stock;

/// <summary>POST /movements: posts up to 1,000 entries over many stores, each by itself or all or none.</summary>
internal static class PostMovements
{
    /// <summary>The most entries of one request.</summary>
    public const int MaxEntries = 1_000;

    /// <summary>The most lines of all its entries together.</summary>
    public const int MaxLines = 20_000;

    public static void Map(RouteGroupBuilder api) => api
        .MapPost("/movements", HandleAsync)
        .WithName(nameof(PostMovements))
        .WithTags("Stock")
        .WithSummary("Post many entries")
        .WithMetadata(new RequestSizeLimitAttribute(8 * 1024 * 1024))
        .Produces<BulkResponse>(200)
        .ProducesProblems(400, 413, 415, 503)
        .RequirePermission(Permission.StockPost)
        .WithBudget(Budget.Bulk);

    private static async Task<IResult> HandleAsync(
        BulkRequest request, HttpContext http, GroupCommit ledger, TimeProvider clock, [FromHeader(Name = "Idempotency-Key")] string? idempotencyKey = null)
    {
        if ((RequestIds.CheckKey(idempotencyKey) ?? CheckSize(request) ?? await http.TakeRestAsync(request.Movements!.Count)) is { } bad)
        {
            return bad.ToResult();
        }

        var actor = http.Actor();
        var results = new BulkResult[request.Movements!.Count];
        var drafts = new List<Draft>(results.Length);
        var places = new List<int>(results.Length);
        for (var i = 0; i < results.Length; i++)
        {
            if (ParseOne(http, request.Movements[i], i, actor, idempotencyKey, clock.GetUtcNow(), out var problem) is { } draft)
            {
                drafts.Add(draft);
                places.Add(i);
            }
            else
            {
                results[i] = new BulkResult(problem!.Status, null, problem);
            }
        }

        if (request.Atomic && drafts.Count < results.Length)
        {
            drafts.Clear();
            FillRefused(results);
        }

        if (drafts.Count > 0)
        {
            var posted = await ledger.PostAsync(drafts, request.Atomic);
            for (var i = 0; i < posted.Length; i++)
            {
                results[places[i]] = MovementAnswers.ToBulk(posted[i]);
            }

            MovementAnswers.SetSeq(http.Response, posted.OfType<PostingResult.Posted>().Select(p => p.Entry));
        }

        return Results.Json(new BulkResponse(results), BazaarJson.Wire.BulkResponse);
    }

    private static Problem? CheckSize(BulkRequest request)
    {
        var errors = new FieldErrors();
        if (request.Movements is null or { Count: 0 or > MaxEntries })
        {
            errors.Add("movements", $"must hold 1 to {MaxEntries} entries.");
        }
        else if (request.Movements.Sum(m => (long)(m?.Lines?.Count ?? 0)) > MaxLines)
        {
            errors.Add("movements", $"hold more than {MaxLines} lines together. Send them in several requests.");
        }

        return errors.ToProblem();
    }

    private static Draft? ParseOne(HttpContext http, MovementRequest? movement, int index, string actor, string? key, DateTimeOffset now, out Problem? problem)
    {
        if (movement?.Store is not { } store)
        {
            problem = Problems.Invalid(new Dictionary<string, string[]> { ["store"] = ["is needed."] });
            return null;
        }

        var draft = MovementParsing.Parse(movement, store, actor, movement.Id ?? RequestIds.For(key, actor, store, index), now, out problem);
        problem ??= http.RefuseStores(store) ?? MovementRights.Refuse(http, draft!);
        return problem is null ? draft : null;
    }

    private static void FillRefused(BulkResult[] results)
    {
        var refused = Problems.From(new Refusal.BatchRefused());
        for (var i = 0; i < results.Length; i++)
        {
            results[i] ??= new BulkResult(refused.Status, null, refused);
        }
    }
}
