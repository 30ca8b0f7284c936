using System.Data.Common;
using Bazaar.Domain.Ledger;
using Bazaar.Domain.Primitives;
using Bazaar.Storage.Ledger;
using Npgsql;

namespace Bazaar.Storage.Postgres;

/// <summary>
/// A group commit's transaction that locks first: one round trip locks the heads and reads what all drafts will need, one writes everything and commits.
/// Only looking into the past, and answering what stood before, costs more. What can do without locks is left to <see cref="PostgresOptimisticTransaction"/>.
/// </summary>
internal sealed class PostgresLedgerTransaction : ILedgerTransaction
{
    private readonly PostgresDatabase _database;
    private readonly PostgresConnection _connection;
    private readonly NpgsqlTransaction _transaction;
    private readonly Dictionary<(long Store, long Seq), Entry> _replays = [];
    private readonly PostgresMemory _memory;
    private readonly WrittenChanges _written = new();
    private Dictionary<(long Store, Guid Id), (long Seq, byte[] Fingerprint)> _known = [];
    private NpgsqlBatch? _pending;
    private readonly bool _withDocument;
    private bool _over;

    private PostgresLedgerTransaction(PostgresDatabase database, PostgresConnection connection, NpgsqlTransaction transaction, PostgresMemory memory, bool withDocument)
    {
        _memory = memory;
        _withDocument = withDocument;
        _database = database;
        _connection = connection;
        _transaction = transaction;
    }

    public DbConnection Connection => _connection;

    public DbTransaction? Transaction => _transaction;

