using Bazaar.EndToEnd.Tests.Processes;

namespace Bazaar.EndToEnd.Tests.Postgres;

/// <summary>A shop on a PostgreSQL server: what is killed is a node.</summary>
[Collection(PostgresShops.Name)]
public sealed class PostgresKillTests(PostgresShops.Fixture postgres, ITestOutputHelper output) : KillSuite(output)
{
    private protected override Task<ShopFolder> CreateShopAsync() => postgres.CreateShopAsync();
}
