using Bazaar.Storage.Sqlite;
using Dapper;

namespace Bazaar.Storage.Tests.Sqlite;

/// <summary>What is no shop of ours is refused in a sentence, and left as it was.</summary>
public sealed class OpeningTests
{
    private const string AnotherProgram = "CREATE TABLE song (title TEXT); INSERT INTO song VALUES ('Bulleya')";

    [Fact]
    public void A_folder_is_refused()
    {
        using var folder = new TestFolder();
        Directory.CreateDirectory(folder["shop"]);

        Refused(folder["shop"]).Message.ShouldContain("is a folder");
    }

    [Fact]
    public async Task A_folder_that_is_missing_is_made_and_one_that_cannot_be_made_is_refused()
    {
        using var folder = new TestFolder();
        File.WriteAllText(folder["notes.txt"], "mine");

        Refused(folder["notes.txt/shop.db"]).Message.ShouldContain("notes.txt");
        await using var database = SqliteDatabase.Open(folder["a/b/shop.db"], TimeProvider.System);

        File.Exists(folder["a/b/shop.db"]).ShouldBeTrue();
    }

    [Theory]
    [InlineData("SQLite format 3\0 and then nothing that makes sense at all, although it goes on for more than a hundred bytes, as a header would.")]
    [InlineData("Dear diary,")]
    [InlineData("A letter that is far longer than the hundred bytes which a database begins with, and says nothing about SQLite at all, so that nobody takes it for one.")]
    public void A_text_file_is_refused_and_left_as_it_was(string text)
    {
        using var folder = new TestFolder();
        File.WriteAllText(folder["notes.txt"], text);

        Refused(folder["notes.txt"]).Message.ShouldStartWith(folder["notes.txt"]);

        File.ReadAllText(folder["notes.txt"]).ShouldBe(text);
    }

    [Theory]
    [InlineData("delete")]
    [InlineData("wal")]
    public void A_database_of_another_program_is_refused_and_left_as_it_was(string journal)
    {
        using var folder = new TestFolder();
        var path = folder["songs.db"];
        TestFolder.Execute(path, $"PRAGMA journal_mode = {journal}; {AnotherProgram}");
        var before = File.ReadAllBytes(path);

        Refused(path).Message.ShouldContain("another program");

        File.ReadAllBytes(path).ShouldBe(before);
        folder.Files.ShouldBe(["songs.db", "songs.db.lock"]);
    }

    [Fact]
    public async Task A_file_of_a_newer_Bazaar_is_refused_and_left_as_it_was()
    {
        using var folder = new TestFolder();
        var path = folder["shop.db"];
        await (await TestShop.OpenAsync(path)).DisposeAsync();
        TestFolder.Execute(path, "PRAGMA user_version = 9999");
        var before = File.ReadAllBytes(path);

        Refused(path).Message.ShouldContain("newer Bazaar (schema 9999");

        File.ReadAllBytes(path).ShouldBe(before);
    }

    [Fact]
    public async Task A_file_in_use_is_refused_and_goes_on_working()
    {
        using var folder = new TestFolder();
        await using var shop = await TestShop.OpenAsync(folder["shop.db"]);

        Should.Throw<DatabaseInUseException>(() => SqliteDatabase.Open(folder["shop.db"], TimeProvider.System)).Message.ShouldContain("Another Bazaar is using");

        await shop.MustPostAsync(TestShop.Receive(TestShop.Tea, 1_000));
    }

    [Fact]
    public async Task A_closed_file_opens_again_with_everything_in_it()
    {
        using var folder = new TestFolder();
        await using var shop = await TestShop.OpenAsync(folder["shop.db"]);
        await shop.MustPostAsync(TestShop.Receive(TestShop.Tea, 1_000));

        await shop.ReopenAsync(_ => { });

        await shop.MustBeSoundAsync(seq: 1);
        (await shop.MustPostAsync(TestShop.Sell(TestShop.Tea, 1_000))).Seq.ShouldBe(2);
    }

    [Fact]
    public async Task A_new_file_says_whose_it_is_and_which_migrations_it_has_seen()
    {
        using var folder = new TestFolder();
        await using var shop = await TestShop.OpenAsync(folder["shop.db"]);
        var writer = shop.File.Writer;

        writer.ExecuteScalar<string>("PRAGMA journal_mode").ShouldBe("wal");
        writer.ExecuteScalar<long>("PRAGMA synchronous").ShouldBe(2);
        writer.ExecuteScalar<long>("PRAGMA foreign_keys").ShouldBe(1);
        writer.ExecuteScalar<long>("PRAGMA application_id").ShouldBe(SqliteMigrations.ApplicationId);
        writer.ExecuteScalar<long>("PRAGMA user_version").ShouldBe(SqliteMigrations.All[^1].Number);
        writer.Query<string>("SELECT name FROM schema_migration ORDER BY number").ShouldBe(SqliteMigrations.All.Select(m => m.Name));
    }

    private static DatabaseRefusedException Refused(string path) => Should.Throw<DatabaseRefusedException>(() => SqliteDatabase.Open(path, TimeProvider.System));
}
