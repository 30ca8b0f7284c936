using Bazaar.Domain.Audit;
using Bazaar.Storage.Audit;
using Bazaar.Storage.Catalog;
using Bazaar.Storage.Sqlite;
using Bazaar.Storage.Tests.Sqlite;

namespace Bazaar.Storage.Tests.Audit;

/// <summary>Whatever is changed in the audit trail behind Bazaar's back, the check names the first record that is wrong.</summary>
/// <param name="history">A sound file of five records.</param>
public sealed class AuditTamperTests(AuditTamperTests.History history) : IClassFixture<AuditTamperTests.History>
{
    private const string NoTriggers = "DROP TRIGGER audit_no_update; DROP TRIGGER audit_no_delete;";

    [Theory]
    [InlineData("UPDATE audit SET at = at + 1 WHERE seq = 4", 4L)]
    [InlineData("UPDATE audit SET at = 9223372036854775807 WHERE seq = 4", 4L)]
    [InlineData("UPDATE audit SET at = 'noon' WHERE seq = 4", 4L)]
    [InlineData("UPDATE audit SET actor = 'somebody' WHERE seq = 4", 4L)]
    [InlineData("UPDATE audit SET address = NULL WHERE seq = 4", 4L)]
    [InlineData("UPDATE audit SET address = '10.0.0.1' WHERE seq = 4", 4L)]
    [InlineData("UPDATE audit SET action = 'product.add' WHERE seq = 4", 4L)]
    [InlineData("UPDATE audit SET subject = 'RICE' WHERE seq = 4", 4L)]
    [InlineData("UPDATE audit SET store = 'KHI-01' WHERE seq = 4", 4L)]
    [InlineData("UPDATE audit SET before = replace(before, '250', '251') WHERE seq = 4", 4L)]
    [InlineData("UPDATE audit SET before = NULL WHERE seq = 4", 4L)]
    [InlineData("UPDATE audit SET after = replace(after, '255', '250') WHERE seq = 4", 4L)]
    [InlineData("UPDATE audit SET after = after || ' ' WHERE seq = 4", 4L)]
    [InlineData("UPDATE audit SET previous_hash = zeroblob(32) WHERE seq = 4", 4L)]
    [InlineData("UPDATE audit SET hash = zeroblob(32) WHERE seq = 4", 4L)]
    [InlineData("UPDATE audit SET hash = 'none' WHERE seq = 4", 4L)]
    [InlineData("UPDATE audit SET seq = 0 WHERE seq = 1", 1L)]
    [InlineData("UPDATE audit SET seq = 9 WHERE seq = 5", 5L)]
    [InlineData("DELETE FROM audit WHERE seq = 1", 1L)]
    [InlineData("DELETE FROM audit WHERE seq IN (2, 3)", 2L)]
    [InlineData("DELETE FROM audit WHERE seq = 5", 4L)]
    [InlineData("DELETE FROM audit", 0L)]
    [InlineData("UPDATE audit_head SET seq = seq - 1", 5L)]
    [InlineData("UPDATE audit_head SET hash = zeroblob(32)", 5L)]
    [InlineData("DELETE FROM audit_head", 5L)]
    [InlineData("INSERT INTO audit SELECT 6, at, actor, address, action, subject, store, before, after, hash, hash FROM audit WHERE seq = 5", 6L)]
    public async Task A_change_made_without_Bazaar_is_found_and_named(string change, long seq)
    {
        var findings = await CheckAfterAsync(change);

        findings.ShouldNotBeEmpty("Nobody noticed.");
        (findings[0].Store, findings[0].Kind, findings[0].Seq).ShouldBe((null, "audit", seq), string.Join('\n', findings));
    }

    [Theory]
    [InlineData("DELETE FROM audit WHERE seq = 5; UPDATE audit_head SET seq = 4, hash = (SELECT hash FROM audit WHERE seq = 4)")]
    [InlineData("SELECT 1")]
    public async Task A_trail_that_was_cut_with_its_head_is_sound_in_itself_so_heads_are_kept_elsewhere(string change) =>
        (await CheckAfterAsync(change)).ShouldBeEmpty();

    [Fact]
    public async Task The_database_itself_refuses_to_change_the_trail()
    {
        using var folder = new TestFolder();
        File.Copy(history.Path, folder["shop.db"]);

        foreach (var change in (string[])["UPDATE audit SET actor = 'x'", "DELETE FROM audit"])
        {
            Should.Throw<Microsoft.Data.Sqlite.SqliteException>(() => TestFolder.Execute(folder["shop.db"], change)).Message.ShouldContain("insert-only");
        }

        await Task.CompletedTask;
    }

    [Fact]
    public async Task One_store_is_checked_without_the_trail_that_belongs_to_all()
    {
        await using var database = SqliteDatabase.Open(history.Path, TimeProvider.System);

        (await LedgerCheck.RunAsync(database, TestShop.Store, TestContext.Current.CancellationToken)).Audit.ShouldBeNull();
        var audit = (await LedgerCheck.RunAsync(database, null, TestContext.Current.CancellationToken)).Audit.ShouldNotBeNull();
        (audit.Records, audit.Seq).ShouldBe((5, 5));
    }

    private async Task<IReadOnlyList<Finding>> CheckAfterAsync(string change)
    {
        using var folder = new TestFolder();
        File.Copy(history.Path, folder["shop.db"]);
        TestFolder.Execute(folder["shop.db"], NoTriggers + change);
        await using var database = SqliteDatabase.Open(folder["shop.db"], TimeProvider.System);
        return (await LedgerCheck.RunAsync(database, null, TestContext.Current.CancellationToken)).Findings;
    }

    /// <summary>A store, two products, a changed price and a changed city.</summary>
    public sealed class History : IAsyncLifetime
    {
        private readonly TestFolder _folder = new();

        internal string Path => _folder["history.db"];

        public async ValueTask InitializeAsync()
        {
            await using var shop = await TestShop.OpenAsync(Path);
            var by = new Origin("sana", "10.0.0.9", shop.Clock.GetUtcNow());
            await new ProductStore(shop.Database).EditAsync(TestShop.Tea, null, p => p with { Price = 255_00 }, by, CancellationToken.None);
            await new StoreStore(shop.Database).EditAsync(TestShop.Store, null, s => s with { City = "Karachi" }, by, CancellationToken.None);
        }

        public ValueTask DisposeAsync()
        {
            _folder.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
