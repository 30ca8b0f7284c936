using System.Diagnostics.CodeAnalysis;

namespace Bazaar.Domain.Catalog;

/// <summary>
/// How a scale spells a label, as a pattern of 13 characters: two digits of the in-store prefix (20..29, or 02), then <c>C</c> the item's code, <c>W</c> a weight or <c>P</c> a price,
/// and <c>X</c> the check digit at the end. <c>V</c> is a price verifier: it is skipped, for the check digit covers all digits already, and <c>#</c> is any digit.
/// </summary>
/// <remarks>
/// <c>21CCCCCWWWWWX</c> is five digits of code and five of grams. A price of five digits in hundredths ends at 999.99; a shop that prints whole rupees writes its format with no decimals
/// (<c>23CCCCCPPPPPX/0</c>).
/// </remarks>
public sealed record ScaleLabelFormat
{
    private const int Length = 13;
    private const int KilogramDecimals = 3;
    private const int PriceDecimals = 2;

    private readonly bool _isWeight;
    private readonly int _scale;

    private ScaleLabelFormat(string pattern, bool isWeight, int decimals)
    {
        _isWeight = isWeight;
        Pattern = pattern;
        Decimals = decimals;
        _scale = 1;
        for (var i = decimals; i < (isWeight ? KilogramDecimals : PriceDecimals); i++)
        {
            _scale *= 10;
        }
    }

    /// <summary>What scales print until the shop says otherwise: 21 is a weight in grams, 23 a price in hundredths.</summary>
    public static IReadOnlyList<ScaleLabelFormat> Defaults { get; } = [Parse("21CCCCCWWWWWX"), Parse("23CCCCCPPPPPX")];

    /// <summary>The 13 characters.</summary>
    public string Pattern { get; }

    /// <summary>How many of the value's digits are decimals: 3 for kilograms in grams, 2 for prices in hundredths.</summary>
    public int Decimals { get; }

    /// <summary>Reads a format: the pattern, and after a slash the decimals if they are fewer than 3 (weight) or 2 (price).</summary>
    /// <param name="text">Such as <c>21CCCCCWWWWWX</c> or <c>23CCCCCPPPPPX/0</c>.</param>
    /// <param name="format">The format, when it is one.</param>
    /// <param name="error">Otherwise what is wrong and what to do.</param>
    public static bool TryParse(string? text, [NotNullWhen(true)] out ScaleLabelFormat? format, [NotNullWhen(false)] out string? error)
    {
        format = null;
        var parts = (text ?? string.Empty).Split('/');
        var pattern = parts[0];
        error = Reject(pattern);
        if (error is not null)
        {
            return false;
        }

        var isWeight = pattern.Contains('W', StringComparison.Ordinal);
        var most = isWeight ? KilogramDecimals : PriceDecimals;
        var decimals = most;
        if (parts.Length > 2 || (parts.Length == 2 && !Digit(parts[1], most, out decimals)))
        {
            error = $"After the slash a scale format says its decimals, 0 to {most}.";
            return false;
        }

        format = new ScaleLabelFormat(pattern, isWeight, decimals);
        return true;
    }

    /// <summary>The label, or null when the digits do not fit.</summary>
    /// <param name="digits">The 13 digits of an EAN-13.</param>
    internal ScaleLabel? Read(ReadOnlySpan<char> digits)
    {
        Span<char> code = stackalloc char[Length];
        var codeLength = 0;
        var value = 0L;
        for (var i = 0; i < Length; i++)
        {
            var mark = Pattern[i];
            if (char.IsAsciiDigit(mark) && mark != digits[i])
            {
                return null;
            }

            if (mark == 'C')
            {
                code[codeLength++] = digits[i];
            }
            else if (mark is 'W' or 'P')
            {
                value = (value * 10) + (digits[i] - '0');
            }
        }

        if (value == 0)
        {
            return null;
        }

        var item = code[..codeLength].ToString();
        return _isWeight ? new WeightLabel(item, value * _scale) : new PriceLabel(item, value * _scale);
    }

    private static ScaleLabelFormat Parse(string text) =>
        TryParse(text, out var format, out var error) ? format : throw new ArgumentException(error, nameof(text));

    private static string? Reject(string pattern)
    {
        if (pattern.Length != Length || pattern[^1] != 'X' || !pattern[..^1].All(c => char.IsAsciiDigit(c) || c is '#' or 'C' or 'W' or 'P' or 'V'))
        {
            return $"A scale format has {Length} characters: digits of the prefix, # for any digit, C for the item's code, W for weight or P for price, V to skip, X last.";
        }

        // Outside the in-store prefixes a label would swallow somebody's real products.
        if (pattern[0] != '2' && !pattern.StartsWith("02", StringComparison.Ordinal))
        {
            return "A scale format begins with an in-store prefix: 20 to 29, or 02.";
        }

        var kinds = (pattern.Contains('W', StringComparison.Ordinal) ? 1 : 0) + (pattern.Contains('P', StringComparison.Ordinal) ? 1 : 0);
        return kinds == 1 && pattern.Contains('C', StringComparison.Ordinal)
            ? null
            : "A scale format has digits for the item's code (C), and either a weight (W) or a price (P).";
    }

    private static bool Digit(string text, int most, out int value)
    {
        value = text.Length == 1 ? text[0] - '0' : -1;
        return value >= 0 && value <= most;
    }
}
