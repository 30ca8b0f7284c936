using Bazaar.Domain.Primitives;
using Dapper;

namespace Bazaar.Storage.Purchasing;

/// <summary>Reads who supplies what on what terms, and how costs changed.</summary>
/// <param name="database">The engine.</param>
public sealed class SourcingList(IDatabase database)
{
    internal const string Select = $"{SelectTerms} c.preferred AS Preferred {From}";

    private const string SelectTerms = """
        SELECT t.code AS Store, p.sku AS Sku, p.name AS Name, v.code AS Supplier, v.name AS SupplierName, c.unit_cost AS UnitCost, c.pack AS Pack, c.pack_size AS PackSize,
          c.minimum AS Minimum, c.lead_time_days AS LeadTimeDays, v.lead_time_days AS UsualLeadTimeDays, c.version AS Version, k.size AS RatioSize, k.per AS RatioPer,
        """;

    private const string From = """
        FROM sourcing c JOIN product p ON p.id = c.product JOIN supplier v ON v.id = c.supplier LEFT JOIN store t ON t.id = c.store
        LEFT JOIN pack k ON k.product = c.product AND k.name = c.pack
        """;

    /// <summary>Finds the terms of exactly this store, or of exactly all.</summary>
    /// <param name="store">The database's number of the store; 0 for all.</param>
    /// <param name="sku">The product.</param>
    /// <param name="supplier">The supplier's code.</param>
    /// <param name="ct">Stops waiting.</param>
    public async Task<SourcingRow?> FindAsync(long store, string sku, string supplier, CancellationToken ct)
    {
        using var lease = await database.ReadAsync(ct);
        return await lease.Connection.QuerySingleOrDefaultAsync<SourcingRow?>(
            $"{Select} WHERE c.store = @store AND p.sku_key = @skuKey AND v.code_key = @supplierKey", new { store, skuKey = Code.Key(sku), supplierKey = Code.Key(supplier) });
    }

    /// <summary>Lists what holds for a store: its own terms, and those of all where it has none. Archived suppliers are left out.</summary>
    /// <param name="store">The database's number of the store; 0 for all.</param>
    /// <param name="sku">Only this product.</param>
    /// <param name="supplier">Only this supplier.</param>
    /// <param name="after">The keys of product and supplier to go on after.</param>
    /// <param name="limit">The most rows.</param>
    /// <param name="ct">Stops waiting.</param>
    public async Task<IReadOnlyList<SourcingRow>> ListAsync(long store, string? sku, string? supplier, (string Sku, string Supplier)? after, int limit, CancellationToken ct)
    {
        using var lease = await database.ReadAsync(ct);
        return (await lease.Connection.QueryAsync<SourcingRow>(
            $"""
            {SelectTerms}
              CASE WHEN c.store <> @store AND EXISTS (SELECT 1 FROM sourcing o WHERE o.store = @store AND o.product = c.product AND o.preferred = 1) THEN 0 ELSE c.preferred END AS Preferred
            {From}
            WHERE v.archived_at IS NULL
              AND (c.store = @store OR (c.store = 0 AND NOT EXISTS (SELECT 1 FROM sourcing o WHERE o.store = @store AND o.product = c.product AND o.supplier = c.supplier)))
              AND (@skuKey IS NULL OR p.sku_key = @skuKey) AND (@supplierKey IS NULL OR v.code_key = @supplierKey)
              AND (@afterSku IS NULL OR p.sku_key > @afterSku OR (p.sku_key = @afterSku AND v.code_key > @afterSupplier))
            ORDER BY p.sku_key, v.code_key LIMIT @limit
            """,
            new
            {
                store, limit, skuKey = sku is null ? null : Code.Key(sku), supplierKey = supplier is null ? null : Code.Key(supplier),
                afterSku = after?.Sku, afterSupplier = after?.Supplier,
            })).AsList();
    }

    /// <summary>Lists changes of costs, newest first.</summary>
    /// <param name="store">The database's number of the store; 0 for all. A store sees what holds for all too.</param>
    /// <param name="product">The database's number of the product.</param>
    /// <param name="supplier">Only this supplier.</param>
    /// <param name="after">Time, store, supplier and number of the last row seen.</param>
    /// <param name="limit">The most rows.</param>
    /// <param name="ct">Stops waiting.</param>
    public async Task<IReadOnlyList<SourcingPriceRow>> HistoryAsync(long store, long product, string? supplier, (long At, long Store, long Supplier, long Number)? after, int limit, CancellationToken ct)
    {
        using var lease = await database.ReadAsync(ct);
        return (await lease.Connection.QueryAsync<SourcingPriceRow>(
            $"""
            SELECT h.store AS StoreId, t.code AS Store, h.supplier AS SupplierId, v.code AS Supplier, h.number AS Number, h.at AS At, h.actor AS Actor,
              h.from_cost AS FromCost, h.from_pack AS FromPack, h.to_cost AS ToCost, h.to_pack AS ToPack
            FROM sourcing_price h JOIN supplier v ON v.id = h.supplier LEFT JOIN store t ON t.id = h.store
            WHERE h.store IN (0, @store) AND h.product = @product AND (@supplierKey IS NULL OR v.code_key = @supplierKey)
              {(after is null ? "" : "AND (h.at, h.store, h.supplier, h.number) < (@afterAt, @afterStore, @afterSupplier, @afterNumber)")}
            ORDER BY h.at DESC, h.store DESC, h.supplier DESC, h.number DESC LIMIT @limit
            """,
            new { store, product, limit, supplierKey = supplier is null ? null : Code.Key(supplier), afterAt = after?.At, afterStore = after?.Store, afterSupplier = after?.Supplier, afterNumber = after?.Number })).AsList();
    }
}
