using Bazaar.Domain.Ledger;
using Bazaar.Domain.Primitives;

namespace Bazaar.Storage.Postgres;

/// <summary>The keys of everything that the drafts of a batch will ask for and the memory does not hold, each once.</summary>
internal sealed class WantedRows : IProductBook
{
    private readonly PostgresMemory _memory;
    private readonly HashSet<string> _skusOfLine = new(StringComparer.Ordinal);
    private readonly HashSet<string> _barcodesOfLine = new(StringComparer.Ordinal);
    private LedgerProduct? _found;

    public WantedRows(IReadOnlyList<Draft> drafts, PostgresMemory memory)
    {
        _memory = memory;
        foreach (var draft in drafts)
        {
            var key = Storable(Code.Key(draft.Store));
            var store = memory.Store(key);
            if (store is null)
            {
                Stores.Add(key);
            }

            foreach (var line in draft.Lines)
            {
                LookUp(line, key, store);
            }
        }
    }

    /// <summary>True when the memory holds everything.</summary>
    public bool IsEmpty => Stores.Count == 0 && Skus.Count == 0 && Barcodes.Count == 0 && SkuPairs.Count == 0;

    public HashSet<string> Stores { get; } = new(StringComparer.Ordinal);

    public HashSet<string> Skus { get; } = new(StringComparer.Ordinal);

    public HashSet<string> Barcodes { get; } = new(StringComparer.Ordinal);

    /// <summary>Balances of products whose SKU is known; the product is or is not.</summary>
    public HashSet<(string Store, string SkuKey)> SkuPairs { get; } = [];

    /// <summary>Balances of whatever a barcode turns out to be.</summary>
    public HashSet<(string Store, string Barcode)> BarcodePairs { get; } = [];

    /// <summary>A text that the server can hold; no key has the character that it cannot.</summary>
    public static string Storable(string text) => text.Contains('\0') ? PostgresCommand.Storable(text) : text;

    LedgerProduct? IProductBook.BySku(string sku) => Product(Storable(Code.Key(sku)));

    (LedgerProduct Product, PackRatio? Pack)? IProductBook.ByBarcode(string barcode)
    {
        var key = Storable(barcode);
        if (!_memory.TryBarcode(key, out var hit))
        {
            _barcodesOfLine.Add(key);
            return null;
        }

        return hit is { } known && Product(known.SkuKey) is { } product ? (product, null) : null;
    }

    private LedgerProduct? Product(string key)
    {
        if (!_memory.TryProduct(key, out _found))
        {
            _skusOfLine.Add(key);
        }

        return _found;
    }

    // The resolver itself says what it looks for; where it finds nothing in the memory it goes on, and so tries everything.
    private void LookUp(DraftLine line, string storeKey, StoreMemory? store)
    {
        _found = null;
        LineResolver.LookUp(line, this);
        if (_found is { } product)
        {
            if (store is null || !store.Balances.ContainsKey(product.Id))
            {
                SkuPairs.Add((storeKey, Code.Key(product.Sku)));
            }
        }

        foreach (var sku in _skusOfLine)
        {
            Skus.Add(sku);
            SkuPairs.Add((storeKey, sku));
        }

        foreach (var barcode in _barcodesOfLine)
        {
            Barcodes.Add(barcode);
            BarcodePairs.Add((storeKey, barcode));
        }

        _skusOfLine.Clear();
        _barcodesOfLine.Clear();
    }
}
