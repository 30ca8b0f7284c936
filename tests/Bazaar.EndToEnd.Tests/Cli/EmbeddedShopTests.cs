using System.Text.Json;
using Bazaar.Contracts.Json;

namespace Bazaar.EndToEnd.Tests.Cli;

/// <summary>The command line with no server running: the shop opens inside each command.</summary>
public sealed class EmbeddedShopTests
{
    [Fact]
    public async Task A_shop_is_stocked_sold_from_counted_and_undone_without_a_server()
    {
        using var cli = new CommandLine { Clock = TimeProvider.System };

        await DoneAsync(cli, "product", "add", "SUGAR", "--name", "Sugar", "--unit", "kg", "--price", "160");
        await DoneAsync(cli, "product", "add", "COLA", "--name", "Cola", "--price", "120", "--barcode", "8961014012354", "--pack", "carton=24");
        await DoneAsync(cli, "receive", "SUGAR=50@141.50", "COLA=2:carton@2400", "--supplier", "METRO");
        var sale = await DoneAsync(cli, "sell", "SUGAR=2.5", "8961014012354=2");
        var refused = await cli.RunAsync("sell", "SUGAR=50", "COLA=47");
        await DoneAsync(cli, "count", "SUGAR=47");
        await DoneAsync(cli, "undo", "2");

        sale.ShouldContain("SUGAR  2.5 × 160.00  400.00  47.5 left");
        sale.ShouldContain("Total 640.00");
        (refused.Exit, refused.Error).ShouldBe((1, "There is not enough stock; nothing was posted.\n  SUGAR: asked 50, there are 47.5\n  COLA: asked 47, there are 46\n"));
        var stock = JsonSerializer.Deserialize(await DoneAsync(cli, "stock", "--json"), BazaarJson.Default.PageStockItem).ShouldNotBeNull();
        stock.Items.Select(i => (i.Sku, i.OnHand)).ShouldBe([("COLA", 48m), ("SUGAR", 47m)]);
        (await DoneAsync(cli, "check")).ShouldEndWith("The ledger is sound.\n");
    }

    [Fact]
    public async Task The_same_id_is_posted_once()
    {
        using var cli = new CommandLine { Clock = TimeProvider.System };
        await DoneAsync(cli, "product", "add", "SUGAR", "--name", "Sugar", "--unit", "kg", "--price", "160");
        await DoneAsync(cli, "receive", "SUGAR=10");

        var first = await DoneAsync(cli, "sell", "SUGAR=1", "--id", Samples.Id.ToString(), "--json");
        var again = await DoneAsync(cli, "sell", "SUGAR=1", "--id", Samples.Id.ToString(), "--json");

        again.ShouldBe(first);
        (await cli.RunAsync("sell", "SUGAR=2", "--id", Samples.Id.ToString())).Exit.ShouldBe(1);
    }

    [Fact]
    public async Task Commands_at_the_same_time_wait_for_each_other()
    {
        using var cli = new CommandLine { Clock = TimeProvider.System };
        await DoneAsync(cli, "product", "add", "SUGAR", "--name", "Sugar", "--unit", "kg", "--price", "160");
        await DoneAsync(cli, "receive", "SUGAR=10");

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => cli.RunAsync("sell", "SUGAR=1")));

        outcomes.ShouldAllBe(o => o.Exit == 0);
        (await DoneAsync(cli, "explain", "SUGAR")).ShouldContain("= 6  on hand");
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("xlsx")]
    public async Task An_exported_catalogue_is_imported_again_without_a_change(string format)
    {
        using var cli = new CommandLine { Clock = TimeProvider.System };
        var file = Path.Combine(cli.Home, $"catalogue.{format}");
        await DoneAsync(cli, "product", "add", "COLA", "--name", "=Cola, \"500\" ml", "--name-urdu", "کولا", "--category", "Drinks", "--price", "120.50", "--cost", "99.1234", "--barcode", "8961014012354", "--barcode", "SHELF-9", "--pack", "carton=24", "--pack", "half=12@18961014012351", "--shelf-life-days", "90");
        await DoneAsync(cli, "product", "add", "SUGAR", "--name", "Sugar", "--unit", "kg", "--price", "160");

        await DoneAsync(cli, "product", "export", "--out", file);

        (await DoneAsync(cli, "product", "import", file)).ShouldBe("Done: 2 rows = 0 created + 0 updated + 2 unchanged.\n");
    }

    [Fact]
    public async Task A_database_of_another_program_is_named_and_left_alone()
    {
        using var cli = new CommandLine();
        var file = Path.Combine(cli.Home, "notes.db");
        await File.WriteAllTextAsync(file, "Not a database, but longer than a header of one would be. ".PadRight(2000), TestContext.Current.CancellationToken);
        var before = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
        cli.Environment["BAZAAR_DATABASE"] = $"sqlite:{file}";

        var outcome = await cli.RunAsync("stock");

        outcome.Exit.ShouldBe(3);
        outcome.Error.ShouldContain(file);
        (await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken)).ShouldBe(before);
    }

    private static async Task<string> DoneAsync(CommandLine cli, params string[] args)
    {
        var outcome = await cli.RunAsync(args);
        outcome.Exit.ShouldBe(0, $"bazaar {string.Join(' ', args)}: {outcome.Error}");
        return outcome.Out;
    }
}
