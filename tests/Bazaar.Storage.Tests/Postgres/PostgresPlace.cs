using Bazaar.Storage.Ledger;
using Bazaar.Storage.Postgres;
using Bazaar.Testing;
using Npgsql;

namespace Bazaar.Storage.Tests.Postgres;

/// <summary>One server for all tests of this collection; each makes databases of its own.</summary>
[CollectionDefinition(Name)]
public sealed class PostgresCollection : ICollectionFixture<PostgresFixture>
{
    /// <summary>What a class says to be in it.</summary>
    public const string Name = "postgres";
}

/// <summary>The server, started for the first test that needs it.</summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    private PostgresServer? _server;

    internal PostgresServer Server => _server!;

    public async ValueTask InitializeAsync() => _server = await PostgresServer.StartAsync();

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;
}

/// <summary>A database of its own.</summary>
internal sealed class PostgresPlace(PostgresServer server, string name) : ITestPlace
{
    public PostgresServer Server => server;

    public string Name => name;

    public PostgresSetting Setting { get; } = PostgresSetting.Parse(server.Url(name), "BAZAAR_DATABASE");

    public static async Task<PostgresPlace> CreateAsync(PostgresServer server, string? template = null) => new(server, await server.CreateDatabaseAsync(template));

    public async Task<ILedgerDatabase> OpenAsync(TimeProvider clock) => await PostgresDatabase.OpenAsync(Setting, clock);

    public Task ExecuteAsync(string sql) => server.ExecuteAsync(name, sql);

    public async Task<ITestPlace> CopyAsync() => await CreateAsync(server, name);

    public async Task<IAsyncDisposable> HoldWriterAsync(ILedgerDatabase database)
    {
        var connection = await server.ConnectAsync(name);
        await connection.BeginTransactionAsync();
        await using var command = new NpgsqlCommand("SELECT store FROM store_head FOR UPDATE", connection);
        await command.ExecuteNonQueryAsync();
        return connection;
    }

    public Task PoisonAsync(ILedgerDatabase database) => ExecuteAsync("""
        CREATE FUNCTION poison() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'poisoned'; END $$;
        CREATE TRIGGER poison BEFORE INSERT ON entry FOR EACH ROW WHEN (NEW.note = 'poison') EXECUTE FUNCTION poison();
        """);

    public string Literal(byte[] bytes) => $"'\\x{Convert.ToHexString(bytes)}'";

    public Task DropGuardsAsync() => ExecuteAsync("""
        DROP TRIGGER entry_insert_only ON entry; DROP TRIGGER line_insert_only ON line;
        DROP TRIGGER product_no_delete ON product; DROP TRIGGER product_sku_stays ON product;
        """);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
