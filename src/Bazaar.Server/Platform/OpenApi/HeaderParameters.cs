using Bazaar.Server.Platform.Tables;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Bazaar.Server.Platform.OpenApi;

/// <summary>Documents what endpoints read from headers and the query without naming it as a parameter.</summary>
internal static class HeaderParameters
{
    public static Task ApplyAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken ct)
    {
        operation.Parameters ??= [];

        // A list that is not given is empty; the framework calls every list required.
        foreach (var list in operation.Parameters.OfType<OpenApiParameter>().Where(p => p.In == ParameterLocation.Query && p.Schema?.Type?.HasFlag(JsonSchemaType.Array) == true))
        {
            list.Required = false;
        }

        if (operation.Responses?.ContainsKey("428") == true)
        {
            operation.Parameters.Add(Make("If-Match", ParameterLocation.Header, "The ETag of the version you read; * for whatever it is.", required: true));
        }

        var path = context.Description.RelativePath ?? "";
        if (context.Description.HttpMethod == "GET" && path.StartsWith("api/v1/stores/{store}/", StringComparison.Ordinal) && !path.EndsWith("/live", StringComparison.Ordinal))
        {
            operation.Parameters.Add(Make("Bazaar-Min-Seq", ParameterLocation.Header, "STORE:SEQ of an earlier Bazaar-Seq: the answer is at least that new."));
        }

        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<SpeaksTables>().Any())
        {
            operation.Parameters.Add(Make("format", ParameterLocation.Query, "json (default), csv or xlsx; tables hold all rows, without paging."));
        }

        return Task.CompletedTask;
    }

    private static OpenApiParameter Make(string name, ParameterLocation place, string description, bool required = false) => new()
    {
        Name = name,
        In = place,
        Description = description,
        Required = required,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
    };
}
