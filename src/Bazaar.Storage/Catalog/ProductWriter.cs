using System.Data.Common;
using Bazaar.Domain.Primitives;
using Dapper;

namespace Bazaar.Storage.Catalog;

/// <summary>Writes products with their packs and barcodes, many in few statements.</summary>
internal sealed class ProductWriter(DbConnection connection, DbTransaction transaction, DateTimeOffset now)
{
    private const int KeysAtOnce = 500;

    private static readonly string[] ProductColumns =
        ["sku", "sku_key", "name", "name_urdu", "category", "unit", "price", "cost", "shelf_life_days", "archived_at", "created_at", "updated_at"];

    private static readonly string[] PackColumns = ["product", "position", "name", "size", "per"];
    private static readonly string[] BarcodeColumns = ["code_key", "code", "product", "pack", "position"];

    private readonly long _now = Clock.ToMicros(now);

    /// <summary>Changes products and adds others. Changes first: a barcode that moves from one product to another is free before it is taken.</summary>
    public async Task WriteAsync(IReadOnlyList<ProductRow> updated, IReadOnlyList<ProductRow> created)
    {
        // Who remembers products knows by this that they have changed.
        await connection.ExecuteAsync("UPDATE catalogue SET version = version + 1", transaction: transaction);
        Update(updated);
        foreach (var ids in updated.Select(p => p.Id).Chunk(KeysAtOnce))
        {
            await connection.ExecuteAsync("DELETE FROM pack WHERE product IN @ids", new { ids }, transaction);
            await connection.ExecuteAsync("DELETE FROM barcode WHERE product IN @ids", new { ids }, transaction);
        }

        await SqlRows.InsertAsync(connection, transaction, "product", ProductColumns, created.Select(Values));
        List<(long Id, ProductRow Row)> all = [.. updated.Select(p => (p.Id, p))];
        foreach (var rows in created.ToDictionary(p => Code.Key(p.Sku), StringComparer.Ordinal).Chunk(KeysAtOnce))
        {
            var keys = rows.Select(r => r.Key).ToList();
            var ids = (await connection.QueryAsync<(string Key, long Id)>("SELECT sku_key, id FROM product WHERE sku_key IN @keys", new { keys }, transaction)).ToDictionary(r => r.Key, r => r.Id);
            all.AddRange(rows.Select(r => (ids[r.Key], r.Value)));
        }

        await SqlRows.InsertAsync(connection, transaction, "pack", PackColumns, all.SelectMany(p => p.Row.Packs.Select((pack, i) => (object?[])[p.Id, (long)i, pack.Name, pack.Size, pack.Per])));
        await SqlRows.InsertAsync(
            connection, transaction, "barcode", BarcodeColumns, all.SelectMany(p => p.Row.Barcodes.Select((code, i) => (object?[])[code.Key, code.Code, p.Id, code.Pack, (long)i])));
    }

    private void Update(IReadOnlyList<ProductRow> updated)
    {
        using var update = new PreparedCommand(
            connection,
            transaction,
            """
            UPDATE product SET name = @p1, name_urdu = @p2, category = @p3, price = @p4, cost = @p5, shelf_life_days = @p6, archived_at = @p7,
              version = version + 1, updated_at = @p8
            WHERE id = @p0
            """,
            9);
        foreach (var p in updated)
        {
            update.Run(p.Id, p.Name, p.NameUrdu, p.Category, p.Price, p.Cost, p.ShelfLifeDays, p.ArchivedAt, _now);
        }
    }

    private object?[] Values(ProductRow p) =>
        [p.Sku, Code.Key(p.Sku), p.Name, p.NameUrdu, p.Category, p.Unit, p.Price, p.Cost, p.ShelfLifeDays, p.ArchivedAt, _now, _now];
}
