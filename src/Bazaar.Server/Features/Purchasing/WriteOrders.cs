using Bazaar.Contracts;
using Bazaar.Server.Platform.Access;
using Bazaar.Server.Platform.Errors;
using Bazaar.Server.Platform.Idempotency;
using Bazaar.Server.Platform.Wire;
using Bazaar.Storage.Purchasing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Bazaar.Server.Features.Purchasing;

/// <summary>Writes, changes, submits and cancels orders.</summary>
internal static class WriteOrders
{
    public static void Map(RouteGroupBuilder orders)
    {
        orders.MapPost("", AddAsync).WithName("AddOrder").WithSummary("Write an order; it is a draft until it is submitted")
            .Produces<PurchaseOrder>(201).Produces<PurchaseOrder>(200).ProducesProblems(400, 404, 409, 413, 415, 422, 503).RequirePermission(Permission.OrdersWrite);
        orders.MapPatch("/{order}", EditAsync).WithName("EditOrder").WithSummary("Change a draft")
            .Produces<PurchaseOrder>().ProducesProblems(400, 404, 409, 412, 413, 415, 428, 503).RequirePermission(Permission.OrdersWrite);
        orders.MapPost("/{order}/submit", SubmitAsync).WithName("SubmitOrder").WithSummary("Send an order to the supplier")
            .Produces<PurchaseOrder>().ProducesProblems(404, 409, 503).RequirePermission(Permission.OrdersWrite);
        orders.MapPost("/{order}/cancel", CancelAsync).WithName("CancelOrder").WithSummary("Call off what has not come")
            .Produces<PurchaseOrder>().ProducesProblems(400, 404, 409, 413, 415, 503).RequirePermission(Permission.OrdersWrite);
    }

    private static async Task<IResult> AddAsync(
        PurchaseOrderRequest request, HttpContext http, OrderStore orders, TimeProvider clock, CancellationToken ct, [FromHeader(Name = "Idempotency-Key")] string? idempotencyKey = null)
    {
        if (RequestIds.CheckKey(idempotencyKey) is { } bad)
        {
            return bad.ToResult();
        }

        if (OrderParsing.Parse(request, RequestIds.For(idempotencyKey, http.Actor(), "purchase-orders"), clock.GetUtcNow(), out var problem) is not { } draft)
        {
            return problem!.ToResult();
        }

        if (http.RefuseStores(draft.Store) is { } refused)
        {
            return refused.ToResult();
        }

        var outcome = await orders.AddAsync(draft, http.Origin(clock), ct);
        if (outcome.Refusal is { } refusal)
        {
            return OrderProblems.From(refusal, draft.Id.ToString()).ToResult();
        }

        if (outcome.Replayed)
        {
            http.Response.Headers["Idempotency-Replayed"] = "true";
            return PurchasingFeature.Answer(http, outcome.Order!, clock);
        }

        http.Response.Headers.Location = $"/api/v1/purchase-orders/{draft.Id}";
        return PurchasingFeature.Answer(http, outcome.Order!, clock, 201);
    }

    private static async Task<IResult> EditAsync(string order, PurchaseOrderPatch patch, HttpContext http, OrderStore orders, TimeProvider clock, CancellationToken ct)
    {
        if (ETags.TryReadIfMatch(http.Request, out var version) is { } missing)
        {
            return missing.ToResult();
        }

        return OrderParsing.Parse(patch, clock.GetUtcNow(), out var problem) is { } edit
            ? await ChangeAsync(order, http, orders, clock, key => orders.EditAsync(key, version, edit, http.Origin(clock), ct), ct)
            : problem!.ToResult();
    }

    private static Task<IResult> SubmitAsync(string order, HttpContext http, OrderStore orders, TimeProvider clock, CancellationToken ct) =>
        ChangeAsync(order, http, orders, clock, key => orders.SubmitAsync(key, http.Origin(clock), ct), ct);

    private static Task<IResult> CancelAsync(string order, CancelOrderRequest request, HttpContext http, OrderStore orders, TimeProvider clock, CancellationToken ct)
    {
        var errors = new FieldErrors();
        var reason = errors.Required("reason", request.Reason, 200);
        return errors.ToProblem() is { } problem
            ? Task.FromResult(problem.ToResult())
            : ChangeAsync(order, http, orders, clock, key => orders.CancelAsync(key, reason, http.Origin(clock), ct), ct);
    }

    private static async Task<IResult> ChangeAsync(string order, HttpContext http, OrderStore orders, TimeProvider clock, Func<OrderKey, Task<OrderOutcome>> change, CancellationToken ct)
    {
        var (found, problem) = await PurchasingFeature.FindAsync(order, http, orders, ct);
        if (problem is not null)
        {
            return problem.ToResult();
        }

        var outcome = await change(PurchasingFeature.KeyOf(found!));
        return outcome.Refusal is { } refusal ? OrderProblems.From(refusal, order).ToResult() : PurchasingFeature.Answer(http, outcome.Order!, clock);
    }
}
