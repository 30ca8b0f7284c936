using System.Text.RegularExpressions;
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
        outcome.Error.ShouldMatch($@"^2 kept heads of {kept} were compared. They were signed at \d{{4}}-\d\d-\d\dT[0-9:.]+Z.\n$");
        outcome.Out.ShouldEndWith("The ledger is sound.\n");
        outcome.Out.ShouldContain("(audit): 4 records, head 4 ", Case.Sensitive, "a store, a product, the key that signs, a price");
    }

    [Theory]
    [InlineData("DELETE FROM audit WHERE seq = 3; UPDATE audit_head SET seq = 2, hash = (SELECT hash FROM audit WHERE seq = 2)", "(audit), record 3: The chain was cut: it ended at 3 when the head was kept, and now ends at 2.")]
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

        // Another history of the same length, sound from end to end, with the keys of the first.
        var keys = await KeepKeysAsync();
        Directory.Delete(_cli.DataFolder, recursive: true);
        await OpenAsync(price: "16");
        await KeepAsync(json: false, name: "other.txt");

        (await _cli.RunAsync("audit", "verify")).Exit.ShouldBe(0);
        var unknown = await _cli.RunAsync("audit", "verify", "--heads", kept);
        unknown.Exit.ShouldBe(1);
        unknown.Out.ShouldMatch("WRONG signature: kept heads: .*heads.txt: they are signed with the key [A-Za-z0-9_-]{43}, which is not one of those given.\n");
        var outcome = await _cli.RunAsync("audit", "verify", "--heads", kept, "--keys", keys);
        outcome.Exit.ShouldBe(1);
        outcome.Out.ShouldContain("WRONG kept: SHOP, entry 1: The chain was rewritten: the hash at 1 was ");
        outcome.Out.ShouldContain("WRONG kept: (audit), record 3: The chain was rewritten: the hash at 3 was ");
    }

    [Fact]
    public async Task An_older_backup_that_was_restored_and_went_on_is_a_fork()
    {
        await OpenAsync();
        await KeepAsync(json: false);
        var backup = Path.Combine(_cli.Home, "backup.db");
        await DoneAsync("backup", backup);
        await DoneAsync("sell", "SUGAR=3");
        await DoneAsync("product", "edit", "SUGAR", "--price", "170");
        var kept = await KeepAsync(json: false);

        await DoneAsync("restore", backup, "--yes");
        await DoneAsync("sell", "SUGAR=2");
        await DoneAsync("sell", "SUGAR=2");
        await DoneAsync("product", "edit", "SUGAR", "--price", "180");

        (await _cli.RunAsync("audit", "verify")).Exit.ShouldBe(0, "In itself it is sound.");
        var outcome = await _cli.RunAsync("audit", "verify", "--heads", kept);
        outcome.Exit.ShouldBe(1);
        outcome.Out.ShouldContain("WRONG kept: SHOP, entry 2: The chain was rewritten: the hash at 2 was ");
        outcome.Out.ShouldContain("WRONG kept: (audit), record 4: The chain was rewritten: the hash at 4 was ");
        outcome.Out.ShouldEndWith("The ledger is not sound: 2 findings.\n");
    }

    [Theory]
    [InlineData(false, @"(SHOP +)1( )", "${1}2$2", "the signature does not fit")]
    [InlineData(false, "(\nAt 20)..", "${1}77", "the signature does not fit")]
    [InlineData(false, @"SHOP.*\n", "", "the signature does not fit")]
    [InlineData(false, @"(Signature \S+)\S\S\S\S\n", "$1AAAA\n", "the signature does not fit")]
    [InlineData(false, @"Signature \S+", "Signature eyJhbGciOiJub25lIn0..AAAA", "only ES256 counts, whatever it says")]
    [InlineData(true, "\"seq\":1", "\"seq\":2", "the signature does not fit")]
    public async Task Kept_heads_that_were_changed_are_refused_before_they_are_compared(bool json, string pattern, string with, string why)
    {
        await OpenAsync();
        var kept = await KeepAsync(json);
        var text = await File.ReadAllTextAsync(kept, TestContext.Current.CancellationToken);
        var changed = new Regex(pattern, RegexOptions.None, TimeSpan.FromSeconds(1)).Replace(text, with, 1);
        changed.ShouldNotBe(text);
        await File.WriteAllTextAsync(kept, changed, TestContext.Current.CancellationToken);

        var outcome = await _cli.RunAsync("audit", "verify", "--heads", kept);

        outcome.Exit.ShouldBe(1);
        outcome.Out.ShouldContain($"WRONG signature: kept heads: {kept}: ");
        outcome.Out.ShouldContain(why);
        outcome.Out.ShouldNotContain("WRONG kept");
    }

    [Fact]
    public async Task Heads_of_before_a_new_key_still_verify_and_unsigned_ones_are_called_so()
    {
        await OpenAsync();
        var kept = await KeepAsync(json: false);
        var first = await KeepKeysAsync();
        (await DoneAsync("audit", "new-key")).ShouldMatch("^Heads are signed with [A-Za-z0-9_-]{43} from now on.\n$");
        (await DoneAsync("audit", "keys")).TrimEnd().Split('\n').Length.ShouldBe(3);

        (await _cli.RunAsync("audit", "verify", "--heads", kept)).Exit.ShouldBe(0);
        (await _cli.RunAsync("audit", "verify", "--heads", kept, "--keys", first)).Exit.ShouldBe(0);
        var newer = await KeepAsync(json: true, name: "newer.json");
        (await _cli.RunAsync("audit", "verify", "--heads", newer)).Exit.ShouldBe(0);
        (await _cli.RunAsync("audit", "verify", "--heads", newer, "--keys", first)).Out.ShouldContain("is not one of those given");

        var lines = (await File.ReadAllLinesAsync(kept, TestContext.Current.CancellationToken)).Where(l => !l.StartsWith("Signature", StringComparison.Ordinal));
        await File.WriteAllLinesAsync(kept, lines, TestContext.Current.CancellationToken);
        var unsigned = await _cli.RunAsync("audit", "verify", "--heads", kept);
        (unsigned.Exit, unsigned.Error).ShouldBe((0, $"2 kept heads of {kept} were compared. They are not signed.\n"));
        (await _cli.RunAsync("audit", "verify", "--heads", kept, "--keys", first)).Out.ShouldContain("they are not signed, and keys were given");
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

    private async Task<string> KeepKeysAsync()
    {
        var file = Path.Combine(_cli.Home, "keys.json");
        await File.WriteAllTextAsync(file, await DoneAsync("audit", "keys", "--json"), TestContext.Current.CancellationToken);
        return file;
    }

    private async Task<string> KeepAsync(bool json, string name = "heads.txt")
    {
        var file = Path.Combine(_cli.Home, name);
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
