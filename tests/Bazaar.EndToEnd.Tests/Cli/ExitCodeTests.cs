using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Bazaar.Contracts;
using Bazaar.Contracts.Json;

namespace Bazaar.EndToEnd.Tests.Cli;

public sealed class ExitCodeTests
{
    private const string Post = "POST stores/SHOP/movements";

    [Fact]
    public async Task A_refusal_prints_every_shortage_and_ends_with_1()
    {
        await using var shop = await FakeShop.OpenAsync();
        shop.Refuse(Post, Samples.Problem(409, ProblemCodes.InsufficientStock, "There is not enough stock.") with { Shortages = [new("SUGAR", 5, 3), new("TEA", 1.5m, 0)] });
        using var cli = new CommandLine(shop);

        var outcome = await cli.RunAsync("sell", "SUGAR=5", "TEA=1.5");

        outcome.Exit.ShouldBe(1);
        outcome.Out.ShouldBeEmpty();
        outcome.Error.ShouldBe("There is not enough stock; nothing was posted.\n  SUGAR: asked 5, there are 3\n  TEA: asked 1.5, there are none\n");
    }

    [Fact]
    public async Task Invalid_fields_are_all_named()
    {
        await using var shop = await FakeShop.OpenAsync();
        shop.Refuse(Post, Samples.Problem(400, ProblemCodes.Invalid, "Some fields are wrong.") with
        {
            Errors = new Dictionary<string, string[]> { ["lines[0].quantity"] = ["At most 3 decimals.", "Too large."], ["reference"] = ["At most 200 characters."] },
        });
        using var cli = new CommandLine(shop);

        var outcome = await cli.RunAsync("sell", "SUGAR=5.0001");

        outcome.Exit.ShouldBe(1);
        outcome.Error.ShouldBe("Some fields are wrong.\n  SUGAR=5.0001: At most 3 decimals.\n  SUGAR=5.0001: Too large.\n  reference: At most 200 characters.\n");
    }

    [Theory]
    [InlineData("lines[0].quantity", "has more than 3 decimals.", "lines[0].quantity: has more than 3 decimals.", "SUGAR=0.3335: the quantity has more than 3 decimals.")]
    [InlineData("lines[0].sku", "There is no product SUGAR.", "There is no product SUGAR.", "SUGAR=0.3335: There is no product SUGAR.")]
    [InlineData("reference", "has 300 characters; at most 200 are taken.", "reference: has 300 characters; at most 200 are taken.", "reference: has 300 characters; at most 200 are taken.")]
    public async Task A_single_fault_is_said_once_and_names_the_item_that_was_typed(string field, string message, string detail, string said)
    {
        await using var shop = await FakeShop.OpenAsync();
        shop.Refuse(Post, Samples.Problem(400, ProblemCodes.Invalid, detail) with { Errors = new Dictionary<string, string[]> { [field] = [message] } });
        using var cli = new CommandLine(shop);

        (await cli.RunAsync("sell", "SUGAR=0.3335")).Error.ShouldBe($"{said}\n");
    }

    [Theory]
    [InlineData(401, 4)]
    [InlineData(403, 4)]
    [InlineData(404, 1)]
    [InlineData(409, 1)]
    [InlineData(412, 1)]
    [InlineData(422, 1)]
    [InlineData(429, 3)]
    [InlineData(500, 3)]
    [InlineData(503, 3)]
    public async Task The_status_decides_the_exit_code(int status, int exit)
    {
        await using var shop = await FakeShop.OpenAsync();
        shop.Refuse("GET stores", Samples.Problem(status, "some-code", "No."));
        using var cli = new CommandLine(shop);

        (await cli.RunAsync("store", "list")).Exit.ShouldBe(exit);
    }

    [Fact]
    public async Task With_json_a_refusal_is_the_contracts_problem_on_stdout()
    {
        await using var shop = await FakeShop.OpenAsync();
        shop.Refuse(Post, Samples.Problem(409, ProblemCodes.InsufficientStock, "No.") with { Shortages = [new("SUGAR", 5, 3)] });
        using var cli = new CommandLine(shop);

        var outcome = await cli.RunAsync("sell", "SUGAR=5", "--json");

        outcome.Exit.ShouldBe(1);
        JsonSerializer.Deserialize(outcome.Out, BazaarJson.Wire.Problem).ShouldNotBeNull().Shortages.ShouldBe([new StockShortage("SUGAR", 5, 3)]);
    }

