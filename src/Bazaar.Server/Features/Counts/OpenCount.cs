using Bazaar.Contracts;
using Bazaar.Contracts.Json;
using Bazaar.Server.Platform.Access;
using Bazaar.Server.Platform.Errors;
using Bazaar.Server.Platform.Idempotency;
using Bazaar.Storage.Counting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Bazaar.Server.Features.Counts;

/// <summary>POST /counts: opens a count.</summary>
internal static class OpenCount
{
    public static void Map(RouteGroupBuilder counts) => counts
        .MapPost("", HandleAsync)
        .WithName(nameof(OpenCount))
        .WithSummary("Open a count that several people take together")
        .Produces<CountSession>(201)
        .Produces<CountSession>(200)
        .ProducesProblems(400, 404, 409, 413, 415, 422, 503)
        .RequirePermission(Permission.CountsWrite);

    private static async Task<IResult> HandleAsync(
        CountRequest request, HttpContext http, CountStore counts, TimeProvider clock, CancellationToken ct, [FromHeader(Name = "Idempotency-Key")] string? idempotencyKey = null)
    {
        if (RequestIds.CheckKey(idempotencyKey) is { } bad)
        {
            return bad.ToResult();
        }

        var errors = new FieldErrors();
        if (request.Id == Guid.Empty)
        {
            errors.Add("id", "must not be all zeros.");
        }

        var draft = new CountDraft
        {
            Id = request.Id ?? RequestIds.For(idempotencyKey, http.Actor(), "counts"),
            Store = errors.RequiredCode("store", request.Store),
            Name = errors.Optional("name", request.Name, 200),
            Category = errors.Optional("scope.category", request.Scope?.Category, 100),
            Blind = request.Blind,
        };
        if ((errors.ToProblem() ?? http.RefuseStores(draft.Store)) is { } problem)
        {
            return problem.ToResult();
        }

        var (row, replayed, refusal) = await counts.OpenAsync(draft, http.Origin(clock), ct);
        if (refusal is not null)
        {
            return CountAnswers.From(refusal).ToResult();
        }

        // A repeat gets the first answer: a count as it is when it has just been opened.
        var fresh = row! with { Status = Domain.Counting.CountNames.Open, EndedAt = null, EndedBy = null, Scans = 0, EntryId = null };
        if (replayed)
        {
            http.Response.Headers["Idempotency-Replayed"] = "true";
        }

        http.Response.Headers.Location = $"/api/v1/counts/{draft.Id}";
        return Results.Json(CountAnswers.ToSession(new CountOverview(fresh, 0, [], [])), BazaarJson.Wire.CountSession, statusCode: replayed ? 200 : 201);
    }
}
