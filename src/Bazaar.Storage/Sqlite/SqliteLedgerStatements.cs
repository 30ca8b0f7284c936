using SQLitePCL;

namespace Bazaar.Storage.Sqlite;

/// <summary>The statements of the group commit, prepared once for the writing connection.</summary>
internal sealed class SqliteLedgerStatements(sqlite3 db) : IDisposable
{
    public Statement Begin { get; } = new(db, "BEGIN IMMEDIATE");

    public Statement Commit { get; } = new(db, "COMMIT");

    public Statement Rollback { get; } = new(db, "ROLLBACK");

    public Statement FindStore { get; } = new(db, """
        SELECT s.id, s.code, s.time_zone, s.day_starts_at, s.closed, h.seq, h.hash, h.recorded_at
        FROM store s JOIN store_head h ON h.store = s.id WHERE s.code_key = ?
        """);

    public Statement FindKnown { get; } = new(db, "SELECT seq, fingerprint FROM entry WHERE store = ? AND id = ?");

    public Statement FindBalance { get; } = new(db, """
        SELECT on_hand, average_cost, last_count_at, last_effective_at, seq, price, reorder_point, target_level
        FROM stock WHERE store = ? AND product = ?
        """);

    public Statement FindProduct { get; } = new(db, "SELECT id, sku, unit, price, cost, archived_at FROM product WHERE sku_key = ?");

    public Statement FindProductById { get; } = new(db, "SELECT sku_key FROM product WHERE id = ?");

    public Statement FindPacks { get; } = new(db, "SELECT name, size, per FROM pack WHERE product = ? ORDER BY position");

    public Statement FindBarcode { get; } = new(db, "SELECT product, pack FROM barcode WHERE code_key = ?");

    /// <summary>A count stands when no entry takes it back. At the same time, the sequence says which came first.</summary>
    public Statement FirstCountAfter { get; } = new(db, """
        SELECT l.seq, l.effective_at, l.business_date FROM line l
        WHERE l.store = ?1 AND l.product = ?2 AND l.counted IS NOT NULL AND (l.effective_at > ?3 OR (l.effective_at = ?3 AND l.seq > ?4))
          AND NOT EXISTS (SELECT 1 FROM entry r WHERE r.store = l.store AND r.reversal_of = l.seq)
        ORDER BY l.effective_at, l.seq LIMIT 1
        """);

    /// <summary>
    /// A line that takes effect after a time was recorded no earlier than the clock skew before it, and sequences follow the time of recording:
    /// so the search begins at the first sequence recorded then, and costs what happened since, not the whole history. The index is named
    /// because SQLite would rather walk all products' lines since then, for each product of a count.
    /// </summary>
    public Statement MovedAfter { get; } = new(db, """
        SELECT coalesce(sum(quantity), 0) FROM line INDEXED BY line_product
        WHERE store = ?1 AND product = ?2 AND effective_at > ?3
          AND seq > coalesce((SELECT e.seq FROM entry e WHERE e.store = ?1 AND e.recorded_at < ?4 ORDER BY e.seq DESC LIMIT 1), 0)
        """);

    public Statement LeaningOn { get; } = new(db, "SELECT coalesce(sum(quantity), 0) FROM line WHERE store = ? AND covered_by = ? AND product = ?");

    public Statement LastOtherCount { get; } = new(db, """
        SELECT l.effective_at FROM line l
        WHERE l.store = ?1 AND l.product = ?2 AND l.counted IS NOT NULL AND l.seq <> ?3
          AND NOT EXISTS (SELECT 1 FROM entry r WHERE r.store = l.store AND r.reversal_of = l.seq)
        ORDER BY l.effective_at DESC, l.seq DESC LIMIT 1
        """);

    public Statement InsertEntry { get; } = new(db, """
        INSERT INTO entry (store, seq, id, kind, occurred_at, recorded_at, business_date, actor, reference, reason, note, supplier, total, reversal_of,
          fingerprint, previous_hash, hash)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """);

    public Statement InsertLine { get; } = new(db, """
        INSERT INTO line (store, seq, line, product, quantity, counted, pack, pack_quantity, price, cost, pack_cost, amount, on_hand, covered_by,
          effective_at, business_date)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """);

    public Statement UpdateHead { get; } = new(db, "UPDATE store_head SET seq = ?2, hash = ?3, recorded_at = ?4 WHERE store = ?1");

    public Statement UpsertStock { get; } = new(db, """
        INSERT INTO stock (store, product, on_hand, average_cost, last_count_at, last_effective_at, seq, updated_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
        ON CONFLICT (store, product) DO UPDATE SET on_hand = ?3, average_cost = ?4, last_count_at = ?5, last_effective_at = ?6, seq = ?7, updated_at = ?8
        """);

    public Statement UpsertDaily { get; } = new(db, """
        INSERT INTO daily (store, business_date, product, kind, reason, quantity, amount, cost) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
        ON CONFLICT (store, business_date, product, kind, reason)
        DO UPDATE SET quantity = quantity + ?6, amount = amount + ?7, cost = cost + ?8
        """);

    public Statement UpsertActivity { get; } = new(db, """
        INSERT INTO daily_activity (store, business_date, kind, reason, actor, entries, amount, cost) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
        ON CONFLICT (store, business_date, kind, reason, actor)
        DO UPDATE SET entries = entries + ?6, amount = amount + ?7, cost = cost + ?8
        """);

    public Statement OpenAlert { get; } = new(db, """
        INSERT INTO alert (store, product, kind, status, since, entry_seq, on_hand) VALUES (?, ?, ?, 'open', ?, ?, ?)
        ON CONFLICT (store, product, kind) WHERE status <> 'resolved' DO NOTHING
        """);

    public Statement EndAlert { get; } = new(db, """
        UPDATE alert SET status = 'resolved', resolved_at = ?4 WHERE store = ?1 AND product = ?2 AND kind = ?3 AND status <> 'resolved'
        """);

    public void Dispose()
    {
        Statement[] all =
        [
            Begin, Commit, Rollback, FindStore, FindKnown, FindBalance, FindProduct, FindProductById, FindPacks, FindBarcode, FirstCountAfter, MovedAfter,
            LeaningOn, LastOtherCount, InsertEntry, InsertLine, UpdateHead, UpsertStock, UpsertDaily, UpsertActivity, OpenAlert, EndAlert,
        ];
        foreach (var statement in all)
        {
            statement.Dispose();
        }
    }
}
