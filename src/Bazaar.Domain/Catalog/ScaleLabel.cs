using System.Diagnostics.CodeAnalysis;

namespace Bazaar.Domain.Catalog;

/// <summary>What a shop's scale printed: an item and how much of it, or what it costs.</summary>
/// <remarks>Look the full barcode up first: a product that carries this very code is that product, and no label.</remarks>
public abstract record ScaleLabel
{
    private protected ScaleLabel(string itemCode) => ItemCode = itemCode;

    /// <summary>The item's digits as printed, zeros in front included: an in-house barcode or a SKU to look up.</summary>
    public string ItemCode { get; }

    /// <summary>The codes to look up, in this order: as printed, then without the zeros in front.</summary>
    public IReadOnlyList<string> LookUp()
    {
        var bare = ItemCode.TrimStart('0');
        return bare.Length == 0 || bare.Length == ItemCode.Length ? [ItemCode] : [ItemCode, bare];
    }

    /// <summary>Reads a scale label: an EAN-13 that fits one of the formats. The first format that fits wins. A label of nothing (a value of 0) is no label.</summary>
    /// <param name="barcode">What was scanned.</param>
    /// <param name="formats">The formats the shop's scales print; <see cref="ScaleLabelFormat.Defaults"/> if it never said.</param>
    /// <param name="label">The label, when it is one.</param>
    public static bool TryParse(Barcode barcode, IReadOnlyList<ScaleLabelFormat> formats, [NotNullWhen(true)] out ScaleLabel? label)
    {
        label = null;
        if (barcode.Kind == BarcodeKind.InHouse || barcode.Key[0] != '0')
        {
            return false;
        }

        // The key makes 02… labels equal however the scanner spells them, as UPC-A or as EAN-13.
        var digits = barcode.Key.AsSpan(1);
        foreach (var format in formats)
        {
            label = format.Read(digits);
            if (label is not null)
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>A label that carries a weight.</summary>
/// <param name="ItemCode">The item's digits as printed.</param>
/// <param name="Thousandths">The weight in thousandths of a kilogram, which is grams.</param>
public sealed record WeightLabel(string ItemCode, long Thousandths) : ScaleLabel(ItemCode);

/// <summary>A label that carries the price of what was weighed; quantity is this price divided by the price of a unit.</summary>
/// <param name="ItemCode">The item's digits as printed.</param>
/// <param name="Hundredths">The price in hundredths of the currency.</param>
public sealed record PriceLabel(string ItemCode, long Hundredths) : ScaleLabel(ItemCode);
