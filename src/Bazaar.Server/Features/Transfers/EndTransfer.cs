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

/// <summary>POST /transfers/{id}/close and …/cancel: the rest is lost, or everything goes back. Both move the book of the store that sent.</summary>
internal static class EndTransfer
{
    public static void Map(RouteGroupBuilder transfers)
    {
        transfers.MapPost("/{id:guid}/close", CloseAsync).WithName("CloseTransfer").WithSummary("Give up what has not arrived: it is a loss of the store that sent")
            .Produces<Transfer>(201).Produces<Transfer>(200).ProducesProblems(400, 404, 409, 413, 415, 422, 503).RequirePermission(Permission.TransfersSend);
        transfers.MapPost("/{id:guid}/cancel", CancelAsync).WithName("CancelTransfer").WithSummary("Take a transfer back of which nothing has arrived")
            .Produces<Transfer>(201).Produces<Transfer>(200).ProducesProblems(400, 404, 409, 413, 415, 422, 503).RequirePermission(Permission.TransfersSend);
    }

    private static async Task<IResult> CloseAsync(
        Guid id, TransferCloseRequest request, HttpContext http, TransferStore transfers, CancellationToken ct, [FromHeader(Name = "Idempotency-Key")] string? idempotencyKey = null)
    {
        var draft = TransferParsing.Parse(request, id, http.Actor(), RequestIds.For(idempotencyKey, http.Actor(), $"transfer {id} close"), out var problem);
        return await HandleAsync(id, draft, problem ?? RequestIds.CheckKey(idempotencyKey), http, transfers, ct);
    }

    private static async Task<IResult> CancelAsync(
        Guid id, TransferCancelRequest? request, HttpContext http, TransferStore transfers, CancellationToken ct, [FromHeader(Name = "Idempotency-Key")] string? idempotencyKey = null)
    {
        var draft = TransferParsing.Parse(request, id, http.Actor(), RequestIds.For(idempotencyKey, http.Actor(), $"transfer {id} cancel"), out var problem);
        return await HandleAsync(id, draft, problem ?? RequestIds.CheckKey(idempotencyKey), http, transfers, ct);
    }

    private static async Task<IResult> HandleAsync(Guid id, StepDraft? draft, Problem? problem, HttpContext http, TransferStore transfers, CancellationToken ct)
    {
        if (problem is not null)
        {
            return problem.ToResult();
        }

        if (await transfers.FindStoresAsync(id, ct) is not { } stores)
        {
            return TransferAnswers.NotFound(id).ToResult();
        }

        return http.RefuseStores(stores.From)?.ToResult() ?? TransferAnswers.Answer(http, await transfers.StepAsync(draft!));
    }
}
