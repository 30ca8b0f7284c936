using System.Runtime.CompilerServices;
using Dapper;

namespace Bazaar.Storage.Reports;

/// <summary>Reads reports from the daily totals, which are never stale and do not grow with the number of entries a day.</summary>
/// <param name="database">The engine.</param>
public sealed class ReportStore(IDatabase database)
{
    // The stores are written out as numbers: any number of them, and every engine goes to (store, business date) for each. So are the dates: a server that plans a
    // statement once for all dates takes any two for a handful of rows, and goes through a month of a thousand stores by one core and an index.
    private const string InScope = "d.store IN {=Stores} AND d.business_date BETWEEN {=from} AND {=to}";
    private const string SaleSums = """
        sum(CASE WHEN d.kind = 'sale' THEN d.amount ELSE 0 END) AS Gross, sum(CASE WHEN d.kind = 'customerReturn' THEN d.amount ELSE 0 END) AS Returns, sum(-d.cost) AS CostOfSales
        """;

    /// <summary>Sales by <c>day</c>, <c>store</c>, <c>city</c> or <c>region</c>, without looking at products.</summary>
    /// <param name="scope">What is covered; its category and supplier are ignored.</param>
    /// <param name="groupBy">Which.</param>
    /// <param name="ct">Stops waiting.</param>
    public Task<IReadOnlyList<SalesSum>> SalesAsync(ReportScope scope, string groupBy, CancellationToken ct) =>
        SalesAsync("daily_activity", "sum(CASE WHEN d.kind = 'sale' THEN d.entries ELSE 0 END) AS Receipts, 0 AS Quantity", "", scope, groupBy, ct);

    /// <summary>Sales by day, store, city, region, product or category, of all products, of one category, or of what a supplier supplies.</summary>
    /// <param name="scope">What is covered.</param>
    /// <param name="groupBy">Which.</param>
    /// <param name="ct">Stops waiting.</param>
    public Task<IReadOnlyList<SalesSum>> SalesByProductsAsync(ReportScope scope, string groupBy, CancellationToken ct) => SalesAsync(
        "daily",
        "0 AS Receipts, sum(-d.quantity) AS Quantity",
        (scope.Category is null ? "" : "AND d.product IN (SELECT c.id FROM product c WHERE c.category = @Category)") + Supplied(scope, "d"),
        scope,
        groupBy,
        ct);

    // First by a number of the table itself, in the order of its key or close to it; only what is left of it is named and grouped again.
    private Task<IReadOnlyList<SalesSum>> SalesAsync(string table, string columns, string condition, ReportScope scope, string groupBy, CancellationToken ct)
    {
        var (key, name, group) = KeyOf(groupBy);
        var (number, join) = groupBy switch
        {
            "store" or "city" or "region" => ("store", "JOIN store s ON s.id = d.store"),
            "product" or "category" => ("product", "JOIN product p ON p.id = d.product"),
            _ => ("business_date", ""),
        };
        return QueryAsync<SalesSum>(
            $"""
            SELECT {key} AS Key, {name} AS Name, sum(d.Receipts) AS Receipts, sum(d.Quantity) AS Quantity, sum(d.Gross) AS Gross, sum(d.Returns) AS Returns, sum(d.CostOfSales) AS CostOfSales
            FROM (SELECT d.{number}, {columns}, {SaleSums} FROM {table} d WHERE {InScope} AND d.kind IN ('sale', 'customerReturn') {condition} GROUP BY d.{number}) d {join}
            GROUP BY {group} ORDER BY {(number == "product" ? "sum(d.Gross - d.Returns) DESC, 1" : "1")}
            """,
            scope,
            ct);
    }

    /// <summary>Movements by <c>type</c>, <c>reason</c> (of removals), <c>actor</c>, <c>store</c>, <c>city</c> or <c>region</c>.</summary>
    /// <param name="scope">What is covered. With a category: by anything but actor. With a supplier: the entries that name it.</param>
    /// <param name="groupBy">Which.</param>
    /// <param name="ct">Stops waiting.</param>
    public async Task<IReadOnlyList<MovementSum>> MovementsAsync(ReportScope scope, string groupBy, CancellationToken ct)
    {
        if (scope.Supplier is not null)
        {
            using var lease = await database.ReadAsync(ct);
            return await SupplierMovements.ReadAsync(lease.Connection, scope, groupBy, KeyOf(groupBy).Key, ct);
        }

        var key = groupBy switch { "reason" => "d.reason", "actor" => "d.actor", "type" => "d.kind", _ => KeyOf(groupBy).Key };
        var (entries, totals) = scope.Category is null ? ("sum(d.entries)", "daily_activity d") : ("CAST(NULL AS bigint)", "daily d JOIN product p ON p.id = d.product AND p.category = @Category");
        return await QueryAsync<MovementSum>(
            $"""
            SELECT {key} AS Key, {entries} AS Entries, sum(d.amount) AS Amount, sum(d.cost) AS Cost FROM {totals} JOIN store s ON s.id = d.store
            WHERE {InScope} {(groupBy == "reason" ? "AND d.kind = 'removal'" : "")} GROUP BY {key} ORDER BY 1
            """,
            scope,
            ct);
    }

