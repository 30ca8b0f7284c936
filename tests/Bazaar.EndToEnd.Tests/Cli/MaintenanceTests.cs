using Bazaar.Storage.Sqlite;

namespace Bazaar.EndToEnd.Tests.Cli;

public sealed class MaintenanceTests
{
    [Fact]
    public async Task A_backup_is_taken_beside_a_working_shop_and_becomes_a_shop_again()
    {
        using var cli = new CommandLine();
        var database = Path.Combine(cli.DataFolder, "bazaar.db");
        var copy = Path.Combine(cli.Home, "copy.db");
        await using (SqliteDatabase.Open(database, TimeProvider.System))
        {
            (await cli.RunAsync("backup", copy)).Exit.ShouldBe(0);

            var busy = await cli.RunAsync("restore", copy, "--yes");
            busy.Exit.ShouldBe(3);
            busy.Error.ShouldContain("Stop it first");
        }

        (await cli.RunAsync("backup", copy)).Exit.ShouldBe(1);
        (await cli.RunAsync("restore", copy)).Exit.ShouldBe(2);
        var restored = await cli.RunAsync("restore", copy, "--yes");

        restored.Exit.ShouldBe(0);
        restored.Error.ShouldContain("What was there before is kept in");
        (await cli.RunAsync("migrate")).Exit.ShouldBe(0);
        (await cli.RunAsync("restore", copy, "--data", Path.Combine(cli.Home, "new"))).Exit.ShouldBe(0);
    }

    [Fact]
    public async Task What_is_no_backup_is_refused_and_the_shop_stays()
    {
        using var cli = new CommandLine();
        var database = Path.Combine(cli.DataFolder, "bazaar.db");
        await using (SqliteDatabase.Open(database, TimeProvider.System))
        {
        }

        var before = await File.ReadAllBytesAsync(database, TestContext.Current.CancellationToken);
        var text = Path.Combine(cli.Home, "notes.txt");
        await File.WriteAllTextAsync(text, "Not a database, but longer than a header of one would be. ".PadRight(2000), TestContext.Current.CancellationToken);

        (await cli.RunAsync("restore", text, "--yes")).Exit.ShouldBe(3);
        (await cli.RunAsync("restore", Path.Combine(cli.Home, "missing"), "--yes")).Exit.ShouldBe(3);
        (await cli.RunAsync("restore", cli.Home, "--yes")).Exit.ShouldBe(3);

        (await File.ReadAllBytesAsync(database, TestContext.Current.CancellationToken)).ShouldBe(before);
    }

    [Fact]
    public async Task A_disk_that_is_not_there_is_not_made_a_folder()
    {
        using var cli = new CommandLine();
        await using (SqliteDatabase.Open(Path.Combine(cli.DataFolder, "bazaar.db"), TimeProvider.System))
        {
        }

        var disk = Path.Combine(cli.Home, "usb");
        var outcome = await cli.RunAsync("backup", Path.Combine(disk, "copy.db"));

        outcome.Exit.ShouldBe(1);
        outcome.Error.ShouldStartWith($"There is no folder {disk}.");
        Directory.Exists(disk).ShouldBeFalse();
    }

    [Fact]
    public async Task Without_a_shop_there_is_nothing_to_back_up()
    {
        using var cli = new CommandLine();

        (await cli.RunAsync("backup", Path.Combine(cli.Home, "copy.db"))).Exit.ShouldBe(3);
        (await cli.RunAsync("backup", "copy.db", "--server", "http://127.0.0.1:1")).Exit.ShouldBe(2);

        Directory.Exists(cli.DataFolder).ShouldBeFalse();
    }
}
