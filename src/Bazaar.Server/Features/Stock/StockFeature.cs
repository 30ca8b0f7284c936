using Bazaar.Server.Platform.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bazaar.Server.Features.Stock;

/// <summary>Stock and the entries that move it.</summary>
internal static class StockFeature
{
    public static void MapStock(this RouteGroupBuilder api)
    {
        var store = api.MapGroup("/stores/{store}").WithTags("Stock");
        store.HonourMinSeq();
        PostMovement.Map(store);
        ReverseMovement.Map(store);
        ReadMovements.Map(store);
        ReadStock.Map(store);
        SetStockLevels.Map(store);
        ImportStockLevels.Map(store);
        ReadProductStock.Map(api);
        PostMovements.Map(api);
    }
}
