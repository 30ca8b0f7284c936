using System.Data.Common;
using Bazaar.Domain.Audit;
using Bazaar.Domain.Primitives;
using Bazaar.Storage.Audit;
using Bazaar.Storage.Bulk;
using Dapper;

namespace Bazaar.Storage.Catalog;

/// <summary>Reads and changes products. The statements are the same for every engine.</summary>
/// <param name="database">The engine.</param>
public sealed class ProductStore(IDatabase database)
{
    private const string Columns = """
        id, sku, name, name_urdu AS NameUrdu, category, unit, price, cost, shelf_life_days AS ShelfLifeDays, archived_at AS ArchivedAt, version,
        created_at AS CreatedAt, updated_at AS UpdatedAt
        """;

    /// <summary>Finds a product.</summary>
    /// <param name="sku">Its SKU, letter case ignored.</param>
    /// <param name="ct">Stops waiting.</param>
    public async Task<ProductRow?> FindAsync(string sku, CancellationToken ct)
    {
        using var lease = await database.ReadAsync(ct);
        return (await ReadAsync(lease.Connection, null, [Code.Key(sku)])).GetValueOrDefault(Code.Key(sku));
    }

    /// <summary>Lists products by SKU.</summary>
    /// <param name="filter">What to list.</param>
    /// <param name="ct">Stops waiting.</param>
    public async Task<IReadOnlyList<ProductRow>> ListAsync(ProductFilter filter, CancellationToken ct)
    {
        using var lease = await database.ReadAsync(ct);
        var keys = (await lease.Connection.QueryAsync<string>(
            """
            SELECT p.sku_key FROM product p
            WHERE (@after IS NULL OR p.sku_key > @after)
              AND (@category IS NULL OR p.category = @category)
              AND (@archived IS NULL OR CASE WHEN p.archived_at IS NULL THEN 0 ELSE 1 END = @archived)
              AND (@barcode IS NULL OR p.id IN (SELECT b.product FROM barcode b WHERE b.code_key = @barcode))
              AND (@like IS NULL OR p.sku LIKE @like ESCAPE '!' OR p.name LIKE @like ESCAPE '!' OR p.name_urdu LIKE @like ESCAPE '!')
            ORDER BY p.sku_key LIMIT @limit
            """,
            new { after = filter.AfterKey, category = filter.Category, archived = filter.Archived, barcode = filter.BarcodeKey, like = SqlText.Contains(filter.Query), limit = filter.Limit })).AsList();
        var rows = await ReadAsync(lease.Connection, null, keys);
        return [.. keys.Select(k => rows[k])];
    }

    /// <summary>Adds a product.</summary>
    /// <param name="product">The product; id, version and times are filled in.</param>
    /// <param name="origin">Who does it.</param>
    /// <param name="ct">Stops waiting.</param>
    public Task<(CatalogOutcome Outcome, BarcodeTaken? Taken, ProductRow? Product)> AddAsync(ProductRow product, Origin origin, CancellationToken ct) =>
        database.WriteAsync<(CatalogOutcome, BarcodeTaken?, ProductRow?)>(
            async (connection, transaction) =>
            {
                var key = Code.Key(product.Sku);
                if ((await ReadAsync(connection, transaction, [key])).TryGetValue(key, out var existing))
                {
                    return (CatalogOutcome.Exists, null, existing);
                }

                if (await FindTakenAsync(connection, transaction, [product]) is { } taken)
                {
                    return (CatalogOutcome.Exists, taken, null);
                }

                await new ProductWriter(connection, transaction, origin.At).WriteAsync([], [product]);
                await AuditLog.AppendAsync(connection, transaction, origin, ProductAudit.Of(null, product)!);
                return (CatalogOutcome.Done, null, (await ReadAsync(connection, transaction, [key]))[key]);
            },
            ct);

    /// <summary>Changes a product.</summary>
    /// <param name="sku">Its SKU.</param>
    /// <param name="version">The version that was read; null: whatever it is.</param>
    /// <param name="change">Makes the new row of the old one.</param>
    /// <param name="origin">Who does it.</param>
    /// <param name="ct">Stops waiting.</param>
    public Task<(CatalogOutcome Outcome, BarcodeTaken? Taken, ProductRow? Product)> EditAsync(string sku, long? version, Func<ProductRow, ProductRow> change, Origin origin, CancellationToken ct) =>
        database.WriteAsync<(CatalogOutcome, BarcodeTaken?, ProductRow?)>(
            async (connection, transaction) =>
            {
                var key = Code.Key(sku);
                if (!(await ReadAsync(connection, transaction, [key])).TryGetValue(key, out var before))
                {
                    return (CatalogOutcome.NotFound, null, null);
                }

                if (version is { } v && v != before.Version)
                {
                    return (CatalogOutcome.VersionMismatch, null, before);
                }

                var after = change(before);
                if (after.SameContent(before))
                {
                    return (CatalogOutcome.Done, null, before);
                }

                if (await FindTakenAsync(connection, transaction, [after]) is { } taken)
                {
                    return (CatalogOutcome.Exists, taken, null);
                }

                await new ProductWriter(connection, transaction, origin.At).WriteAsync([(before, after)], []);
                await AuditLog.AppendAsync(connection, transaction, origin, ProductAudit.Of(before, after)!);
                return (CatalogOutcome.Done, null, (await ReadAsync(connection, transaction, [key]))[key]);
            },
            ct);

