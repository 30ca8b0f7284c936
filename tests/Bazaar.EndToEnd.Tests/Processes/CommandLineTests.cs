using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Bazaar.Contracts.Json;

namespace Bazaar.EndToEnd.Tests.Processes;

/// <summary>The command line as people run it: processes of their own, on one data folder.</summary>
public sealed class CommandLineTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_shop_is_kept_without_a_server()
    {
        using var folder = new ShopFolder();
        await OpenAsync(folder);

        var sold = await folder.RunAsync("sell", "SUGAR=2.5", "--json");
        (sold.Exit, sold.Error).ShouldBe((0, ""));
        JsonSerializer.Deserialize(sold.Out, BazaarJson.Wire.Movement).ShouldNotBeNull().Lines.Single().OnHand.ShouldBe(47.5m);

        var refused = await folder.RunAsync("sell", "SUGAR=48");
        (refused.Exit, refused.Out).ShouldBe((1, ""));
        refused.Error.ShouldContain("SUGAR: asked 48, there are 47.5");
        (await folder.DoAsync("undo", "last", "--yes")).ShouldNotBeEmpty();
        (await OnHandAsync(folder)).ShouldBe(50m);
        (await folder.DoAsync("check")).ShouldContain("The ledger is sound.");
    }

    [Fact]
    public async Task A_running_server_is_used_and_left_running()
    {
        using var folder = new ShopFolder();
        await OpenAsync(folder);
        await using var server = await folder.ServeAsync();
        File.ReadAllText(Path.Combine(folder.Data, "bazaar.url")).Trim().ShouldBe(server.Address.ToString().TrimEnd('/'));

        // The file is locked by the server, so what succeeds went through it.
        await folder.DoAsync("sell", "SUGAR=1");

        (await server.Client.GetStockAsync("SHOP", "SUGAR", Ct)).OnHand.ShouldBe(49m);
        (await OnHandAsync(folder)).ShouldBe(49m);
        (await server.CloseAsync()).ShouldBe((0, ""));
        File.Exists(Path.Combine(folder.Data, "bazaar.url")).ShouldBeFalse();
        (await OnHandAsync(folder)).ShouldBe(49m);
    }

    [Fact]
    public async Task After_a_server_was_killed_its_address_misleads_nobody()
    {
        using var folder = new ShopFolder();
        await OpenAsync(folder);
        await using (await folder.ServeAsync())
        {
            // Disposing kills it.
        }

        File.Exists(Path.Combine(folder.Data, "bazaar.url")).ShouldBeTrue();
        await folder.DoAsync("sell", "SUGAR=1");
        (await OnHandAsync(folder)).ShouldBe(49m);
    }

    [Fact]
    public async Task Commands_at_the_same_time_wait_for_each_other()
    {
        using var folder = new ShopFolder();
        await OpenAsync(folder);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => folder.RunAsync("sell", "SUGAR=20")));

        outcomes.Select(o => o.Exit).Order().ShouldBe([0, 0, 1]);
        (await OnHandAsync(folder)).ShouldBe(10m);
    }

    [Fact]
    public async Task A_second_server_on_the_same_data_is_refused_with_a_sentence()
    {
        using var folder = new ShopFolder();
        await using var server = await folder.ServeAsync();

        var second = await folder.RunAsync("serve", "--urls", "http://127.0.0.1:0");

        (second.Exit, second.Out).ShouldBe((3, ""));
        second.Error.ShouldBe($"Another Bazaar is using {folder.Database}. Stop it first, or talk to it with --server.\n");
        File.Exists(Path.Combine(folder.Data, "bazaar.url")).ShouldBeTrue("the one that runs is still found");
        (await server.Client.VerifyAsync(ct: Ct)).Ok.ShouldBeTrue();
    }

    [Fact]
    public async Task A_port_in_use_is_named()
    {
        using var folder = new ShopFolder();
        using var other = new ShopFolder();
        await using var server = await folder.ServeAsync();

        var second = await other.RunAsync("serve", "--urls", server.Address.ToString());

        second.Exit.ShouldBe(3);
        second.Error.ShouldContain("Choose another port with --urls.");
    }

    [Fact]
    public async Task Listening_wider_tells_the_first_password_once_and_lets_nobody_in_without()
    {
        using var folder = new ShopFolder();
        await using var server = await folder.ServeAsync("--urls", "http://0.0.0.0:0");

        var refused = await folder.RunAsync("store", "list");
        (refused.Exit, refused.Out).ShouldBe((4, ""));
        refused.Error.ShouldContain("bazaar login");
        var (exit, said) = await server.CloseAsync();

        exit.ShouldBe(0);
        said.ShouldContain("The first user is admin, with the password ");
        await using var again = await folder.ServeAsync();
        (await again.CloseAsync()).Error.ShouldNotContain("password");
        (await folder.DoAsync("user", "list")).ShouldContain("admin");
    }

    [Fact]
    public async Task Settings_of_other_programs_open_no_other_door()
    {
        using var folder = new ShopFolder();
        var door = $"http://127.0.0.1:{ClosedPort()}";
        folder.Environment["ASPNETCORE_URLS"] = folder.Environment["DOTNET_URLS"] = folder.Environment["Kestrel__Endpoints__Http__Url"] = door;
        await using var server = await folder.ServeAsync();

        server.Address.ToString().ShouldNotStartWith(door);
        using var http = new HttpClient();
        await Should.ThrowAsync<HttpRequestException>(() => http.GetAsync(new Uri($"{door}/livez"), Ct));
    }

    [Fact]
    public async Task A_backup_taken_while_serving_becomes_a_shop_again()
    {
        using var folder = new ShopFolder();
        await OpenAsync(folder);
        var copy = folder.Beside("copy.db");
        await using (var server = await folder.ServeAsync())
        {
            (await folder.DoAsync("backup", copy)).ShouldContain("is a complete copy of the shop");
            await folder.DoAsync("sell", "SUGAR=7");
            var busy = await folder.RunAsync("restore", copy, "--yes");
            busy.Exit.ShouldBe(3);
            busy.Error.ShouldContain("Another Bazaar is using");
            (await server.CloseAsync()).Exit.ShouldBe(0);
        }

        (await OnHandAsync(folder)).ShouldBe(43m);
        await folder.DoAsync("restore", copy, "--yes");
        (await OnHandAsync(folder)).ShouldBe(50m);
        (await folder.DoAsync("check")).ShouldContain("The ledger is sound.");
        Directory.GetFiles(folder.Data, "*.before-restore-*").ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_wrong_command_line_ends_with_2_and_nobody_there_with_3()
    {
        using var folder = new ShopFolder();

        (await folder.RunAsync("sel", "SUGAR")).Exit.ShouldBe(2);
        (await folder.RunAsync("serve", "--server", "http://127.0.0.1:1")).Exit.ShouldBe(2);
        (await folder.RunAsync("stock", "--server", "http://127.0.0.1:1")).Exit.ShouldBe(3);
        Directory.Exists(folder.Data).ShouldBeFalse();
    }

    private static int ClosedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task OpenAsync(ShopFolder folder)
    {
        await folder.DoAsync("product", "add", "SUGAR", "--name", "Sugar", "--unit", "kg", "--price", "160");
        await folder.DoAsync("receive", "SUGAR=50@141.50");
    }

    private static async Task<decimal> OnHandAsync(ShopFolder folder)
    {
        var page = JsonSerializer.Deserialize(await folder.DoAsync("stock", "--json"), BazaarJson.Wire.PageStockItem).ShouldNotBeNull();
        return page.Items.Single(i => i.Sku == "SUGAR").OnHand;
    }
}