    /// <summary>Begins. Without a document that costs no round trip: BEGIN travels with what follows.</summary>
    /// <param name="database">The engine.</param>
    /// <param name="connection">The transaction's own; disposed with it.</param>
    /// <param name="memory">Filled anew for the stores concerned.</param>
    /// <param name="takeTurn">With a document: the statement that waits for everyone else who writes anything but plain postings.</param>
    public static async Task<PostgresLedgerTransaction> BeginAsync(PostgresDatabase database, PostgresConnection connection, PostgresMemory memory, string? takeTurn)
    {
        try
        {
            var transaction = new PostgresLedgerTransaction(database, connection, await connection.Inner.BeginTransactionAsync(), memory, takeTurn is not null);
            if (takeTurn is not null)
            {
                await using var command = new NpgsqlCommand(takeTurn, connection.Inner);
                await transaction.GuardAsync(() => command.ExecuteNonQueryAsync());
            }

            return transaction;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public async ValueTask PrepareAsync(IReadOnlyList<Draft> drafts)
    {
        foreach (var draft in drafts)
        {
            _memory.Forget(Code.Key(draft.Store));
        }

        _known = (await GuardAsync(() => PostgresPrefetch.ReadAsync(_connection.Inner, drafts, _memory, locks: true))).Known;
        await ReadReplaysAsync(drafts);
    }

    public LedgerProduct? BySku(string sku) => _memory.BySku(sku);

    public (LedgerProduct Product, PackRatio? Pack)? ByBarcode(string barcode) => _memory.ByBarcode(barcode);

    public StoreState? FindStore(string code) => _memory.FindStore(code);

    public (long Seq, byte[] Fingerprint)? FindKnown(long store, Guid id) => _known.TryGetValue((store, id), out var known) ? known : null;

    public Balance? FindBalance(long store, long product) => _memory.FindBalance(store, product);

    public async ValueTask<Entry> ReadEntryAsync(long store, long seq)
    {
        if (!_replays.TryGetValue((store, seq), out var entry))
        {
            await SendPendingAsync();
            entry = (await GuardAsync(() => EntryReader.ReadAsync(_connection, store, seq - 1, seq)))[0];
        }

        return entry;
    }

    public async ValueTask<History> ReadHistoryAsync(long store, DateTimeOffset occurredAt, HistoryNeeds needs)
    {
        if (needs.IsEmpty)
        {
            return History.None;
        }

        await SendPendingAsync();
        return await GuardAsync(() => PostgresHistory.ReadAsync(_connection.Inner, store, occurredAt, needs));
    }

    public async ValueTask<Original?> ReadOriginalAsync(long store, Guid id)
    {
        await SendPendingAsync();
        return await GuardAsync(async () =>
        {
            if (await EntryReader.FindSeqAsync(_connection, store, id) is not { } seq)
            {
                return null;
            }

            var entry = (await EntryReader.ReadAsync(_connection, store, seq - 1, seq))[0];
            return await PostgresHistory.ReadOriginalAsync(_connection.Inner, store, entry, _memory);
        });
    }

    public async ValueTask WriteAsync(LedgerChanges changes)
    {
        _pending ??= _connection.Inner.CreateBatch();
        PostgresLedgerWriter.Add(_pending, changes, _memory, _written, catalogue: null);

        // A document's own rows may lean on the entries, so these must be there before them.
        if (_withDocument)
        {
            await SendPendingAsync();
        }
    }

    public async ValueTask CommitAsync()
    {
        var batch = _pending ?? _connection.Inner.CreateBatch();
        _pending = null;

        try
        {
            await _connection.EndTransactionAsync(batch);
            await batch.DisposeAsync();
            _over = true;
        }
        catch (Exception failure) when (PostgresErrors.IsConnectionLost(failure))
        {
            _over = true;
            _memory.Clear();
            throw new TransactionLostException(PostgresErrors.Unknown(failure), outcomeUnknown: true);
        }
        catch (NpgsqlException failure)
        {
            throw _database.Translate(failure);
        }

        _memory.Keep(_written);
        _database.Announce(_written);
        if (_withDocument)
        {
            _database.Announce();
        }
    }

    // What was read under locks holds; nothing is committed that could lean on it wrongly.
    public ValueTask ConfirmAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        try
        {
            await (_pending?.DisposeAsync() ?? ValueTask.CompletedTask);
            if (!_over)
            {
                await _transaction.RollbackAsync();
            }

            if (!_connection.IsAbandoned)
            {
                await _transaction.DisposeAsync();
            }
        }
        catch (Exception failure) when (failure is NpgsqlException or IOException or InvalidOperationException)
        {
            // The connection is gone, and the transaction with it.
        }
        finally
        {
            _database.GiveBack(_memory);
            await _connection.DisposeAsync();
        }
    }

    /// <summary>Reads what earlier entries with these ids hold, all at once: a client that repeats itself often repeats much.</summary>
    private async ValueTask ReadReplaysAsync(IReadOnlyList<Draft> drafts)
    {
        if (_known.Count == 0)
        {
            return;
        }

        var wanted = new Dictionary<long, HashSet<long>>();
        foreach (var draft in drafts)
        {
            if (FindStore(draft.Store) is { } store && FindKnown(store.Id, draft.Id) is { } known && known.Fingerprint.AsSpan().SequenceEqual(draft.Fingerprint))
            {
                (wanted.TryGetValue(store.Id, out var seqs) ? seqs : wanted[store.Id] = []).Add(known.Seq);
            }
        }

        foreach (var (store, seqs) in wanted)
        {
            foreach (var entry in await GuardAsync(() => EntryReader.ReadAsync(_connection, store, seqs)))
            {
                _replays[(store, entry.Seq)] = entry;
            }
        }
    }

    private async ValueTask SendPendingAsync()
    {
        if (_pending is { } batch)
        {
            _pending = null;
            await using (batch)
            {
                await GuardAsync(() => batch.ExecuteNonQueryAsync());
            }
        }
    }

    private async Task<T> GuardAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (NpgsqlException failure)
        {
            throw _database.Translate(failure);
        }
        catch (StorageUnavailableException failure) when (PostgresErrors.IsConnectionLost(failure.InnerException!))
        {
            throw new TransactionLostException(failure, outcomeUnknown: false);
        }
    }
}
