using Bazaar.Contracts;
using Bazaar.Contracts.Json;
using Bazaar.Domain.Primitives;
using Bazaar.Domain.Purchasing;
using Bazaar.Server.Platform.Access;
using Bazaar.Server.Platform.Errors;
using Bazaar.Server.Platform.Paging;
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
        [FromQuery(Name = "store")] string[]? store = null, string? supplier = null, string? status = null, bool? late = null, DateOnly? from = null, DateOnly? to = null,
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

        if (await RefuseAsync(http, store ?? [], supplier, stores, suppliers, ct) is { } refused)
        {
            return refused.ToResult();
        }

        var now = clock.GetUtcNow();
        var filter = new OrderFilter
        {
            StoreKeys = store is { Length: > 0 } ? [.. store.Select(Code.Key)] : http.Caller().Stores,
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

    private static async Task<Problem?> RefuseAsync(HttpContext http, string[] named, string? supplier, StoreStore stores, SupplierStore suppliers, CancellationToken ct)
    {
        if (http.RefuseStores(named) is { } refused)
        {
            return refused;
        }

        foreach (var store in named)
        {
            if (await stores.FindAsync(store, ct) is null)
            {
                return Problems.UnknownStore(store);
            }
        }

        return supplier is not null && await suppliers.FindAsync(supplier, ct) is null ? Problems.NotFound($"There is no supplier {supplier}.") : null;
    }

    private static async Task<IResult> GetAsync(string order, HttpContext http, OrderStore orders, TimeProvider clock, CancellationToken ct)
    {
        var (found, problem) = await PurchasingFeature.FindAsync(order, http, orders, ct);
        return problem is not null ? problem.ToResult() : PurchasingFeature.Answer(http, found!, clock);
    }
}
