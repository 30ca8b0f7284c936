using Bazaar.Domain.Ledger;
using Bazaar.Domain.Primitives;
using Bazaar.Storage.Ledger;
using Npgsql;

namespace Bazaar.Storage.Postgres;

/// <summary>Turns the changes of a batch into a handful of statements with arrays, whatever their number.</summary>
internal static class PostgresLedgerWriter
{
    private const string EntryColumns =
        "store, seq, id, kind, occurred_at, recorded_at, business_date, actor, reference, reason, note, supplier, total, reversal_of, fingerprint, previous_hash, hash";

    private const string LineColumns =
        "store, seq, line, product, quantity, counted, pack, pack_quantity, price, cost, pack_cost, amount, on_hand, covered_by, effective_at, business_date";

    private const string StockColumns = "store, product, on_hand, average_cost, last_count_at, last_effective_at, seq, updated_at";
    private const string DailyColumns = "store, business_date, product, kind, reason, quantity, amount, cost";
    private const string ActivityColumns = "store, business_date, kind, reason, actor, entries, amount, cost";

    private static readonly string InsertEntries = $"INSERT INTO entry ({EntryColumns}) {PostgresArrays.Rows(EntryColumns)}";

    private static readonly string InsertLines = $"INSERT INTO line ({LineColumns}) {PostgresArrays.Rows(LineColumns)}";

    // The rows are updated in the order of the stores' numbers: the arrays are sorted and LedgerOptions leaves no plan but a loop over them. A circle would be
    // broken by the server (40P01), and the batch tried again.
    private static readonly string MoveHeads = $"""
        WITH moved AS (
          UPDATE store_head h SET seq = u.seq, hash = u.hash, recorded_at = u.recorded_at
          FROM ({PostgresArrays.Rows("store, seq, hash, recorded_at, known_hash, known_version")}) u
          WHERE h.store = u.store AND h.hash = u.known_hash AND h.version = u.known_version
          RETURNING 1)
        SELECT bazaar_expect(count(*) = $7 AND ($8 IS NULL OR $8 = (SELECT version FROM catalogue WHERE id = 1))) FROM moved
        """;

    private static readonly string UpdateStock = $"""
        UPDATE stock k SET on_hand = u.on_hand, average_cost = u.average_cost, last_count_at = u.last_count_at, last_effective_at = u.last_effective_at, seq = u.seq,
          updated_at = u.updated_at
        FROM ({PostgresArrays.Rows(StockColumns)}) u WHERE k.store = u.store AND k.product = u.product
        """;

    private static readonly string UpsertStock = $"""
        INSERT INTO stock ({StockColumns}) {PostgresArrays.Rows(StockColumns)}
        ON CONFLICT (store, product) DO UPDATE SET on_hand = excluded.on_hand, average_cost = excluded.average_cost, last_count_at = excluded.last_count_at,
          last_effective_at = excluded.last_effective_at, seq = excluded.seq, updated_at = excluded.updated_at
        """;

    private static readonly string UpdateDaily = $"""
        UPDATE daily d SET quantity = d.quantity + u.quantity, amount = d.amount + u.amount, cost = d.cost + u.cost
        FROM ({PostgresArrays.Rows(DailyColumns)}) u
        WHERE d.store = u.store AND d.business_date = u.business_date AND d.product = u.product AND d.kind = u.kind AND d.reason = u.reason
        """;

    private static readonly string UpsertDaily = $"""
        INSERT INTO daily ({DailyColumns}) {PostgresArrays.Rows(DailyColumns)}
        ON CONFLICT (store, business_date, product, kind, reason)
        DO UPDATE SET quantity = daily.quantity + excluded.quantity, amount = daily.amount + excluded.amount, cost = daily.cost + excluded.cost
        """;

    private static readonly string UpdateActivity = $"""
        UPDATE daily_activity a SET entries = a.entries + u.entries, amount = a.amount + u.amount, cost = a.cost + u.cost
        FROM ({PostgresArrays.Rows(ActivityColumns)}) u
        WHERE a.store = u.store AND a.business_date = u.business_date AND a.kind = u.kind AND a.reason = u.reason AND a.actor = u.actor
        """;

