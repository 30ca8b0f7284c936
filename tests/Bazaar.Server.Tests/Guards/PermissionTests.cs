using Bazaar.Server.Hosting;
using Bazaar.Server.Platform.Access;
using Bazaar.Storage.Sqlite;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Bazaar.Server.Tests.Guards;

/// <summary>An address that states no permission stays shut, so each must state one.</summary>
public sealed class PermissionTests
{
    [Fact]
    public async Task Every_address_states_a_permission()
    {
        var folder = Directory.CreateTempSubdirectory("bazaar-guards-");
        try
        {
            await using var database = SqliteDatabase.Open(Path.Combine(folder.FullName, "bazaar.db"), TimeProvider.System);
            await using var app = Application.Build(database, ["http://127.0.0.1:0"], socket: null);
            var routes = Routes(app);

            routes.Count.ShouldBeGreaterThan(20);
            routes.Where(r => r.Metadata.GetMetadata<PermissionRequirement>() is null).Select(r => r.DisplayName).ShouldBeEmpty();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static List<RouteEndpoint> Routes(WebApplication app) => [.. ((IEndpointRouteBuilder)app).DataSources.SelectMany(d => d.Endpoints).OfType<RouteEndpoint>()];
}
