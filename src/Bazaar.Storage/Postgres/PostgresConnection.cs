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
    /// <summary>The connection itself.</summary>
    public NpgsqlConnection Inner => inner;

    /// <summary>Cancelled when whoever reads has left: what they asked is then stopped on the server too.</summary>
    public CancellationToken Left { get; init; }

    /// <summary>Set for a reader's connection until it has answered once: it may have died in the pool, and nothing depends on it yet. Lets the pool forget those that died with it.</summary>
    public Action? WhenDead { get; set; }

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
        await inner.DisposeAsync();
        await base.DisposeAsync();
    }

    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) => inner.BeginTransaction(isolationLevel);

    protected override DbCommand CreateDbCommand() => new PostgresCommand(this, inner.CreateCommand());

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
