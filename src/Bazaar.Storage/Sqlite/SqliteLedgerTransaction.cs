using System.Data.Common;
using Bazaar.Domain.Ledger;
using Bazaar.Domain.Primitives;
using Bazaar.Storage.Ledger;
using Microsoft.Data.Sqlite;

namespace Bazaar.Storage.Sqlite;

/// <summary>A group commit's transaction on the one writing connection. Looks things up as it goes: a look-up costs microseconds.</summary>
internal sealed class SqliteLedgerTransaction : ILedgerTransaction
{
    private readonly SqliteDatabase _database;
    private readonly SqliteLedgerStatements _sql;
    private bool _committed;

    private SqliteLedgerTransaction(SqliteDatabase database, SqliteLedgerStatements sql)
    {
        _database = database;
        _sql = sql;
    }

    public DbConnection Connection => _database.Writer;

    public DbTransaction? Transaction => null;

    public static async Task<SqliteLedgerTransaction> BeginAsync(SqliteDatabase database)
    {
        await database.WriterGate.WaitAsync();
        try
        {
            database.ThrowIfClosed();
            var sql = database.LedgerStatements;
            Guard(sql.Begin.Run);
            return new SqliteLedgerTransaction(database, sql);
        }
        catch
        {
            database.WriterGate.Release();
            throw;
        }
    }

    // BEGIN IMMEDIATE has locked the whole file; there is nothing to lock or to prefetch.
    public ValueTask PrepareAsync(IReadOnlyList<Draft> drafts) => ValueTask.CompletedTask;

    public LedgerProduct? BySku(string sku) => _database.Products.BySku(_sql, sku);

    public (LedgerProduct Product, PackRatio? Pack)? ByBarcode(string barcode) => _database.Products.ByBarcode(_sql, barcode);

    public StoreState? FindStore(string code)
    {
        var find = _sql.FindStore.Bind(Code.Key(code));
        if (!find.Step())
        {
            return null;
        }

        var store = new StoreState
        {
            Id = find.Int64(0),
            Code = find.Text(1),
            Zone = TimeZoneInfo.FindSystemTimeZoneById(find.Text(2)),
            DayStartsAt = TimeSpan.FromMinutes(find.Int64(3)),
            Closed = find.Int64(4) != 0,
            Seq = find.Int64(5),
            Hash = find.Blob(6),
            RecordedAt = Clock.FromMicros(find.Int64(7)),
        };
        find.Reset();
        return store;
    }

    public (long Seq, byte[] Fingerprint)? FindKnown(long store, Guid id)
    {
        var find = _sql.FindKnown.Bind(store).Bind(id);
        if (!find.Step())
        {
            return null;
        }

        var known = (find.Int64(0), find.Blob(1));
        find.Reset();
        return known;
    }

    public Balance? FindBalance(long store, long product)
    {
        var find = _sql.FindBalance.Bind(store).Bind(product);
        if (!find.Step())
        {
            return null;
        }

        var balance = new Balance(
            find.Int64(0), find.Int64(1), Time(find.NullableInt64(2)), Time(find.NullableInt64(3)), find.Int64(4), find.NullableInt64(5), find.NullableInt64(6), find.NullableInt64(7));
        find.Reset();
        return balance;
    }

    public async ValueTask<Entry> ReadEntryAsync(long store, long seq) =>
        (await EntryReader.ReadAsync(_database.Writer, store, seq - 1, seq))[0];

    public ValueTask<History> ReadHistoryAsync(long store, DateTimeOffset occurredAt, HistoryNeeds needs)
    {
        var at = Clock.ToMicros(occurredAt);
        var counts = new Dictionary<long, CountMark>();
        foreach (var product in needs.CountsAfter)
        {
            var first = _sql.FirstCountAfter.Bind(store).Bind(product).Bind(at).Bind(needs.AfterSeq);
            if (first.Step())
            {
                counts[product] = new CountMark(first.Int64(0), Clock.FromMicros(first.Int64(1)), SqlDate.ToDate(first.Int64(2)));
                first.Reset();
            }
        }

        var moved = new Dictionary<long, long>();
        foreach (var product in needs.MovedAfter)
        {
            var sum = _sql.MovedAfter.Bind(store).Bind(product).Bind(at).Bind(at - Clock.ToMicros(DateTimeOffset.UnixEpoch + Posting.MaxClockSkew));
            sum.Step();
            moved[product] = sum.Int64(0);
            sum.Reset();
        }

        return ValueTask.FromResult(new History { FirstCountAfter = counts, MovedAfter = moved });
    }

    public async ValueTask<Original?> ReadOriginalAsync(long store, Guid id)
    {
        if (FindKnown(store, id) is not { } known)
        {
            return null;
        }

        var entry = await ReadEntryAsync(store, known.Seq);
        var leaning = new Dictionary<long, long>();
        var lastOther = new Dictionary<long, DateTimeOffset>();
        if (entry.Kind == EntryKind.Count)
        {
            foreach (var product in entry.Lines.Select(l => l.Product).Distinct())
            {
                var sum = _sql.LeaningOn.Bind(store).Bind(entry.Seq).Bind(product);
                sum.Step();
                leaning[product] = sum.Int64(0);
                sum.Reset();
                var last = _sql.LastOtherCount.Bind(store).Bind(product).Bind(entry.Seq);
                if (last.Step())
                {
                    lastOther[product] = Clock.FromMicros(last.Int64(0));
                    last.Reset();
                }
            }
        }

        return new Original(entry, entry.ReversedBy is not null, leaning, lastOther);
    }

    public ValueTask WriteAsync(LedgerChanges changes)
    {
        Guard(() => SqliteLedgerWriter.Write(_sql, changes));
        return ValueTask.CompletedTask;
    }

    // Nobody else writes while this transaction lasts.
    public ValueTask ConfirmAsync() => ValueTask.CompletedTask;

    public ValueTask CommitAsync()
    {
        Guard(_sql.Commit.Run);
        _committed = true;
        _database.Recent.Forget();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        try
        {
            if (!_committed)
            {
                _sql.Rollback.Run();
            }
        }
        catch (SqliteException)
        {
            // SQLite rolls back by itself after some errors (a full disk), and then there is nothing left to roll back.
        }
        finally
        {
            _database.WriterGate.Release();
        }

        return ValueTask.CompletedTask;
    }

    private static DateTimeOffset? Time(long? micros) => micros is { } m ? Clock.FromMicros(m) : null;

    private static void Guard(Action work)
    {
        try
        {
            work();
        }
        catch (SqliteException failure) when (SqliteErrors.IsUnavailable(failure))
        {
            throw SqliteErrors.Unavailable(failure);
        }
    }
}