    /// <summary>What was removed, or found missing by counts, by <c>reason</c>, <c>product</c>, <c>category</c>, <c>store</c>, <c>city</c> or <c>region</c>.</summary>
    /// <param name="scope">What is covered.</param>
    /// <param name="groupBy">Which.</param>
    /// <param name="ct">Stops waiting.</param>
    public Task<IReadOnlyList<ShrinkageSum>> ShrinkageAsync(ReportScope scope, string groupBy, CancellationToken ct)
    {
        const string Reason = "CASE WHEN d.kind = 'count' THEN 'count' ELSE d.reason END";
        (string As, string Sql)[] columns = groupBy switch
        {
            "product" => [("Store", "s.code"), ("Sku", "p.sku"), ("Name", "p.name"), ("Reason", Reason)],
            "category" => [("Category", "coalesce(p.category, '')")],
            "store" => [("Store", "s.code")],
            "city" => [("City", "coalesce(s.city, '')")],
            "region" => [("Region", "coalesce(s.region, '')")],
            _ => [("Store", "s.code"), ("Reason", Reason)],
        };
        return QueryAsync<ShrinkageSum>(
            $"""
            SELECT {string.Join(", ", columns.Select(c => $"{c.Sql} AS {c.As}"))}, sum(-d.quantity) AS Quantity, sum(-d.cost) AS Cost
            FROM daily d JOIN store s ON s.id = d.store JOIN product p ON p.id = d.product
            WHERE {InScope} AND (@Category IS NULL OR p.category = @Category) {Supplied(scope, "d")} AND (d.kind = 'count' OR (d.kind = 'removal' AND d.reason NOT IN ('ownUse', 'sample')))
            GROUP BY {string.Join(", ", columns.Select(c => c.Sql))} HAVING sum(d.quantity) <> 0 OR sum(d.cost) <> 0 ORDER BY 1, {columns.Length + 2} DESC
            """,
            scope,
            ct);
    }

    /// <summary>How often counts found what the book said, by <c>store</c>, or by <c>category</c> or <c>product</c> of a store.</summary>
    /// <param name="scope">What is covered.</param>
    /// <param name="groupBy">Which.</param>
    /// <param name="ct">Stops waiting.</param>
    public Task<IReadOnlyList<AccuracySum>> AccuracyAsync(ReportScope scope, string groupBy, CancellationToken ct)
    {
        // Along the index of counted lines, which goes by store and date: neither sales nor older counts weigh on it.
        var (columns, group) = groupBy switch
        {
            "category" => ("coalesce(p.category, '') AS Category, NULL AS Sku, NULL AS Name", ", coalesce(p.category, '')"),
            "product" => ("p.category AS Category, p.sku AS Sku, p.name AS Name", ", p.sku, p.name, p.category"),
            _ => ("NULL AS Category, NULL AS Sku, NULL AS Name", ""),
        };
        return QueryAsync<AccuracySum>(
            $"""
            SELECT s.code AS Store, {columns}, count(*) AS Counted, sum(CASE WHEN d.quantity = 0 THEN 1 ELSE 0 END) AS "Right",
              sum(CASE WHEN d.amount > 0 THEN d.amount ELSE 0 END) AS Surplus, sum(CASE WHEN d.amount < 0 THEN -d.amount ELSE 0 END) AS Shortfall
            FROM line d JOIN store s ON s.id = d.store JOIN product p ON p.id = d.product
            WHERE {InScope} AND d.counted IS NOT NULL AND (@Category IS NULL OR p.category = @Category) {Supplied(scope, "d")}
              AND NOT EXISTS (SELECT 1 FROM entry r WHERE r.store = d.store AND r.reversal_of = d.seq)
            GROUP BY s.code{group} ORDER BY 1{(groupBy == "product" ? ", 3" : ", 2")}
            """,
            scope,
            ct);
    }

