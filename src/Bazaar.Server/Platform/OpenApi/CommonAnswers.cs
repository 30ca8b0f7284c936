using Bazaar.Server.Platform.Access;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Bazaar.Server.Platform.OpenApi;

/// <summary>What every operation has in common: who may ask, the refusals that come before a handler, and the headers of limits.</summary>
internal static class CommonAnswers
{
    private static readonly Dictionary<string, string> Refusals = new(StringComparer.Ordinal)
    {
        ["401"] = "Not signed in.", ["429"] = "Too many requests; Retry-After says when to come back.", ["500"] = "A mistake of ours; the trace id finds it in the logs.",
    };

    private static readonly Dictionary<string, string> Headers = new(StringComparer.Ordinal)
    {
        ["RateLimit"] = "What is left of the caller's budget, and in how many seconds it is whole again.", ["RateLimit-Policy"] = "The budget.",
        ["Access-Control-Allow-Origin"] = "Never sent: no page of another site may read this API.",
    };

    private const string RetryAfter = "Retry-After";

    /// <summary>The ways to sign in, and the headers, in one place each.</summary>
    public static void Describe(OpenApiDocument document)
    {
        var components = document.Components ??= new OpenApiComponents();
        components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            ["bearer"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "An access token from POST /auth/login, or an API key. The same may come as HTTP Basic: user name and password, or an API key as the password. A shop without users needs none on its own computer." },
        };
        components.Headers = Headers.Append(new(RetryAfter, "Seconds to wait.")).ToDictionary(h => h.Key, IOpenApiHeader (h) => new OpenApiHeader
        {
            Description = h.Value, Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = 200 },
        });
    }

    public static Task ApplyAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken ct)
    {
        var document = context.Document!;
        var needed = context.Description.ActionDescriptor.EndpointMetadata.OfType<PermissionRequirement>().LastOrDefault()?.Permission ?? Permission.Public;
        var open = needed == Permission.Public;
        operation.Description ??= open ? "Open to everyone." : $"Needs the right {needed.Scope()}.";
        operation.Security = open ? [] :
        [
            new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("bearer", document)] = [] },
        ];

        operation.Responses ??= [];
        foreach (var (status, description) in Refusals.Where(r => !open || r.Key != "401"))
        {
            operation.Responses.TryAdd(status, new OpenApiResponse { Description = description, Content = Problem(document) });
        }

        foreach (var response in operation.Responses.Where(r => r.Key[0] is '2' or '4').Select(r => r.Value).OfType<OpenApiResponse>())
        {
            response.Headers = Headers.Keys.ToDictionary(name => name, IOpenApiHeader (name) => new OpenApiHeaderReference(name, document));
        }

        if (operation.Responses["429"] is OpenApiResponse tooMany)
        {
            tooMany.Headers!.Add(RetryAfter, new OpenApiHeaderReference(RetryAfter, document));
        }

        return Task.CompletedTask;
    }

    private static Dictionary<string, OpenApiMediaType> Problem(OpenApiDocument document) => new()
    {
        ["application/problem+json"] = new OpenApiMediaType { Schema = new OpenApiSchemaReference("Problem", document) },
    };
}
