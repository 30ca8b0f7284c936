using Bazaar.Server.Platform.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace Bazaar.Server.Platform.OpenApi;

/// <summary>The OpenAPI 3.1 document, generated from the endpoints themselves.</summary>
internal static class OpenApiSetup
{
    public static void AddBazaarOpenApi(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.CreateSchemaReferenceId = type => SchemaFixes.IsOptional(type.Type) ? null : OpenApiOptions.CreateDefaultSchemaReferenceId(type);
        options.AddSchemaTransformer(SchemaFixes.ApplyAsync);
        options.AddOperationTransformer(HeaderParameters.ApplyAsync);
        options.AddOperationTransformer(CommonAnswers.ApplyAsync);
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "Bazaar",
                Version = "1",
                Description = "Stock of shops, kept as a ledger. Quantities have at most 3 decimals, prices 2, unit costs 4; more is refused, never rounded. Errors are RFC 9457 problems with a stable code.",
            };

            // The document is the same wherever it was made.
            document.Servers = [];
            CommonAnswers.Describe(document);
            SchemaLimits.Apply(document);
            return Task.CompletedTask;
        });
    });

    public static void MapBazaarOpenApi(this IEndpointRouteBuilder app) => app.MapOpenApi("/openapi/{documentName}.json").RequirePermission(Permission.Public);
}
