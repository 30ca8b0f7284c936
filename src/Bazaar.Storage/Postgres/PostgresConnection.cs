using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Npgsql;

namespace Bazaar.Storage.Postgres;

/// <summary>
/// A connection through which the statements that both engines share mean the same on PostgreSQL as on SQLite;
/// <see cref="PostgresCommand"/> and <see cref="PostgresReader"/> say how.
/// </summary>
/// <param name="inner">The connection itself; disposed with this one.</param>
internal sealed class PostgresConnection(NpgsqlConnection inner) : DbConnection
{
    /// <summary>Far longer than a flush takes, shorter than posting again is tried for.</summary>
    private static readonly TimeSpan CommitPatience = TimeSpan.FromSeconds(10);

    private Task? _unanswered;

    /// <summary>The connection itself.</summary>
    public NpgsqlConnection Inner => inner;

    /// <summary>Cancelled when whoever reads has left: what they asked is then stopped on the server too.</summary>
    public CancellationToken Left { get; init; }

    /// <summary>Set for a reader's connection until it has answered once: it may have died in the pool, and nothing depends on it yet. Lets the pool forget those that died with it.</summary>
    public Action? WhenDead { get; set; }

    /// <summary>True after a commit that nobody answered: the connection is of no use any more, and must not be waited for.</summary>
    public bool IsAbandoned => _unanswered is { IsCompleted: false };

    /// <summary>True when statements may take as long as they need.</summary>
    public bool IsUnhurried { get; set; }

    // Part of the key under which Dapper keeps what it compiled: one and the same for all connections of this engine.
    [AllowNull]
    public override string ConnectionString
    {
        get => "postgres";
        set => throw new NotSupportedException();
    }

    public override string Database => inner.Database;

    public override string DataSource => inner.DataSource;

    public override string ServerVersion => inner.ServerVersion;

    public override ConnectionState State => inner.State;

    public override bool CanCreateBatch => true;

    /// <summary>The token that was given, or else <see cref="Left"/>.</summary>
    public CancellationToken Or(CancellationToken given) => given.CanBeCanceled ? given : Left;

    /// <summary>Sends what is left of a transaction, and commits it: as <see cref="CommitAsync"/>, without a time limit on the server either.</summary>
    public Task EndTransactionAsync(NpgsqlBatch batch)
    {
        batch.Say("SET LOCAL statement_timeout = 0");
        batch.Say("COMMIT");
        return CommitAsync(batch);
    }

    /// <summary>
    /// Sends what ends with a commit. It is never cancelled: a commit that was may stand all the same, or stand on one server and not on its replica. But a machine that vanishes
    /// without a word would be waited for until the system gives up the line, a quarter of an hour; so the waiting ends, as with a line that broke, and what became of it is looked up.
    /// </summary>
    public async Task CommitAsync(NpgsqlBatch batch)
    {
        batch.Timeout = 0;
        var sent = batch.ExecuteNonQueryAsync(CancellationToken.None);
        try
        {
            await sent.WaitAsync(CommitPatience, TimeProvider.System);
        }
        catch (TimeoutException silence)
        {
            _unanswered = sent;
            throw new NpgsqlException("A commit was not answered.", silence);
        }
    }

    /// <summary>Takes another connection in the place of one that is dead.</summary>
    public async Task ReopenAsync()
    {
        await inner.CloseAsync();
        await inner.OpenAsync(Left);
    }

    public override void ChangeDatabase(string databaseName) => throw new NotSupportedException();

    public override void Open() => inner.Open();

    public override Task OpenAsync(CancellationToken cancellationToken) => inner.OpenAsync(cancellationToken);

    public override void Close() => inner.Close();

    public override async ValueTask DisposeAsync()
    {
        if (IsAbandoned)
        {
            _ = CloseWhenAnsweredAsync();
            return;
        }

        await inner.DisposeAsync();
        await base.DisposeAsync();
    }

    private async Task CloseWhenAnsweredAsync()
    {
        try
        {
            await _unanswered!;
        }
        catch (Exception failure) when (failure is NpgsqlException or IOException or ObjectDisposedException)
        {
            // The system has given up the line at last.
        }

        await inner.DisposeAsync();
    }

    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) => inner.BeginTransaction(isolationLevel);

    protected override DbCommand CreateDbCommand()
    {
        var command = inner.CreateCommand();
        if (IsUnhurried)
        {
            command.CommandTimeout = 0;
        }

        return new PostgresCommand(this, command);
    }

    protected override DbBatch CreateDbBatch() => inner.CreateBatch();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
