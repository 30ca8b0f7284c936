using Bazaar.Storage.Sqlite;
using Dapper;

namespace Bazaar.Storage.Tests.Sqlite;

/// <summary>A copy is a whole shop, and nothing that stands somewhere is ever lost to one.</summary>
public sealed class BackupTests
{
    [Fact]
    public async Task A_backup_taken_while_the_shop_posts_opens_and_is_sound()
    {
        using var folder = new TestFolder();
        await using var shop = await TestShop.OpenAsync(folder["shop.db"]);
        await shop.MustPostAsync(TestShop.Receive(TestShop.Tea, 1_000));
        using var stop = new CancellationTokenSource();
        var started = new TaskCompletionSource();
        var posting = Task.Run(async () =>
        {
            var seq = 1L;
            while (!stop.IsCancellationRequested)
            {
                seq = (await shop.MustPostAsync(TestShop.Receive(TestShop.Tea, 1_000))).Seq;
                started.TrySetResult();
            }

            return seq;
        });
        await started.Task;

        string[] copies = ["one.db", "two.db", "three.db"];
        foreach (var copy in copies)
        {
            SqliteMaintenance.Backup(folder["shop.db"], folder[copy]);
        }

        await stop.CancelAsync();
        var last = await posting;
        var before = 2L;
        foreach (var copy in copies)
        {
            var seq = await SoundSeqAsync(folder[copy]);
            seq.ShouldBeInRange(before, last);
            before = seq;
        }

        await shop.MustBeSoundAsync(seq: last);
        folder.Files.ShouldNotContain(f => f.EndsWith(".partial"));
    }

    [Fact]
    public async Task A_backup_never_overwrites()
    {
        using var folder = new TestFolder();
        await using var shop = await TestShop.OpenAsync(folder["shop.db"]);
        File.WriteAllText(folder["copy.db"], "mine");

        Should.Throw<DatabaseRefusedException>(() => SqliteMaintenance.Backup(folder["shop.db"], folder["copy.db"])).Message.ShouldContain("exists already");

        File.ReadAllText(folder["copy.db"]).ShouldBe("mine");
    }

    [Fact]
    public async Task A_backup_into_a_folder_that_cannot_be_made_is_refused_and_leaves_nothing()
    {
        using var folder = new TestFolder();
        await using var shop = await TestShop.OpenAsync(folder["shop.db"]);
        File.WriteAllText(folder["notes.txt"], "mine");
        var files = folder.Files;

        Should.Throw<DatabaseRefusedException>(() => SqliteMaintenance.Backup(folder["shop.db"], folder["notes.txt/copy.db"])).Message.ShouldContain("Nothing was left behind");

        folder.Files.ShouldBe(files);
    }

    [Fact]
    public void A_backup_of_nothing_is_refused()
    {
        using var folder = new TestFolder();

        Should.Throw<DatabaseRefusedException>(() => SqliteMaintenance.Backup(folder["shop.db"], folder["copy.db"])).Message.ShouldContain("There is no database");

        folder.Files.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_restore_puts_the_backup_back_and_keeps_what_stood_there()
    {
        using var folder = new TestFolder();
        await using var shop = await TestShop.OpenAsync(folder["shop.db"]);
        await shop.MustPostAsync(TestShop.Receive(TestShop.Tea, 1_000));
        SqliteMaintenance.Backup(folder["shop.db"], folder["copy.db"]);
        await shop.MustPostAsync(TestShop.Sell(TestShop.Tea, 1_000));
        string? kept = null;

        await shop.ReopenAsync(path => kept = SqliteMaintenance.Restore(folder["copy.db"], path, TimeProvider.System));

        await shop.MustBeSoundAsync(seq: 1);
        (await SoundSeqAsync(kept.ShouldNotBeNull())).ShouldBe(2);
        (await SoundSeqAsync(folder["copy.db"])).ShouldBe(1);
    }

    [Fact]
    public async Task A_restore_keeps_what_a_crash_left_in_the_log()
    {
        using var folder = new TestFolder();
        await using (var shop = await TestShop.OpenAsync(folder["shop.db"]))
        {
            SqliteMaintenance.Backup(folder["shop.db"], folder["copy.db"]);
            await shop.MustPostAsync(TestShop.Receive(TestShop.Tea, 1_000));

            // While a shop is open its newest entries are in the log: this is what a power cut leaves on the disk.
            File.Copy(folder["shop.db"], folder["crashed.db"]);
            File.Copy(folder["shop.db-wal"], folder["crashed.db-wal"]);
        }

        var kept = SqliteMaintenance.Restore(folder["copy.db"], folder["crashed.db"], TimeProvider.System);

        (await SoundSeqAsync(kept.ShouldNotBeNull())).ShouldBe(1);
        (await SoundSeqAsync(folder["crashed.db"])).ShouldBe(0);
    }

    [Fact]
    public async Task A_restore_to_an_empty_place_keeps_nothing()
    {
        using var folder = new TestFolder();
        await (await TestShop.OpenAsync(folder["shop.db"])).DisposeAsync();

        SqliteMaintenance.Restore(folder["shop.db"], folder["new.db"], TimeProvider.System).ShouldBeNull();

        (await SoundSeqAsync(folder["new.db"])).ShouldBe(0);
    }

    [Theory]
    [InlineData("notes.txt", "not a SQLite database")]
    [InlineData("songs.db", "is not a backup of Bazaar")]
    [InlineData("missing.db", "There is no file")]
    [InlineData("cut.db", "cut.db")]
    public async Task What_is_no_backup_is_not_restored_and_the_shop_stays_as_it_was(string file, string why)
    {
        using var folder = new TestFolder();
        var path = folder["shop.db"];
        await (await TestShop.OpenAsync(path)).DisposeAsync();
        await File.WriteAllTextAsync(folder["notes.txt"], "Dear diary, today a customer asked for a backup.", TestContext.Current.CancellationToken);
        SqliteMaintenance.Backup(path, folder["whole.db"]);
        var whole = await File.ReadAllBytesAsync(folder["whole.db"], TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(folder["cut.db"], whole[..(whole.Length / 2)], TestContext.Current.CancellationToken);
        TestFolder.Execute(folder["songs.db"], "CREATE TABLE song (title TEXT)");
        var (bytes, files) = (await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken), folder.Files);

        Should.Throw<DatabaseRefusedException>(() => SqliteMaintenance.Restore(folder[file], path, TimeProvider.System)).Message.ShouldContain(why);

        (await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken)).ShouldBe(bytes);
        folder.Files.ShouldBe(files);
    }

    [Fact]
    public async Task Nothing_is_restored_over_a_shop_that_is_open()
    {
        using var folder = new TestFolder();
        await using var shop = await TestShop.OpenAsync(folder["shop.db"]);
        SqliteMaintenance.Backup(folder["shop.db"], folder["copy.db"]);
        await shop.MustPostAsync(TestShop.Receive(TestShop.Tea, 1_000));

        Should.Throw<DatabaseInUseException>(() => SqliteMaintenance.Restore(folder["copy.db"], folder["shop.db"], TimeProvider.System));

        await shop.MustBeSoundAsync(seq: 1);
    }

    private static async Task<long> SoundSeqAsync(string path)
    {
        await using var database = SqliteDatabase.Open(path, TimeProvider.System);
        database.Writer.ExecuteScalar<string>("PRAGMA integrity_check").ShouldBe("ok");
        var (store, findings) = await TestShop.CheckAsync(database);
        findings.ShouldBeEmpty();
        return store.Seq;
    }
}