    [Fact]
    public async Task Nobody_there_ends_with_3()
    {
        using var cli = new CommandLine();

        var outcome = await cli.RunAsync("stock", "--server", $"http://127.0.0.1:{ClosedPort()}");

        outcome.Exit.ShouldBe(3);
        outcome.Error.ShouldStartWith("The shop cannot be reached");
    }

    [Fact]
    public async Task Something_else_that_answers_ends_with_3()
    {
        await using var shop = await FakeShop.OpenAsync();
        shop.Answer("GET stores", "<html>"u8.ToArray(), "text/html");
        using var cli = new CommandLine(shop);

        (await cli.RunAsync("store", "list")).Exit.ShouldBe(3);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ftp://x")]
    [InlineData("127.0.0.1:5080")]
    public async Task A_server_that_is_no_address_is_wrong_usage(string server)
    {
        using var cli = new CommandLine();

        (await cli.RunAsync("stock", "--server", server)).Exit.ShouldBe(2);
    }

    [Fact]
    public async Task A_wrong_setting_in_the_file_is_named()
    {
        using var cli = new CommandLine();
        Directory.CreateDirectory(cli.DataFolder);
        await File.WriteAllTextAsync(Path.Combine(cli.DataFolder, "bazaar.json"), """{"BAZAAR_SERVR":"http://127.0.0.1:1"}""", TestContext.Current.CancellationToken);

        var outcome = await cli.RunAsync("stock");

        outcome.Exit.ShouldBe(2);
        outcome.Error.ShouldContain("BAZAAR_SERVR");
    }

    [Fact]
    public async Task A_setting_in_the_file_counts_unless_the_environment_says_otherwise()
    {
        await using var shop = await FakeShop.OpenAsync();
        shop.Answer("GET stores", new Page<Store>([], null), BazaarJson.Wire.PageStore);
        using var cli = new CommandLine();
        Directory.CreateDirectory(cli.DataFolder);
        await File.WriteAllTextAsync(Path.Combine(cli.DataFolder, "bazaar.json"), $$"""{"BAZAAR_SERVER":"{{shop.Url}}"}""", TestContext.Current.CancellationToken);

        (await cli.RunAsync("store", "list")).Exit.ShouldBe(0);
        cli.Environment["BAZAAR_SERVER"] = $"http://127.0.0.1:{ClosedPort()}";
        (await cli.RunAsync("store", "list")).Exit.ShouldBe(3);
    }

    [Fact]
    public async Task A_server_that_runs_on_the_data_folder_is_found_by_itself()
    {
        await using var shop = await FakeShop.OpenAsync();
        shop.Answer("GET /livez", "ok"u8.ToArray(), "text/plain");
        shop.Answer("GET stores", new Page<Store>([], null), BazaarJson.Wire.PageStore);
        using var cli = new CommandLine();
        Directory.CreateDirectory(cli.DataFolder);
        await File.WriteAllTextAsync(Path.Combine(cli.DataFolder, "bazaar.url"), $"{shop.Url}\n", TestContext.Current.CancellationToken);

        (await cli.RunAsync("store", "list")).Exit.ShouldBe(0);

        shop.Asked.Select(a => a.Request).ShouldBe(["GET /livez", "GET stores"]);
    }

    [Fact]
    public async Task A_process_keeps_data_and_talk_apart()
    {
        await using var shop = await FakeShop.OpenAsync();
        shop.Answer("GET products/SUGAR", Samples.Product(), BazaarJson.Wire.Product);

        var shown = await CommandLine.RunProcessAsync("product", "show", "SUGAR", "--server", shop.Url.ToString());
        var missing = await CommandLine.RunProcessAsync("product", "show", "TEA", "--server", shop.Url.ToString());

        (shown.Exit, shown.Error).ShouldBe((0, ""));
        shown.Out.ShouldStartWith("SUGAR\n  Name        Sugar\n  In Urdu     چینی\n");
        (missing.Exit, missing.Out, missing.Error).ShouldBe((1, "", "There is no such thing.\n"));
    }

    private static int ClosedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
