using Bazaar.Server.Platform.Access;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Bazaar.Server.Platform.OpenApi;

/// <summary>Documents how one signs in, and which right each operation needs.</summary>
internal static class SecurityParts
{
    private const string Bearer = "bearer";
    private const string Basic = "basic";

    public static void AddSchemes(OpenApiDocument document)
    {
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [Bearer] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http, Scheme = "bearer", BearerFormat = "JWT", Description = "An access token of POST /auth/login (RFC 8725), or an API key (bz_…).",
            },
            [Basic] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "basic", Description = "A user name and password, or an API key as the password." },
        };
    }

    public static Task ApplyAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken ct)
    {
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<PermissionRequirement>().LastOrDefault() is not { Permission: var needed } || needed == Permission.Public)
        {
            // An empty list says that nothing is needed; none at all would say nothing.
            operation.Security = [];
            return Task.CompletedTask;
        }

        operation.Security = [Require(Bearer, context), Require(Basic, context)];
        operation.Description = $"Needs the right {needed.Scope()}.";
        return Task.CompletedTask;
    }

    private static OpenApiSecurityRequirement Require(string scheme, OpenApiOperationTransformerContext context) =>
        new() { [new OpenApiSecuritySchemeReference(scheme, context.Document)] = [] };
}
