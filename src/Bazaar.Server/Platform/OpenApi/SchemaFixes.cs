using Bazaar.Contracts.Json;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Bazaar.Server.Platform.OpenApi;

/// <summary>Says in the schemas what our own JSON converters do: numbers are numbers, times are RFC 3339, a patch member is what it holds.</summary>
internal static class SchemaFixes
{
    public static async Task ApplyAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken ct)
    {
        var type = context.JsonTypeInfo.Type;
        if (Describe(schema, type) || !IsOptional(type))
        {
            return;
        }

        var held = type.GetGenericArguments()[0];
        schema.Properties = null;
        schema.Required = null;
        if (!Describe(schema, held))
        {
            var inner = await context.GetOrCreateSchemaAsync(held, cancellationToken: ct);
            (schema.Type, schema.Items, schema.Format, schema.Pattern) = (inner.Type, inner.Items, inner.Format, inner.Pattern);
        }

        schema.Type |= JsonSchemaType.Null;
    }

    public static bool IsOptional(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Optional<>);

    private static bool Describe(OpenApiSchema schema, Type type)
    {
        var bare = Nullable.GetUnderlyingType(type) ?? type;
        var type31 = bare == typeof(decimal) ? JsonSchemaType.Number : bare == typeof(DateTimeOffset) ? JsonSchemaType.String : (JsonSchemaType?)null;
        if (type31 is null)
        {
            return false;
        }

        schema.Type = bare == type ? type31 : type31 | JsonSchemaType.Null;
        schema.Format = bare == typeof(DateTimeOffset) ? "date-time" : null;
        return true;
    }
}
