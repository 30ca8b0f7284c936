using Bazaar.Domain.Access;
using Bazaar.Server.Platform.Access;
using Bazaar.Server.Hosting;
using Bazaar.Server.Platform.RateLimits;
using Bazaar.Storage.Sqlite;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;

namespace Bazaar.Server.Tests.Guards;

/// <summary>Rules that every endpoint keeps, the next one too.</summary>
public sealed class EndpointTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bazaar-test-");

    /// <summary>What people do before anyone knows who they are; a wrong password or token changes nothing.</summary>
    private static readonly string[] SigningIn = ["/api/v1/auth/login", "/api/v1/auth/refresh", "/api/v1/auth/logout"];
    private SqliteDatabase _database = null!;
    private RouteEndpoint[] _endpoints = [];

    public async ValueTask InitializeAsync()
    {
        _database = SqliteDatabase.Open(Path.Combine(_folder.FullName, "bazaar.db"), TimeProvider.System);
        await using var app = Application.Build(_database, ["http://127.0.0.1:0"], null);
        _endpoints = [.. ((IEndpointRouteBuilder)app).DataSources.SelectMany(d => d.Endpoints).OfType<RouteEndpoint>()];
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public void Every_endpoint_states_a_permission()
    {
        _endpoints.Length.ShouldBeGreaterThan(25);
        _endpoints.Where(e => e.Metadata.GetMetadata<PermissionRequirement>() is null).Select(e => e.DisplayName).ShouldBeEmpty();
    }

    [Fact]
    public void What_changes_something_needs_more_than_the_right_to_read() =>
        _endpoints.Where(e => !SigningIn.Contains(e.RoutePattern.RawText) && Methods(e).Any(m => m is not ("GET" or "HEAD")) && PermissionOf(e) is var p && (p == Permission.Public || p.ToString().EndsWith("Read", StringComparison.Ordinal)))
            .Select(e => e.DisplayName).ShouldBeEmpty();

    [Fact]
    public void Only_health_the_reference_the_web_app_public_keys_and_signing_in_are_public() =>
        _endpoints.Where(e => PermissionOf(e) == Permission.Public && !IsWebApp(e)).Select(e => e.RoutePattern.RawText).ShouldBe(
            ["/livez", "/readyz", "/openapi/{documentName}.json", "/docs", "/docs/docs.js", "/docs/docs.css", "/docs/docs.svg", "/.well-known/jwks.json", "/api/v1/audit/keys", .. SigningIn], ignoreOrder: true);

    [Fact]
    public void Every_endpoint_has_a_budget_and_only_what_is_asked_all_the_time_has_none() =>
        _endpoints.Where(e => Methods(e).Any(m => Budgets.Of(e, m) == Budget.None)).Select(e => e.RoutePattern.RawText).ShouldBe(["/livez", "/readyz", "/metrics"], ignoreOrder: true);

    [Fact]
    public void What_takes_many_at_once_counts_as_many() =>
        _endpoints.Where(e => Budgets.Of(e, Methods(e)[0]) == Budget.Bulk).Select(e => e.RoutePattern.RawText).ShouldBe(["/api/v1/movements", "/api/v1/products/import", "/api/v1/stores/{store}/stock/levels/import"], ignoreOrder: true);

    [Fact]
    public void No_endpoint_takes_a_body_without_end() =>
        _endpoints.Where(e => e.Metadata.GetMetadata<IRequestSizeLimitMetadata>() is { MaxRequestBodySize: null or > 32 * 1024 * 1024 }).Select(e => e.DisplayName).ShouldBeEmpty();

    /// <summary>The web app's files, of which there are as many as it was built into; they hold nothing of the shop.</summary>
    private static bool IsWebApp(RouteEndpoint endpoint) => Methods(endpoint).Contains("HEAD") && !endpoint.RoutePattern.RawText!.StartsWith("/api/", StringComparison.Ordinal);

    private static Permission PermissionOf(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<PermissionRequirement>()!.Permission;

    private static IReadOnlyList<string> Methods(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"];
}
