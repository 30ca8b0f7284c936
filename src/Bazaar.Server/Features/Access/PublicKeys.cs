using Bazaar.Contracts;
using Bazaar.Contracts.Json;
using Bazaar.Server.Platform.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bazaar.Server.Features.Access;

/// <summary>GET /.well-known/jwks.json: with these keys other programs verify access tokens by themselves.</summary>
internal static class PublicKeys
{
    public static void MapPublicKeys(this IEndpointRouteBuilder app) => app.MapGet("/.well-known/jwks.json", HandleAsync)
        .WithName("GetPublicKeys").WithTags("Access").WithSummary("The public keys that verify access tokens").Produces<JsonWebKeySet>().RequirePermission(Permission.Public);

    private static async Task<IResult> HandleAsync(HttpContext http, SigningKeys keys, CancellationToken ct)
    {
        http.Response.Headers.CacheControl = "public, max-age=60";
        var all = await keys.AllAsync(ct);
        return Results.Json(new JsonWebKeySet([.. all.Select(k => new JsonWebKey { Kid = k.Id, X = k.Point.X, Y = k.Point.Y })]), BazaarJson.Wire.JsonWebKeySet);
    }
}