    private static readonly string UpsertActivity = $"""
        INSERT INTO daily_activity ({ActivityColumns}) {PostgresArrays.Rows(ActivityColumns)}
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
    /// <param name="batch">Where to.</param>
    /// <param name="changes">What to write.</param>
    /// <param name="memory">What was there before: a row that is known to be there is updated, which costs the server less than to find out.</param>
    /// <param name="written">Takes note of what is written.</param>
    /// <param name="catalogue">The version of the catalogue that the changes were decided by; null when that is certain.</param>
    public static void Add(NpgsqlBatch batch, LedgerChanges changes, PostgresMemory memory, WrittenChanges written, long? catalogue)
    {
        AddHeads(batch, [.. changes.Heads.Values.OrderBy(h => h.Id)], memory, written, catalogue);
        AddEntries(batch, changes.Entries);
        AddLines(batch, [.. changes.Entries.SelectMany(e => e.Entry.Lines.Select(l => (e.Store, e.Entry.Seq, Line: l)))]);
        foreach (var balances in changes.Balances.GroupBy(b => memory.Store(b.Key.Store).Balances.GetValueOrDefault(b.Key.Product) is not null))
        {
            AddBalances(batch.Say(balances.Key ? UpdateStock : UpsertStock), [.. balances]);
        }

        foreach (var daily in changes.Daily.GroupBy(d => memory.Store(d.Key.Store).Daily.Contains(d.Key)))
        {
            AddDaily(batch.Say(daily.Key ? UpdateDaily : UpsertDaily), [.. daily]);
        }

        foreach (var activity in changes.Activity.GroupBy(a => memory.Store(a.Key.Store).Activity.Contains(a.Key)))
        {
            AddActivity(batch.Say(activity.Key ? UpdateActivity : UpsertActivity), [.. activity]);
        }

        foreach (var alert in changes.Alerts)
        {
            var command = batch.Say(alert.Begins ? OpenAlert : EndAlert).Number(alert.Store).Number(alert.Product).Text(alert.Kind).Number(Clock.ToMicros(alert.At));
            if (alert.Begins)
            {
                command.Number(alert.Seq).Number(alert.OnHand);
            }
        }

        written.Add(changes);
    }

    // First of all, so that every batch takes its locks in the one order.
    private static void AddHeads(NpgsqlBatch batch, StoreState[] heads, PostgresMemory memory, WrittenChanges written, long? catalogue) => batch.Say(MoveHeads)
        .Numbers(heads, h => h.Id).Numbers(heads, h => h.Seq).Bytes(heads, h => h.Hash).Numbers(heads, h => Clock.ToMicros(h.RecordedAt))
        .Bytes(heads, h => (written.Heads.GetValueOrDefault(h.Id) ?? memory.Store(h.Id).State).Hash).Numbers(heads, h => memory.Store(h.Id).Version)
        .Number(heads.Length).Number(catalogue);

    private static void AddEntries(NpgsqlBatch batch, List<(long Store, Entry Entry, long? ReversalOfSeq)> entries) => batch.Say(InsertEntries)
        .Numbers(entries, e => e.Store).Numbers(entries, e => e.Entry.Seq).Bytes(entries, e => e.Entry.Id.ToByteArray(bigEndian: true))
        .Texts(entries, e => e.Entry.Kind.Name()).Numbers(entries, e => Clock.ToMicros(e.Entry.OccurredAt)).Numbers(entries, e => Clock.ToMicros(e.Entry.RecordedAt))
        .Numbers(entries, e => SqlDate.ToNumber(e.Entry.BusinessDate)).Texts(entries, e => e.Entry.Actor).Texts(entries, e => e.Entry.Reference)
        .Texts(entries, e => e.Entry.Reason).Texts(entries, e => e.Entry.Note).Texts(entries, e => e.Entry.Supplier).Numbers(entries, e => e.Entry.Total)
        .MaybeNumbers(entries, e => e.ReversalOfSeq).Bytes(entries, e => e.Entry.Fingerprint).Bytes(entries, e => e.Entry.PreviousHash).Bytes(entries, e => e.Entry.Hash);

    private static void AddLines(NpgsqlBatch batch, List<(long Store, long Seq, Line Line)> lines)
    {
        if (lines.Count > 0)
        {
            batch.Say(InsertLines)
                .Numbers(lines, l => l.Store).Numbers(lines, l => l.Seq).Numbers(lines, l => l.Line.Number).Numbers(lines, l => l.Line.Product)
                .Numbers(lines, l => l.Line.Quantity).MaybeNumbers(lines, l => l.Line.Counted).Texts(lines, l => l.Line.Pack).MaybeNumbers(lines, l => l.Line.PackQuantity)
                .MaybeNumbers(lines, l => l.Line.Price).Numbers(lines, l => l.Line.Cost).MaybeNumbers(lines, l => l.Line.PackCost).Numbers(lines, l => l.Line.Amount)
                .Numbers(lines, l => l.Line.OnHand).MaybeNumbers(lines, l => l.Line.CoveredBy).Numbers(lines, l => Clock.ToMicros(l.Line.EffectiveAt))
                .Numbers(lines, l => SqlDate.ToNumber(l.Line.BusinessDate));
        }
    }

    private static void AddBalances(NpgsqlBatchCommand command, KeyValuePair<(long Store, long Product), (Balance Balance, DateTimeOffset At)>[] balances) => command
        .Numbers(balances, b => b.Key.Store).Numbers(balances, b => b.Key.Product).Numbers(balances, b => b.Value.Balance.OnHand)
        .Numbers(balances, b => b.Value.Balance.AverageCost).MaybeNumbers(balances, b => Micros(b.Value.Balance.LastCountAt))
        .MaybeNumbers(balances, b => Micros(b.Value.Balance.LastEffectiveAt)).Numbers(balances, b => b.Value.Balance.Seq).Numbers(balances, b => Clock.ToMicros(b.Value.At));

    private static void AddDaily(NpgsqlBatchCommand command, KeyValuePair<DailyKey, DailySum>[] daily) => command
        .Numbers(daily, d => d.Key.Store).Numbers(daily, d => SqlDate.ToNumber(d.Key.Date)).Numbers(daily, d => d.Key.Product).Texts(daily, d => d.Key.Kind.Name())
        .Texts(daily, d => d.Key.Reason).Numbers(daily, d => d.Value.Quantity).Numbers(daily, d => d.Value.Amount).Numbers(daily, d => d.Value.Cost);

    private static void AddActivity(NpgsqlBatchCommand command, KeyValuePair<ActivityKey, ActivitySum>[] activity) => command
        .Numbers(activity, a => a.Key.Store).Numbers(activity, a => SqlDate.ToNumber(a.Key.Date)).Texts(activity, a => a.Key.Kind.Name()).Texts(activity, a => a.Key.Reason)
        .Texts(activity, a => a.Key.Actor).Numbers(activity, a => a.Value.Entries).Numbers(activity, a => a.Value.Amount).Numbers(activity, a => a.Value.Cost);

    private static long? Micros(DateTimeOffset? time) => time is { } t ? Clock.ToMicros(t) : null;
}
