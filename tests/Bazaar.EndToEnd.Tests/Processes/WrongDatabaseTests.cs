using Bazaar.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Bazaar.EndToEnd.Tests.Processes;

/// <summary>What is not a Bazaar's database is refused with a sentence, and left as it was.</summary>
public sealed class WrongDatabaseTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_database_of_another_program_is_left_as_it_was()
    {
        using var folder = new ShopFolder();
        await using var theirs = Create(folder);
        await theirs.CloseAsync();
        var before = await File.ReadAllBytesAsync(folder.Database, Ct);

        (await RefusedAsync(folder)).ShouldBe($"{folder.Database} is a database of another program. Name another file with BAZAAR_DATABASE.\n");

        (await File.ReadAllBytesAsync(folder.Database, Ct)).AsSpan().SequenceEqual(before).ShouldBeTrue();
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_left_as_it_was()
    {
        using var folder = new ShopFolder();
        Directory.CreateDirectory(folder.Data);
        var before = new string('x', 5000);
        await File.WriteAllTextAsync(folder.Database, before, Ct);

        (await RefusedAsync(folder)).ShouldBe($"{folder.Database}: the file is not a SQLite database. Check the path.\n");

        (await File.ReadAllTextAsync(folder.Database, Ct)).ShouldBe(before);
    }

    [Fact]
    public async Task A_folder_in_its_place_is_named()
    {
        using var folder = new ShopFolder();
        Directory.CreateDirectory(folder.Database);

        (await RefusedAsync(folder)).ShouldBe($"{folder.Database} is a folder. Name a file in it, such as {Path.Combine(folder.Database, "bazaar.db")}.\n");
    }

    [Fact]
    public async Task A_file_that_another_program_keeps_locked_is_named()
    {
        using var folder = new ShopFolder();
        await folder.DoAsync("store", "list");
        await using var theirs = Connect(folder);
        using (var command = theirs.CreateCommand())
        {
            command.CommandText = "PRAGMA locking_mode = exclusive; BEGIN EXCLUSIVE";
            command.ExecuteNonQuery();
        }

        (await RefusedAsync(folder)).ShouldBe($"{folder.Database}: another program holds the file locked. Close it and try again.\n");
    }

    private static async Task<string> RefusedAsync(ShopFolder folder)
    {
        var outcome = await folder.RunAsync("serve", "--urls", "http://127.0.0.1:0");
        (outcome.Exit, outcome.Out).ShouldBe((3, ""));
        File.Exists(Path.Combine(folder.Data, "bazaar.url")).ShouldBeFalse();
        return outcome.Error;
    }

    private static SqliteConnection Create(ShopFolder folder)
    {
        Directory.CreateDirectory(folder.Data);
        var connection = Connect(folder);
        using var command = connection.CreateCommand();
        command.CommandText = "CREATE TABLE theirs (id INTEGER); INSERT INTO theirs VALUES (1)";
        command.ExecuteNonQuery();
        return connection;
    }

    private static SqliteConnection Connect(ShopFolder folder)
    {
        SqliteNative.Initialize();
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = folder.Database, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }
}
