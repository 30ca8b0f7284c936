using Bazaar.Contracts;
using Bazaar.Server.Tests.Harness;

namespace Bazaar.Server.Tests.Transfers;

/// <summary>Two stores, one product of which the first has some, and the words to move it.</summary>
internal sealed class Lorry(Shop shop, TestStore from, TestStore to, string sku)
{
    public TestStore From { get; } = from;

    public TestStore To { get; } = to;

    public string Sku { get; } = sku;

    public static async Task<Lorry> LoadedAsync(Shop shop, decimal stock = 100, decimal cost = 40)
    {
        var lorry = new Lorry(shop, await shop.NewStoreAsync(), await shop.NewStoreAsync(), await shop.NewProductAsync());
        await lorry.From.PostAsync("stockIn", lorry.Sku, stock, TestStore.At(8), cost: cost);
        return lorry;
    }

    public Task<Transfer> SendAsync(decimal quantity, DateTimeOffset? at = null) =>
        shop.Api.SendTransferAsync(new TransferRequest { From = From.Code, To = To.Code, OccurredAt = at, Lines = [new() { Sku = Sku, Quantity = quantity }] });

    public Task<Transfer> ReceiveAsync(Transfer transfer, decimal quantity, DateTimeOffset? at = null) =>
        shop.Api.ReceiveTransferAsync(transfer.Id, new TransferReceiptRequest { OccurredAt = at, Lines = [new() { Sku = Sku, Quantity = quantity }] });

    public Task<Transfer> ReceiveAllAsync(Transfer transfer) => shop.Api.ReceiveTransferAsync(transfer.Id, new TransferReceiptRequest());

    public Task<Transfer> CloseAsync(Transfer transfer, string reason = "lost") => shop.Api.CloseTransferAsync(transfer.Id, new TransferCloseRequest { Reason = reason });

    public Task<Transfer> CancelAsync(Transfer transfer) => shop.Api.CancelTransferAsync(transfer.Id, new TransferCancelRequest());

    public Task<Transfer> ReadAsync(Transfer transfer) => shop.Api.GetTransferAsync(transfer.Id);

    /// <summary>Insists on what both stores have, and that their ledgers prove themselves.</summary>
    public async Task ShouldHaveAsync(decimal from, decimal to)
    {
        (await From.OnHandAsync(Sku)).ShouldBe(from);
        (await To.OnHandAsync(Sku)).ShouldBe(to);
        await From.ShouldProveItselfAsync();
        await To.ShouldProveItselfAsync();
    }

    /// <summary>What the sending store lost, by reason: quantity and cost.</summary>
    public async Task<IReadOnlyList<(string? Reason, decimal? Quantity, decimal Cost)>> LossesAsync(TestStore store) =>
        [.. (await shop.Api.ReportShrinkageAsync(new Contracts.Client.ReportFilter { Stores = [store.Code] }, "product")).Rows.Select(r => (r.Reason, r.Quantity, r.Cost))];
}
