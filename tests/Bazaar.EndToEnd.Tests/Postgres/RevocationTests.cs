using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Bazaar.Contracts;
using Bazaar.Contracts.Client;

namespace Bazaar.EndToEnd.Tests.Postgres;

/// <summary>What one node takes away, another one refuses: two processes, by the clock on the wall.</summary>
[Collection(PostgresShops.Name)]
public sealed class RevocationTests(PostgresShops.Fixture postgres, ITestOutputHelper output)
{
    private const string Password = "Seven-green-kites-42";
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    /// <summary>Far less than what is known is trusted for: the other node was told.</summary>
    private static readonly TimeSpan Told = TimeSpan.FromSeconds(15);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_user_and_a_key_that_one_node_turns_away_the_other_refuses_within_a_minute(bool hintsAreLost)
    {
        var database = await postgres.Server.CreateDatabaseAsync();
        await using var shop = await postgres.ServePairAsync(database);
        await shop.One.AddProductAsync(new ProductRequest { Sku = "TEA", Name = "Tea", Unit = "piece", Price = 120 }, Ct);
        using var there = shop.Second.CreateHttp();
        (await AskAsync(there, null)).ShouldBe(HttpStatusCode.OK, "without users everybody on this computer is the owner");
        await shop.One.AddUserAsync(new UserRequest { UserName = "admin", Role = "admin", Password = Password }, Ct);
        await RefusedAsync("Who has not signed in", there, null, Told);

        using var http = shop.First.CreateHttp();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await shop.One.LoginAsync("admin", Password, Ct)).AccessToken);
        var admin = new BazaarClient(http);
        await admin.AddUserAsync(new UserRequest { UserName = "sana", Role = "manager", AllStores = true, Password = Password }, Ct);
        var key = await admin.AddApiKeyAsync(new ApiKeyRequest { Name = "till", Scopes = ["stock.read"], AllStores = true }, Ct);
        var login = await shop.Other.LoginAsync("sana", Password, Ct);
        var bearer = new AuthenticationHeaderValue("Bearer", login.AccessToken);
        var basic = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"sana:{Password}")));
        var device = new AuthenticationHeaderValue("Bearer", key.Key);
        foreach (var proof in (AuthenticationHeaderValue[])[bearer, basic, device])
        {
            (await AskAsync(there, proof)).ShouldBe(HttpStatusCode.OK, proof.Scheme);
        }

        using var live = await WatchAsync(there, device);
        using var reader = new StreamReader(await live.Content.ReadAsStreamAsync(Ct));
        (await reader.ReadLineAsync(Ct)).ShouldBe(": watching");
        if (hintsAreLost)
        {
            await postgres.Server.ExecuteAsync(database, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'bazaar hints' AND datname = current_database()");
        }

        using var disable = new HttpRequestMessage(HttpMethod.Delete, "api/v1/users/sana") { Headers = { IfMatch = { EntityTagHeaderValue.Any } } };
        (await http.SendAsync(disable, Ct)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await admin.RevokeApiKeyAsync(key.Prefix, Ct);

        var longest = hintsAreLost ? Longest : Told;
        await RefusedAsync("A token", there, bearer, longest);
        await RefusedAsync("A password", there, basic, longest);
        await RefusedAsync("A key", there, device, longest);
        (await Should.ThrowAsync<BazaarProblemException>(() => shop.Other.RefreshLoginAsync(login.RefreshToken!, Ct))).Problem.Status.ShouldBe(401);
        await admin.PostMovementAsync("SHOP", new MovementRequest { Id = Guid.CreateVersion7(), Type = "stockIn", Lines = [new MovementLineRequest { Sku = "TEA", Quantity = 1 }] }, Ct);
        (await reader.ReadToEndAsync(Ct)).ShouldNotContain("id: ", Case.Sensitive, "a stream ends before it tells more");
    }

    private static async Task<HttpStatusCode> AskAsync(HttpClient http, AuthenticationHeaderValue? proof)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "api/v1/auth/me") { Headers = { Authorization = proof } };
        using var answer = await http.SendAsync(request, Ct);
        return answer.StatusCode;
    }

    private static async Task<HttpResponseMessage> WatchAsync(HttpClient http, AuthenticationHeaderValue proof)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "api/v1/stores/SHOP/live") { Headers = { Authorization = proof } };
        return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Ct);
    }

    /// <summary>Asks until it is refused, and says how long that took.</summary>
    private async Task RefusedAsync(string who, HttpClient http, AuthenticationHeaderValue? proof, TimeSpan longest)
    {
        var start = TimeProvider.System.GetTimestamp();
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (await AskAsync(http, proof) != HttpStatusCode.Unauthorized)
        {
            TimeProvider.System.GetElapsedTime(start).ShouldBeLessThan(longest, who);
            await tick.WaitForNextTickAsync(Ct);
        }

        output.WriteLine($"{who} is refused by the other node after {TimeProvider.System.GetElapsedTime(start).TotalSeconds:0.00} s.");
    }
}
