using System.Data.Common;
using Bazaar.Domain.Ledger;
using Bazaar.Domain.Primitives;
using Bazaar.Storage.Ledger;
using Npgsql;

namespace Bazaar.Storage.Postgres;

/// <summary>
/// A group commit's transaction that is decided by what the node remembers and costs one round trip: the statements that write also say which heads and which
/// catalogue they were decided by, and all of them come to nothing when one has moved. Then, and for all that needs the past, the batch is decided again
/// by <see cref="PostgresLedgerTransaction"/>. What the memory lacks is read first, without locks.
/// </summary>
internal sealed class PostgresOptimisticTransaction(PostgresDatabase database, PostgresConnection connection, PostgresMemory memory) : ILedgerTransaction
{
    // "+ 0": as in PostgresPrefetch.
    private static readonly string Verify = $"""
        SELECT bazaar_expect(
          NOT EXISTS (SELECT 1 FROM ({PostgresArrays.Rows("store, id")}) w JOIN entry e ON e.id = w.id AND e.store + 0 = w.store)
          AND $6 = (SELECT count(*) FROM ({PostgresArrays.Rows("store, hash, version", first: 3)}) k JOIN store_head h ON h.store = k.store AND h.hash = k.hash AND h.version = k.version)
          AND $7 = (SELECT version FROM catalogue WHERE id = 1))
        """;

    private readonly WrittenChanges _written = new();
    private IReadOnlyList<Draft> _drafts = [];
    private NpgsqlBatch? _batch;

    public DbConnection Connection => throw new InvalidOperationException("What changes a document locks first.");

    public DbTransaction? Transaction => null;

    public async ValueTask PrepareAsync(IReadOnlyList<Draft> drafts)
    {
        _drafts = drafts;
        foreach (var draft in drafts)
        {
            if (draft.Kind == EntryKind.Reversal || memory.HasPosted(draft.Id))
            {
                throw LockFirst();
            }
        }

        try
        {
            await PostgresPrefetch.ReadAsync(connection.Inner, drafts, memory, locks: false);
        }
        catch (NpgsqlException failure)
        {
            throw database.Translate(failure);
        }
    }

    public LedgerProduct? BySku(string sku) => memory.BySku(sku);

    public (LedgerProduct Product, PackRatio? Pack)? ByBarcode(string barcode) => memory.ByBarcode(barcode);

    public StoreState? FindStore(string code) => memory.FindStore(code);

    // That an id is new is seen when it is written, or verified.
    public (long Seq, byte[] Fingerprint)? FindKnown(long store, Guid id) => null;

    public Balance? FindBalance(long store, long product) => memory.FindBalance(store, product);

    public ValueTask<Entry> ReadEntryAsync(long store, long seq) => throw LockFirst();

    public ValueTask<History> ReadHistoryAsync(long store, DateTimeOffset occurredAt, HistoryNeeds needs) => needs.IsEmpty ? ValueTask.FromResult(History.None) : throw LockFirst();

    public ValueTask<Original?> ReadOriginalAsync(long store, Guid id) => throw LockFirst();

    public ValueTask WriteAsync(LedgerChanges changes)
    {
        // Written at the end, all at once; whoever must write in between reads the past afterwards.
        if (_batch is not null)
        {
            throw LockFirst();
        }

        _batch = connection.Inner.CreateBatch();
        PostgresLedgerWriter.Add(_batch, changes, memory, _written, memory.Catalogue);
        return ValueTask.CompletedTask;
    }

    public async ValueTask CommitAsync()
    {
        // Without BEGIN a batch is a transaction of its own, and its commit has no time limit on the server.
        AddVerification(_batch!);
        await SendAsync(_batch!);
        memory.WasRight();
        memory.Keep(_written);
        database.Announce(_written);
    }

    public async ValueTask ConfirmAsync()
    {
        _written.Clear();
        _batch = connection.Inner.CreateBatch();
        AddVerification(_batch);

        // Nothing to verify where there is no such store: that was read just now.
        if (_batch.BatchCommands.Count > 0)
        {
            await SendAsync(_batch);
        }
    }

    public async ValueTask DisposeAsync()
    {
        database.GiveBack(memory);
        if (_batch is not null && !connection.IsAbandoned)
        {
            await _batch.DisposeAsync();
        }

        await connection.DisposeAsync();
    }

    private MustLockException LockFirst()
    {
        memory.LockNext();
        return new MustLockException();
    }

    /// <summary>A refusal leans on what is remembered just as an entry does: the heads of stores that got no entry must stand, and the ids that were refused must be new.</summary>
    private void AddVerification(NpgsqlBatch batch)
    {
        var ids = new List<(long Store, Guid Id)>();
        var stores = new HashSet<long>();
        foreach (var draft in _drafts)
        {
            if (memory.FindStore(draft.Store) is { } store && !_written.Ids.Contains((store.Id, draft.Id)))
            {
                ids.Add((store.Id, draft.Id));
                if (!_written.Heads.ContainsKey(store.Id))
                {
                    stores.Add(store.Id);
                }
            }
        }

        if (ids.Count > 0)
        {
            batch.Say(Verify)
                .Numbers(ids, i => i.Store).Bytes(ids, i => i.Id.ToByteArray(bigEndian: true))
                .Numbers(stores, s => s).Bytes(stores, s => memory.Store(s).State.Hash).Numbers(stores, s => memory.Store(s).Version).Number(stores.Count)
                .Number(memory.Catalogue);
        }
    }

    private async Task SendAsync(NpgsqlBatch batch)
    {
        try
        {
            await connection.CommitAsync(batch);
        }
        catch (PostgresException failure) when (failure.SqlState == PostgresErrors.Moved)
        {
            memory.Mistook();
            throw new MustLockException();
        }
        catch (PostgresException failure) when (failure.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            // An id that is there already: it is answered as before, by whoever looks it up.
            throw LockFirst();
        }
        catch (Exception failure) when (PostgresErrors.IsConnectionLost(failure))
        {
            memory.Clear();
            throw new TransactionLostException(PostgresErrors.Unknown(failure), outcomeUnknown: true);
        }
        catch (NpgsqlException failure)
        {
            memory.Clear();
            throw database.Translate(failure);
        }
    }
}
