using Bazaar.Contracts;
using Bazaar.Contracts.Json;
using Bazaar.Server.Platform.Access;
using Bazaar.Server.Platform.Errors;
using Bazaar.Storage.Counting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bazaar.Server.Features.Counts;

/// <summary>POST /counts/{id}/cancel: ends a count without posting it. Twice does no harm.</summary>
internal static class CancelCount
{
    public static void Map(RouteGroupBuilder counts) => counts
        .MapPost("/{id:guid}/cancel", HandleAsync)
        .WithName(nameof(CancelCount))
        .WithSummary("End a count without posting it")
        .Produces<CountSession>()
        .ProducesProblems(404, 409, 503)
        .RequirePermission(Permission.CountsWrite);

    private static async Task<IResult> HandleAsync(Guid id, HttpContext http, CountStore counts, TimeProvider clock, CancellationToken ct)
    {
        if ((await CountAnswers.FindAsync(http, counts, id, ct)).Problem is { } problem)
        {
            return problem.ToResult();
        }

        var (overview, refusal) = await counts.CancelAsync(id, http.Origin(clock), ct);
        return refusal is null ? Results.Json(CountAnswers.ToSession(overview!), BazaarJson.Wire.CountSession) : CountAnswers.From(refusal).ToResult();
    }
}
