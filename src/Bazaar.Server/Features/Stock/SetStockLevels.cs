using Bazaar.Contracts;
using Bazaar.Contracts.Json;
using Bazaar.Domain.Primitives;
using Bazaar.Server.Platform.Access;
using Bazaar.Server.Platform.Errors;
using Bazaar.Server.Platform.Wire;
using Bazaar.Storage.Catalog;
using Bazaar.Storage.Stock;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bazaar.Server.Features.Stock;

/// <summary>PATCH /stores/{store}/stock/{sku}: sets a store's reorder point, target level and own price.</summary>
internal static class SetStockLevels
{
    public static void Map(RouteGroupBuilder store) => store
        .MapPatch("/stock/{sku}", HandleAsync)
        .WithName(nameof(SetStockLevels))
        .WithSummary("Set reorder point, target level and price")
        .Produces<StockItem>()
        .ProducesProblems(400, 404, 412, 413, 415, 428, 503)
        .RequirePermission(Permission.StockLevels);

    private static async Task<IResult> HandleAsync(string store, string sku, StockPatch patch, HttpContext http, StoreStore stores, StockStore stock, TimeProvider clock, CancellationToken ct)
    {
        // The levels have a version of their own: a sale in between does not stand in the way.
        if (ETags.TryReadIfMatch(http.Request, out var version) is { } missing)
        {
            return missing.ToResult();
        }

        var errors = new FieldErrors();
        var reorderPoint = errors.Scaled("reorderPoint", patch.ReorderPoint.Value, Exact.QuantityDecimals, 0, Exact.MaxLineQuantity);
        var targetLevel = errors.Scaled("targetLevel", patch.TargetLevel.Value, Exact.QuantityDecimals, 0, Exact.MaxLineQuantity);
        var price = errors.Scaled("price", patch.Price.Value, Exact.MoneyDecimals, 0, Exact.MaxPrice);
        if (errors.ToProblem() is { } problem)
        {
            return problem.ToResult();
        }

        if (await stores.FindAsync(store, ct) is not { } place)
        {
            return Problems.UnknownStore(store).ToResult();
        }

        version ??= (await stock.FindAsync(place.Id, sku, ct))?.Version ?? 0;
        var result = await stock.SetLevelsAsync(
            place.Id,
            sku,
            version.Value,
            before => new StockLevels(
                patch.ReorderPoint.IsGiven ? reorderPoint : before.ReorderPoint,
                patch.TargetLevel.IsGiven ? targetLevel : before.TargetLevel,
                patch.Price.IsGiven ? price : before.Price),
            http.Origin(clock),
            ct);
        if (result is not { } found)
        {
            return Problems.UnknownProduct(sku).ToResult();
        }

        if (!found.VersionFits)
        {
            return Problems.VersionMismatch().ToResult();
        }

        ReadStock.SetETag(http.Response, found.Row);
        return Results.Json(ReadStock.ToWire(found.Row), BazaarJson.Wire.StockItem);
    }
}
