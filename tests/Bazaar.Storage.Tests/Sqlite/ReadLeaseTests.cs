using Bazaar.Storage.Sqlite;
using Dapper;

namespace Bazaar.Storage.Tests.Sqlite;

/// <summary>A connection has one user at a time, and none when the database is closed.</summary>
public sealed class ReadLeaseTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_lease_disposed_twice_gives_its_connection_back_once()
    {
        await using var database = SqliteDatabase.Open(_folder["bazaar.db"], TimeProvider.System);
        var lease = await database.ReadAsync();
        lease.Dispose();
        lease.Dispose();

        using var one = await database.ReadAsync();
        using var other = await database.ReadAsync();

        other.Connection.ShouldNotBeSameAs(one.Connection);
    }

    [Fact]
    public async Task A_closed_database_lends_and_writes_nothing_and_closes_what_comes_back_late()
    {
        var database = SqliteDatabase.Open(_folder["bazaar.db"], TimeProvider.System);
        var late = await database.ReadAsync();
        await database.DisposeAsync();
        await database.DisposeAsync();

        (await late.Connection.ExecuteScalarAsync<long>("SELECT count(*) FROM store")).ShouldBe(0);
        late.Dispose();

        late.Connection.State.ShouldBe(System.Data.ConnectionState.Closed);
        await Should.ThrowAsync<ObjectDisposedException>(async () => await database.ReadAsync());
        await Should.ThrowAsync<ObjectDisposedException>(() => database.WriteAsync((_, _) => Task.FromResult(0)));
        await Should.ThrowAsync<ObjectDisposedException>(database.BeginLedgerAsync());
    }
}
