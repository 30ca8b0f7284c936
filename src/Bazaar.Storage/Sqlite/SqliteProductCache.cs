using Bazaar.Domain.Catalog;
using Bazaar.Domain.Ledger;
using Bazaar.Domain.Primitives;

namespace Bazaar.Storage.Sqlite;

/// <summary>
/// The catalogue as the ledger last read it. This process is the only writer of its file and every catalogue change clears the
/// cache under the same gate, so it is never stale.
/// </summary>
internal sealed class SqliteProductCache
{
    /// <summary>The most products kept; beyond it the cache starts over.</summary>
    private const int Capacity = 100_000;

    private readonly Dictionary<string, LedgerProduct> _bySku = new(StringComparer.OrdinalIgnoreCase);

    public void Clear() => _bySku.Clear();

    public LedgerProduct? BySku(SqliteLedgerStatements sql, string sku)
    {
        if (_bySku.TryGetValue(sku, out var cached))
        {
            return cached;
        }

        var find = sql.FindProduct.Bind(Code.Key(sku));
        if (!find.Step())
        {
            return null;
        }

        var product = new LedgerProduct(
            find.Int64(0), find.Text(1), Unit.TryParse(find.Text(2), out var unit, out _) ? unit.Decimals : Exact.QuantityDecimals, find.Int64(3), find.NullableInt64(4), find.NullableInt64(5) is not null, []);
        find.Reset();
        product = product with { Packs = ReadPacks(sql, product.Id) };
        if (_bySku.Count >= Capacity)
        {
            _bySku.Clear();
        }

        _bySku[sku] = product;
        return product;
    }

    public (LedgerProduct Product, PackRatio? Pack)? ByBarcode(SqliteLedgerStatements sql, string barcodeKey)
    {
        var find = sql.FindBarcode.Bind(barcodeKey);
        if (!find.Step())
        {
            return null;
        }

        var (id, pack) = (find.Int64(0), find.NullableInt64(1));
        find.Reset();
        var byId = sql.FindProductById.Bind(id);
        byId.Step();
        var sku = byId.Text(0);
        byId.Reset();
        var product = BySku(sql, sku)!;
        return (product, pack is { } position ? product.Packs[(int)position] : null);
    }

    private static List<PackRatio> ReadPacks(SqliteLedgerStatements sql, long product)
    {
        var packs = new List<PackRatio>();
        var find = sql.FindPacks.Bind(product);
        while (find.Step())
        {
            packs.Add(new PackRatio(find.Text(0), find.Int64(1), find.Int64(2)));
        }

        return packs;
    }
}