    /// <summary>Adds and changes many products, all or none.</summary>
    /// <param name="rows">The products as they should be, each SKU once.</param>
    /// <param name="merge">Makes the new row of an existing one and the wanted one.</param>
    /// <param name="dryRun">True to only see what would happen.</param>
    /// <param name="origin">Who does it.</param>
    /// <param name="ct">Stops waiting.</param>
    /// <returns>The tally, or the barcodes that belong to other products.</returns>
    public Task<(int Created, int Updated, int Unchanged, IReadOnlyList<(string Sku, BarcodeTaken Taken)> Taken)> ImportAsync(
        IReadOnlyList<ProductRow> rows, Func<ProductRow, ProductRow, ProductRow> merge, bool dryRun, Origin origin, CancellationToken ct) =>
        database.WriteAsync<(int, int, int, IReadOnlyList<(string, BarcodeTaken)>)>(
            async (connection, transaction) =>
            {
                var existing = await ReadAsync(connection, transaction, [.. rows.Select(r => Code.Key(r.Sku))]);
                var created = rows.Where(r => !existing.ContainsKey(Code.Key(r.Sku))).ToList();
                var merged = rows.Where(r => existing.ContainsKey(Code.Key(r.Sku))).Select(r => merge(existing[Code.Key(r.Sku)], r)).ToList();
                var updated = merged.Where(r => !r.SameContent(existing[Code.Key(r.Sku)])).ToList();
                var taken = await FindAllTakenAsync(connection, transaction, [.. created, .. updated]);
                if (taken.Count == 0 && !dryRun)
                {
                    // What goes on record is put into words while the database writes.
                    var records = Task.Run<IReadOnlyList<AuditChange>>(() =>
                    [
                        .. updated.Select(r => ProductAudit.Of(existing[Code.Key(r.Sku)], r)!),
                        .. created.Select(r => ProductAudit.Of(null, r)!),
                        ProductAudit.OfImport(created.Count, updated.Count, merged.Count - updated.Count),
                    ]);
                    await new ProductWriter(connection, transaction, origin.At).WriteAsync([.. updated.Select(r => (existing[Code.Key(r.Sku)], r))], created);
                    await AuditLog.AppendAsync(connection, transaction, origin, await records);
                }

                return (created.Count, updated.Count, merged.Count - updated.Count, taken);
            },
            ct);

    private static async Task<Dictionary<string, ProductRow>> ReadAsync(DbConnection connection, DbTransaction? transaction, IReadOnlyList<string> keys)
    {
        var rows = await SqlRows.SelectAsync<ProductRow, string>(connection, transaction, $"SELECT {Columns} FROM product WHERE sku_key IN @keys", keys);
        var ids = rows.Select(r => r.Id).ToList();
        var packs = (await SqlRows.SelectAsync<(long Product, string Name, long Size, long Per), long>(
            connection, transaction, "SELECT product, name, size, per FROM pack WHERE product IN @keys ORDER BY product, position", ids)).ToLookup(p => p.Product);
        var barcodes = (await SqlRows.SelectAsync<(long Product, string Code, string Key, long? Pack), long>(
            connection, transaction, "SELECT product, code, code_key, pack FROM barcode WHERE product IN @keys ORDER BY product, position", ids)).ToLookup(b => b.Product);
        return rows.ToDictionary(r => Code.Key(r.Sku), r => r with
        {
            Packs = [.. packs[r.Id].Select(p => new PackRow(p.Name, p.Size, p.Per))],
            Barcodes = [.. barcodes[r.Id].Select(b => new BarcodeRow(b.Code, b.Key, b.Pack))],
        });
    }

    private static async Task<BarcodeTaken?> FindTakenAsync(DbConnection connection, DbTransaction transaction, IReadOnlyList<ProductRow> rows) =>
        (await FindAllTakenAsync(connection, transaction, rows)) is [var (_, first), ..] ? first : null;

    private static async Task<IReadOnlyList<(string Sku, BarcodeTaken Taken)>> FindAllTakenAsync(DbConnection connection, DbTransaction transaction, IReadOnlyList<ProductRow> rows)
    {
        var taken = new List<(string, BarcodeTaken)>();
        var wanted = rows.SelectMany(r => r.Barcodes.Select(b => (Row: r, Barcode: b))).ToLookup(w => w.Barcode.Key);
        var holders = await SqlRows.SelectAsync<(string Key, long Product, string Sku), string>(
            connection, transaction, "SELECT b.code_key, b.product, p.sku FROM barcode b JOIN product p ON p.id = b.product WHERE b.code_key IN @keys", wanted.Select(g => g.Key));
        foreach (var (key, product, sku) in holders)
        {
            taken.AddRange(wanted[key].Where(w => w.Row.Id != product).Select(w => (w.Row.Sku, new BarcodeTaken(w.Barcode.Code, sku))));
        }

        return taken;
    }
}

/// <summary>What products to list.</summary>
/// <param name="Query">A part of the SKU or name.</param>
/// <param name="Category">The category.</param>
/// <param name="BarcodeKey">A barcode's one spelling.</param>
/// <param name="Archived">Only archived, or only not; both when null.</param>
/// <param name="AfterKey">The SKU to go on after.</param>
/// <param name="Limit">The most rows.</param>
public sealed record ProductFilter(string? Query, string? Category, string? BarcodeKey, bool? Archived, string? AfterKey, int Limit);
