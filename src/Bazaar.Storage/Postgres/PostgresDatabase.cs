using System.Data.Common;
using Bazaar.Storage.Ledger;
using Npgsql;

namespace Bazaar.Storage.Postgres;

/// <summary>
/// A PostgreSQL database that any number of nodes share. The ledger has connections of its own, so that no report makes a sale wait; readers can only read.
/// What is not the ledger is written by one transaction at a time across all nodes, as on SQLite.
/// </summary>
public sealed class PostgresDatabase : ILedgerDatabase
{
    private const int MaxLedgerConnections = 4;
    private const int MaxWriteConnections = 4;
    private const int MaxReadConnections = 24;

    // Shorter than what a client waits for, longer than any statement that is well.
    private const string StatementTimeout = "-c statement_timeout=30s";
    private const string Timeouts = StatementTimeout + " -c lock_timeout=10s -c idle_in_transaction_session_timeout=60s -c synchronous_commit=on";

    // A hint may be lost, so it waits for no disk.
    private const string HintOptions = Timeouts + " -c synchronous_commit=off";

    // The statements of the group commit name their rows by keys: a scan is never right, whatever the statistics of a young table say.
    // A lock is waited for less long than a commit is, so that who gives up knows that nothing was kept.
    private const string LedgerOptions = Timeouts + " -c lock_timeout=5s -c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off -c jit=off";

    // A check reads one snapshot for as long as it takes.
    private const string ReadOptions = "-c default_transaction_read_only=on -c default_transaction_isolation=repeatable\\ read " + StatementTimeout;

    /// <summary>Held by the one transaction that writes anything but the ledger.</summary>
    private const string TakeTurn = "SELECT pg_advisory_xact_lock(4817, 1)";

    private readonly NpgsqlDataSource _ledger;
    private readonly NpgsqlDataSource _writers;
    private readonly NpgsqlDataSource _readers;

    // Null while a transaction uses it; another one at the same time begins with an empty one.
    private PostgresMemory? _memory = new();

    private PostgresDatabase(PostgresSetting setting)
    {
        Setting = setting;
        _ledger = Source(setting, "ledger", MaxLedgerConnections, LedgerOptions);
        _writers = Source(setting, "write", MaxWriteConnections, Timeouts);
        _readers = Source(setting, "read", MaxReadConnections, ReadOptions);
        Hints = new PostgresHints(Source(setting, "hints", 2, HintOptions));
        Recent = new RecentReads(() => Hints.AreHeard);
        Hints.Heard += Recent.Forget;
        Hints.DataChanged += Recent.Forget;
    }

    /// <summary>Which database it is.</summary>
    public PostgresSetting Setting { get; }

    /// <summary>Kept while the other nodes are heard: they say what they have changed.</summary>
    public RecentReads Recent { get; }

    internal PostgresHints Hints { get; }

    /// <inheritdoc/>
    public event Action<string, long>? CommittedElsewhere
    {
        add => Hints.Heard += value;
        remove => Hints.Heard -= value;
    }

    /// <inheritdoc/>
    public event Action? AccessChangedElsewhere
    {
        add => Hints.AccessChanged += value;
        remove => Hints.AccessChanged -= value;
    }

    /// <summary>Opens a database. An empty one is filled with the schema; an older one is not touched.</summary>
    /// <param name="setting">Which.</param>
    /// <param name="clock">What time it is.</param>
    /// <param name="ct">Gives up.</param>
    /// <exception cref="DatabaseRefusedException">It cannot be used; the message says why and what to do.</exception>
    public static async Task<PostgresDatabase> OpenAsync(PostgresSetting setting, TimeProvider clock, CancellationToken ct = default)
    {
        await PostgresMigrations.CheckAsync(setting, clock, ct);
        var database = new PostgresDatabase(setting);
        database.Hints.Start();
        return database;
    }

    /// <inheritdoc/>
    public void TellAccessChanged() => Hints.TellAccessChanged();

    /// <inheritdoc/>
    public async ValueTask<ReadLease> ReadAsync(CancellationToken ct = default)
    {
        var connection = await OpenAsync(_readers, ct);
        connection.WhenDead = _readers.Forget;
        return new Lease(connection);
    }

    /// <inheritdoc/>
    public async Task<T> WriteAsync<T>(Func<DbConnection, DbTransaction, Task<T>> work, CancellationToken ct = default)
    {
        try
        {
            await using var connection = await OpenAsync(_writers, ct);
            var transaction = await TakeTurnAsync(connection, ct);
            try
            {
                var result = await work(connection, transaction);
                await CommitAsync(connection);
                Announce();
                return result;
            }
            finally
            {
                if (!connection.IsAbandoned)
                {
                    await transaction.DisposeAsync();
                }
            }
        }
        catch (NpgsqlException failure) when (PostgresErrors.IsUnavailable(failure) || PostgresErrors.IsConflict(failure))
        {
            Forget(failure);
            throw PostgresErrors.Unavailable(failure);
        }
    }

    /// <inheritdoc/>
    public async Task<ILedgerTransaction> BeginLedgerAsync(bool withDocument = false)
    {
        var connection = await OpenAsync(_ledger, CancellationToken.None);
        var memory = Interlocked.Exchange(ref _memory, null) ?? new PostgresMemory();
        memory.MakeRoom();

        // A dead line is found out by a read, which leaves no doubt about what was kept; the optimistic way begins with its commit.
        if (!withDocument && !memory.MustLock && Hints.AreHeard)
        {
            return new PostgresOptimisticTransaction(this, connection, memory);
        }

        memory.Locked();
        return await PostgresLedgerTransaction.BeginAsync(this, connection, memory, withDocument ? TakeTurn : null);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Hints.DisposeAsync();
        await _ledger.DisposeAsync();
        await _writers.DisposeAsync();
        await _readers.DisposeAsync();
    }

