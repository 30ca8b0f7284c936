using Bazaar.Contracts;
using Bazaar.Server.Platform.Access;
using Bazaar.Server.Platform.Errors;
using Bazaar.Server.Platform.Idempotency;
using Bazaar.Storage.Transfers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Bazaar.Server.Features.Transfers;

/// <summary>POST /transfers: goods leave a store for another one.</summary>
internal static class SendTransfer
{
    public static void Map(RouteGroupBuilder transfers) => transfers
        .MapPost("", HandleAsync)
        .WithName(nameof(SendTransfer))
        .WithSummary("Send goods to another store")
        .Produces<Transfer>(201)
        .Produces<Transfer>(200)
        .ProducesProblems(400, 404, 409, 413, 415, 422, 503)
        .RequirePermission(Permission.TransfersSend);

    private static async Task<IResult> HandleAsync(
        TransferRequest request, HttpContext http, TransferStore transfers, TimeProvider clock, [FromHeader(Name = "Idempotency-Key")] string? idempotencyKey = null)
    {
        if (RequestIds.CheckKey(idempotencyKey) is { } bad)
        {
            return bad.ToResult();
        }

        var draft = TransferParsing.Parse(request, http.Actor(), RequestIds.For(idempotencyKey, http.Actor(), "transfers"), clock.GetUtcNow(), out var problem);
        if ((problem ?? http.RefuseStores(draft!.From)) is { } refusal)
        {
            return refusal.ToResult();
        }

        return TransferAnswers.Answer(http, await transfers.SendAsync(draft!));
    }
}
