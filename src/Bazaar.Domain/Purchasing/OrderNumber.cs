using System.Globalization;

namespace Bazaar.Domain.Purchasing;

/// <summary>How people write an order's number: <c>PO-000123</c>.</summary>
public static class OrderNumber
{
    private const string Prefix = "PO-";

    /// <summary>Writes it.</summary>
    /// <param name="number">The number.</param>
    public static string Format(long number) => $"{Prefix}{number:000000}";

    /// <summary>Reads it, in any letter case, with or without the zeros.</summary>
    /// <param name="text">What was written.</param>
    /// <param name="number">The number.</param>
    public static bool TryParse(string? text, out long number)
    {
        number = 0;
        return text is not null && text.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
            && long.TryParse(text.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out number) && number > 0;
    }
}
