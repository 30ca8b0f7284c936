using Bazaar.Contracts;
using Bazaar.Server.Platform.Access;
using Bazaar.Server.Platform.Errors;
using Bazaar.Server.Platform.Wire;
using Bazaar.Storage.Ledger;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Bazaar.Server.Features.Stock;

/// <summary>POST /stores/{store}/movements: posts one entry to a store's ledger.</summary>
internal static class PostMovement
{
    public static void Map(RouteGroupBuilder store) => store
        .MapPost("/movements", HandleAsync)
        .WithName(nameof(PostMovement))
        .WithSummary("Post one entry")
        .Produces<Movement>(201)
        .Produces<Movement>(200)
        .ProducesProblems(400, 404, 409, 413, 415, 422, 503)
        .RequirePermission(Permission.StockPost);

    private static async Task<IResult> HandleAsync(
        string store, MovementRequest request, HttpContext http, GroupCommit ledger, TimeProvider clock, [FromHeader(Name = "Idempotency-Key")] string? idempotencyKey = null)
    {
        if (request.Store is not null && !string.Equals(request.Store, store, StringComparison.OrdinalIgnoreCase))
        {
            return Problems.Invalid(new Dictionary<string, string[]> { ["store"] = ["differs from the store in the address. Leave it out."] }).ToResult();
        }

        return await MovementAnswers.PostAsync(
            http, ledger, store, idempotencyKey, (string actor, Guid id, out Problem? problem) => MovementParsing.Parse(request, store, actor, request.Id ?? id, clock.GetUtcNow(), out problem));
    }
}
