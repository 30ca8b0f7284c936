using System.Runtime.InteropServices;
using Bazaar.Domain.Ledger;
using Bazaar.Domain.Primitives;
using Bazaar.Storage.Ledger;

namespace Bazaar.Storage.Postgres;

/// <summary>
/// Heads, balances and products as this node's ledger last read or wrote them. Nothing is decided on its word alone: a batch that was decided by it says within its own
/// transaction which heads and which catalogue it leaned on, and comes to nothing when one of them has moved. One transaction uses it at a time.
/// </summary>
internal sealed class PostgresMemory
{
    /// <summary>The most balances, totals and products kept.</summary>
    private const int MaxRows = 250_000;

    /// <summary>How many ids of entries are kept at least.</summary>
    private const int Recently = 20_000;

    /// <summary>The most batches in a row that lock first because others write the same stores.</summary>
    private const int MostCautious = 1_024;

    private readonly Dictionary<string, StoreMemory> _stores = new(StringComparer.Ordinal);
    private readonly Dictionary<long, StoreMemory> _storesById = [];
    private readonly Dictionary<string, LedgerProduct?> _products = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string SkuKey, long? Pack)?> _barcodes = new(StringComparer.Ordinal);
    private readonly int _capacity;
    private HashSet<Guid> _posted = [];
    private HashSet<Guid> _postedBefore = [];
    private int _size;
    private int _caution = 1;
    private int _lockFirst;

    /// <summary>Begins with nothing.</summary>
    /// <param name="capacity">The most balances, totals and products kept.</param>
    public PostgresMemory(int capacity = MaxRows) => _capacity = capacity;

    /// <summary>How many rows are kept.</summary>
    public int Size => _size;

    /// <summary>The version of the catalogue that the products are of; null before it was read.</summary>
    public long? Catalogue { get; private set; }

    /// <summary>True when the next batch must lock and read before it decides.</summary>
    public bool MustLock => _lockFirst > 0;

    /// <summary>A store by its key.</summary>
    public StoreMemory? Store(string key) => _stores.GetValueOrDefault(key);

    /// <summary>A store by its number; it is there when it was found by its key.</summary>
    public StoreMemory Store(long id) => _storesById[id];

    /// <summary>A product by its key; false when nobody knows whether there is one.</summary>
    public bool TryProduct(string key, out LedgerProduct? product) => _products.TryGetValue(key, out product);

    /// <summary>What a barcode stands for; false when nobody knows.</summary>
    public bool TryBarcode(string key, out (string SkuKey, long? Pack)? hit) => _barcodes.TryGetValue(key, out hit);

    /// <summary>A product by its code.</summary>
    public LedgerProduct? BySku(string sku) => _products.GetValueOrDefault(WantedRows.Storable(Code.Key(sku)));

    /// <summary>A product, and the pack where the code is a pack's, by a barcode.</summary>
    public (LedgerProduct Product, PackRatio? Pack)? ByBarcode(string barcode) =>
        _barcodes.GetValueOrDefault(WantedRows.Storable(barcode)) is { } hit && _products.GetValueOrDefault(hit.SkuKey) is { } product
            ? (product, hit.Pack is { } position ? product.Packs[(int)position] : null)
            : null;

    /// <summary>A store by its code.</summary>
    public StoreState? FindStore(string code) => _stores.GetValueOrDefault(WantedRows.Storable(Code.Key(code)))?.State;

    /// <summary>A balance; null when the store has no row for the product.</summary>
    public Balance? FindBalance(long store, long product) => _storesById[store].Balances.GetValueOrDefault(product);

    /// <summary>True for an id that was posted here lately: what is sent twice is mostly sent twice at once.</summary>
    public bool HasPosted(Guid id) => _posted.Contains(id) || _postedBefore.Contains(id);

    /// <summary>Takes up a store as it was read. What was known of it otherwise goes.</summary>
    public void Keep(string key, StoreState state, long version)
    {
        Forget(key);
        _stores[key] = _storesById[state.Id] = new StoreMemory { State = state, Version = version };
    }

    /// <summary>Takes up a product; null when there is none of that key.</summary>
    public void Keep(string skuKey, LedgerProduct? product) => Keep(_products, skuKey, product);

    /// <summary>Takes up what a barcode stands for; null when it stands for nothing.</summary>
    public void Keep(string barcode, (string SkuKey, long? Pack)? hit) => Keep(_barcodes, barcode, hit);

    /// <summary>Takes up a balance; null when the store has no row for the product.</summary>
    public void Keep(long store, long product, Balance? balance)
    {
        // A store that came to be only just now is read the next time.
        if (_storesById.TryGetValue(store, out var memory))
        {
            Keep(memory.Balances, product, balance);
        }
    }

    /// <summary>Takes up what a transaction wrote, after its commit.</summary>
    public void Keep(WrittenChanges written)
    {
        foreach (var (store, head) in written.Heads)
        {
            _storesById[store].State = head;
        }

        foreach (var (key, balance) in written.Balances)
        {
            Keep(key.Store, key.Product, balance);
        }

        foreach (var key in written.Daily)
        {
            _size += _storesById[key.Store].Daily.Add(key) ? 1 : 0;
        }

        foreach (var key in written.Activity)
        {
            _size += _storesById[key.Store].Activity.Add(key) ? 1 : 0;
        }

        foreach (var (_, id) in written.Ids)
        {
            _posted.Add(id);
        }

        if (_posted.Count > Recently)
        {
            (_posted, _postedBefore) = (_postedBefore, _posted);
            _posted.Clear();
        }
    }

    /// <summary>Says which catalogue is in force. Products of another one are forgotten.</summary>
    /// <returns>True when there was another one.</returns>
    public bool IsNewCatalogue(long version)
    {
        if (Catalogue == version)
        {
            return false;
        }

        var isNew = Catalogue is not null;
        _size -= _products.Count + _barcodes.Count;
        _products.Clear();
        _barcodes.Clear();
        Catalogue = version;
        return isNew;
    }

    /// <summary>Forgets a store.</summary>
    public void Forget(string storeKey)
    {
        if (_stores.Remove(storeKey, out var store))
        {
            _storesById.Remove(store.State.Id);
            _size -= store.Size;
        }
    }

    /// <summary>
    /// Forgets what is too much, before a batch begins. That a total has a row is worth less than a balance, and days pass: totals go first. Where that does not help,
    /// the memory starts over.
    /// </summary>
    public void MakeRoom()
    {
        if (_size <= _capacity)
        {
            return;
        }

        foreach (var store in _stores.Values)
        {
            _size -= store.Daily.Count + store.Activity.Count;
            store.Daily.Clear();
            store.Activity.Clear();
        }

        if (_size > _capacity / 4 * 3)
        {
            Clear();
        }
    }

    /// <summary>Forgets everything, and locks before the next decision.</summary>
    public void Clear()
    {
        _stores.Clear();
        _storesById.Clear();
        _products.Clear();
        _barcodes.Clear();
        Catalogue = null;
        _size = 0;
        LockNext();
    }

    /// <summary>The next batch locks first.</summary>
    public void LockNext() => _lockFirst = Math.Max(_lockFirst, 1);

    /// <summary>A batch that was decided by this memory was refused, since others write the same stores: the more often, the longer the ledger locks first.</summary>
    public void Mistook()
    {
        _caution = Math.Min(_caution * 2, MostCautious);
        _lockFirst = _caution;
    }

    /// <summary>A batch that was decided by this memory stands.</summary>
    public void WasRight() => _caution = Math.Max(_caution - 1, 1);

    /// <summary>A batch locked first.</summary>
    public void Locked() => _lockFirst = Math.Max(_lockFirst - 1, 0);

    private void Keep<TKey, TValue>(Dictionary<TKey, TValue> rows, TKey key, TValue value)
        where TKey : notnull
    {
        ref var row = ref CollectionsMarshal.GetValueRefOrAddDefault(rows, key, out var exists);
        row = value;
        _size += exists ? 0 : 1;
    }
}

/// <summary>What is remembered of one store.</summary>
internal sealed class StoreMemory
{
    /// <summary>The store with its newest entry.</summary>
    public required StoreState State { get; set; }

    /// <summary>The version of what people set for it.</summary>
    public required long Version { get; init; }

    /// <summary>Balances by product; null: the store has no row.</summary>
    public Dictionary<long, Balance?> Balances { get; } = [];

    /// <summary>Daily totals that have a row.</summary>
    public HashSet<DailyKey> Daily { get; } = [];

    /// <summary>Activities that have a row.</summary>
    public HashSet<ActivityKey> Activity { get; } = [];

    /// <summary>How many rows that is.</summary>
    public int Size => Balances.Count + Daily.Count + Activity.Count;
}
