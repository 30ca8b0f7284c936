using System.Text.Json;
using Bazaar.EndToEnd.Tests.Cli;

namespace Bazaar.EndToEnd.Tests.TillFiles;

/// <summary>The command against a shop that opens inside it.</summary>
public sealed class ImportSalesCommandTests
{
    private const string Lines = TillFolder.Header + "1,TEA,Tea,3,2026-03-01 09:00,450\n1,SALT,=Salt,1.5,2026-03-01 09:00,50\n2,TEA,Tea,x,2026-03-01 10:00,450\n";

    [Fact]
    public async Task Till_files_reach_the_ledger_once_and_every_line_is_accounted_for()
    {
        using var cli = new CommandLine { Clock = TimeProvider.System };
        using var folder = new TillFolder().Add("a.csv", Lines);

        var first = await cli.RunAsync("import", "sales", folder.Path, "--opening", "auto", "--refusals", folder.Refusals);
        var again = await cli.RunAsync("import", "sales", folder.Path, "--opening", "auto", "--refusals", folder.Refusals, "--json");

        first.Exit.ShouldBe(0, first.Error);
        first.Error.ShouldContain("3 lines read in 1 file = 2 taken + 1 refused.");
        first.Error.ShouldContain("Nobody counted it.");
        first.Out.ShouldContain("bad-quantity");
        var account = JsonDocument.Parse(again.Out).RootElement;
        account.GetProperty("entriesAlreadyThere").GetProperty("sale").GetInt64().ShouldBe(1);
        account.GetProperty("opening").GetProperty("entriesAlreadyThere").GetInt64().ShouldBe(1);
        (await cli.RunAsync("stock")).Out.ShouldContain("SALT");
        (await cli.RunAsync("check")).Out.ShouldEndWith("The ledger is sound.\n");
    }

    [Fact]
    public async Task A_dry_run_leaves_no_file_unless_one_is_named()
    {
        using var cli = new CommandLine { Clock = TimeProvider.System };
        using var folder = new TillFolder().Add("a.csv", Lines);

        var dry = await cli.RunAsync("import", "sales", folder.Path, "--dry-run");
        dry.Exit.ShouldBe(0, dry.Error);
        dry.Error.ShouldContain("--refusals FILE");
        File.Exists("refused-lines.csv").ShouldBeFalse();

        (await cli.RunAsync("import", "sales", folder.Path, "--dry-run", "--refusals", folder.Refusals)).Exit.ShouldBe(0);
        File.Exists(folder.Refusals).ShouldBeTrue();
    }

    [Fact]
    public async Task A_date_and_a_time_apart_are_read_together()
    {
        using var cli = new CommandLine { Clock = TimeProvider.System };
        using var folder = new TillFolder().Add("a.csv", "Receipt No,Date,Time,Item Code,Qty,Rate\n1,2026-03-01,09:12:44,TEA,1,450\n");

        var outcome = await cli.RunAsync("import", "sales", folder.Path, "--json");

        outcome.Exit.ShouldBe(0, outcome.Error);
        JsonDocument.Parse(outcome.Out).RootElement.GetProperty("linesTaken").GetProperty("sale").GetInt64().ShouldBe(1);
    }

    [Fact]
    public async Task When_no_line_is_taken_it_ends_with_1()
    {
        using var cli = new CommandLine { Clock = TimeProvider.System };
        using var folder = new TillFolder().Add("a.csv", TillFolder.Header + "1,TEA,Tea,x,2026-03-01 09:00,450\n");

        (await cli.RunAsync("import", "sales", folder.Path, "--refusals", folder.Refusals)).Exit.ShouldBe(1);
        folder.Add("a.csv", TillFolder.Header);
        (await cli.RunAsync("import", "sales", folder.Path, "--refusals", folder.Refusals)).Exit.ShouldBe(0);
    }

    [Theory]
    [InlineData("There is no file", "nowhere.csv")]
    [InlineData("no preset", "a.csv", "--preset", "x")]
    [InlineData("no such time zone", "a.csv", "--zone", "Mars/Olympus")]
    [InlineData("has no column for sku", "a.csv", "--map", "sku=Item,barcode=Code")]
    public async Task What_cannot_be_read_is_wrong_usage(string reason, params string[] args)
    {
        using var cli = new CommandLine();
        using var folder = new TillFolder().Add("a.csv", Lines);

        var outcome = await cli.RunAsync(["import", "sales", Path.Combine(folder.Path, args[0]), .. args[1..]]);

        outcome.Exit.ShouldBe(2);
        outcome.Error.ShouldContain(reason);
        outcome.Out.ShouldBeEmpty();
    }
}
