using Bazaar.Contracts;
using Bazaar.Server.Platform.Access;
using Bazaar.Server.Platform.Errors;
using Bazaar.Storage.Ledger;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Bazaar.Server.Features.Stock;

/// <summary>POST /stores/{store}/movements/{id}/reversal: takes an entry back with a linked one.</summary>
internal static class ReverseMovement
{
    public static void Map(RouteGroupBuilder store) => store
        .MapPost("/movements/{id:guid}/reversal", HandleAsync)
        .WithName(nameof(ReverseMovement))
        .WithSummary("Take an entry back")
        .Produces<Movement>(201)
        .Produces<Movement>(200)
        .ProducesProblems(400, 404, 409, 413, 415, 422, 503)
        .RequirePermission(Permission.StockCorrect);

    private static Task<IResult> HandleAsync(
        string store, Guid id, ReversalRequest? request, HttpContext http, GroupCommit ledger, [FromHeader(Name = "Idempotency-Key")] string? idempotencyKey = null) =>
        MovementAnswers.PostAsync(
            http, ledger, store, idempotencyKey, (string actor, Guid newId, out Problem? problem) => MovementParsing.Parse(request, id, store, actor, newId, out problem));
}
