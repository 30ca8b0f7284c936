using System.Net;
using System.Net.Sockets;
using Bazaar.Server.Hosting;

namespace Bazaar.Server.Tests.Guards;

/// <summary>What cannot start says why in one sentence.</summary>
public sealed class StartTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bazaar-test-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_port_that_is_taken_is_named()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();

        var refusal = await Should.ThrowAsync<BazaarStartException>(StartAsync($"http://{other.LocalEndpoint}"));

        refusal.Message.ShouldContain("BAZAAR_URLS");
        refusal.Message.ShouldContain("another port");
    }

    [Theory]
    [InlineData("postgres://shop:secret@db/bazaar")]
    [InlineData("bazaar.db")]
    [InlineData("sqlite:")]
    public async Task A_database_of_another_kind_is_refused_without_repeating_its_password(string database)
    {
        var refusal = await Should.ThrowAsync<BazaarStartException>(BazaarHost.StartAsync(new BazaarOptions { DataFolder = _folder.FullName, Database = database }));

        refusal.Message.ShouldContain("BAZAAR_DATABASE");
        refusal.Message.ShouldNotContain("secret");
    }

    [Fact]
    public async Task A_second_host_on_one_folder_is_refused_and_the_first_goes_on()
    {
        await using var first = await StartAsync(null);

        (await Should.ThrowAsync<BazaarLockedException>(StartAsync(null))).Message.ShouldContain("Another Bazaar is using");

        using var client = first.CreateClient();
        (await client.GetAsync("livez")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_host_that_stopped_lets_go_of_everything()
    {
        for (var i = 0; i < 3; i++)
        {
            await using var host = await StartAsync("http://127.0.0.1:0");
            File.ReadAllText(Path.Combine(_folder.FullName, "bazaar.url")).Trim().ShouldBe(host.Address.ToString().TrimEnd('/'));
        }

        File.Exists(Path.Combine(_folder.FullName, "bazaar.url")).ShouldBeFalse();
    }

    private Task<BazaarHost> StartAsync(string? urls) => BazaarHost.StartAsync(new BazaarOptions { DataFolder = _folder.FullName, Urls = urls });
}
