using Bazaar.Contracts;
using Bazaar.Contracts.Json;
using Bazaar.Domain.Counting;
using Bazaar.Domain.Primitives;
using Bazaar.Server.Platform.Access;
using Bazaar.Server.Platform.Errors;
using Bazaar.Server.Platform.Wire;
using Bazaar.Storage.Counting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bazaar.Server.Features.Counts;

/// <summary>POST /counts/{id}/post: one entry in the store's ledger. Posted twice, it gives the first answer.</summary>
internal static class PostCount
{
    public static void Map(RouteGroupBuilder counts) => counts
        .MapPost("/{id:guid}/post", HandleAsync)
        .WithName(nameof(PostCount))
        .WithSummary("Post a count as one entry")
        .Produces<Movement>(201)
        .Produces<Movement>(200)
        .ProducesProblems(400, 404, 409, 413, 415, 422, 503)
        .RequirePermission(Permission.CountsWrite);

    private static async Task<IResult> HandleAsync(Guid id, CountPostRequest request, HttpContext http, CountStore counts, CountPosting posting, TimeProvider clock, CancellationToken ct)
    {
        var errors = new FieldErrors();
        var now = clock.GetUtcNow();
        if (request.Id == Guid.Empty)
        {
            errors.Add("id", "must not be all zeros.");
        }

        if (request.Missing is not (CountNames.Ignore or CountNames.Zero))
        {
            errors.Add("missing", "must say what becomes of products that were not scanned: ignore or zero.");
        }

        // Sales that are still to come cannot have been seen.
        if (request.CountedAt > now)
        {
            errors.Add("countedAt", "lies in the future.");
        }
        else if (request.CountedAt < DateTimeOffset.UnixEpoch)
        {
            errors.Add("countedAt", "lies before 1970.");
        }

        if ((errors.ToProblem() ?? (await CountAnswers.FindAsync(http, counts, id, ct)).Problem) is { } problem)
        {
            return problem.ToResult();
        }

        var asked = new CountPostingDraft(request.Id, request.Missing == CountNames.Zero, request.CountedAt is { } at ? Clock.Truncate(at) : null);
        var (entry, replayed, refusal) = await posting.PostAsync(id, asked, http.Actor(), now, ct);
        if (refusal is not null)
        {
            return CountAnswers.From(refusal).ToResult();
        }

        http.Response.Headers["Bazaar-Seq"] = $"{entry!.Store}:{entry.Seq}";
        if (replayed)
        {
            http.Response.Headers["Idempotency-Replayed"] = "true";
            return Results.Json((entry with { ReversedBy = null }).ToWire(), BazaarJson.Wire.Movement);
        }

        http.Response.Headers.Location = $"/api/v1/stores/{entry.Store}/movements/{entry.Id}";
        return Results.Json(entry.ToWire(), BazaarJson.Wire.Movement, statusCode: 201);
    }
}
