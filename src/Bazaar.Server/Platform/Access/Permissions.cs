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
    public static TBuilder RequirePermission<TBuilder>(this TBuilder builder, Permission permission)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(
            new PermissionRequirement(permission), new ProducesResponseTypeMetadata(403, typeof(Problem), ["application/problem+json"]));
}
