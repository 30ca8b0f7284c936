using System.Data.Common;
using Bazaar.Domain.Primitives;
using Dapper;

namespace Bazaar.Storage.Reports;

/// <summary>What stands in a store now.</summary>
public sealed record StoreFigures
{
    /// <summary>The database's number of the store.</summary>
    public long Store { get; init; }

    /// <summary>Products with a balance.</summary>
    public long Products { get; init; }

    /// <summary>Products on hand.</summary>
    public long InStock { get; init; }

    /// <summary>Products below zero.</summary>
    public long Negative { get; init; }

    /// <summary>Products sold out.</summary>
    public long SoldOut { get; init; }

    /// <summary>Products at or below their reorder point.</summary>
    public long Low { get; init; }

    /// <summary>At average cost, hundredths.</summary>
    public Int128 Value { get; init; }

    /// <summary>Alerts that are open.</summary>
    public long OpenAlerts { get; init; }

    /// <summary>When the newest entry was recorded; 0 before the first.</summary>
    public long LastRecordedAt { get; init; }
}

/// <summary>What a store sold on a day.</summary>
public sealed record DaySales
{
    /// <summary>The database's number of the store.</summary>
    public long Store { get; init; }

    /// <summary>The business date, yyyymmdd.</summary>
    public long Date { get; init; }

    /// <summary>Receipts, less those taken back.</summary>
    public long Receipts { get; init; }

    /// <summary>Hundredths.</summary>
    public long Gross { get; init; }

    /// <summary>Hundredths.</summary>
    public long Returns { get; init; }

    /// <summary>Hundredths.</summary>
    public long CostOfSales { get; init; }
}

/// <summary>What a store sold of one product on a day.</summary>
public sealed record ProductSales
{
    /// <summary>The product.</summary>
    public required string Sku { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its name in Urdu.</summary>
    public string? NameUrdu { get; init; }

    /// <summary>Its base unit.</summary>
    public required string Unit { get; init; }

    /// <summary>Thousandths, sold less returned.</summary>
    public long Quantity { get; init; }

    /// <summary>Hundredths, sold less returned.</summary>
    public long Net { get; init; }
}

/// <summary>How stores stand today, from balances and daily totals: a few queries for any number of stores.</summary>
/// <param name="database">The engine.</param>
public sealed class OverviewStore(IDatabase database)
{
    // What these numbers multiply to fits 64 bits. A balance beyond them is worked out apart, so no sum is ever wrong.
    private const string IsLarge = "(k.on_hand > 1000000000 OR k.on_hand < -1000000000 OR k.average_cost > 9000000000)";
    private const string HasBalance = "(k.seq > 0 OR k.reorder_point IS NOT NULL)";

    /// <summary>What stands in each store now; a store without any stock has a row of zeros.</summary>
    /// <param name="stores">The database's numbers of the stores.</param>
    /// <param name="now">The time.</param>
    /// <param name="ct">Stops waiting.</param>
    public async Task<IReadOnlyDictionary<long, StoreFigures>> FiguresAsync(IReadOnlyList<long> stores, DateTimeOffset now, CancellationToken ct)
    {
        using var lease = await database.ReadAsync(ct);
        var connection = lease.Connection;
        var balances = (await connection.QueryAsync<BalanceSum>(
            $$"""
            SELECT k.store AS Store, count(*) AS Products, sum(CASE WHEN k.on_hand > 0 THEN 1 ELSE 0 END) AS InStock, sum(CASE WHEN k.on_hand < 0 THEN 1 ELSE 0 END) AS Negative, sum(CASE WHEN k.on_hand = 0 THEN 1 ELSE 0 END) AS SoldOut,
              sum(CASE WHEN k.on_hand > 0 AND k.on_hand <= k.reorder_point THEN 1 ELSE 0 END) AS Low, sum(CASE WHEN {{IsLarge}} THEN 1 ELSE 0 END) AS Large,
              sum(CASE WHEN {{IsLarge}} THEN 0 ELSE (k.on_hand * k.average_cost + CASE WHEN k.on_hand < 0 THEN -50000 ELSE 50000 END) / 100000 END) AS Value
            FROM stock k WHERE k.store IN {=stores} AND {{HasBalance}} GROUP BY k.store
            """,
            new { stores })).ToDictionary(b => b.Store);
        var large = await LargeValuesAsync(connection, [.. balances.Values.Where(b => b.Large > 0).Select(b => b.Store)]);
        var alerts = (await connection.QueryAsync<(long Store, long Count)>(
            """
            SELECT a.store, count(*) FROM alert a
            WHERE a.store IN {=stores} AND a.status <> 'resolved' AND (a.status = 'open' OR (a.status = 'snoozed' AND a.snoozed_until <= @now)) GROUP BY a.store
            """,
            new { stores, now = Clock.ToMicros(now) })).ToDictionary(a => a.Store, a => a.Count);
        var heads = await connection.QueryAsync<(long Store, long RecordedAt)>("SELECT h.store, h.recorded_at FROM store_head h WHERE h.store IN {=stores}", new { stores });
        return heads.ToDictionary(h => h.Store, h =>
        {
            var balance = balances.GetValueOrDefault(h.Store) ?? new BalanceSum();
            return new StoreFigures
            {
                Store = h.Store,
                Products = balance.Products,
                InStock = balance.InStock,
                Negative = balance.Negative,
                SoldOut = balance.SoldOut,
                Low = balance.Low,
                Value = balance.Value + large.GetValueOrDefault(h.Store),
                OpenAlerts = alerts.GetValueOrDefault(h.Store),
                LastRecordedAt = h.RecordedAt,
            };
        });
    }

