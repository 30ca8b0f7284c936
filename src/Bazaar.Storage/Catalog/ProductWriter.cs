using System.Data.Common;
using Bazaar.Domain.Primitives;
using Bazaar.Storage.Bulk;
using Dapper;

namespace Bazaar.Storage.Catalog;

/// <summary>Writes products with their packs and barcodes, many in few statements.</summary>
internal sealed class ProductWriter(DbConnection connection, DbTransaction transaction, DateTimeOffset now)
{
    private static readonly string[] ProductColumns =
        ["sku", "sku_key", "name", "name_urdu", "category", "unit", "price", "cost", "shelf_life_days", "archived_at", "created_at", "updated_at"];

    private static readonly string[] ChangedColumns = ["id", "name", "name_urdu", "category", "price", "cost", "shelf_life_days", "archived_at", "updated_at"];
    private static readonly string[] PackColumns = ["product", "position", "name", "size", "per"];
    private static readonly string[] BarcodeColumns = ["code_key", "code", "product", "pack", "position"];

    private readonly long _now = Clock.ToMicros(now);

    /// <summary>Changes products and adds others. Changes first: a barcode that moves from one product to another is free before it is taken.</summary>
    /// <param name="updated">What products were, and what they are to be.</param>
    /// <param name="created">New products.</param>
    public async Task WriteAsync(IReadOnlyList<(ProductRow Before, ProductRow After)> updated, IReadOnlyList<ProductRow> created)
    {
        // Who remembers products knows by this that they have changed.
        await connection.ExecuteAsync("UPDATE catalogue SET version = version + 1", transaction: transaction);
        await SqlRows.UpdateAsync(connection, transaction, "product", ChangedColumns, "version = version + 1", updated.Select(p => Changed(p.After)));
        var repacked = updated.Where(p => !p.After.Packs.SequenceEqual(p.Before.Packs)).Select(p => p.After).ToList();
        var recoded = updated.Where(p => !p.After.Barcodes.SequenceEqual(p.Before.Barcodes)).Select(p => p.After).ToList();
        await SqlRows.ExecuteAsync(connection, transaction, "DELETE FROM pack WHERE product IN @keys", repacked.Select(p => p.Id));
        await SqlRows.ExecuteAsync(connection, transaction, "DELETE FROM barcode WHERE product IN @keys", recoded.Select(p => p.Id));

        await SqlRows.InsertAsync(connection, transaction, "product", ProductColumns, created.Select(Values));
        var ids = (await SqlRows.SelectAsync<(string Key, long Id), string>(
            connection, transaction, "SELECT sku_key, id FROM product WHERE sku_key IN @keys", created.Select(p => Code.Key(p.Sku)))).ToDictionary(r => r.Key, r => r.Id);
        var added = created.Select(p => p with { Id = ids[Code.Key(p.Sku)] }).ToList();
        await SqlRows.InsertAsync(
            connection, transaction, "pack", PackColumns, repacked.Concat(added).SelectMany(p => p.Packs.Select((pack, i) => (object?[])[p.Id, (long)i, pack.Name, pack.Size, pack.Per])));
        await SqlRows.InsertAsync(
            connection, transaction, "barcode", BarcodeColumns, recoded.Concat(added).SelectMany(p => p.Barcodes.Select((code, i) => (object?[])[code.Key, code.Code, p.Id, code.Pack, (long)i])));
    }

    private object?[] Changed(ProductRow p) => [p.Id, p.Name, p.NameUrdu, p.Category, p.Price, p.Cost, p.ShelfLifeDays, p.ArchivedAt, _now];

    private object?[] Values(ProductRow p) =>
        [p.Sku, Code.Key(p.Sku), p.Name, p.NameUrdu, p.Category, p.Unit, p.Price, p.Cost, p.ShelfLifeDays, p.ArchivedAt, _now, _now];
}
