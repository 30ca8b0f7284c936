using Bazaar.EndToEnd.Tests.Processes;
using Bazaar.Testing;

namespace Bazaar.EndToEnd.Tests.Postgres;

/// <summary>One durable server for the tests of this collection; each has a database of its own.</summary>
[CollectionDefinition(Name)]
public sealed class PostgresShops : ICollectionFixture<PostgresShops.Fixture>
{
    /// <summary>What a class says to be in it.</summary>
    public const string Name = "postgres";

    /// <summary>The server.</summary>
    public sealed class Fixture : IAsyncLifetime
    {
        private PostgresServer? _server;

        internal PostgresServer Server => _server!;

        public async ValueTask InitializeAsync() => _server = await PostgresServer.StartAsync(durable: true);

        public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;

        /// <summary>A data folder whose processes work on a database of their own.</summary>
        internal async Task<ShopFolder> CreateShopAsync() => Join(await Server.CreateDatabaseAsync());

        /// <summary>Another node's data folder, on a database that is there.</summary>
        internal ShopFolder Join(string database)
        {
            var folder = new ShopFolder();
            folder.Environment["BAZAAR_DATABASE"] = Server.Url(database);
            folder.Environment["BAZAAR_LIMITS"] = "off";
            return folder;
        }

        /// <summary>Two nodes that serve one database.</summary>
        internal async Task<NodePair> ServePairAsync(string? database = null)
        {
            database ??= await Server.CreateDatabaseAsync();
            var folders = (Join(database), Join(database));
            return new NodePair(folders.Item1, folders.Item2, await folders.Item1.ServeAsync(), await folders.Item2.ServeAsync());
        }
    }
}
