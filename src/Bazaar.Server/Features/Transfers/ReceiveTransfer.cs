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

/// <summary>POST /transfers/{id}/receive: goods arrive, all or some of them.</summary>
internal static class ReceiveTransfer
{
    public static void Map(RouteGroupBuilder transfers) => transfers
        .MapPost("/{id:guid}/receive", HandleAsync)
        .WithName(nameof(ReceiveTransfer))
        .WithSummary("Receive all or some of a transfer")
        .Produces<Transfer>(201)
        .Produces<Transfer>(200)
        .ProducesProblems(400, 404, 409, 413, 415, 422, 503)
        .RequirePermission(Permission.TransfersReceive);

    private static async Task<IResult> HandleAsync(
        Guid id, TransferReceiptRequest? request, HttpContext http, TransferStore transfers, TimeProvider clock, CancellationToken ct,
        [FromHeader(Name = "Idempotency-Key")] string? idempotencyKey = null)
    {
        if (RequestIds.CheckKey(idempotencyKey) is { } bad)
        {
            return bad.ToResult();
        }

        var draft = TransferParsing.Parse(request, id, http.Actor(), RequestIds.For(idempotencyKey, http.Actor(), $"transfer {id} receive"), clock.GetUtcNow(), out var problem);
        if (problem is not null)
        {
            return problem.ToResult();
        }

        // The two stores of a transfer never change, so the right may be looked at before the transfer is locked.
        if (await transfers.FindStoresAsync(id, ct) is not { } stores)
        {
            return TransferAnswers.NotFound(id).ToResult();
        }

        return http.RefuseStores(stores.To)?.ToResult() ?? TransferAnswers.Answer(http, await transfers.StepAsync(draft!));
    }
}
