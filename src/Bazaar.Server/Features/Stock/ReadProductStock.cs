using Bazaar.Contracts;
using Bazaar.Contracts.Json;
using Bazaar.Domain.Ledger;
using Bazaar.Domain.Primitives;
using Bazaar.Server.Platform.Access;
using Bazaar.Server.Platform.Errors;
using Bazaar.Server.Platform.Paging;
using Bazaar.Server.Platform.Stores;
using Bazaar.Storage.Catalog;
using Bazaar.Storage.Stock;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Bazaar.Server.Features.Stock;

/// <summary>GET /products/{sku}/stock: what each store has of one product, and all of them together.</summary>
internal static class ReadProductStock
{
    public static void Map(RouteGroupBuilder api) => api.MapGroup("/products").WithTags("Stock")
        .MapGet("/{sku}/stock", HandleAsync).WithName("ListProductStock").WithSummary("What every store has of one product, and together")
        .Produces<ProductStock>().ProducesProblems(400, 404).RequirePermission(Permission.StockRead);

    private static async Task<IResult> HandleAsync(
        string sku, HttpContext http, ProductStore products, StoreStore stores, StockStore stock, CancellationToken ct,
        [FromQuery] string[]? store = null, [FromQuery] string[]? city = null, [FromQuery] string[]? region = null, string? status = null, int? limit = null, string? cursor = null)
    {
        var errors = new FieldErrors();
        var (take, after) = PageQuery.Read(limit, cursor, errors);
        if (status is not null && !StockStatus.All.Contains(status))
        {
            errors.Add("status", $"must be one of {string.Join(", ", StockStatus.All)}.");
        }

        if (errors.ToProblem() is { } problem)
        {
            return problem.ToResult();
        }

        var (scope, refusal) = await StoreScope.FindAsync(http, stores, new StoreChoice(store, city, region), ct);
        if (refusal is not null)
        {
            return refusal.ToResult();
        }

        if (await products.FindAsync(sku, ct) is not { } product)
        {
            return Problems.UnknownProduct(sku).ToResult();
        }

        // One row a store: few enough to add up in full for the total, exactly and on every page.
        var rows = (await stock.ListStoresAsync(product.Id, [.. scope.Select(s => s.Id)], ct)).Where(r => status is null || r.Status == status).ToList();
        var all = rows.ConvertAll(ReadStock.ToWire);
        var page = PageQuery.Cut([.. all.Where(i => after is null || string.CompareOrdinal(Code.Key(i.Store), after) > 0).Take(take + 1)], take, i => Code.Key(i.Store), i => i);
        return Results.Json(
            new ProductStock(page.Items, page.Next, new ProductStockTotal(all.Count, all.Sum(i => i.OnHand), all.Sum(i => i.Value))), BazaarJson.Wire.ProductStock);
    }
}
