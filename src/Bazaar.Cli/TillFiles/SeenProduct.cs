namespace Bazaar.Cli.TillFiles;

/// <summary>What the till files say about one product.</summary>
internal sealed class SeenProduct
{
    private readonly Dictionary<string, (int Count, int First)> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (int Count, int First)> _remarks = new(StringComparer.Ordinal);
    private readonly HashSet<string> _spellings = new(StringComparer.Ordinal);
    private DateTime _firstSale = DateTime.MaxValue;
    private decimal _firstPrice;

    /// <summary>The SKU as it is spelt where it first occurs.</summary>
    public string Sku { get; private set; } = "";

    /// <summary>The price of the first sale; 0 when there is none.</summary>
    public decimal Price => _firstPrice;

    /// <summary>The first barcode seen; empty when there is none.</summary>
    public string Barcode { get; private set; } = "";

    /// <summary>True when it is sold in fractions.</summary>
    public bool IsFractional { get; private set; }

    /// <summary>How many spellings of the SKU differ from the first one in letter case only.</summary>
    public int FoldedSpellings => _spellings.Count - 1;

    /// <summary>The name: what it is called most often on sales, else in remarks, else the SKU.</summary>
    public string Name => Best(_names) ?? Best(_remarks) ?? Sku;

    /// <summary>Notes a line that is taken.</summary>
    /// <param name="line">The line.</param>
    /// <param name="preset">Says which descriptions are no names.</param>
    public void Add(TillLine line, TillPreset preset)
    {
        Sku = Sku.Length == 0 ? line.Sku : Sku;
        Barcode = Barcode.Length == 0 ? line.Barcode : Barcode;
        _spellings.Add(line.Sku);
        IsFractional |= decimal.Truncate(line.Quantity) != line.Quantity;
        if (line.Kind == LineKind.Sale && line.Price is > 0 && line.Time < _firstSale)
        {
            (_firstSale, _firstPrice) = (line.Time, line.Price.Value);
        }

        if (line.Description.Length > 0)
        {
            Count(line, preset);
        }
    }

    private void Count(TillLine line, TillPreset preset)
    {
        var isName = line.Kind == LineKind.Sale && line.Price is not 0;
        if (!isName && (line.Description.Count(char.IsLetter) < 3 || WordList.Fits(line.Description, preset.JunkDescriptions) || preset.RemovalReasons.Any(r => WordList.Fits(line.Description, r.Words))))
        {
            return;
        }

        var names = isName ? _names : _remarks;
        var (count, first) = names.GetValueOrDefault(line.Description, (0, names.Count));
        names[line.Description] = (count + 1, first);
    }

    private static string? Best(Dictionary<string, (int Count, int First)> names) =>
        names.Count == 0 ? null : names.OrderByDescending(n => n.Value.Count).ThenBy(n => n.Value.First).First().Key;
}
