using System.Net;
using System.Net.Http.Headers;
using Bazaar.Contracts;
using Bazaar.Contracts.Client;
using Bazaar.Server.Hosting;

namespace Bazaar.Server.Tests.Access;

/// <summary>How a shop without users becomes one with users.</summary>
public sealed class FirstUserTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bazaar-access-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task With_the_first_user_everybody_signs_in_and_the_files_owner_stays_the_owner()
    {
        await using (var host = await StartAsync("http://127.0.0.1:0"))
        {
            using var http = host.CreateClient();
            var api = new BazaarClient(http);
            (await api.GetMeAsync()).Kind.ShouldBe("owner");

            (await Should.ThrowAsync<BazaarProblemException>(api.AddUserAsync(Request("ali", "staff")))).Problem.Code.ShouldBe(ProblemCodes.LastAdministrator);
            await api.AddUserAsync(Request("zara", "admin"));

            (await http.GetAsync("api/v1/stores")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
            http.DefaultRequestHeaders.Authorization = new("Bearer", (await api.LoginAsync("zara", ManagedShop.Password)).AccessToken);
            (await api.AddUserAsync(Request("ali", "staff"))).Stores.ShouldBe(["SHOP"]);
        }

        // A forgotten password is mended by whoever can open the file.
        await using (var embedded = await StartAsync(null))
        {
            using var http = embedded.CreateClient();
            var api = new BazaarClient(http);
            (await api.GetMeAsync()).Kind.ShouldBe("owner");
            await api.EditUserAsync("zara", 1, new UserPatch { Password = "Found-again-lamp-3" });
        }

        await using var again = await StartAsync("http://127.0.0.1:0");
        using var last = again.CreateClient();
        (await last.GetAsync("api/v1/stores")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await new BazaarClient(last).LoginAsync("zara", "Found-again-lamp-3")).ShouldNotBeNull();
    }

    [Fact]
    public async Task There_is_always_one_who_may_change_users()
    {
        await using var host = await StartAsync(null);
        using var http = host.CreateClient();
        var api = new BazaarClient(http);
        await api.AddUserAsync(Request("one", "admin"));

        foreach (var patch in (UserPatch[])[new() { Disabled = true }, new() { Role = "staff", AllStores = true }])
        {
            (await Should.ThrowAsync<BazaarProblemException>(api.EditUserAsync("one", 1, patch))).Problem.Code.ShouldBe(ProblemCodes.LastAdministrator);
        }

        await api.AddUserAsync(Request("two", "admin"));
        (await api.EditUserAsync("one", 1, new UserPatch { Disabled = true })).Disabled.ShouldBeTrue();
        (await Should.ThrowAsync<BazaarProblemException>(api.EditUserAsync("two", 1, new UserPatch { Role = "manager", AllStores = true }))).Problem.Status.ShouldBe(409);
    }

    [Fact]
    public async Task Without_users_a_key_counts_and_a_proxys_password_does_not_matter()
    {
        await using var host = await StartAsync("http://127.0.0.1:0");
        using var http = host.CreateClient();
        var api = new BazaarClient(http);
        var key = await api.AddApiKeyAsync(new ApiKeyRequest { Name = "till-1", Scopes = ["stock.read"], Stores = ["SHOP"] });

        http.DefaultRequestHeaders.Authorization = ManagedShop.Basic("whoever", "whatever");
        (await api.GetMeAsync()).Kind.ShouldBe("owner");
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key.Key);
        (await api.GetMeAsync()).Name.ShouldBe("till-1");
        (await http.GetAsync("api/v1/users")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key.Key![..^1] + (key.Key[^1] == 'A' ? 'B' : 'A'));
        (await http.GetAsync("api/v1/stores")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    private static UserRequest Request(string name, string role) => new() { UserName = name, Role = role, Stores = role == "admin" ? null : ["SHOP"], Password = ManagedShop.Password };

    private Task<BazaarHost> StartAsync(string? urls) => BazaarHost.StartAsync(new BazaarOptions { DataFolder = _folder.FullName, Urls = urls });
}
