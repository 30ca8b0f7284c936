using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bazaar.Contracts.Json;

/// <summary>A member of a PATCH body: absent (leave as it is), or given, perhaps as null (clear it).</summary>
/// <typeparam name="T">The member's type; nullable where null is meaningful.</typeparam>
/// <param name="IsGiven">True when the member stood in the body.</param>
/// <param name="Value">What it was; meaningless when not given.</param>
[JsonConverter(typeof(OptionalConverterFactory))]
public readonly record struct Optional<T>(bool IsGiven, T? Value)
{
    /// <summary>A given member.</summary>
    public static implicit operator Optional<T>(T? value) => new(true, value);

    /// <summary>The given value, or what stood before.</summary>
    /// <param name="before">The value the resource has now.</param>
    public T? Or(T? before) => IsGiven ? Value : before;
}

/// <summary>Makes the converters of <see cref="Optional{T}"/>.</summary>
public sealed class OptionalConverterFactory : JsonConverterFactory
{
    /// <inheritdoc/>
    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(Optional<>);

    /// <inheritdoc/>
    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(OptionalConverter<>).MakeGenericType(typeToConvert.GetGenericArguments()))!;

    private sealed class OptionalConverter<T> : JsonConverter<Optional<T>>
    {
        public override bool HandleNull => true;

        public override Optional<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new(true, JsonSerializer.Deserialize<T>(ref reader, options));

        public override void Write(Utf8JsonWriter writer, Optional<T> value, JsonSerializerOptions options)
        {
            if (value.IsGiven)
            {
                JsonSerializer.Serialize(writer, value.Value, options);
            }
            else
            {
                writer.WriteNullValue();
            }
        }
    }
}
