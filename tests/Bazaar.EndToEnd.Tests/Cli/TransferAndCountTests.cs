namespace Bazaar.EndToEnd.Tests.Cli;

/// <summary>Goods between two stores, and a count of one of them, typed by hand with no server running.</summary>
public sealed class TransferAndCountTests
{
    [Fact]
    public async Task Goods_are_sent_received_short_and_closed()
    {
        using var cli = await ShopAsync();

        var sent = await DoneAsync(cli, "transfer", "send", "TEA=10", "COLA=1:carton", "--to", "BRANCH");
        sent.ShouldStartWith("Transfer 1 from SHOP to BRANCH, on its way, sent ");
        Squeezed(sent).ShouldContain("1 TEA 10 10 400.00");
        Squeezed(await DoneAsync(cli, "transfer", "receive", "1", "TEA=9", "COLA=1:carton", "--store", "BRANCH")).ShouldContain("1 TEA 10 9 1 400.00");
        (await cli.RunAsync("transfer", "receive", "1", "TEA=2")).Error.ShouldBe("More arrived than is on its way. Receive what is in transit; count the receiving store for the rest.\n  TEA=2: 2 arrived, but only 1 is in transit.\n");
        (await cli.RunAsync("transfer", "cancel", "1")).Error.ShouldStartWith("Something of this transfer has arrived.");
        (await DoneAsync(cli, "transfer", "list", "--status", "in-transit")).ShouldContain("on its way");
        (await DoneAsync(cli, "transfer", "close", "1", "--reason", "lost")).ShouldContain("closed short");

        (await DoneAsync(cli, "report", "shrinkage", "--store", "SHOP")).ShouldContain("400.00");
        (await DoneAsync(cli, "stock", "TEA", "--store", "BRANCH")).ShouldContain("9");
        (await cli.RunAsync("transfer", "show", "7")).ShouldSatisfyAllConditions(o => o.Exit.ShouldBe(1), o => o.Error.ShouldBe("There is no transfer 7.\n"));
        (await cli.RunAsync("transfer", "show", "x")).Exit.ShouldBe(2);
        (await cli.RunAsync("transfer", "close", "1")).Error.ShouldContain("Option '--reason' is required.");
        (await DoneAsync(cli, "check")).ShouldEndWith("The ledger is sound.\n");
    }

    [Fact]
    public async Task A_transfer_of_which_nothing_arrived_comes_back()
    {
        using var cli = await ShopAsync();
        await DoneAsync(cli, "transfer", "send", "TEA=10", "--to", "BRANCH");

        (await DoneAsync(cli, "transfer", "cancel", "1")).ShouldContain("cancelled");

        (await DoneAsync(cli, "stock", "TEA")).ShouldContain("20");
    }

    [Fact]
    public async Task A_count_is_opened_added_to_reviewed_and_posted()
    {
        using var cli = await ShopAsync();

        (await cli.RunAsync("count", "add", "TEA=1")).Error.ShouldBe("No count is open in SHOP. Open one: bazaar count open\n");
        (await DoneAsync(cli, "count", "open", "--name", "Ramzan")).ShouldBe("Count 1 \"Ramzan\" in SHOP is open: 0 products, 0 scans\n");
        await DoneAsync(cli, "count", "add", "TEA=12", "COLA=1:carton", "--counter", "Ali");
        await DoneAsync(cli, "count", "add", "TEA=7", "--counter", "Sana");
        (await DoneAsync(cli, "count", "add", "TEA=-1", "--counter", "Ali")).ShouldBe("Count 1: 1 scan added.\n");
        (await cli.RunAsync("count", "add", "9999999999994=2")).Error.ShouldBe("9999999999994: is no product's code; it is kept to be resolved.\n");
        (await cli.RunAsync("count", "add", "COLA=0.5")).ShouldSatisfyAllConditions(o => o.Exit.ShouldBe(1), o => o.Error.ShouldContain("COLA=0.5: "));

        var review = await cli.RunAsync("count", "review");
        Squeezed(review.Out).ShouldContain("TEA Tea 20 18 -2 piece -800.00 Ali 11, Sana 7");
        review.Error.ShouldContain("bazaar count resolve 9999999999994 --sku SKU, or --drop REASON");
        (await cli.RunAsync("count", "post", "--missing", "ignore")).Error.ShouldContain("9999999999994: is no product's code: assign or drop it.");
        await DoneAsync(cli, "count", "resolve", "9999999999994", "--drop", "not ours");

        (await DoneAsync(cli, "count", "post", "--missing", "ignore")).ShouldContain("2 products, 2 of them other than the book said.");
        (await DoneAsync(cli, "stock", "TEA")).ShouldContain("18");
        (await DoneAsync(cli, "count", "list")).ShouldContain("posted");
        (await DoneAsync(cli, "report", "accuracy")).ShouldContain("0.0 %");

        // The short way still works, and so does leaving a count.
        await DoneAsync(cli, "count", "TEA=18");
        await DoneAsync(cli, "count", "open");
        (await DoneAsync(cli, "count", "cancel")).ShouldContain("is cancelled");
        (await cli.RunAsync("count", "review", "9")).Error.ShouldBe("SHOP has no count 9.\n");
        (await cli.RunAsync("count", "resolve", "X")).Error.ShouldContain("Say either --sku or --drop.");
    }

    /// <summary>Columns are as wide as their longest cell; here only their order matters.</summary>
    private static string Squeezed(string table) => string.Join(' ', table.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries));

    private static async Task<CommandLine> ShopAsync()
    {
        var cli = new CommandLine { Clock = TimeProvider.System };
        await DoneAsync(cli, "store", "add", "BRANCH", "--name", "Branch");
        await DoneAsync(cli, "product", "add", "TEA", "--name", "Tea", "--price", "450");
        await DoneAsync(cli, "product", "add", "COLA", "--name", "Cola", "--price", "120", "--pack", "carton=24");
        await DoneAsync(cli, "receive", "TEA=20@400", "COLA=50@100");
        return cli;
    }

    private static async Task<string> DoneAsync(CommandLine cli, params string[] args)
    {
        var outcome = await cli.RunAsync(args);
        outcome.Exit.ShouldBe(0, $"bazaar {string.Join(' ', args)}: {outcome.Error}");
        return outcome.Out;
    }
}
