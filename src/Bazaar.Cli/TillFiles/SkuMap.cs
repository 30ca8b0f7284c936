using Bazaar.Domain.Catalog;

namespace Bazaar.Cli.TillFiles;

/// <summary>How the catalogue spells the products of the till, and which of them it refused.</summary>
/// <param name="scan">The products of the files.</param>
internal sealed class SkuMap(TillScan scan)
{
    private readonly Dictionary<string, string> _catalogue = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _byBarcode = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LineRefusal> _refused = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Notes a product of the catalogue.</summary>
    /// <param name="sku">Its SKU.</param>
    /// <param name="barcodes">Its barcodes.</param>
    public void AddKnown(string sku, IEnumerable<string> barcodes)
    {
        _catalogue[sku] = sku;
        foreach (var text in barcodes)
        {
            if (Barcode.TryParse(text, out var barcode, out _))
            {
                _byBarcode[barcode.Key] = sku;
            }
        }
    }

    /// <summary>Notes that the catalogue does not take a product.</summary>
    /// <param name="sku">Its SKU.</param>
    /// <param name="refusal">Why.</param>
    public void AddRefused(string sku, LineRefusal refusal) => _refused[sku] = refusal;

    /// <summary>True when the catalogue has the product or its barcode.</summary>
    /// <param name="sku">The SKU made of the till's code.</param>
    public bool IsKnown(string sku) => _catalogue.ContainsKey(sku) || _byBarcode.ContainsKey(BarcodeKey(sku));

    /// <summary>True when the barcode belongs to a product of the catalogue.</summary>
    /// <param name="barcode">The barcode.</param>
    public bool IsTaken(string barcode) => _byBarcode.ContainsKey(BarcodeKey(barcode));

    /// <summary>Why the catalogue does not take a line's product; null when it does.</summary>
    /// <param name="line">The line.</param>
    public LineRefusal? RefusalOf(TillLine line) => _refused.GetValueOrDefault(line.Sku);

    /// <summary>The SKU of a line as the catalogue spells it. Many tills call a product by its barcode.</summary>
    /// <param name="line">The line.</param>
    public string Of(TillLine line) =>
        _catalogue.GetValueOrDefault(line.Sku)
        ?? _byBarcode.GetValueOrDefault(BarcodeKey(line.Sku))
        ?? (scan.Products.TryGetValue(line.Sku, out var seen) ? seen.Sku : line.Sku);

    private static string BarcodeKey(string text) => Barcode.TryParse(text, out var barcode, out _) ? barcode.Key : text;
}
