using Dapper;
using Microsoft.Data.Sqlite;

namespace Bazaar.Storage.Tests;

/// <summary>The file itself keeps the ledger from being rewritten, whatever the code above it does.</summary>
public sealed class InsertOnlyTests
{
    [Theory]
    [InlineData("UPDATE entry SET note = 'other'", "the ledger is insert-only")]
    [InlineData("DELETE FROM entry", "the ledger is insert-only")]
    [InlineData("UPDATE line SET quantity = 0", "the ledger is insert-only")]
    [InlineData("DELETE FROM line", "the ledger is insert-only")]
    [InlineData("INSERT OR REPLACE INTO entry SELECT * FROM entry", "the ledger is insert-only")]
    [InlineData("INSERT OR REPLACE INTO line SELECT * FROM line", "the ledger is insert-only")]
    [InlineData("DELETE FROM store", "a store is closed, never deleted")]
    [InlineData("DELETE FROM product", "a product is archived, never deleted")]
    [InlineData("UPDATE product SET sku = 'OTHER', sku_key = 'OTHER'", "the SKU and the unit of a product never change")]
    [InlineData("UPDATE product SET unit = 'box'", "the SKU and the unit of a product never change")]
    public async Task What_was_posted_is_never_changed_or_deleted(string sql, string why)
    {
        using var folder = new TestFolder();
        await using var shop = await TestShop.OpenAsync(folder["shop.db"]);
        await shop.MustPostAsync(TestShop.Receive(TestShop.Tea, 10_000));

        Should.Throw<SqliteException>(() => shop.Database.Writer.Execute(sql)).Message.ShouldContain(why);

        await shop.MustBeSoundAsync(seq: 1);
    }

    [Fact]
    public async Task Readers_cannot_write()
    {
        using var folder = new TestFolder();
        await using var shop = await TestShop.OpenAsync(folder["shop.db"]);
        using var lease = await shop.Database.ReadAsync(TestContext.Current.CancellationToken);

        Should.Throw<SqliteException>(() => lease.Connection.Execute("UPDATE store SET name = 'other'"));
    }
}
