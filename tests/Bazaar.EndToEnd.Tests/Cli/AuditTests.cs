using Microsoft.Data.Sqlite;

namespace Bazaar.EndToEnd.Tests.Cli;

/// <summary><c>bazaar audit</c>: who changed what, and heads that were kept elsewhere.</summary>
public sealed class AuditTests : IDisposable
{
    private const string NoTriggers = """
        DROP TRIGGER audit_no_update; DROP TRIGGER audit_no_delete; DROP TRIGGER entry_no_update; DROP TRIGGER entry_no_delete; DROP TRIGGER line_no_update; DROP TRIGGER line_no_delete;
        """;

    private readonly CommandLine _cli = new() { Clock = TimeProvider.System };

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task A_changed_price_is_shown_with_what_it_was()
    {
        await OpenAsync();
        await DoneAsync("product", "edit", "SUGAR", "--price", "170");

        var lines = (await DoneAsync("audit", "list", "--subject", "sugar")).Split('\n');

        lines[0].ShouldMatch("^No +When +Who +Action +Subject +Change$");
        lines[1].ShouldMatch("^ *3 .* owner +product.edit +SUGAR +price 160.00 → 170.00$");
        lines[2].ShouldMatch("^ *2 .* owner +product.add +SUGAR +name Sugar, unit kg, price 160.00$");
        (await _cli.RunAsync("audit", "list", "--limit", "1")).Error.ShouldBe("There are more: --limit 5\n");
        (await _cli.RunAsync("audit", "list", "--actor", "nobody")).ShouldBe(new Outcome(0, [], "Nothing was changed.\n"), new SameText());
        (await DoneAsync("audit", "list", "--action", "store.add", "--format", "csv")).ShouldContain(",bazaar,,store.add,SHOP,SHOP,,");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Heads_that_were_kept_agree_with_a_chain_that_only_grew(bool json)
    {
        await OpenAsync();
        var kept = await KeepAsync(json);
        await DoneAsync("sell", "SUGAR=1");
        await DoneAsync("product", "edit", "SUGAR", "--price", "170");

        var outcome = await _cli.RunAsync("audit", "verify", "--heads", kept);

        outcome.Exit.ShouldBe(0, outcome.Out);
        outcome.Error.ShouldBe($"2 kept heads of {kept} were compared.\n");
        outcome.Out.ShouldEndWith("The ledger is sound.\n");
        outcome.Out.ShouldContain("(audit): 3 records, head 3 ");
    }

    [Theory]
    [InlineData("DELETE FROM audit WHERE seq = 2; UPDATE audit_head SET seq = 1, hash = (SELECT hash FROM audit WHERE seq = 1)", "(audit), record 2: The chain was cut: it ended at 2 when the head was kept, and now ends at 1.")]
    [InlineData("DELETE FROM line; DELETE FROM entry; DELETE FROM stock; DELETE FROM daily; DELETE FROM daily_activity; UPDATE store_head SET seq = 0, hash = zeroblob(32)", "SHOP, entry 1: The chain was cut: it ended at 1 when the head was kept, and now ends at 0.")]
    public async Task A_chain_that_was_cut_together_with_its_head_is_found_with_heads_from_before(string change, string found)
    {
        await OpenAsync();
        var kept = await KeepAsync(json: false);
        Tamper(change);

        (await _cli.RunAsync("audit", "verify")).Exit.ShouldBe(0, "In itself it is sound.");
        var outcome = await _cli.RunAsync("audit", "verify", "--heads", kept);

        outcome.Exit.ShouldBe(1);
        outcome.Out.ShouldContain("WRONG kept: " + found);
    }

    [Fact]
    public async Task A_chain_that_was_written_anew_is_found_with_heads_from_before()
    {
        await OpenAsync();
        var kept = await KeepAsync(json: false);

        // Another history of the same length, sound from end to end.
        Directory.Delete(_cli.DataFolder, recursive: true);
        await OpenAsync(price: "16");

        (await _cli.RunAsync("audit", "verify")).Exit.ShouldBe(0);
        var outcome = await _cli.RunAsync("audit", "verify", "--heads", kept);
        outcome.Exit.ShouldBe(1);
        outcome.Out.ShouldContain("WRONG kept: SHOP, entry 1: The chain was rewritten: the hash at 1 was ");
        outcome.Out.ShouldContain("WRONG kept: (audit), record 2: The chain was rewritten: the hash at 2 was ");
    }

    [Fact]
    public async Task A_changed_record_is_named_by_the_check()
    {
        await OpenAsync();
        Tamper("UPDATE audit SET actor = 'somebody' WHERE seq = 2");

        var outcome = await _cli.RunAsync("check");

        outcome.Exit.ShouldBe(1);
        outcome.Out.ShouldContain("WRONG audit: (audit), record 2: Record 2 was changed: its content does not give its hash.\n");
    }

    [Fact]
    public async Task A_file_without_heads_is_refused()
    {
        await OpenAsync();
        var file = Path.Combine(_cli.Home, "list.txt");
        await File.WriteAllTextAsync(file, "sugar, tea\n", TestContext.Current.CancellationToken);

        (await _cli.RunAsync("audit", "verify", "--heads", file)).ShouldBe(new Outcome(2, [], $"{file} holds no heads. Name a file that 'bazaar audit heads' wrote.\n"), new SameText());
    }

    private async Task OpenAsync(string price = "160")
    {
        await DoneAsync("product", "add", "SUGAR", "--name", "Sugar", "--unit", "kg", "--price", price);
        await DoneAsync("receive", "SUGAR=50@141.50");
    }

    private async Task<string> KeepAsync(bool json)
    {
        var file = Path.Combine(_cli.Home, "heads.txt");
        await File.WriteAllTextAsync(file, await DoneAsync(json ? ["audit", "heads", "--json"] : ["audit", "heads"]), TestContext.Current.CancellationToken);
        return file;
    }

    private void Tamper(string change)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(_cli.DataFolder, "bazaar.db"), Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = NoTriggers + change;
        command.ExecuteNonQuery();
    }

    private async Task<string> DoneAsync(params string[] args)
    {
        var outcome = await _cli.RunAsync(args);
        outcome.Exit.ShouldBe(0, $"bazaar {string.Join(' ', args)}: {outcome.Error}");
        return outcome.Out;
    }

    private sealed class SameText : IEqualityComparer<Outcome>
    {
        public bool Equals(Outcome? x, Outcome? y) => (x?.Exit, x?.Out, x?.Error) == (y?.Exit, y?.Out, y?.Error);

        public int GetHashCode(Outcome obj) => obj.Exit;
    }
}
