using Bazaar.Contracts;
using Bazaar.Contracts.Json;
using Bazaar.Server.Platform.Access;
using Bazaar.Server.Platform.Errors;
using Bazaar.Server.Platform.Wire;
using Bazaar.Storage.Purchasing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Builder;

namespace Bazaar.Server.Features.Purchasing;

/// <summary>/purchase-orders: from a draft to goods on the shelf.</summary>
internal static class PurchasingFeature
{
    public static void MapPurchasing(this RouteGroupBuilder api)
    {
        var orders = api.MapGroup("/purchase-orders").WithTags("Purchase orders");
        WriteOrders.Map(orders);
        ReadOrders.Map(orders);
        ReceiveOrder.Map(orders);
    }

    /// <summary>Finds the order an address names, and refuses it to those who have no right to its store.</summary>
    public static async Task<(Domain.Purchasing.PurchaseOrder? Order, Problem? Problem)> FindAsync(string order, HttpContext http, OrderStore orders, CancellationToken ct)
    {
        if (OrderKey.TryParse(order) is not { } key || await orders.FindAsync(key, ct) is not { } found)
        {
            return (null, OrderProblems.NotFound(order));
        }

        return http.RefuseStores(found.Store) is { } refused ? (null, refused) : (found, null);
    }

    public static OrderKey KeyOf(Domain.Purchasing.PurchaseOrder order) => new(order.Id, order.Number);

    /// <summary>An order as it is now, with its version.</summary>
    public static IResult Answer(HttpContext http, Domain.Purchasing.PurchaseOrder order, TimeProvider clock, int status = 200)
    {
        http.Response.SetVersion(order.Version);
        return Results.Json(OrderWire.ToWire(order, clock.GetUtcNow()), BazaarJson.Wire.PurchaseOrder, statusCode: status);
    }
}
