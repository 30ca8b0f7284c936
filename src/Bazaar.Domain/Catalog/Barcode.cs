using System.Diagnostics.CodeAnalysis;

namespace Bazaar.Domain.Catalog;

/// <summary>What a barcode's spelling says it is.</summary>
public enum BarcodeKind
{
    /// <summary>A shop's own code; it has no check digit.</summary>
    InHouse,

    /// <summary>8 digits.</summary>
    Ean8,

    /// <summary>12 digits.</summary>
    UpcA,

    /// <summary>13 digits.</summary>
    Ean13,

    /// <summary>14 digits: a trade unit such as a carton, or an item padded with zeros.</summary>
    Gtin14,
}

/// <summary>
/// A code as scanned or typed. 8, 12, 13 and 14 digits are EAN-8, UPC-A, EAN-13 and GTIN-14, and their check digit must be right; everything else is a code of the shop's own.
/// Two barcodes are equal when their <see cref="Key"/> is: a UPC-A equals the EAN-13 and the GTIN-14 that spell the same item with zeros in front.
/// </summary>
/// <remarks>
/// UPC-E is not expanded: 8 digits are EAN-8, and a UPC-E code that is typed as 6 or 7 digits is an in-house code. Scanners can be set to send UPC-E as UPC-A.
/// </remarks>
public sealed record Barcode
{
    /// <summary>The longest in-house code.</summary>
    public const int MaxLength = 64;

    private const int GtinLength = 14;

    private Barcode(string text, BarcodeKind kind)
    {
        Text = text;
        Kind = kind;
        Key = kind == BarcodeKind.InHouse ? text : text.PadLeft(GtinLength, '0');
    }

    /// <summary>The code as it was written.</summary>
    public string Text { get; }

    /// <summary>What the spelling says it is.</summary>
    public BarcodeKind Kind { get; }

    /// <summary>What identifies the item, whatever the spelling: a GTIN padded to 14 digits, or the in-house code as written (letter case counts).</summary>
    public string Key { get; }

    /// <summary>Reads a code.</summary>
    /// <param name="text">What was scanned or typed.</param>
    /// <param name="barcode">The code, when it is one.</param>
    /// <param name="error">Otherwise what is wrong and what to do.</param>
    public static bool TryParse(string? text, [NotNullWhen(true)] out Barcode? barcode, [NotNullWhen(false)] out string? error)
    {
        barcode = null;
        error = Reject(text);
        if (error is not null)
        {
            return false;
        }

        barcode = new Barcode(text!, KindOf(text!));
        return true;
    }

    /// <summary>The check digit that completes a GTIN (GS1, modulo 10): digits weigh 3, 1, 3, … from the right.</summary>
    /// <param name="body">The digits before the check digit.</param>
    public static int CheckDigit(ReadOnlySpan<char> body)
    {
        var sum = 0;
        for (var i = 0; i < body.Length; i++)
        {
            var weight = (body.Length - i) % 2 == 1 ? 3 : 1;
            sum += (body[i] - '0') * weight;
        }

        return (10 - (sum % 10)) % 10;
    }

    /// <summary>Equal when they name the same item.</summary>
    /// <param name="other">The other code.</param>
    public bool Equals(Barcode? other) => other is not null && string.Equals(Key, other.Key, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Key);

    /// <inheritdoc/>
    public override string ToString() => Text;

    private static BarcodeKind KindOf(string text) => (Digits(text), text.Length) switch
    {
        (true, 8) => BarcodeKind.Ean8,
        (true, 12) => BarcodeKind.UpcA,
        (true, 13) => BarcodeKind.Ean13,
        (true, GtinLength) => BarcodeKind.Gtin14,
        _ => BarcodeKind.InHouse,
    };

    private static string? Reject(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "A barcode needs at least one character.";
        }

        if (text.Length > MaxLength)
        {
            return $"A barcode has at most {MaxLength} characters; this one has {text.Length}.";
        }

        if (text[0] == ' ' || text[^1] == ' ')
        {
            return "A barcode does not begin or end with a space; remove it.";
        }

        // Letters and digits of other scripts look alike on paper but never come out of a scanner.
        if (text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            return "A barcode has only plain letters, digits and signs (printable ASCII).";
        }

        return KindOf(text) == BarcodeKind.InHouse ? null : RejectCheckDigit(text);
    }

    private static string? RejectCheckDigit(string text)
    {
        var expected = CheckDigit(text.AsSpan(0, text.Length - 1));
        if (text[^1] - '0' == expected)
        {
            return null;
        }

        var name = KindOf(text) switch
        {
            BarcodeKind.Ean8 => "an EAN-8",
            BarcodeKind.UpcA => "a UPC-A",
            BarcodeKind.Ean13 => "an EAN-13",
            _ => "a GTIN-14",
        };
        return $"{text} is {name} by its length, and its last digit should be {expected}, not {text[^1]}. Scan it again, or add a letter if it is your own code.";
    }

    private static bool Digits(string text) => !text.AsSpan().ContainsAnyExceptInRange('0', '9');
}
