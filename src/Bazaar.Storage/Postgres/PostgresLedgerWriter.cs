using Bazaar.Domain.Ledger;
using Bazaar.Domain.Primitives;
using Bazaar.Storage.Ledger;
using Npgsql;
using NpgsqlTypes;

namespace Bazaar.Storage.Postgres;

/// <summary>Turns the changes of a batch into a handful of statements with arrays, whatever their number.</summary>
internal static class PostgresLedgerWriter
{
    private const string InsertEntries = """
        INSERT INTO entry (store, seq, id, kind, occurred_at, recorded_at, business_date, actor, reference, reason, note, supplier, total, reversal_of,
          fingerprint, previous_hash, hash)
        SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
        """;

    private const string InsertLines = """
        INSERT INTO line (store, seq, line, product, quantity, counted, pack, pack_quantity, price, cost, pack_cost, amount, on_hand, covered_by,
          effective_at, business_date)
        SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
        """;

    private const string UpdateHeads = """
        UPDATE store_head h SET seq = u.seq, hash = u.hash, recorded_at = u.recorded_at
        FROM unnest($1, $2, $3, $4) AS u (store, seq, hash, recorded_at) WHERE h.store = u.store
        """;

    private const string UpsertStock = """
        INSERT INTO stock (store, product, on_hand, average_cost, last_count_at, last_effective_at, seq, updated_at)
        SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8)
        ON CONFLICT (store, product) DO UPDATE SET on_hand = excluded.on_hand, average_cost = excluded.average_cost, last_count_at = excluded.last_count_at,
          last_effective_at = excluded.last_effective_at, seq = excluded.seq, updated_at = excluded.updated_at
        """;

    private const string UpsertDaily = """
        INSERT INTO daily (store, business_date, product, kind, reason, quantity, amount, cost)
        SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8)
        ON CONFLICT (store, business_date, product, kind, reason)
        DO UPDATE SET quantity = daily.quantity + excluded.quantity, amount = daily.amount + excluded.amount, cost = daily.cost + excluded.cost
        """;

    private const string UpsertActivity = """
        INSERT INTO daily_activity (store, business_date, kind, reason, actor, entries, amount, cost)
        SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8)
        ON CONFLICT (store, business_date, kind, reason, actor) DO UPDATE SET entries = daily_activity.entries + excluded.entries,
          amount = daily_activity.amount + excluded.amount, cost = daily_activity.cost + excluded.cost
        """;

    private const string OpenAlert = """
        INSERT INTO alert (store, product, kind, status, since, entry_seq, on_hand) VALUES ($1, $2, $3, 'open', $4, $5, $6)
        ON CONFLICT (store, product, kind) WHERE status <> 'resolved' DO NOTHING
        """;

    private const string EndAlert = """
        UPDATE alert SET status = 'resolved', resolved_at = $4 WHERE store = $1 AND product = $2 AND kind = $3 AND status <> 'resolved'
        """;

    /// <summary>Adds the statements that write the changes. Everything is copied: the changes may be cleared.</summary>
    public static void Add(NpgsqlBatch batch, LedgerChanges changes)
    {
        AddEntries(batch, changes.Entries);
        AddLines(batch, [.. changes.Entries.SelectMany(e => e.Entry.Lines.Select(l => (e.Store, e.Entry.Seq, Line: l)))]);
        var heads = changes.Heads.Values;
        Command(batch, UpdateHeads).Numbers(heads, h => h.Id).Numbers(heads, h => h.Seq).Bytes(heads, h => h.Hash).Numbers(heads, h => Clock.ToMicros(h.RecordedAt));
        AddBalances(batch, changes.Balances);
        AddTotals(batch, changes);
        foreach (var alert in changes.Alerts)
        {
            var command = Command(batch, alert.Begins ? OpenAlert : EndAlert).Number(alert.Store).Number(alert.Product).Text(alert.Kind).Number(Clock.ToMicros(alert.At));
            if (alert.Begins)
            {
                command.Number(alert.Seq).Number(alert.OnHand);
            }
        }
    }

    private static void AddEntries(NpgsqlBatch batch, List<(long Store, Entry Entry, long? ReversalOfSeq)> entries) => Command(batch, InsertEntries)
        .Numbers(entries, e => e.Store).Numbers(entries, e => e.Entry.Seq).Bytes(entries, e => e.Entry.Id.ToByteArray(bigEndian: true))
        .Texts(entries, e => e.Entry.Kind.Name()).Numbers(entries, e => Clock.ToMicros(e.Entry.OccurredAt)).Numbers(entries, e => Clock.ToMicros(e.Entry.RecordedAt))
        .Numbers(entries, e => SqlDate.ToNumber(e.Entry.BusinessDate)).Texts(entries, e => e.Entry.Actor).Texts(entries, e => e.Entry.Reference)
        .Texts(entries, e => e.Entry.Reason).Texts(entries, e => e.Entry.Note).Texts(entries, e => e.Entry.Supplier).Numbers(entries, e => e.Entry.Total)
        .MaybeNumbers(entries, e => e.ReversalOfSeq).Bytes(entries, e => e.Entry.Fingerprint).Bytes(entries, e => e.Entry.PreviousHash).Bytes(entries, e => e.Entry.Hash);

