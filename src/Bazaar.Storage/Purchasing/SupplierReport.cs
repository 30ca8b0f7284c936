using Bazaar.Domain.Primitives;
using Bazaar.Storage.Reports;
using Dapper;

namespace Bazaar.Storage.Purchasing;

/// <summary>How a supplier delivered what was ordered in some dates. Hundredths.</summary>
public sealed record SupplierSum
{
    /// <summary>The supplier's code.</summary>
    public required string Supplier { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Orders sent.</summary>
    public long Orders { get; init; }

    /// <summary>What they asked for.</summary>
    public long Ordered { get; init; }

    /// <summary>What came, at the cost it was received at.</summary>
    public long Received { get; init; }

    /// <summary>Orders whose time has come.</summary>
    public long Due { get; init; }

    /// <summary>Those of them that were all there in time.</summary>
    public long OnTime { get; init; }

    /// <summary>What is still to come.</summary>
    public long Outstanding { get; init; }

    /// <summary>What nobody waits for any more.</summary>
    public long Under { get; init; }

    /// <summary>What came beyond what was ordered.</summary>
    public long Over { get; init; }
}

/// <summary>Reads how suppliers deliver.</summary>
/// <param name="database">The engine.</param>
public sealed class SupplierReport(IDatabase database)
{
    private const string Orders = """
        FROM purchase_order o JOIN supplier v ON v.id = o.supplier
        """;

    private const string Lines = $"{Orders} JOIN purchase_line l ON l.store = o.store AND l.number = o.number JOIN product p ON p.id = l.product";

    // The stores are written out as numbers, as in the other reports.
    private const string InScope = "o.ordered_at IS NOT NULL AND o.store IN {=Stores} AND o.business_date BETWEEN {=from} AND {=to} AND (@supplier IS NULL OR o.supplier = @supplier)";

    private const string InCategory = "(@Category IS NULL OR p.category = @Category)";

    /// <summary>Sums by supplier, by code.</summary>
    /// <param name="scope">Which orders, by the date they were sent; with a category, only their lines of it.</param>
    /// <param name="now">The time.</param>
    /// <param name="ct">Stops waiting.</param>
    public async Task<IReadOnlyList<SupplierSum>> ReadAsync(ReportScope scope, DateTimeOffset now, CancellationToken ct)
    {
        using var lease = await database.ReadAsync(ct);
        var parameters = new
        {
            scope.Stores, from = SqlDate.ToNumber(scope.From), to = SqlDate.ToNumber(scope.To), scope.Category, supplier = scope.Supplier?.Id, now = Clock.ToMicros(now),
        };
        var sums = (await lease.Connection.QueryAsync<SupplierSum>(
            $"""
            SELECT v.code AS Supplier, v.name AS Name, count(DISTINCT o.number) AS Orders, CAST(sum(l.amount) AS bigint) AS Ordered
            {Lines} WHERE {InScope} AND {InCategory} GROUP BY v.code, v.code_key, v.name ORDER BY v.code_key
            """,
            parameters)).AsList();
        var received = (await lease.Connection.QueryAsync<Sum>(
            $"""
            SELECT v.code AS Supplier, CAST(sum(k.amount) AS bigint) AS Amount
            {Orders} JOIN order_receipt_line r ON r.store = o.store AND r.number = o.number
            JOIN line k ON k.store = r.store AND k.seq = r.seq AND k.line = r.line JOIN product p ON p.id = k.product
            WHERE {InScope} AND {InCategory} AND NOT EXISTS (SELECT 1 FROM entry x WHERE x.store = r.store AND x.reversal_of = r.seq) GROUP BY v.code
            """,
            parameters)).ToDictionary(r => r.Supplier, r => r.Amount);
        var times = (await lease.Connection.QueryAsync<Times>(
            $"""
            SELECT q.Supplier AS Supplier, count(*) AS Due, count(CASE WHEN q.OnTime = 1 THEN 1 END) AS OnTime FROM (
              SELECT v.code AS Supplier, o.expected_at AS ExpectedAt, {OrderSql.Status} AS Status,
                CASE WHEN {OrderSql.Complete} AND (
                  SELECT max(e.occurred_at) FROM order_receipt r JOIN entry e ON e.store = r.store AND e.seq = r.seq
                  WHERE r.store = o.store AND r.number = o.number
                    AND NOT EXISTS (SELECT 1 FROM entry x WHERE x.store = r.store AND x.reversal_of = r.seq)) <= o.expected_at THEN 1 ELSE 0 END AS OnTime
              {Orders} WHERE {InScope} AND o.expected_at IS NOT NULL
                AND EXISTS (SELECT 1 FROM purchase_line l JOIN product p ON p.id = l.product WHERE l.store = o.store AND l.number = o.number AND {InCategory})) q
            WHERE q.Status = 'received' OR (q.Status <> 'cancelled' AND q.ExpectedAt < @now) GROUP BY q.Supplier
            """,
            parameters)).ToDictionary(t => t.Supplier);
        var differences = (await lease.Connection.QueryAsync<Difference>(
            $"""
            SELECT * FROM (SELECT v.code AS Supplier, l.base AS Base, l.amount AS Amount, {OrderSql.Status} AS Status, {OrderSql.Received} AS Came {Lines} WHERE {InScope} AND {InCategory}) q
            WHERE q.Came <> q.Base
            """,
            parameters)).ToLookup(d => d.Supplier);
        return
        [
            .. sums.Select(s => s with
            {
                Received = received.GetValueOrDefault(s.Supplier),
                Due = times.GetValueOrDefault(s.Supplier)?.Due ?? 0,
                OnTime = times.GetValueOrDefault(s.Supplier)?.OnTime ?? 0,
                Outstanding = differences[s.Supplier].Where(d => !d.IsSettled).Sum(d => d.Missing),
                Under = differences[s.Supplier].Where(d => d.IsSettled).Sum(d => d.Missing),
                Over = differences[s.Supplier].Sum(d => d.Extra),
            }),
        ];
    }

    private sealed record Sum
    {
        public required string Supplier { get; init; }

        public long Amount { get; init; }
    }

    private sealed record Times
    {
        public required string Supplier { get; init; }

        public long Due { get; init; }

        public long OnTime { get; init; }
    }

    /// <summary>A line of which more or less came than was ordered, at the cost it was ordered at.</summary>
    private sealed record Difference
    {
        public required string Supplier { get; init; }

        public long Base { get; init; }

        public long Amount { get; init; }

        public required string Status { get; init; }

        public long Came { get; init; }

        public bool IsSettled => Status is "received" or "cancelled";

        public long Missing => Share(Math.Max(0, Base - Came));

        public long Extra => Share(Math.Max(0, Came - Base));

        private long Share(long baseUnits) => (long)Int128.Min(Exact.DivideRounded((Int128)Amount * baseUnits, Base), Exact.MaxAmount);
    }
}