    /// <summary>Stock now, product by product, as it is read; ordered by store and product.</summary>
    /// <param name="scope">What is covered; its dates are ignored.</param>
    /// <param name="ct">Stops reading.</param>
    public IAsyncEnumerable<Stock.StockRow> StockAsync(ReportScope scope, CancellationToken ct) => StreamAsync<Stock.StockRow>(
        $$"""
        SELECT s.code AS Store, p.sku, p.name, p.name_urdu AS NameUrdu, p.category, p.unit, p.id AS Product, k.on_hand AS OnHand, k.average_cost AS AverageCost,
          coalesce(k.price, p.price) AS Price, k.reorder_point AS ReorderPoint, k.target_level AS TargetLevel, k.seq, k.version, k.updated_at AS UpdatedAt
        FROM stock k JOIN store s ON s.id = k.store JOIN product p ON p.id = k.product
        WHERE k.store IN {=Stores} AND (@Category IS NULL OR p.category = @Category) {{Supplied(scope, "k")}} AND k.seq > 0
        ORDER BY s.code_key, p.sku_key
        """,
        scope,
        ct);

    /// <summary>Balances with what they are valued by, as they are read, in no order.</summary>
    /// <param name="scope">What is covered; its dates are ignored.</param>
    /// <param name="groupBy"><c>category</c>, <c>store</c>, <c>city</c> or <c>region</c>.</param>
    /// <param name="ct">Stops reading.</param>
    public IAsyncEnumerable<ValuedBalance> BalancesAsync(ReportScope scope, string groupBy, CancellationToken ct) => StreamAsync<ValuedBalance>(
        $$"""
        SELECT {{KeyOf(groupBy).Key}} AS Key, k.on_hand AS OnHand, k.average_cost AS AverageCost, coalesce(k.price, p.price) AS Price
        FROM stock k JOIN store s ON s.id = k.store JOIN product p ON p.id = k.product
        WHERE k.store IN {=Stores} AND (@Category IS NULL OR p.category = @Category) {{Supplied(scope, "k")}} AND k.seq > 0
        """,
        scope,
        ct);

    /// <summary>What a row stands for: its key, its name, and what is grouped by.</summary>
    private static (string Key, string Name, string Group) KeyOf(string groupBy) => groupBy switch
    {
        "store" => ("s.code", "s.name", "s.code, s.name"),
        "city" => ("coalesce(s.city, '')", "NULL", "coalesce(s.city, '')"),
        "region" => ("coalesce(s.region, '')", "NULL", "coalesce(s.region, '')"),
        "product" => ("p.sku", "p.name", "p.sku, p.name"),
        "category" => ("coalesce(p.category, '')", "NULL", "coalesce(p.category, '')"),
        _ => ("CAST(d.business_date AS TEXT)", "NULL", "d.business_date"),
    };

    /// <summary>Only what the supplier supplies to the store, or to all stores, as the sourcing stands now. Two lists that do not depend on the row are each read once.</summary>
    private static string Supplied(ReportScope scope, string row) => scope.Supplier is null ? "" : $"""
        AND ({row}.product IN (SELECT c.product FROM sourcing c WHERE c.supplier = @supplier AND c.store = 0)
          OR ({row}.store, {row}.product) IN (SELECT c.store, c.product FROM sourcing c WHERE c.supplier = @supplier))
        """;

    private static object Parameters(ReportScope scope) =>
        new { scope.Stores, from = SqlDate.ToNumber(scope.From), to = SqlDate.ToNumber(scope.To), scope.Category, supplier = scope.Supplier?.Id };

    private async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, ReportScope scope, CancellationToken ct)
    {
        using var lease = await database.ReadAsync(ct);
        return (await lease.Connection.QueryAsync<T>(sql, Parameters(scope))).AsList();
    }

    private async IAsyncEnumerable<T> StreamAsync<T>(string sql, ReportScope scope, [EnumeratorCancellation] CancellationToken ct)
    {
        using var lease = await database.ReadAsync(ct);

        // Every product of every store, as fast as whoever asked takes it: that may be long, and is not a mistake.
        lease.TakeYourTime();
        await foreach (var row in lease.Connection.QueryUnbufferedAsync<T>(sql, Parameters(scope)).WithCancellation(ct))
        {
            yield return row;
        }
    }
}