    private static void AddLines(NpgsqlBatch batch, List<(long Store, long Seq, Line Line)> lines)
    {
        if (lines.Count > 0)
        {
            Command(batch, InsertLines)
                .Numbers(lines, l => l.Store).Numbers(lines, l => l.Seq).Numbers(lines, l => l.Line.Number).Numbers(lines, l => l.Line.Product)
                .Numbers(lines, l => l.Line.Quantity).MaybeNumbers(lines, l => l.Line.Counted).Texts(lines, l => l.Line.Pack).MaybeNumbers(lines, l => l.Line.PackQuantity)
                .MaybeNumbers(lines, l => l.Line.Price).Numbers(lines, l => l.Line.Cost).MaybeNumbers(lines, l => l.Line.PackCost).Numbers(lines, l => l.Line.Amount)
                .Numbers(lines, l => l.Line.OnHand).MaybeNumbers(lines, l => l.Line.CoveredBy).Numbers(lines, l => Clock.ToMicros(l.Line.EffectiveAt))
                .Numbers(lines, l => SqlDate.ToNumber(l.Line.BusinessDate));
        }
    }

    private static void AddBalances(NpgsqlBatch batch, Dictionary<(long Store, long Product), (Balance Balance, DateTimeOffset At)> balances) => Command(batch, UpsertStock)
        .Numbers(balances, b => b.Key.Store).Numbers(balances, b => b.Key.Product).Numbers(balances, b => b.Value.Balance.OnHand)
        .Numbers(balances, b => b.Value.Balance.AverageCost).MaybeNumbers(balances, b => Micros(b.Value.Balance.LastCountAt))
        .MaybeNumbers(balances, b => Micros(b.Value.Balance.LastEffectiveAt)).Numbers(balances, b => b.Value.Balance.Seq).Numbers(balances, b => Clock.ToMicros(b.Value.At));

    private static void AddTotals(NpgsqlBatch batch, LedgerChanges changes)
    {
        var (daily, activity) = (changes.Daily, changes.Activity);
        if (daily.Count > 0)
        {
            Command(batch, UpsertDaily)
                .Numbers(daily, d => d.Key.Store).Numbers(daily, d => SqlDate.ToNumber(d.Key.Date)).Numbers(daily, d => d.Key.Product).Texts(daily, d => d.Key.Kind.Name())
                .Texts(daily, d => d.Key.Reason).Numbers(daily, d => d.Value.Quantity).Numbers(daily, d => d.Value.Amount).Numbers(daily, d => d.Value.Cost);
        }

        Command(batch, UpsertActivity)
            .Numbers(activity, a => a.Key.Store).Numbers(activity, a => SqlDate.ToNumber(a.Key.Date)).Texts(activity, a => a.Key.Kind.Name()).Texts(activity, a => a.Key.Reason)
            .Texts(activity, a => a.Key.Actor).Numbers(activity, a => a.Value.Entries).Numbers(activity, a => a.Value.Amount).Numbers(activity, a => a.Value.Cost);
    }

    private static NpgsqlBatchCommand Command(NpgsqlBatch batch, string sql)
    {
        var command = new NpgsqlBatchCommand(sql);
        batch.BatchCommands.Add(command);
        return command;
    }

    private static NpgsqlBatchCommand Number(this NpgsqlBatchCommand command, long? value)
    {
        command.Parameters.Add(new NpgsqlParameter { Value = value is { } v ? v : DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint });
        return command;
    }

    private static NpgsqlBatchCommand Text(this NpgsqlBatchCommand command, string value)
    {
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Text });
        return command;
    }

    private static NpgsqlBatchCommand Numbers<T>(this NpgsqlBatchCommand command, IReadOnlyCollection<T> rows, Func<T, long> value) => command.Array(rows, value, NpgsqlDbType.Bigint);

    private static NpgsqlBatchCommand MaybeNumbers<T>(this NpgsqlBatchCommand command, IReadOnlyCollection<T> rows, Func<T, long?> value) => command.Array(rows, value, NpgsqlDbType.Bigint);

    private static NpgsqlBatchCommand Texts<T>(this NpgsqlBatchCommand command, IReadOnlyCollection<T> rows, Func<T, string?> value) => command.Array(rows, value, NpgsqlDbType.Text);

    private static NpgsqlBatchCommand Bytes<T>(this NpgsqlBatchCommand command, IReadOnlyCollection<T> rows, Func<T, byte[]> value) => command.Array(rows, value, NpgsqlDbType.Bytea);

    private static NpgsqlBatchCommand Array<T, TValue>(this NpgsqlBatchCommand command, IReadOnlyCollection<T> rows, Func<T, TValue> value, NpgsqlDbType type)
    {
        var values = new TValue[rows.Count];
        var at = 0;
        foreach (var row in rows)
        {
            values[at++] = value(row);
        }

        command.Parameters.Add(new NpgsqlParameter<TValue[]> { TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | type });
        return command;
    }

    private static long? Micros(DateTimeOffset? time) => time is { } t ? Clock.ToMicros(t) : null;
}
