using System.Collections.Concurrent;
using System.Data.Common;
using Bazaar.Storage.Ledger;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Bazaar.Storage.Sqlite;

/// <summary>
/// One shop's file. One connection writes and checkpoints, behind a gate; readers are read-only connections that see the last
/// commit and block nobody. A lock file beside the database keeps a second Bazaar out.
/// </summary>
public sealed class SqliteDatabase : ILedgerDatabase
{
    private const int MaxIdleReaders = 8;
    private readonly FileStream _lock;
    private readonly ConcurrentBag<SqliteReader> _readers = [];
    private readonly TimeProvider _clock;
    private readonly string _readString;
    private int _closed;

    private SqliteDatabase(string path, FileStream fileLock, SqliteConnection writer, TimeProvider clock, IReadOnlyList<string> migrations)
    {
        _clock = clock;
        Path = path;
        MigrationsApplied = migrations;
        _lock = fileLock;
        Writer = writer;
        LedgerStatements = new SqliteLedgerStatements(writer.Handle!);
        _readString = ConnectionString(path, SqliteOpenMode.ReadOnly);
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The steps of the schema that were made when it was opened.</summary>
    public IReadOnlyList<string> MigrationsApplied { get; }

    /// <inheritdoc/>
    public RecentReads Recent { get; } = new();

    /// <summary>Never raised: the lock keeps every other process out.</summary>
    public event Action<string, long>? CommittedElsewhere
    {
        add { }
        remove { }
    }

    /// <summary>Never raised, likewise.</summary>
    public event Action? AccessChangedElsewhere
    {
        add { }
        remove { }
    }

    internal SqliteConnection Writer { get; }

    /// <summary>Held by whoever uses the writing connection.</summary>
    internal SemaphoreSlim WriterGate { get; } = new(1);

    internal SqliteLedgerStatements LedgerStatements { get; }

    internal SqliteProductCache Products { get; } = new();

    /// <summary>Opens a file, creating or migrating it where needed.</summary>
    /// <param name="path">The file; its folder is created.</param>
    /// <param name="clock">What time it is.</param>
    /// <exception cref="DatabaseRefusedException">It cannot be used; the message says why and what to do.</exception>
    public static SqliteDatabase Open(string path, TimeProvider clock)
    {
        SqliteNative.Initialize();
        path = System.IO.Path.GetFullPath(path);
        FileStream? fileLock = null;
        SqliteConnection? writer = null;
        try
        {
            fileLock = TakeLock(path);
            writer = new SqliteConnection(ConnectionString(path, SqliteOpenMode.ReadWriteCreate));
            writer.Open();
            writer.Execute("PRAGMA busy_timeout = 5000");
            SqliteMigrations.CheckIdentity(writer, path);
            SetUpWriter(writer);
            return new SqliteDatabase(path, fileLock, writer, clock, SqliteMigrations.Apply(writer, path, clock.GetUtcNow()));
        }
        catch (Exception failure)
        {
            writer?.Dispose();
            fileLock?.Dispose();
            if (failure is SqliteException sqlite)
            {
                throw new DatabaseRefusedException($"{path}: {SqliteErrors.Advice(sqlite.SqliteErrorCode) ?? sqlite.Message}", failure);
            }

            throw;
        }
    }

    /// <summary>There is nobody to tell.</summary>
    public void TellAccessChanged()
    {
    }

    /// <inheritdoc/>
    public ValueTask<ReadLease> ReadAsync(CancellationToken ct = default)
    {
        ThrowIfClosed();
        var reader = _readers.TryTake(out var idle) ? idle : new SqliteReader(_readString, _clock);
        reader.Begin(ct);
        return ValueTask.FromResult<ReadLease>(new Lease(this, reader));
    }

    /// <inheritdoc/>
    public async Task<T> WriteAsync<T>(Func<DbConnection, DbTransaction, Task<T>> work, CancellationToken ct = default)
    {
        await WriterGate.WaitAsync(ct);
        try
        {
            ThrowIfClosed();

            // Whatever is changed here, the ledger reads it anew.
            Products.Clear();
            using var transaction = Writer.BeginTransaction(deferred: false);
            var result = await work(Writer, transaction);
            transaction.Commit();
            Recent.Forget();
            return result;
        }
        catch (SqliteException failure) when (SqliteErrors.IsUnavailable(failure))
        {
            throw SqliteErrors.Unavailable(failure);
        }
        finally
        {
            WriterGate.Release();
        }
    }

    /// <inheritdoc/>
    public async Task<ILedgerTransaction> BeginLedgerAsync(bool withDocument = false) => await SqliteLedgerTransaction.BeginAsync(this);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await WriterGate.WaitAsync();
        try
        {
            if (Interlocked.Exchange(ref _closed, 1) == 0)
            {
                await CloseAsync();
            }
        }
        finally
        {
            // Whoever still waits for the writer is told that it is gone.
            WriterGate.Release();
        }
    }

