using Bazaar.Contracts;
using Bazaar.Contracts.Json;
using Bazaar.Domain.Primitives;
using Bazaar.Domain.Purchasing;
using Bazaar.Server.Platform.Access;
using Bazaar.Server.Platform.Errors;
using Bazaar.Server.Platform.Paging;
using Bazaar.Server.Platform.Stores;
using Bazaar.Server.Platform.Wire;
using Bazaar.Storage.Catalog;
using Bazaar.Storage.Purchasing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Bazaar.Server.Features.Purchasing;

/// <summary>GET /purchase-orders and one of them.</summary>
internal static class ReadOrders
{
    public static void Map(RouteGroupBuilder orders)
    {
        orders.MapGet("", ListAsync).WithName("ListOrders").WithSummary("Orders, newest first")
            .Produces<Page<PurchaseOrderSummary>>().ProducesProblems(400, 404).WithStrictTimes().RequirePermission(Permission.OrdersRead);
        orders.MapGet("/{order}", GetAsync).WithName("GetOrder").WithSummary("One order, by its id or number, and what has come of it")
            .Produces<Contracts.PurchaseOrder>().ProducesProblems(404).RequirePermission(Permission.OrdersRead);
    }

    private static async Task<IResult> ListAsync(
        HttpContext http, OrderList orders, StoreStore stores, SupplierStore suppliers, TimeProvider clock, CancellationToken ct,
        [FromQuery(Name = "store")] string[]? store = null, [FromQuery(Name = "city")] string[]? city = null, [FromQuery(Name = "region")] string[]? region = null, string? supplier = null, string? status = null, bool? late = null, DateOnly? from = null, DateOnly? to = null,
        int? limit = null, string? cursor = null)
    {
        var errors = new FieldErrors();
        var (take, after) = PageQuery.Read(limit, cursor, errors);
        long before = 0;
        if (after is not null && !long.TryParse(after, out before))
        {
            errors.Add("cursor", "is not one that this list gave.");
        }

        var wanted = status is null ? -1 : OrderStatuses.Names.ToList().IndexOf(status);
        if (status is not null && wanted < 0)
        {
            errors.Add("status", $"must be one of {string.Join(", ", OrderStatuses.Names)}.");
        }

        if (from > to)
        {
            errors.Add("from", "must not be after to.");
        }

        if (errors.ToProblem() is { } problem)
        {
            return problem.ToResult();
        }

        var (within, refused) = await StoreScope.FindKeysAsync(http, stores, new StoreChoice(store, city, region), ct);
        if (refused is not null || (supplier is not null && await suppliers.FindAsync(supplier, ct) is null))
        {
            return (refused ?? Problems.NotFound($"There is no supplier {supplier}.")).ToResult();
        }

        var now = clock.GetUtcNow();
        var filter = new OrderFilter
        {
            StoreKeys = within,
            SupplierKey = supplier is null ? null : Code.Key(supplier),
            Status = status is null ? null : (OrderStatus)wanted,
            Late = late,
            From = from,
            To = to,
            Before = after is null ? null : before,
            Limit = take + 1,
        };
        var rows = await orders.ReadAsync(filter, now, ct);
        return Results.Json(PageQuery.Cut(rows, take, o => o.Number.ToString(), o => OrderWire.ToWire(o, now)), BazaarJson.Wire.PagePurchaseOrderSummary);
    }

    private static async Task<IResult> GetAsync(string order, HttpContext http, OrderStore orders, TimeProvider clock, CancellationToken ct)
    {
        var (found, problem) = await PurchasingFeature.FindAsync(order, http, orders, ct);
        return problem is not null ? problem.ToResult() : PurchasingFeature.Answer(http, found!, clock);
    }
}
