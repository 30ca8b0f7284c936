using System.Net;
using System.Net.Http.Json;
using Bazaar.Contracts;
using Bazaar.Contracts.Json;
using Bazaar.Server.Hosting;

namespace Bazaar.Server.Tests.Guards;

/// <summary>A shop that others can reach asks everybody to sign in, from the first moment.</summary>
public sealed class ListeningTests : IDisposable
{
    private const string Password = "Three-quiet-lamps-17";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bazaar-guards-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("https://127.0.0.1:0")]
    [InlineData("ftp://127.0.0.1")]
    [InlineData("5080")]
    [InlineData(";")]
    [InlineData("")]
    public async Task An_address_that_is_none_is_refused_before_anything_is_opened(string urls)
    {
        var failure = await Should.ThrowAsync<BazaarStartException>(StartAsync(urls));

        failure.Message.ShouldContain("BAZAAR_URLS");
        failure.Message.ShouldContain("http://127.0.0.1:");
        _folder.EnumerateFileSystemInfos().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("http://127.0.0.1:5080", false)]
    [InlineData("http://localhost:5080;http://[::1]:5080", false)]
    [InlineData("http://0.0.0.0:5080", true)]
    [InlineData("http://*:5080", true)]
    [InlineData("http://+:5080", true)]
    [InlineData("http://[::]:5080", true)]
    [InlineData("http://192.168.1.10:5080", true)]
    [InlineData("http://shop.example:5080", true)]
    [InlineData("http://127.0.0.1:5080;http://0.0.0.0:5080", true)]
    public void Addresses_that_others_reach_are_told_apart(string urls, bool wide) => ListenUrls.AreWide(ListenUrls.Read(urls)).ShouldBe(wide);

    [Fact]
    public async Task Listening_wider_makes_the_first_administrator_and_tells_the_password_once()
    {
        string password;
        await using (var host = await StartAsync("http://*:0"))
        {
            password = host.AdminPassword.ShouldNotBeNull();
            using var client = Client(host);
            (await client.GetAsync("api/v1/stores")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
            (await LoginAsync(client, password)).ShouldBe(HttpStatusCode.OK);
        }

        // Neither the next start nor one on loopback opens the shop again or makes another password.
        await using var again = await StartAsync("http://127.0.0.1:0");
        again.AdminPassword.ShouldBeNull();
        using var next = Client(again);
        (await next.GetAsync("api/v1/stores")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await LoginAsync(next, password)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_set_password_is_the_first_administrators_and_is_not_told()
    {
        await using (var host = await StartAsync("http://127.0.0.1:0", Password))
        {
            host.AdminPassword.ShouldBeNull();
            using var client = Client(host);
            (await client.GetAsync("api/v1/stores")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
            (await LoginAsync(client, Password)).ShouldBe(HttpStatusCode.OK);
        }

        // What is set later does not take an account over.
        await using var again = await StartAsync("http://127.0.0.1:0", "Another-quiet-lamp-18");
        using var next = Client(again);
        (await LoginAsync(next, Password)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_set_password_that_is_guessed_first_stops_the_start() =>
        (await Should.ThrowAsync<BazaarStartException>(StartAsync("http://127.0.0.1:0", "Password123"))).Message.ShouldStartWith("BAZAAR_ADMIN_PASSWORD ");

    private static HttpClient Client(BazaarHost host) => new() { BaseAddress = new Uri($"http://127.0.0.1:{host.Address.Port}") };

    private static async Task<HttpStatusCode> LoginAsync(HttpClient client, string password)
    {
        using var answer = await client.PostAsJsonAsync("api/v1/auth/login", new LoginRequest { UserName = "admin", Password = password }, BazaarJson.Wire.LoginRequest);
        return answer.StatusCode;
    }

    private Task<BazaarHost> StartAsync(string urls, string? password = null) =>
        BazaarHost.StartAsync(new BazaarOptions { DataFolder = _folder.FullName, Urls = urls, AdminPassword = password });
}
