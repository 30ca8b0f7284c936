using Dapper;

namespace Bazaar.Storage.Reports;

/// <summary>What a report covers.</summary>
/// <param name="StoreKeys">Codes in their key spelling; all stores when empty.</param>
/// <param name="From">First business date, included.</param>
/// <param name="To">Last business date, included.</param>
/// <param name="Category">Only products of this category.</param>
public sealed record ReportScope(IReadOnlyList<string> StoreKeys, DateOnly From, DateOnly To, string? Category);

/// <summary>A sum of sales.</summary>
public sealed record SalesSum
{
    /// <summary>What it is a sum of.</summary>
    public required string Key { get; init; }

    /// <summary>The name of it.</summary>
    public string? Name { get; init; }

    /// <summary>Receipts; 0 where not counted.</summary>
    public long Receipts { get; init; }

    /// <summary>Thousandths, sold less returned.</summary>
    public long Quantity { get; init; }

    /// <summary>Hundredths.</summary>
    public long Gross { get; init; }

    /// <summary>Hundredths.</summary>
    public long Returns { get; init; }

    /// <summary>Hundredths.</summary>
    public long CostOfSales { get; init; }
}

/// <summary>A sum of movements.</summary>
public sealed record MovementSum
{
    /// <summary>The kind, reason or actor.</summary>
    public required string Key { get; init; }

    /// <summary>Entries less those taken back.</summary>
    public long Entries { get; init; }

    /// <summary>Hundredths.</summary>
    public long Amount { get; init; }

    /// <summary>Hundredths, signed.</summary>
    public long Cost { get; init; }
}

/// <summary>A sum of losses.</summary>
public sealed record ShrinkageSum
{
    /// <summary>The store's code.</summary>
    public required string Store { get; init; }

    /// <summary>The product; null where products are summed.</summary>
    public string? Sku { get; init; }

    /// <summary>Its name.</summary>
    public string? Name { get; init; }

    /// <summary>Why; null where reasons are summed.</summary>
    public string? Reason { get; init; }

    /// <summary>Thousandths lost.</summary>
    public long Quantity { get; init; }

    /// <summary>Hundredths lost.</summary>
    public long Cost { get; init; }
}

/// <summary>How often the book was right.</summary>
public sealed record AccuracySum
{
    /// <summary>The store's code.</summary>
    public required string Store { get; init; }

    /// <summary>The category; null where categories are summed.</summary>
    public string? Category { get; init; }

    /// <summary>Counted lines.</summary>
    public long Counted { get; init; }

    /// <summary>Those without a variance.</summary>
    public long Right { get; init; }

    /// <summary>Hundredths found too much.</summary>
    public long Surplus { get; init; }

    /// <summary>Hundredths missing.</summary>
    public long Shortfall { get; init; }
}

/// <summary>Reads reports from the daily totals, which are never stale and do not grow with the number of entries a day.</summary>
/// <param name="database">The engine.</param>
public sealed class ReportStore(IDatabase database)
{
    private const string InScope = "(@allStores OR s.code_key IN @StoreKeys) AND d.business_date BETWEEN @from AND @to";
    private const string SaleSums = """
        sum(CASE WHEN d.kind = 'sale' THEN d.amount ELSE 0 END) AS Gross, sum(CASE WHEN d.kind = 'customerReturn' THEN d.amount ELSE 0 END) AS Returns, sum(-d.cost) AS CostOfSales
        """;

    /// <summary>Sales by <c>day</c> or <c>store</c>, without looking at products.</summary>
    /// <param name="scope">What is covered; its category is ignored.</param>
    /// <param name="byStore">By store; else by day.</param>
    /// <param name="ct">Stops waiting.</param>
    public Task<IReadOnlyList<SalesSum>> SalesByDayOrStoreAsync(ReportScope scope, bool byStore, CancellationToken ct) => QueryAsync<SalesSum>(
        $"""
        SELECT {(byStore ? "s.code" : "CAST(d.business_date AS TEXT)")} AS Key, {(byStore ? "s.name" : "NULL")} AS Name,
          sum(CASE WHEN d.kind = 'sale' THEN d.entries ELSE 0 END) AS Receipts, 0 AS Quantity, {SaleSums}
        FROM daily_activity d JOIN store s ON s.id = d.store
        WHERE {InScope} AND d.kind IN ('sale', 'customerReturn') GROUP BY {(byStore ? "s.code, s.name" : "d.business_date")} ORDER BY 1
        """,
        scope,
        ct);

    /// <summary>Sales by day, store, product or category, of all products or one category.</summary>
    /// <param name="scope">What is covered.</param>
    /// <param name="groupBy"><c>day</c>, <c>store</c>, <c>product</c> or <c>category</c>.</param>
    /// <param name="ct">Stops waiting.</param>
    public Task<IReadOnlyList<SalesSum>> SalesByProductsAsync(ReportScope scope, string groupBy, CancellationToken ct)
    {
        var (key, name) = groupBy switch
        {
            "store" => ("s.code", "s.name"),
            "product" => ("p.sku", "p.name"),
            "category" => ("coalesce(p.category, '')", "NULL"),
            _ => ("CAST(d.business_date AS TEXT)", "NULL"),
        };
        return QueryAsync<SalesSum>(
            $"""
            SELECT {key} AS Key, {name} AS Name, 0 AS Receipts, sum(-d.quantity) AS Quantity, {SaleSums}
            FROM daily d JOIN store s ON s.id = d.store JOIN product p ON p.id = d.product
            WHERE {InScope} AND (@Category IS NULL OR p.category = @Category) AND d.kind IN ('sale', 'customerReturn')
            GROUP BY {key} ORDER BY {(groupBy is "product" or "category" ? "5 - 6 DESC, 1" : "1")}
            """,
            scope,
            ct);
    }

