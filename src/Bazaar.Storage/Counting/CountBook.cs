using System.Data.Common;
using Bazaar.Domain.Counting;
using Bazaar.Domain.Ledger;
using Bazaar.Domain.Primitives;
using Bazaar.Storage.Ledger;
using Dapper;

namespace Bazaar.Storage.Counting;

/// <summary>Puts a count beside the book, for people to look at and for the ledger to post.</summary>
internal static class CountBook
{
    /// <summary>Makes the sheet of a count.</summary>
    /// <param name="connection">Where to read.</param>
    /// <param name="transaction">The transaction, where there is one.</param>
    /// <param name="count">The count.</param>
    /// <param name="countedAt">The time that was stated; null: each product's last scan.</param>
    /// <returns>The rows and the time of the whole count; null when nothing was scanned.</returns>
    public static async Task<(IReadOnlyList<VarianceRow> Rows, DateTimeOffset TakenAt)?> ReadAsync(DbConnection connection, DbTransaction? transaction, CountRow count, DateTimeOffset? countedAt)
    {
        var scans = (await connection.QueryAsync<CounterScans>(
            """
            SELECT product AS Product, counter AS Counter, sum(quantity) AS Quantity, min(at) AS FirstAt, coalesce(max(CASE WHEN quantity >= 0 THEN at END), min(at)) AS LastAt
            FROM count_scan WHERE session = @Number AND product IS NOT NULL GROUP BY product, counter
            """,
            new { count.Number },
            transaction))
            .GroupBy(s => s.Product).ToDictionary(g => g.Key, g => g.ToList());
        if (scans.Count == 0)
        {
            return null;
        }

        var tallies = scans.Select(s => new Tally(s.Key, s.Value.Sum(v => v.Quantity), Clock.FromMicros(s.Value.Min(v => v.FirstAt)), Clock.FromMicros(s.Value.Max(v => v.LastAt)))).ToList();
        var products = (await connection.QueryAsync<ProductLine>(
            """
            SELECT p.id AS Id, p.sku AS Sku, p.name AS Name, p.unit AS Unit, p.category AS Category, coalesce(k.on_hand, 0) AS OnHand, coalesce(k.average_cost, p.cost, 0) AS UnitCost
            FROM product p LEFT JOIN stock k ON k.store = @StoreId AND k.product = p.id
            WHERE k.seq > 0 OR p.id IN (SELECT s.product FROM count_scan s WHERE s.session = @Number)
            """,
            new { count.StoreId, count.Number },
            transaction)).ToDictionary(p => p.Id);
        var takenAt = countedAt ?? tallies.Max(t => t.LastAt);
        IReadOnlyList<SheetLine> sheet;
        if (count.EntrySeq is { } seq)
        {
            (sheet, products) = await ReadPostedAsync(connection, transaction, count, seq, tallies, products);
        }
        else
        {
            var since = countedAt ?? tallies.Min(t => t.FirstAt);
            var onHand = products.Values.Where(p => scans.ContainsKey(p.Id) || count.Category is null || p.Category == count.Category).ToDictionary(p => p.Id, p => p.OnHand);
            sheet = CountSheet.Of(tallies, onHand, await ReadMovedAsync(connection, transaction, count.StoreId, since), takenAt, countedAt is not null);
        }

        return ([.. sheet.Select(l => ToRow(l, products[l.Product], scans))], takenAt);
    }

    private static VarianceRow ToRow(SheetLine line, ProductLine product, Dictionary<long, List<CounterScans>> scans) => new(
        line, product.Sku, product.Name, product.Unit, product.UnitCost, scans.TryGetValue(line.Product, out var by) ? [.. by.OrderBy(s => s.Counter).Select(s => (s.Counter, s.Quantity))] : []);

    /// <summary>What was posted does not change when the book moves on.</summary>
    private static async Task<(IReadOnlyList<SheetLine> Sheet, Dictionary<long, ProductLine> Products)> ReadPostedAsync(
        DbConnection connection, DbTransaction? transaction, CountRow count, long seq, List<Tally> tallies, Dictionary<long, ProductLine> products)
    {
        var scanned = tallies.ToDictionary(t => t.Product);
        var lines = (await connection.QueryAsync<(long Product, long Counted, long Quantity, long Cost)>(
            "SELECT product, counted, quantity, cost FROM line WHERE store = @StoreId AND seq = @seq AND counted IS NOT NULL", new { count.StoreId, seq }, transaction)).AsList();
        var sheet = lines.Select(l => scanned.TryGetValue(l.Product, out var tally)
            ? new SheetLine(l.Product, tally.Scanned, tally.LastAt, l.Counted, l.Counted - l.Quantity)
            : new SheetLine(l.Product, null, null, l.Counted, l.Counted - l.Quantity)).ToList();
        return (sheet, lines.ToDictionary(l => l.Product, l => products[l.Product] with { UnitCost = l.Cost }));
    }

    /// <summary>Lines that take effect after a time. Only entries recorded since then, less what a clock may be ahead, can have any.</summary>
    private static async Task<IEnumerable<Moved>> ReadMovedAsync(DbConnection connection, DbTransaction? transaction, long store, DateTimeOffset since)
    {
        var rows = await connection.QueryAsync<(long Product, long Quantity, long At, long Corrects)>(
            """
            SELECT l.product, l.quantity, l.effective_at, CASE WHEN l.covered_by IS NOT NULL OR e.kind = 'count' OR o.kind = 'count' THEN 1 ELSE 0 END
            FROM line l JOIN entry e ON e.store = l.store AND e.seq = l.seq LEFT JOIN entry o ON o.store = e.store AND o.seq = e.reversal_of
            WHERE l.store = @store AND l.effective_at > @since
              AND l.seq > coalesce((SELECT b.seq FROM entry b WHERE b.store = @store AND b.recorded_at < @recorded ORDER BY b.seq DESC LIMIT 1), 0)
            """,
            new { store, since = Clock.ToMicros(since), recorded = Clock.ToMicros(since - Posting.MaxClockSkew) },
            transaction);
        return rows.Select(r => new Moved(r.Product, r.Quantity, Clock.FromMicros(r.At), r.Corrects == 0));
    }

    private sealed record CounterScans
    {
        public long Product { get; init; }

        public required string Counter { get; init; }

        public long Quantity { get; init; }

        public long FirstAt { get; init; }

        public long LastAt { get; init; }
    }

    private sealed record ProductLine
    {
        public long Id { get; init; }

        public required string Sku { get; init; }

        public required string Name { get; init; }

        public required string Unit { get; init; }

        public string? Category { get; init; }

        public long OnHand { get; init; }

        public long UnitCost { get; init; }
    }
}
