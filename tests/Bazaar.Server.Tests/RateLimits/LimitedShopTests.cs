using System.Net.Http.Headers;
using Bazaar.Contracts;
using Bazaar.Contracts.Client;
using Bazaar.Server.Hosting;
using Bazaar.Server.Tests.Harness;

namespace Bazaar.Server.Tests.RateLimits;

/// <summary>The limits in a shop with users, behind its real door.</summary>
public sealed class LimitedShopTests : IAsyncLifetime
{
    private const string Password = "Seven-green-kites-42";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bazaar-test-");
    private BazaarHost _host = null!;
    private HttpClient _http = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await BazaarHost.StartAsync(new BazaarOptions { DataFolder = _folder.FullName, Urls = "http://127.0.0.1:0", Limits = "reads=4/86400,login=2/86400,strangers=3/86400" });
        _http = _host.CreateClient();
        using var owner = _host.CreateOwnerClient();
        await new BazaarClient(owner).AddUserAsync(new UserRequest { UserName = "chief", Role = "admin", AllStores = true, Password = Password });
        await new BazaarClient(owner).AddUserAsync(new UserRequest { UserName = "sana", Role = "staff", Stores = ["SHOP"], Password = Password });
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _host.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Whoever_asks_is_counted_even_for_what_they_may_not_have()
    {
        var token = (await new BazaarClient(_http).LoginAsync("sana", Password)).AccessToken;

        (await GetAsync("stores/SHOP/stock", token)).ShouldBe(200).Header("RateLimit").ShouldNotBeNull().ShouldStartWith("\"reads\";r=3;");
        (await GetAsync("users", token)).ShouldBeProblem(403, "forbidden").Header("RateLimit").ShouldNotBeNull().ShouldStartWith("\"reads\";r=2;");
        (await GetAsync("nowhere", token)).ShouldBeProblem(404, "not-found");
        (await GetAsync("stores/SHOP/stock", token)).ShouldBe(200);
        (await GetAsync("stores/SHOP/stock", token)).ShouldBe(200);
        (await GetAsync("users", token)).ShouldBeProblem(429, "rate-limited");
        (await GetAsync("/livez", null)).ShouldBe(200);
    }

    [Fact]
    public async Task Who_does_not_sign_in_and_who_guesses_is_counted_by_address()
    {
        (await GetAsync("stores", null)).ShouldBeProblem(401, "unauthenticated").Header("RateLimit").ShouldNotBeNull().ShouldStartWith("\"strangers\";r=2;");
        (await LoginAsync("wrong-password-1")).ShouldBe(401).Header("RateLimit").ShouldNotBeNull().ShouldStartWith("\"login\";r=1;");
        (await LoginAsync("wrong-password-2")).ShouldBe(401);

        (await LoginAsync(Password)).ShouldBeProblem(429, "rate-limited").Header("RateLimit").ShouldNotBeNull().ShouldStartWith("\"strangers\";r=0;");
    }

    private async Task<Answer> GetAsync(string path, string? token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path.StartsWith('/') ? path : "api/v1/" + path);
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        return await Answer.ReadAsync(await _http.SendAsync(request, TestContext.Current.CancellationToken));
    }

    private async Task<Answer> LoginAsync(string password)
    {
        using var body = new StringContent($$"""{"userName":"sana","password":"{{password}}"}""", System.Text.Encoding.UTF8, "application/json");
        return await Answer.ReadAsync(await _http.PostAsync("api/v1/auth/login", body, TestContext.Current.CancellationToken));
    }
}
