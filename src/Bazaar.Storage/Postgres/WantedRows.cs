using Bazaar.Domain.Ledger;
using Bazaar.Domain.Primitives;

namespace Bazaar.Storage.Postgres;

/// <summary>The keys of everything that the drafts of a batch will ask for, each once.</summary>
internal sealed class WantedRows : IProductBook
{
    private readonly HashSet<string> _skusOfDraft = new(StringComparer.Ordinal);
    private readonly HashSet<string> _barcodesOfDraft = new(StringComparer.Ordinal);

    public WantedRows(IReadOnlyList<Draft> drafts)
    {
        foreach (var draft in drafts)
        {
            var store = Storable(Code.Key(draft.Store));
            Stores.Add(store);
            Ids.Add((store, draft.Id));
            foreach (var line in draft.Lines)
            {
                Packs |= line.Pack is not null;

                // The resolver itself says what it looks for: it finds nothing here, and so tries everything.
                LineResolver.LookUp(line, this);
            }

            foreach (var sku in _skusOfDraft)
            {
                SkuPairs.Add((store, sku));
            }

            foreach (var barcode in _barcodesOfDraft)
            {
                BarcodePairs.Add((store, barcode));
            }

            Skus.UnionWith(_skusOfDraft);
            Barcodes.UnionWith(_barcodesOfDraft);
            _skusOfDraft.Clear();
            _barcodesOfDraft.Clear();
        }
    }

    public HashSet<string> Stores { get; } = new(StringComparer.Ordinal);

    public HashSet<(string Store, Guid Id)> Ids { get; } = [];

    public HashSet<string> Skus { get; } = new(StringComparer.Ordinal);

    public HashSet<string> Barcodes { get; } = new(StringComparer.Ordinal);

    public HashSet<(string Store, string Code)> SkuPairs { get; } = [];

    public HashSet<(string Store, string Code)> BarcodePairs { get; } = [];

    /// <summary>True when a line names a pack; a scanned code may be a pack's in any case.</summary>
    public bool Packs { get; private set; }

    LedgerProduct? IProductBook.BySku(string sku)
    {
        _skusOfDraft.Add(Storable(Code.Key(sku)));
        return null;
    }

    (LedgerProduct Product, PackRatio? Pack)? IProductBook.ByBarcode(string barcode)
    {
        _barcodesOfDraft.Add(Storable(barcode));
        return null;
    }

    private static string Storable(string text) => text.Contains('\0') ? PostgresCommand.Storable(text) : text;
}
