using System.Data.Common;
using Bazaar.Domain.Catalog;
using Bazaar.Domain.Ledger;
using Bazaar.Domain.Primitives;
using Dapper;

namespace Bazaar.Storage.Catalog;

/// <summary>The part of the catalogue that some lines may mean, read in a few statements, for documents that resolve lines before they post.</summary>
internal sealed class ProductBook : IProductBook
{
    private const int KeysAtOnce = 500;
    private readonly Dictionary<string, LedgerProduct> _bySku = [];
    private readonly Dictionary<string, (string SkuKey, long? Pack)> _byBarcode = [];

    /// <summary>Reads what the lines name.</summary>
    /// <param name="connection">Where to read.</param>
    /// <param name="transaction">The transaction, where there is one.</param>
    /// <param name="lines">The lines, by SKU or barcode.</param>
    public static async Task<ProductBook> ReadAsync(DbConnection connection, DbTransaction? transaction, IEnumerable<DraftLine> lines)
    {
        var (skus, barcodes) = (new HashSet<string>(), new HashSet<string>());
        foreach (var line in lines)
        {
            Want(line, skus, barcodes);
        }

        var book = new ProductBook();
        foreach (var keys in barcodes.Chunk(KeysAtOnce))
        {
            var hits = await connection.QueryAsync<(string Key, string Sku, long? Pack)>(
                "SELECT b.code_key, p.sku_key, b.pack FROM barcode b JOIN product p ON p.id = b.product WHERE b.code_key IN @keys", new { keys }, transaction);
            foreach (var (key, sku, pack) in hits)
            {
                book._byBarcode[key] = (sku, pack);
                skus.Add(sku);
            }
        }

        foreach (var keys in skus.Chunk(KeysAtOnce))
        {
            await book.ReadProductsAsync(connection, transaction, keys);
        }

        return book;
    }

    /// <inheritdoc/>
    public LedgerProduct? BySku(string sku) => _bySku.GetValueOrDefault(Code.Key(sku));

    /// <inheritdoc/>
    public (LedgerProduct Product, PackRatio? Pack)? ByBarcode(string barcode) =>
        _byBarcode.TryGetValue(barcode, out var hit) && _bySku.TryGetValue(hit.SkuKey, out var product)
            ? (product, hit.Pack is { } position ? product.Packs[(int)position] : null)
            : null;

    private static void Want(DraftLine line, HashSet<string> skus, HashSet<string> barcodes)
    {
        if (line.Sku is { } sku)
        {
            skus.Add(Code.Key(sku));
        }
        else if (Barcode.TryParse(line.Barcode, out var barcode, out _))
        {
            barcodes.Add(barcode.Key);
            foreach (var code in ScaleLabel.TryParse(barcode, ScaleLabelFormat.Defaults, out var label) ? label.LookUp() : [])
            {
                skus.Add(Code.Key(code));
                if (Barcode.TryParse(code, out var item, out _))
                {
                    barcodes.Add(item.Key);
                }
            }
        }
    }

    private async Task ReadProductsAsync(DbConnection connection, DbTransaction? transaction, string[] keys)
    {
        var rows = (await connection.QueryAsync<(long Id, string Sku, string Unit, long Price, long? Cost, long? ArchivedAt)>(
            "SELECT id, sku, unit, price, cost, archived_at FROM product WHERE sku_key IN @keys", new { keys }, transaction)).AsList();
        var ids = rows.Select(r => r.Id).ToList();
        var packs = (await connection.QueryAsync<(long Product, string Name, long Size, long Per)>(
            "SELECT product, name, size, per FROM pack WHERE product IN @ids ORDER BY product, position", new { ids }, transaction)).ToLookup(p => p.Product);
        foreach (var row in rows)
        {
            var decimals = Unit.TryParse(row.Unit, out var unit, out _) ? unit.Decimals : Exact.QuantityDecimals;
            _bySku[Code.Key(row.Sku)] = new LedgerProduct(
                row.Id, row.Sku, decimals, row.Price, row.Cost, row.ArchivedAt is not null, [.. packs[row.Id].Select(p => new PackRatio(p.Name, p.Size, p.Per))]);
        }
    }
}
