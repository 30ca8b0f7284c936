using Microsoft.OpenApi;

namespace Bazaar.Server.Platform.OpenApi;

/// <summary>
/// States in the document how large things may be, so that generated clients and gateways know it too. What is longer is refused: by the
/// field's own rule where one stands here by name, else by the largest body there is.
/// </summary>
internal static class SchemaLimits
{
    private const int LargestText = 8 * 1024 * 1024;
    private const int LargestFile = 32 * 1024 * 1024;
    private const int LargestList = 10_000_000;
    private const long LargestExact = 9_007_199_254_740_991;

    private static readonly Dictionary<string, int> Texts = new(StringComparer.Ordinal)
    {
        ["sku"] = 64, ["store"] = 64, ["code"] = 64, ["supplier"] = 64, ["barcode"] = 64, ["actor"] = 64, ["from"] = 64, ["to"] = 64,
        ["name"] = 200, ["nameUrdu"] = 200, ["reference"] = 200, ["reason"] = 200, ["category"] = 100, ["city"] = 100, ["region"] = 100,
        ["timeZone"] = 64, ["dayStartsAt"] = 5, ["unit"] = 20, ["note"] = 1_000, ["hash"] = 64, ["previousHash"] = 64, ["fingerprint"] = 64,
    };

    private static readonly Dictionary<string, int> Formats = new(StringComparer.Ordinal)
    {
        ["uuid"] = 36, ["date-time"] = 40, ["date"] = 10, ["binary"] = LargestFile, ["uri"] = 2_000,
    };

    public static void Apply(OpenApiDocument document)
    {
        foreach (var schema in document.Components?.Schemas?.Values ?? Enumerable.Empty<IOpenApiSchema>())
        {
            Limit(schema, null);
        }

        foreach (var operation in document.Paths.Values.SelectMany(p => p.Operations?.Values ?? Enumerable.Empty<OpenApiOperation>()))
        {
            foreach (var parameter in operation.Parameters ?? Enumerable.Empty<IOpenApiParameter>())
            {
                Limit(parameter.Schema, parameter.Name);
            }

            LimitAll(operation.RequestBody?.Content);
            foreach (var response in operation.Responses?.Values ?? Enumerable.Empty<IOpenApiResponse>())
            {
                LimitAll(response.Content);
            }
        }
    }

    private static void LimitAll(IDictionary<string, OpenApiMediaType>? contents)
    {
        foreach (var content in contents?.Values ?? Enumerable.Empty<OpenApiMediaType>())
        {
            Limit(content.Schema, null);
        }
    }

    private static void Limit(IOpenApiSchema? given, string? name)
    {
        // What stands elsewhere in the document is limited there.
        if (given is not OpenApiSchema schema)
        {
            return;
        }

        if (schema.Type?.HasFlag(JsonSchemaType.String) == true && schema.Enum is not { Count: > 0 })
        {
            schema.MaxLength ??= Formats.TryGetValue(schema.Format ?? "", out var byFormat) ? byFormat : Texts.GetValueOrDefault(name ?? "", LargestText);
        }

        if (schema.Type?.HasFlag(JsonSchemaType.Integer) == true)
        {
            var narrow = schema.Format == "int32";
            schema.Minimum ??= narrow ? $"{int.MinValue}" : $"{-LargestExact}";
            schema.Maximum ??= narrow ? $"{int.MaxValue}" : $"{LargestExact}";
        }

        if (schema.Type?.HasFlag(JsonSchemaType.Array) == true)
        {
            schema.MaxItems ??= LargestList;
            Limit(schema.Items, name);
        }

        foreach (var (member, inner) in schema.Properties ?? new Dictionary<string, IOpenApiSchema>())
        {
            Limit(inner, member);
        }

        foreach (var inner in (schema.OneOf ?? []).Concat(schema.AnyOf ?? []).Concat(schema.AllOf ?? []).Append(schema.AdditionalProperties))
        {
            Limit(inner, name);
        }
    }
}
