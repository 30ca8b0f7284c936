using System.Data.Common;
using Bazaar.Domain.Primitives;
using Dapper;

namespace Bazaar.Storage.Reports;

/// <summary>
/// Sums up the entries that name a supplier, and those that took them back. No daily total names suppliers, for sales would pay for it; the index
/// of entries that do goes by store and date, so this grows with the receipts in the dates asked for and with nothing else.
/// </summary>
internal static class SupplierMovements
{
    private const string InScope = "n.store IN {=Stores} AND n.business_date BETWEEN {=from} AND {=to} AND n.supplier IS NOT NULL AND upper(n.supplier) = @supplier";

    // A balancing line belongs to the count that it explains.
    private const string Lines = "l.quantity AS Quantity, l.cost AS Cost, l.amount AS Amount";
    private const string LineIsOwn = "AND l.covered_by IS NULL AND (@Category IS NULL OR l.product IN (SELECT p.id FROM product p WHERE p.category = @Category))";

    /// <summary>Sums by <c>type</c>, <c>reason</c>, <c>actor</c>, or the store's <paramref name="place"/>.</summary>
    /// <param name="connection">Where to read.</param>
    /// <param name="scope">What is covered.</param>
    /// <param name="groupBy">What a sum stands for.</param>
    /// <param name="place">The expression to group by where it is none of these.</param>
    /// <param name="ct">Stops reading.</param>
    public static async Task<IReadOnlyList<MovementSum>> ReadAsync(DbConnection connection, ReportScope scope, string groupBy, string place, CancellationToken ct)
    {
        string Key(string posted) => groupBy switch { "reason" => "n.reason", "actor" => $"{posted}.actor", "type" => "n.kind", _ => place };
        var only = groupBy == "reason" ? "AND n.kind = 'removal'" : "";
        var rows = connection.QueryUnbufferedAsync<Row>(
            $"""
            SELECT {Key("n")} AS Key, n.store AS Store, n.seq AS Seq, 1 AS Sign, {Lines}
            FROM entry n JOIN store s ON s.id = n.store JOIN line l ON l.store = n.store AND l.seq = n.seq {LineIsOwn}
            WHERE {InScope} {only}
            UNION ALL
            SELECT {Key("r")} AS Key, r.store AS Store, r.seq AS Seq, -1 AS Sign, {Lines}
            FROM entry n JOIN store s ON s.id = n.store JOIN entry r ON r.store = n.store AND r.reversal_of = n.seq JOIN line l ON l.store = r.store AND l.seq = r.seq {LineIsOwn}
            WHERE {InScope} {only}
            """,
            new { scope.Stores, from = SqlDate.ToNumber(scope.From), to = SqlDate.ToNumber(scope.To), supplier = Upper(scope.Supplier!.Code), scope.Category });
        var sums = new SortedDictionary<string, MovementSum>(StringComparer.Ordinal);
        var counted = new HashSet<(long, long)>();
        await foreach (var row in rows.WithCancellation(ct))
        {
            var sum = sums.GetValueOrDefault(row.Key) ?? new MovementSum { Key = row.Key, Entries = 0 };
            var entry = counted.Add((row.Store, row.Seq)) ? row.Sign : 0;
            sums[row.Key] = checked(sum with { Entries = sum.Entries + entry, Amount = sum.Amount + row.Amount, Cost = sum.Cost + (long)Exact.AmountAtCost(row.Quantity, row.Cost) });
        }

        return [.. sums.Values];
    }

    /// <summary>As the databases do it: an entry may call its supplier anything, and they know no case but that of a to z.</summary>
    private static string Upper(string text) => string.Concat(text.Select(c => char.IsAsciiLetterLower(c) ? char.ToUpperInvariant(c) : c));

    private sealed record Row
    {
        public required string Key { get; init; }

        public long Store { get; init; }

        public long Seq { get; init; }

        public long Sign { get; init; }

        public long Quantity { get; init; }

        public long Cost { get; init; }

        public long Amount { get; init; }
    }
}
