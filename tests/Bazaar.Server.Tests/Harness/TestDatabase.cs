using Bazaar.Testing;

namespace Bazaar.Server.Tests.Harness;

/// <summary>Where the shops of these tests lie: each in a file of its own or, with BAZAAR_TEST_ENGINE=postgres, in a database of its own on one real server.</summary>
internal static class TestDatabase
{
    private static readonly Lazy<Task<PostgresServer>> Server = new(StartAsync);

    /// <summary>What a host is told; null for a file in its folder.</summary>
    public static async Task<string?> NewAsync()
    {
        if (Environment.GetEnvironmentVariable("BAZAAR_TEST_ENGINE") != "postgres")
        {
            return null;
        }

        var server = await Server.Value;
        return server.Url(await server.CreateDatabaseAsync());
    }

    private static async Task<PostgresServer> StartAsync()
    {
        var server = await PostgresServer.StartAsync();

        // It serves all classes of this process, so it ends with the process.
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return server;
    }
}