    internal static NpgsqlDataSource Source(PostgresSetting setting, string purpose, int connections, string options)
    {
        var builder = new NpgsqlDataSourceBuilder(setting.Connection.ConnectionString);
        var text = builder.ConnectionStringBuilder;
        text.ApplicationName ??= $"bazaar {purpose}";
        text.MaxPoolSize = connections;
        text.Options = options;
        text.NoResetOnClose = true;
        text.MaxAutoPrepare = 100;
        text.AutoPrepareMinUsages = 2;
        text.IncludeErrorDetail = false;
        text.TcpKeepAlive = true;
        text.TcpKeepAliveTime = 10;
        text.TcpKeepAliveInterval = 5;

        // Anything that fails makes this forgotten at once; until then, one that is gone is not asked again, for that may take as long as connecting may.
        text.HostRecheckSeconds = 60;

        // The server stops what takes too long; the client only gives up on a server that is gone without a word.
        text.CommandTimeout = options.Contains(StatementTimeout, StringComparison.Ordinal) ? 35 : 90;
        if (text.Timeout == 15)
        {
            text.Timeout = 5;
        }

        return text.Host!.Contains(',') ? builder.BuildMultiHost() : builder.Build();
    }

    internal static async ValueTask<PostgresConnection> OpenAsync(NpgsqlDataSource source, CancellationToken ct)
    {
        try
        {
            return new PostgresConnection(await source.OpenPrimaryAsync(ct)) { Left = ct };
        }
        catch (Exception failure) when (PostgresErrors.Advice(failure) is not null)
        {
            throw PostgresErrors.Unavailable(failure);
        }
    }

    /// <summary>Entries were committed: before anyone is told, nothing older may be read.</summary>
    internal void Announce(WrittenChanges written)
    {
        foreach (var head in written.Heads.Values)
        {
            Recent.Forget(head.Code, head.Seq);
        }

        Hints.Tell(written.Sequences());
    }

    /// <summary>Something else was committed, likewise.</summary>
    internal void Announce()
    {
        Recent.Forget();
        Hints.TellDataChanged();
    }

    /// <summary>A ledger transaction is over.</summary>
    internal void GiveBack(PostgresMemory memory) => Volatile.Write(ref _memory, memory);

    /// <summary>What the failure of a statement before the commit means: try again, wait, or the fault of the request.</summary>
    internal Exception Translate(NpgsqlException failure)
    {
        if (PostgresErrors.IsConflict(failure) || PostgresErrors.IsDemoted(failure) || PostgresErrors.IsConnectionLost(failure))
        {
            Forget(failure);
            return new TransactionLostException(PostgresErrors.Unavailable(failure), outcomeUnknown: false);
        }

        return PostgresErrors.IsUnavailable(failure) ? PostgresErrors.Unavailable(failure) : failure;
    }

    /// <summary>After a server turned out to be a former primary, new connections look for the new one; what it would answer to readers is old as well.</summary>
    private void Forget(Exception failure)
    {
        if (PostgresErrors.IsDemoted(failure))
        {
            _ledger.Forget();
            _writers.Forget();
            _readers.Forget();
        }
    }

    private async Task<NpgsqlTransaction> TakeTurnAsync(PostgresConnection connection, CancellationToken ct)
    {
        try
        {
            return await BeginAsync();
        }
        catch (NpgsqlException failure) when (PostgresErrors.IsConnectionLost(failure))
        {
            // It lay in the pool while the server was started anew.
            _writers.Forget();
            await connection.ReopenAsync();
            return await BeginAsync();
        }

        async Task<NpgsqlTransaction> BeginAsync()
        {
            var transaction = await connection.Inner.BeginTransactionAsync(ct);
            await using var turn = new NpgsqlCommand(TakeTurn, connection.Inner, transaction);
            await turn.ExecuteNonQueryAsync(ct);
            return transaction;
        }
    }

    private static async Task CommitAsync(PostgresConnection connection)
    {
        var batch = new NpgsqlBatch(connection.Inner);
        try
        {
            await connection.EndTransactionAsync(batch);
            await batch.DisposeAsync();
        }
        catch (NpgsqlException failure) when (PostgresErrors.IsConnectionLost(failure))
        {
            throw PostgresErrors.Unknown(failure);
        }
    }

    private sealed class Lease(PostgresConnection connection) : ReadLease
    {
        private bool _unlimited;

        public override DbConnection Connection => connection;

        public override void TakeYourTime()
        {
            Execute("SET statement_timeout = 0");
            connection.IsUnhurried = true;
            _unlimited = true;
        }

        protected override void Dispose(bool disposing)
        {
            if (!disposing)
            {
                return;
            }

            // The next reader of this connection has its limit again; one that is broken has no next.
            if (_unlimited && connection.State == System.Data.ConnectionState.Open)
            {
                Execute("RESET statement_timeout");
            }

            connection.Dispose();
        }

        private void Execute(string sql)
        {
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            command.ExecuteNonQuery();
        }
    }
}
