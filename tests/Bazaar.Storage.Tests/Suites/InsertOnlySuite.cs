using System.Data.Common;
using Dapper;

namespace Bazaar.Storage.Tests.Suites;

/// <summary>The database itself keeps the ledger from being rewritten, whatever the code above it does.</summary>
public abstract class InsertOnlySuite : EngineSuite
{
    [Theory]
    [InlineData("UPDATE entry SET note = 'other'", "the ledger is insert-only")]
    [InlineData("DELETE FROM entry", "the ledger is insert-only")]
    [InlineData("UPDATE line SET quantity = 0", "the ledger is insert-only")]
    [InlineData("DELETE FROM line", "the ledger is insert-only")]
    [InlineData("DELETE FROM store", "a store is closed, never deleted")]
    [InlineData("DELETE FROM product", "a product is archived, never deleted")]
    [InlineData("UPDATE product SET sku = 'OTHER', sku_key = 'OTHER'", "the SKU and the unit of a product never change")]
    [InlineData("UPDATE product SET unit = 'box'", "the SKU and the unit of a product never change")]
    public async Task What_was_posted_is_never_changed_or_deleted(string sql, string why)
    {
        await using var place = await CreateAsync();
        await using var shop = await TestShop.OpenAsync(place);
        await shop.MustPostAsync(TestShop.Receive(TestShop.Tea, 10_000));

        (await Should.ThrowAsync<DbException>(() => place.ExecuteAsync(sql))).Message.ShouldContain(why);

        await shop.MustBeSoundAsync(seq: 1);
    }

    [Fact]
    public async Task Readers_cannot_write()
    {
        await using var place = await CreateAsync();
        await using var shop = await TestShop.OpenAsync(place);
        using var lease = await shop.Database.ReadAsync(TestContext.Current.CancellationToken);

        Should.Throw<Exception>(() => lease.Connection.Execute("UPDATE store SET name = 'other'"));
    }
}