    /// <summary>For whoever holds a way in that outlived the database.</summary>
    internal void ThrowIfClosed() => ObjectDisposedException.ThrowIf(Volatile.Read(ref _closed) != 0, this);

    private async Task CloseAsync()
    {
        while (_readers.TryTake(out var reader))
        {
            reader.Dispose();
        }

        LedgerStatements.Dispose();
        await Writer.DisposeAsync();
        await _lock.DisposeAsync();
    }

    private void TakeBack(SqliteReader reader)
    {
        if (_readers.Count < MaxIdleReaders)
        {
            _readers.Add(reader);
        }
        else
        {
            reader.Dispose();
        }

        // A reader that comes back after the end, or at that moment, is closed by whoever sees it last.
        while (Volatile.Read(ref _closed) != 0 && _readers.TryTake(out var late))
        {
            late.Dispose();
        }
    }

    internal static string ConnectionString(string path, SqliteOpenMode mode) =>
        new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false }.ToString();

    /// <summary>Keeps other processes off the file for as long as the stream lives; the system lets go of it when a process dies.</summary>
    internal static FileStream TakeLock(string path)
    {
        if (Directory.Exists(path))
        {
            throw new DatabaseRefusedException($"{path} is a folder. Name a file in it, such as {System.IO.Path.Combine(path, "bazaar.db")}.");
        }

        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
            return new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (UnauthorizedAccessException failure)
        {
            throw new DatabaseRefusedException($"{System.IO.Path.GetDirectoryName(path)} cannot be written. Give this user the right to write there, or name another folder with BAZAAR_DATA.", failure);
        }
        catch (IOException failure) when (failure.GetType() == typeof(IOException) && File.Exists(path + ".lock"))
        {
            throw new DatabaseInUseException($"Another Bazaar is using {path}. Stop it first, or talk to it with --server.", failure);
        }
        catch (IOException failure)
        {
            throw new DatabaseRefusedException($"{path} cannot be used: {failure.Message}", failure);
        }
    }

    // Without recursive triggers INSERT OR REPLACE would delete an entry past its guard.
    private static void SetUpWriter(SqliteConnection writer) => writer.Execute(
        "PRAGMA recursive_triggers = on; PRAGMA journal_mode = wal; PRAGMA synchronous = full; PRAGMA foreign_keys = on; PRAGMA temp_store = memory; PRAGMA cache_size = -32000; PRAGMA wal_autocheckpoint = 4000");

    private sealed class Lease(SqliteDatabase owner, SqliteReader reader) : ReadLease
    {
        private int _returned;

        public override DbConnection Connection => reader.Connection;

        public override void TakeYourTime() => reader.TakeYourTime();

        /// <summary>Once only: a connection given back twice would be lent to two readers at a time.</summary>
        protected override void Dispose(bool disposing)
        {
            if (disposing && Interlocked.Exchange(ref _returned, 1) == 0)
            {
                owner.TakeBack(reader);
            }
        }
    }
}
