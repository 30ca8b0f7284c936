using System.Globalization;

namespace Bazaar.Server.Platform.Tables;

/// <summary>Why a cell is not the number that is wanted.</summary>
internal enum NumberFault
{
    /// <summary>It is.</summary>
    None,

    /// <summary>It is no number, or one whose commas could mean two things.</summary>
    NotANumber,

    /// <summary>It has more decimals than allowed; nothing is ever rounded.</summary>
    NotExact,

    /// <summary>It is too large.</summary>
    OutOfRange,
}

/// <summary>Reads numbers from cells without ever rounding them.</summary>
internal static class TableNumber
{
    private const int MaxLength = 64;

    /// <summary>Reads a number such as <c>-12.50</c>; digits may be Urdu or Arabic.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="decimals">How many decimals it may have; zeros at the end do not count.</param>
    /// <param name="max">How far from zero it may be.</param>
    /// <param name="value">The number when there is no fault.</param>
    public static NumberFault Read(string cell, int decimals, decimal max, out decimal value)
    {
        value = 0;
        var text = cell.AsSpan().Trim();
        if (text.Length is 0 or > MaxLength)
        {
            return NumberFault.NotANumber;
        }

        Span<char> digits = stackalloc char[text.Length];
        var (point, last) = (-1, -1);
        for (var i = 0; i < text.Length; i++)
        {
            digits[i] = Plain(text[i]);
            point = digits[i] == '.' ? i : point;
            last = digits[i] is '0' or '.' ? last : i;
        }

        if (!IsNumber(digits))
        {
            return NumberFault.NotANumber;
        }

        // Zeros at the end would only make decimal hold fewer of the digits that count.
        digits = point < 0 ? digits : digits[..Math.Max(point, last + 1)];
        if (!digits.ContainsAnyInRange('0', '9'))
        {
            return NumberFault.None;
        }

        if (point >= 0 && digits.Length - 1 - point > decimals)
        {
            return NumberFault.NotExact;
        }

        return !decimal.TryParse(digits, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value) || Math.Abs(value) > max
            ? NumberFault.OutOfRange
            : NumberFault.None;
    }

    private static bool IsNumber(ReadOnlySpan<char> text)
    {
        var (points, digits) = (0, 0);
        for (var i = 0; i < text.Length; i++)
        {
            points += text[i] == '.' ? 1 : 0;
            digits += char.IsAsciiDigit(text[i]) ? 1 : 0;
            if (!char.IsAsciiDigit(text[i]) && text[i] != '.' && !(i == 0 && (text[i] is '-' or '+')))
            {
                return false;
            }
        }

        return points <= 1 && digits > 0;
    }

    private static char Plain(char c) => c switch
    {
        >= '\u0660' and <= '\u0669' => (char)('0' + (c - '\u0660')),
        >= '\u06F0' and <= '\u06F9' => (char)('0' + (c - '\u06F0')),
        '\u066B' => '.',
        '\u2212' => '-',
        _ => c,
    };
}
