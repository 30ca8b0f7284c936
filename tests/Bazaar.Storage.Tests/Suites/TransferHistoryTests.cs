using Bazaar.Domain.Ledger;
using Bazaar.Domain.Transfers;
using Bazaar.Storage.Catalog;
using Bazaar.Storage.Ledger;
using Bazaar.Storage.Transfers;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Bazaar.Storage.Tests.Transfers;

public sealed class TransferHistoryTests
{
    [Theory]
    [InlineData("UPDATE transfer_step SET kind = 'cancel'")]
    [InlineData("DELETE FROM transfer_step")]
    [InlineData("UPDATE transfer_step_line SET quantity = 1")]
    [InlineData("DELETE FROM transfer_step_line")]
    [InlineData("DELETE FROM transfer")]
    [InlineData("UPDATE transfer_line SET in_transit = -1")]
    public async Task What_happened_to_a_transfer_is_never_rewritten(string sql)
    {
        using var folder = new TestFolder();
        await using var shop = await TestShop.OpenAsync(folder["shop.db"]);
        await using var ledger = new GroupCommit(shop.Database, shop.Clock);
        await new StoreStore(shop.Database).AddAsync(new StoreRow { Code = "KHI-02", Name = "Clifton", TimeZone = "Asia/Karachi" }, shop.Clock.GetUtcNow(), TestContext.Current.CancellationToken);
        await shop.MustPostAsync(TestShop.Receive(TestShop.Tea, 10_000));
        var transfers = new TransferStore(shop.Database, ledger);
        var id = Guid.CreateVersion7();
        await transfers.SendAsync(new TransferDraft { Id = id, From = TestShop.Store, To = "KHI-02", Actor = "owner", Lines = [new DraftLine { Sku = TestShop.Tea, Quantity = 5_000 }] });
        (await transfers.StepAsync(new StepDraft { Id = Guid.CreateVersion7(), Transfer = id, Kind = TransferStepKind.Receipt, Actor = "owner" })).ShouldBeOfType<TransferResult.Done>();

        await Should.ThrowAsync<SqliteException>(() => shop.Database.WriteAsync((connection, transaction) => connection.ExecuteAsync(sql, transaction: transaction)));

        (await transfers.FindAsync(id, TestContext.Current.CancellationToken)).ShouldNotBeNull().Status.ShouldBe(TransferStatus.Received);
    }
}
