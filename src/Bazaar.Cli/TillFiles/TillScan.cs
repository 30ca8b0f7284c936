using Bazaar.Server.Platform.Tables;

namespace Bazaar.Cli.TillFiles;

/// <summary>The first look at all files: that they can be read, which days they cover, and which products are in them.</summary>
internal sealed class TillScan
{
    private readonly Dictionary<string, SeenProduct> _products = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _changedCodes = new(StringComparer.Ordinal);

    /// <summary>The files in the order of their first day; those without any readable time come first.</summary>
    public IReadOnlyList<TillFile> Files { get; private init; } = [];

    /// <summary>Products by SKU, in any letter case.</summary>
    public IReadOnlyDictionary<string, SeenProduct> Products => _products;

    /// <summary>Lines in all files.</summary>
    public long Lines => Files.Sum(f => (long)f.Lines);

    /// <summary>Codes that were no SKUs and were made ones.</summary>
    public IReadOnlyCollection<string> ChangedCodes => _changedCodes;

    /// <summary>Spellings of a SKU that differ from another one in letter case only.</summary>
    public int FoldedSpellings => _products.Values.Sum(p => p.FoldedSpellings);

    /// <summary>Every column of every file, each once.</summary>
    public IReadOnlyList<string> Columns { get; private init; } = [];

    /// <summary>Reads all files once.</summary>
    /// <param name="paths">The files.</param>
    /// <param name="preset">How to read them.</param>
    /// <param name="progress">Told the lines read so far, now and then.</param>
    /// <param name="ct">Stops between lines.</param>
    /// <exception cref="TableException">A file cannot be read; all that cannot are named.</exception>
    public static TillScan Read(IReadOnlyList<string> paths, TillPreset preset, Action<long> progress, CancellationToken ct)
    {
        var reader = new TillLineReader(preset);
        TillFile[] files = [.. paths.Select(p => new TillFile(p))];
        var scan = new TillScan { Files = files };
        var wrong = new List<string>();
        long lines = 0;
        foreach (var file in files)
        {
            try
            {
                foreach (var line in reader.Read(file))
                {
                    scan.Add(file, line, preset);
                    if ((++lines & 0x3FFF) == 0)
                    {
                        ct.ThrowIfCancellationRequested();
                        progress(lines);
                    }
                }
            }
            catch (TableException e)
            {
                wrong.Add(e.Message);
            }
        }

        return wrong.Count > 0
            ? throw new TableException(string.Join(Environment.NewLine, wrong))
            : new TillScan(scan)
            {
                Files = [.. files.OrderBy(f => f.FirstDate ?? DateOnly.MinValue).ThenBy(f => f.Path, StringComparer.Ordinal)],
                Columns = [.. files.SelectMany(f => f.Columns).Where(c => c.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase)],
            };
    }

    private TillScan(TillScan from) => (_products, _changedCodes) = (from._products, from._changedCodes);

    private TillScan()
    {
    }

    private void Add(TillFile file, TillLine line, TillPreset preset)
    {
        file.Lines++;
        if (line.Time != default)
        {
            var date = DateOnly.FromDateTime(line.Time);
            file.FirstDate = file.FirstDate is { } first && first < date ? first : date;
        }

        if (line.Refusal is not null)
        {
            return;
        }

        if (!_products.TryGetValue(line.Sku, out var product))
        {
            _products.Add(line.Sku, product = new SeenProduct());
        }

        product.Add(line, preset);
        if (!ReferenceEquals(line.Sku, line.Code) && line.Sku != line.Code)
        {
            _changedCodes.Add(line.Code);
        }
    }
}