    /// <summary>Movements by <c>type</c>, <c>reason</c> (of removals) or <c>actor</c>.</summary>
    /// <param name="scope">What is covered; its category is ignored.</param>
    /// <param name="groupBy">Which.</param>
    /// <param name="ct">Stops waiting.</param>
    public Task<IReadOnlyList<MovementSum>> MovementsAsync(ReportScope scope, string groupBy, CancellationToken ct)
    {
        var key = groupBy switch { "reason" => "d.reason", "actor" => "d.actor", _ => "d.kind" };
        return QueryAsync<MovementSum>(
            $"""
            SELECT {key} AS Key, sum(d.entries) AS Entries, sum(d.amount) AS Amount, sum(d.cost) AS Cost FROM daily_activity d JOIN store s ON s.id = d.store
            WHERE {InScope} {(groupBy == "reason" ? "AND d.kind = 'removal'" : "")} GROUP BY {key} ORDER BY 1
            """,
            scope,
            ct);
    }

    /// <summary>What was removed, or found missing by counts, by <c>reason</c>, <c>product</c> or <c>store</c>.</summary>
    /// <param name="scope">What is covered.</param>
    /// <param name="groupBy">Which.</param>
    /// <param name="ct">Stops waiting.</param>
    public Task<IReadOnlyList<ShrinkageSum>> ShrinkageAsync(ReportScope scope, string groupBy, CancellationToken ct)
    {
        const string Reason = "CASE WHEN d.kind = 'count' THEN 'count' ELSE d.reason END";
        var (columns, group) = groupBy switch
        {
            "product" => ($"p.sku AS Sku, p.name AS Name, {Reason} AS Reason", $"s.code, p.sku, p.name, {Reason}"),
            "store" => ("NULL AS Sku, NULL AS Name, NULL AS Reason", "s.code"),
            _ => ($"NULL AS Sku, NULL AS Name, {Reason} AS Reason", $"s.code, {Reason}"),
        };
        return QueryAsync<ShrinkageSum>(
            $"""
            SELECT s.code AS Store, {columns}, sum(-d.quantity) AS Quantity, sum(-d.cost) AS Cost
            FROM daily d JOIN store s ON s.id = d.store JOIN product p ON p.id = d.product
            WHERE {InScope} AND (@Category IS NULL OR p.category = @Category) AND (d.kind = 'count' OR (d.kind = 'removal' AND d.reason NOT IN ('ownUse', 'sample')))
            GROUP BY {group} HAVING sum(d.quantity) <> 0 OR sum(d.cost) <> 0 ORDER BY 1, 6 DESC
            """,
            scope,
            ct);
    }

    /// <summary>How often counts found what the book said, by <c>store</c> or <c>category</c> of a store.</summary>
    /// <param name="scope">What is covered.</param>
    /// <param name="byCategory">By category; else by store.</param>
    /// <param name="ct">Stops waiting.</param>
    public Task<IReadOnlyList<AccuracySum>> AccuracyAsync(ReportScope scope, bool byCategory, CancellationToken ct)
    {
        // Store by store along the index of counted lines, which goes by date: neither sales nor older counts weigh on it. CROSS JOIN, because
        // SQLite keeps to its order and would else walk every count there ever was.
        var category = byCategory ? "coalesce(p.category, '')" : "NULL";
        return QueryAsync<AccuracySum>(
            $"""
            SELECT s.code AS Store, {category} AS Category, count(*) AS Counted, sum(CASE WHEN d.quantity = 0 THEN 1 ELSE 0 END) AS "Right",
              sum(CASE WHEN d.amount > 0 THEN d.amount ELSE 0 END) AS Surplus, sum(CASE WHEN d.amount < 0 THEN -d.amount ELSE 0 END) AS Shortfall
            FROM store s CROSS JOIN line d JOIN product p ON p.id = d.product
            WHERE d.store = s.id AND d.counted IS NOT NULL AND {InScope} AND (@Category IS NULL OR p.category = @Category)
              AND NOT EXISTS (SELECT 1 FROM entry r WHERE r.store = d.store AND r.reversal_of = d.seq)
            GROUP BY s.code{(byCategory ? $", {category}" : "")} ORDER BY 1, 2
            """,
            scope,
            ct);
    }

    /// <summary>Stock now, product by product.</summary>
    /// <param name="scope">What is covered; its dates are ignored.</param>
    /// <param name="ct">Stops waiting.</param>
    public Task<IReadOnlyList<Stock.StockRow>> StockAsync(ReportScope scope, CancellationToken ct) => QueryAsync<Stock.StockRow>(
        """
        SELECT s.code AS Store, p.sku, p.name, p.name_urdu AS NameUrdu, p.category, p.unit, p.id AS Product, k.on_hand AS OnHand, k.average_cost AS AverageCost,
          coalesce(k.price, p.price) AS Price, k.reorder_point AS ReorderPoint, k.target_level AS TargetLevel, k.seq, k.version, k.updated_at AS UpdatedAt
        FROM stock k JOIN store s ON s.id = k.store JOIN product p ON p.id = k.product
        WHERE (@allStores OR s.code_key IN @StoreKeys) AND (@Category IS NULL OR p.category = @Category) AND k.seq > 0
        ORDER BY s.code_key, p.sku_key
        """,
        scope,
        ct);

    private async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, ReportScope scope, CancellationToken ct)
    {
        using var lease = await database.ReadAsync(ct);
        return (await lease.Connection.QueryAsync<T>(
            sql,
            new { allStores = scope.StoreKeys.Count == 0, scope.StoreKeys, from = SqlDate.ToNumber(scope.From), to = SqlDate.ToNumber(scope.To), scope.Category })).AsList();
    }
}
