using Bazaar.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Bazaar.Server.Platform.Access;

/// <summary>An endpoint's stated permission.</summary>
/// <param name="Permission">It.</param>
internal sealed record PermissionRequirement(Permission Permission);

/// <summary>States permissions on routes.</summary>
internal static class PermissionExtensions
{
    private static readonly ProducesResponseTypeMetadata Unauthenticated = new(401, typeof(Problem), ["application/problem+json"]);
    private static readonly ProducesResponseTypeMetadata Forbidden = new(403, typeof(Problem), ["application/problem+json"]);

    public static TBuilder RequirePermission<TBuilder>(this TBuilder builder, Permission permission)
        where TBuilder : IEndpointConventionBuilder => permission == Permission.Public
        ? builder.WithMetadata(new PermissionRequirement(permission), Forbidden)
        : builder.WithMetadata(new PermissionRequirement(permission), Unauthenticated, Forbidden);
}
