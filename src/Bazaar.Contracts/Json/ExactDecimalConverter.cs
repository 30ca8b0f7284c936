using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bazaar.Contracts.Json;

/// <summary>
/// Reads JSON numbers without ever rounding them: a number that <see cref="decimal"/> cannot hold digit for digit
/// is refused, where the built-in reader would drop the digits past the 28th in silence.
/// </summary>
public sealed class ExactDecimalConverter : JsonConverter<decimal>
{
    /// <summary>The longest number text that is taken, in characters.</summary>
    public const int MaxTextLength = 64;

    /// <inheritdoc/>
    public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.Number)
        {
            throw new JsonException("A number is needed here, without quotes.");
        }

        var length = reader.HasValueSequence ? checked((int)reader.ValueSequence.Length) : reader.ValueSpan.Length;
        if (length > MaxTextLength)
        {
            throw new JsonException("The number is too long.");
        }

        Span<byte> copy = stackalloc byte[MaxTextLength];
        if (reader.HasValueSequence)
        {
            reader.ValueSequence.CopyTo(copy);
        }
        else
        {
            reader.ValueSpan.CopyTo(copy);
        }

        var text = copy[..length];
        if (!reader.TryGetDecimal(out var value) || SignificantDigits(text) > 28)
        {
            throw new JsonException($"The number {Encoding.ASCII.GetString(text)} is too large or has too many digits.");
        }

        return value;
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) => writer.WriteNumberValue(value);

    private static int SignificantDigits(ReadOnlySpan<byte> number)
    {
        int digits = 0, trailingZeros = 0;
        foreach (var c in number)
        {
            if (c is (byte)'e' or (byte)'E')
            {
                break;
            }

            if (c is < (byte)'0' or > (byte)'9' || (digits == 0 && c == (byte)'0'))
            {
                continue;
            }

            digits++;
            trailingZeros = c == (byte)'0' ? trailingZeros + 1 : 0;
        }

        return digits - trailingZeros;
    }
}
