using Microsoft.AspNetCore.Routing;

namespace Bazaar.Server.Features.Suppliers;

internal static class SourcingFeature
{
    public static void Map(RouteGroupBuilder api) => _ = api;
}
