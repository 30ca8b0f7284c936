using Bazaar.Domain.Ledger;
using Bazaar.Domain.Primitives;
using Npgsql;

namespace Bazaar.Storage.Postgres;

/// <summary>Looks into the past for late facts, counts and reversals; one round trip for all products of an entry.</summary>
internal static class PostgresHistory
{
    /// <summary>A count stands when no entry takes it back. At the same time, the sequence says which came first.</summary>
    private const string FirstCountsAfter = """
        SELECT w.product, c.seq, c.effective_at, c.business_date FROM unnest($1) AS w (product)
        CROSS JOIN LATERAL (
          SELECT l.seq, l.effective_at, l.business_date FROM line l
          WHERE l.store = $2 AND l.product = w.product AND l.counted IS NOT NULL AND (l.effective_at, l.seq) > ($3, $4)
            AND NOT EXISTS (SELECT 1 FROM entry r WHERE r.store = l.store AND r.reversal_of = l.seq)
          ORDER BY l.effective_at, l.seq LIMIT 1) c
        """;

    /// <summary>
    /// A line that takes effect after a time was recorded no earlier than the clock skew before it, and sequences follow the time of recording:
    /// so the search begins at the first sequence recorded then, and costs what happened since, not the whole history.
    /// </summary>
    private const string MovedAfter = """
        SELECT w.product, coalesce((
          SELECT sum(l.quantity)::bigint FROM line l WHERE l.store = $2 AND l.product = w.product AND l.effective_at > $3
            AND l.seq > coalesce((SELECT e.seq FROM entry e WHERE e.store = $2 AND e.recorded_at < $4 ORDER BY e.seq DESC LIMIT 1), 0)), 0)
        FROM unnest($1) AS w (product)
        """;

    private const string LeaningOn = """
        SELECT w.product, coalesce((SELECT sum(l.quantity)::bigint FROM line l WHERE l.store = $2 AND l.covered_by = $3 AND l.product = w.product), 0)
        FROM unnest($1) AS w (product)
        """;

    private const string LastOtherCounts = """
        SELECT w.product, c.effective_at FROM unnest($1) AS w (product)
        CROSS JOIN LATERAL (
          SELECT l.effective_at FROM line l
          WHERE l.store = $2 AND l.product = w.product AND l.counted IS NOT NULL AND l.seq <> $3
            AND NOT EXISTS (SELECT 1 FROM entry r WHERE r.store = l.store AND r.reversal_of = l.seq)
          ORDER BY l.effective_at DESC, l.seq DESC LIMIT 1) c
        """;

    private const string ReadBalances = """
        SELECT k.store, k.product, k.on_hand, k.average_cost, k.last_count_at, k.last_effective_at, k.seq, k.price, k.reorder_point, k.target_level
        FROM stock k WHERE k.store = $2 AND k.product = ANY($1)
        """;

    public static async Task<History> ReadAsync(NpgsqlConnection connection, long store, DateTimeOffset occurredAt, HistoryNeeds needs)
    {
        var at = Clock.ToMicros(occurredAt);
        var counts = new Dictionary<long, CountMark>();
        var moved = new Dictionary<long, long>();
        await using var batch = connection.CreateBatch();
        Ask(batch, FirstCountsAfter, needs.CountsAfter, store, at, needs.AfterSeq);
        Ask(batch, MovedAfter, needs.MovedAfter, store, at, at - Clock.ToMicros(DateTimeOffset.UnixEpoch + Posting.MaxClockSkew));
        await using var reader = await batch.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            counts[reader.GetInt64(0)] = new CountMark(reader.GetInt64(1), Clock.FromMicros(reader.GetInt64(2)), SqlDate.ToDate(reader.GetInt64(3)));
        }

        await reader.NextResultAsync();
        while (await reader.ReadAsync())
        {
            moved[reader.GetInt64(0)] = reader.GetInt64(1);
        }

        return new History { FirstCountAfter = counts, MovedAfter = moved };
    }

    /// <summary>Reads what hangs on an entry that is to be taken back, and its products' balances with it.</summary>
    public static async Task<Original> ReadOriginalAsync(NpgsqlConnection connection, long store, Entry entry, PostgresMemory memory)
    {
        var products = entry.Lines.Select(l => l.Product).Distinct().ToArray();
        var leaning = new Dictionary<long, long>();
        var lastOther = new Dictionary<long, DateTimeOffset>();
        await using var batch = connection.CreateBatch();
        Ask(batch, ReadBalances, products, store);
        if (entry.Kind == EntryKind.Count)
        {
            Ask(batch, LeaningOn, products, store, entry.Seq);
            Ask(batch, LastOtherCounts, products, store, entry.Seq);
        }

        await using var reader = await batch.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            var (key, balance) = PostgresPrefetch.ReadBalance(reader);
            memory.Keep(key.Store, key.Product, balance);
        }

        if (await reader.NextResultAsync())
        {
            while (await reader.ReadAsync())
            {
                leaning[reader.GetInt64(0)] = reader.GetInt64(1);
            }

            await reader.NextResultAsync();
            while (await reader.ReadAsync())
            {
                lastOther[reader.GetInt64(0)] = Clock.FromMicros(reader.GetInt64(1));
            }
        }

        return new Original(entry, entry.ReversedBy is not null, leaning, lastOther);
    }

    private static void Ask(NpgsqlBatch batch, string sql, IReadOnlyList<long> products, params ReadOnlySpan<long> numbers)
    {
        var command = batch.Say(sql).Numbers(products, p => p);
        foreach (var number in numbers)
        {
            command.Number(number);
        }
    }
}
