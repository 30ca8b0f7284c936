using System.Text.Json;
using Bazaar.Contracts.Json;
using Bazaar.Server.Hosting;

namespace Bazaar.EndToEnd.Tests.Cli;

/// <summary>Users, keys and logins on the command line, against a real server.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class AccessTests
{
    private const string Password = "Seven-green-kites-42";

    [Fact]
    public async Task A_shop_gets_users_and_each_does_what_they_may()
    {
        using var cli = new CommandLine { Clock = TimeProvider.System };
        await DoneAsync(cli, Password, "user", "add", "zara", "--role", "admin", "--password-stdin");
        await using var host = await ServeAsync(cli);

        (await cli.RunAsync("store", "list")).ShouldSatisfyAllConditions(o => o.Exit.ShouldBe(4), o => o.Error.ShouldContain("bazaar login"));
        (await RunAsync(cli, "wrong-wrong-wrong", "login", "--user", "zara", "--password-stdin")).Exit.ShouldBe(4);
        (await DoneAsync(cli, Password, "login", "--user", "zara", "--password-stdin")).ShouldBeEmpty();
        await DoneAsync(cli, null, "store", "add", "LHR-1", "--name", "Gulberg");
        await DoneAsync(cli, Password, "user", "add", "ali", "--role", "staff", "--stores", "LHR-1", "--password-stdin");
        (await DoneAsync(cli, null, "user", "list")).ShouldContain("ali");
        await DoneAsync(cli, null, "logout");
        (await cli.RunAsync("user", "list")).Exit.ShouldBe(4);

        await DoneAsync(cli, Password, "login", "--user", "ali", "--password-stdin");
        (await DoneAsync(cli, null, "store", "list")).ShouldSatisfyAllConditions(o => o.ShouldContain("LHR-1"), o => o.ShouldNotContain("SHOP"));
        (await cli.RunAsync("stock")).Exit.ShouldBe(4);
        (await cli.RunAsync("user", "list")).Exit.ShouldBe(4);
        await DoneAsync(cli, $"{Password}\nAnother-lamp-entirely-8", "user", "password", "--password-stdin");
        await DoneAsync(cli, null, "stock", "--store", "LHR-1");
    }

    [Fact]
    public async Task A_login_is_kept_from_others_and_goes_on_by_itself()
    {
        using var cli = new CommandLine { Clock = TimeProvider.System };
        await DoneAsync(cli, Password, "user", "add", "zara", "--role", "admin", "--password-stdin");
        await using var host = await ServeAsync(cli);
        await DoneAsync(cli, Password, "login", "--user", "zara", "--password-stdin");
        var file = Path.Combine(cli.Home, ".config", "bazaar", "login.json");
        File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var first = await File.ReadAllTextAsync(file);
        first.ShouldNotContain(Password);

        // Later, the access token has ended.
        cli.Clock = new LaterClock(TimeSpan.FromHours(1));
        await DoneAsync(cli, null, "store", "list");

        var second = await File.ReadAllTextAsync(file);
        second.ShouldNotBe(first);
        File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await DoneAsync(cli, null, "store", "list");
        (await File.ReadAllTextAsync(file)).ShouldBe(second);
        await DoneAsync(cli, null, "logout");
        (await File.ReadAllTextAsync(file)).ShouldNotContain("zara");
    }

    [Fact]
    public async Task A_device_comes_in_with_the_key_of_its_environment_until_it_is_revoked()
    {
        using var cli = new CommandLine { Clock = TimeProvider.System };
        await DoneAsync(cli, null, "product", "add", "SUGAR", "--name", "Sugar", "--unit", "kg", "--price", "160");
        await DoneAsync(cli, null, "receive", "SUGAR=10");
        await DoneAsync(cli, Password, "user", "add", "zara", "--role", "admin", "--password-stdin");
        await using var host = await ServeAsync(cli);
        await DoneAsync(cli, Password, "login", "--user", "zara", "--password-stdin");

        var key = (await DoneAsync(cli, null, "key", "add", "till-2", "--role", "staff", "--stores", "SHOP")).Trim();
        (await DoneAsync(cli, null, "key", "list")).ShouldSatisfyAllConditions(o => o.ShouldContain("till-2"), o => o.ShouldNotContain(key));
        cli.Environment["BAZAAR_API_KEY"] = key;
        var sale = JsonSerializer.Deserialize(await DoneAsync(cli, null, "sell", "SUGAR=1", "--json"), BazaarJson.Wire.Movement).ShouldNotBeNull();
        sale.Actor.ShouldBe("till-2");
        (await cli.RunAsync("count", "SUGAR=9")).Exit.ShouldBe(4);

        cli.Environment.Remove("BAZAAR_API_KEY");
        await DoneAsync(cli, null, "key", "revoke", key.Split('_')[1]);
        cli.Environment["BAZAAR_API_KEY"] = key;
        (await cli.RunAsync("sell", "SUGAR=1")).Exit.ShouldBe(4);
    }

    [Fact]
    public async Task Whoever_can_open_the_folder_is_the_owner_when_no_server_runs()
    {
        using var cli = new CommandLine { Clock = TimeProvider.System };
        await DoneAsync(cli, Password, "user", "add", "zara", "--role", "admin", "--password-stdin");

        await DoneAsync(cli, "Found-again-lamp-3", "user", "password", "zara", "--password-stdin");
        (await cli.RunAsync("user", "disable", "zara")).ShouldSatisfyAllConditions(o => o.Exit.ShouldBe(1), o => o.Error.ShouldContain("at least one admin"));
        (await RunAsync(cli, Password, "login", "--user", "zara", "--password-stdin")).ShouldSatisfyAllConditions(o => o.Exit.ShouldBe(2), o => o.Error.ShouldContain("--server"));
    }

    [Fact]
    public async Task A_new_password_is_typed_twice_and_never_on_the_command_line()
    {
        using var cli = new CommandLine { Clock = TimeProvider.System };

        (await RunAsync(cli, $"{Password}\nsomething else", "user", "add", "zara", "--role", "admin")).ShouldSatisfyAllConditions(o => o.Exit.ShouldBe(2), o => o.Error.ShouldContain("not the same"));
        (await cli.RunAsync("user", "add", "zara", "--role", "admin")).ShouldSatisfyAllConditions(o => o.Exit.ShouldBe(2), o => o.Error.ShouldContain("--password-stdin"));
        (await cli.RunAsync("user", "add", "zara", "--role", "admin", "--password", Password)).Exit.ShouldBe(2);
        await DoneAsync(cli, $"{Password}\n{Password}", "user", "add", "zara", "--role", "admin");
    }

    private static async Task<BazaarHost> ServeAsync(CommandLine cli)
    {
        var host = await BazaarHost.StartAsync(new BazaarOptions { DataFolder = cli.DataFolder, Urls = "http://127.0.0.1:0" });
        return host;
    }

    private static async Task<Outcome> RunAsync(CommandLine cli, string? input, params string[] args)
    {
        cli.Reply = input;
        var outcome = await cli.RunAsync(args);
        cli.Reply = null;
        return outcome;
    }

    private static async Task<string> DoneAsync(CommandLine cli, string? input, params string[] args)
    {
        var outcome = await RunAsync(cli, input, args);
        outcome.Exit.ShouldBe(0, $"bazaar {string.Join(' ', args)}: {outcome.Error}");
        return outcome.Out;
    }

    private sealed class LaterClock(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + by;
    }
}
