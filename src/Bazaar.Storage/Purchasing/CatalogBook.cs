using System.Data.Common;
using Bazaar.Domain.Catalog;
using Bazaar.Domain.Ledger;
using Bazaar.Domain.Primitives;
using Dapper;

namespace Bazaar.Storage.Purchasing;

/// <summary>Some products as a document's transaction reads them. The ledger has its own way, made for speed.</summary>
internal sealed class CatalogBook : IProductBook
{
    private readonly Dictionary<string, LedgerProduct> _bySku;

    private CatalogBook(Dictionary<string, LedgerProduct> bySku) => _bySku = bySku;

    /// <summary>Reads the products that are named.</summary>
    public static async Task<CatalogBook> LoadAsync(DbConnection connection, DbTransaction? transaction, IEnumerable<string> skus)
    {
        var found = new Dictionary<string, LedgerProduct>(StringComparer.OrdinalIgnoreCase);
        foreach (var keys in skus.Select(Code.Key).Distinct().Chunk(500))
        {
            var products = (await connection.QueryAsync<Row>(
                "SELECT id, sku, unit, price, cost, archived_at AS ArchivedAt FROM product WHERE sku_key IN @keys", new { keys }, transaction)).AsList();
            var ids = products.Select(p => p.Id).ToList();
            var packs = (await connection.QueryAsync<PackOf>(
                "SELECT product, name, size, per FROM pack WHERE product IN @ids ORDER BY product, position", new { ids }, transaction)).ToLookup(p => p.Product);
            foreach (var p in products)
            {
                var decimals = Unit.TryParse(p.Unit, out var unit, out _) ? unit.Decimals : Exact.QuantityDecimals;
                found.Add(p.Sku, new LedgerProduct(p.Id, p.Sku, decimals, p.Price, p.Cost, p.ArchivedAt is not null, [.. packs[p.Id].Select(k => new PackRatio(k.Name, k.Size, k.Per))]));
            }
        }

        return new CatalogBook(found);
    }

    public LedgerProduct? BySku(string sku) => _bySku.GetValueOrDefault(sku);

    /// <summary>Documents name products by their SKU.</summary>
    public (LedgerProduct Product, PackRatio? Pack)? ByBarcode(string barcode) => null;

    private sealed record Row
    {
        public long Id { get; init; }

        public required string Sku { get; init; }

        public required string Unit { get; init; }

        public long Price { get; init; }

        public long? Cost { get; init; }

        public long? ArchivedAt { get; init; }
    }

    private sealed record PackOf
    {
        public long Product { get; init; }

        public required string Name { get; init; }

        public long Size { get; init; }

        public long Per { get; init; }
    }
}
