using Bazaar.Contracts;
using Bazaar.Contracts.Json;
using Bazaar.Server.Platform.Access;
using Bazaar.Server.Platform.Errors;
using Bazaar.Server.Platform.Idempotency;
using Bazaar.Storage.Purchasing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Bazaar.Server.Features.Purchasing;

/// <summary>POST /purchase-orders/{order}/receive: goods came; they are in stock and on the order, or on neither.</summary>
internal static class ReceiveOrder
{
    public static void Map(RouteGroupBuilder orders) => orders.MapPost("/{order}/receive", HandleAsync).WithName(nameof(ReceiveOrder)).WithSummary("Take goods in for an order")
        .Produces<PurchaseReceipt>(201).Produces<PurchaseReceipt>(200).ProducesProblems(400, 404, 409, 413, 415, 422, 503).RequirePermission(Permission.OrdersReceive);

    private static async Task<IResult> HandleAsync(
        string order, ReceiveOrderRequest request, HttpContext http, OrderStore orders, OrderReceiving receiving, TimeProvider clock, CancellationToken ct,
        [FromHeader(Name = "Idempotency-Key")] string? idempotencyKey = null)
    {
        if (RequestIds.CheckKey(idempotencyKey) is { } bad)
        {
            return bad.ToResult();
        }

        // The order's store never changes, so the right to it may be looked at before the order is locked.
        var (found, problem) = await PurchasingFeature.FindAsync(order, http, orders, ct);
        if (problem is not null)
        {
            return problem.ToResult();
        }

        var fallbackId = RequestIds.For(idempotencyKey, http.Actor(), $"order {found!.Id} receive");
        if (OrderParsing.Parse(request, fallbackId, http.Actor(), clock.GetUtcNow(), out var invalid) is not { } receipt)
        {
            return invalid!.ToResult();
        }

        var key = PurchasingFeature.KeyOf(found);
        var outcome = await receiving.ReceiveAsync(key, receipt, http.Origin(clock));
        if (outcome.Refusal is { } refusal)
        {
            return OrderProblems.From(refusal, order).ToResult();
        }

        // The answer is made of what is on disk, the first time as every other time.
        var after = (await orders.FindAsync(key, CancellationToken.None))!;
        var entry = outcome.Entry!;
        http.Response.Headers["Bazaar-Seq"] = $"{entry.Store}:{entry.Seq}";
        if (outcome.Replayed)
        {
            http.Response.Headers["Idempotency-Replayed"] = "true";
        }
        else
        {
            http.Response.Headers.Location = $"/api/v1/stores/{entry.Store}/movements/{entry.Id}";
        }

        return Results.Json(OrderWire.ToReceipt(after, entry), BazaarJson.Wire.PurchaseReceipt, statusCode: outcome.Replayed ? 200 : 201);
    }
}