    /// <summary>What stores sold on some days; a day without sales has no row.</summary>
    /// <param name="stores">The database's numbers of the stores.</param>
    /// <param name="dates">The business dates.</param>
    /// <param name="ct">Stops waiting.</param>
    public async Task<IReadOnlyList<DaySales>> SalesAsync(IReadOnlyList<long> stores, IReadOnlyList<DateOnly> dates, CancellationToken ct)
    {
        using var lease = await database.ReadAsync(ct);
        return (await lease.Connection.QueryAsync<DaySales>(
            """
            SELECT d.store AS Store, d.business_date AS Date, sum(CASE WHEN d.kind = 'sale' THEN d.entries ELSE 0 END) AS Receipts,
              sum(CASE WHEN d.kind = 'sale' THEN d.amount ELSE 0 END) AS Gross, sum(CASE WHEN d.kind = 'sale' THEN 0 ELSE d.amount END) AS Returns, sum(-d.cost) AS CostOfSales
            FROM daily_activity d
            WHERE d.store IN {=stores} AND d.business_date IN {=dates} AND d.kind IN ('sale', 'customerReturn') GROUP BY d.store, d.business_date
            """,
            new { stores, dates = dates.Select(SqlDate.ToNumber).ToArray() })).AsList();
    }

    /// <summary>What a store sold most of on a day, by money.</summary>
    /// <param name="store">The database's number of the store.</param>
    /// <param name="date">The business date.</param>
    /// <param name="limit">The most rows.</param>
    /// <param name="ct">Stops waiting.</param>
    public async Task<IReadOnlyList<ProductSales>> TopAsync(long store, DateOnly date, int limit, CancellationToken ct)
    {
        using var lease = await database.ReadAsync(ct);
        return (await lease.Connection.QueryAsync<ProductSales>(
            """
            SELECT p.sku AS Sku, p.name AS Name, p.name_urdu AS NameUrdu, p.unit AS Unit, sum(-d.quantity) AS Quantity, sum(CASE WHEN d.kind = 'sale' THEN d.amount ELSE -d.amount END) AS Net
            FROM daily d JOIN product p ON p.id = d.product
            WHERE d.store = @store AND d.business_date = @date AND d.kind IN ('sale', 'customerReturn')
            GROUP BY p.sku, p.name, p.name_urdu, p.unit HAVING sum(d.quantity) < 0 ORDER BY 6 DESC, 1 LIMIT @limit
            """,
            new { store, date = SqlDate.ToNumber(date), limit })).AsList();
    }

    /// <summary>What needs attention in a store, the worst first.</summary>
    /// <param name="store">The database's number of the store.</param>
    /// <param name="limit">The most rows.</param>
    /// <param name="ct">Stops waiting.</param>
    public async Task<IReadOnlyList<Stock.StockRow>> AttentionAsync(long store, int limit, CancellationToken ct)
    {
        using var lease = await database.ReadAsync(ct);
        return (await lease.Connection.QueryAsync<Stock.StockRow>(
            $"""
            SELECT '' AS Store, p.sku AS Sku, p.name AS Name, p.name_urdu AS NameUrdu, p.unit AS Unit, k.on_hand AS OnHand, k.reorder_point AS ReorderPoint, k.target_level AS TargetLevel
            FROM stock k JOIN product p ON p.id = k.product
            WHERE k.store = @store AND {HasBalance} AND (k.on_hand <= 0 OR k.on_hand <= k.reorder_point)
            ORDER BY CASE WHEN k.on_hand < 0 THEN 0 WHEN k.on_hand = 0 THEN 1 ELSE 2 END, p.sku_key LIMIT @limit
            """,
            new { store, limit })).AsList();
    }

    /// <summary>How many transfers of a store are under way, from it or to it, and how many of its count sessions are open.</summary>
    /// <param name="store">The database's number of the store.</param>
    /// <param name="ct">Stops waiting.</param>
    public async Task<(long Transfers, long Counts)> OpenDocumentsAsync(long store, CancellationToken ct)
    {
        using var lease = await database.ReadAsync(ct);
        return await lease.Connection.QuerySingleAsync<(long, long)>(
            """
            SELECT (SELECT count(*) FROM transfer WHERE status = 'in-transit' AND (from_store = @store OR to_store = @store)) AS Transfers,
              (SELECT count(*) FROM count_session WHERE status = 'open' AND store = @store) AS Counts
            """,
            new { store });
    }

    private static async Task<Dictionary<long, Int128>> LargeValuesAsync(DbConnection connection, List<long> stores)
    {
        var values = new Dictionary<long, Int128>();
        if (stores.Count > 0)
        {
            foreach (var (store, onHand, cost) in await connection.QueryAsync<(long, long, long)>(
                $$"""SELECT k.store, k.on_hand, k.average_cost FROM stock k WHERE k.store IN {=stores} AND {{HasBalance}} AND {{IsLarge}}""", new { stores }))
            {
                values[store] = values.GetValueOrDefault(store) + Exact.AmountAtCost(onHand, cost);
            }
        }

        return values;
    }

    private sealed record BalanceSum
    {
        public long Store { get; init; }

        public long Products { get; init; }

        public long InStock { get; init; }

        public long Negative { get; init; }

        public long SoldOut { get; init; }

        public long Low { get; init; }

        public long Large { get; init; }

        public long Value { get; init; }
    }
}
