using System.Text.Json;
using Bazaar.Contracts;
using Bazaar.Server.Tests.Harness;

namespace Bazaar.Server.Tests.Purchasing;

/// <summary>A store that orders from a supplier of its own.</summary>
public sealed class Buyer
{
    private Buyer(TestStore store, string supplier) => (Store, Supplier) = (store, supplier);

    public TestStore Store { get; }

    public Shop Shop => Store.Shop;

    public string Supplier { get; }

    public static async Task<Buyer> NewAsync(Shop shop, int? leadTimeDays = null)
    {
        var supplier = await shop.Api.AddSupplierAsync(new SupplierRequest { Code = shop.Unique("SUP"), Name = "A supplier", LeadTimeDays = leadTimeDays });
        return new Buyer(await shop.NewStoreAsync(), supplier.Code);
    }

    public Task<PurchaseOrder> DraftAsync(params PurchaseOrderLineRequest[] lines) =>
        Shop.Api.AddOrderAsync(new PurchaseOrderRequest { Id = Guid.CreateVersion7(), Store = Store.Code, Supplier = Supplier, Lines = lines });

    public async Task<PurchaseOrder> OrderAsync(params PurchaseOrderLineRequest[] lines) => await Shop.Api.SubmitOrderAsync((await DraftAsync(lines)).Number);

    public static PurchaseOrderLineRequest Line(string sku, decimal quantity, decimal? cost = 10, string? pack = null) => new() { Sku = sku, Quantity = quantity, UnitCost = cost, Pack = pack };

    public Task<PurchaseReceipt> ReceiveAsync(PurchaseOrder order, string sku, decimal quantity, bool? allowOver = null, bool? closeShort = null) => Shop.Api.ReceiveOrderAsync(
        order.Number, new ReceiveOrderRequest { Id = Guid.CreateVersion7(), Lines = [new ReceiveOrderLine { Sku = sku, Quantity = quantity }], AllowOver = allowOver, CloseShort = closeShort });

    public Task<Answer> SendReceiptAsync(PurchaseOrder order, string json) => Shop.SendAsync("POST", $"purchase-orders/{order.Number}/receive", json);

    public Task<PurchaseOrder> ReadAsync(PurchaseOrder order) => Shop.Api.GetOrderAsync(order.Id.ToString());

    /// <summary>What the order says it received is what the entries linked to it brought, and the ledger proves itself.</summary>
    public async Task ShouldAgreeWithLedgerAsync(PurchaseOrder order)
    {
        var now = await ReadAsync(order);
        var linked = (await Shop.Api.ListMovementsAsync(Store.Code, reference: $"order {order.Number}", limit: 200)).Items;
        now.Receipts.Select(r => r.Id).ShouldBe(linked.Select(m => m.Id), ignoreOrder: true);
        foreach (var sku in now.Lines.Select(l => l.Sku).Distinct())
        {
            var inLedger = linked.Where(m => m.ReversedBy is null).SelectMany(m => m.Lines).Where(l => l.Sku == sku && l.CoveredByCount is null).Sum(l => l.Quantity);
            var packs = (await Shop.Api.GetProductAsync(sku)).Packs.ToDictionary(p => p.Name!, p => p.Size!.Value);
            now.Lines.Where(l => l.Sku == sku).Sum(l => l.Received * (l.Pack is null ? 1 : packs[l.Pack])).ShouldBe(inLedger, sku);
        }

        await Store.ShouldProveItselfAsync();
    }

    public static decimal Number(JsonElement element, string name) => element.GetProperty(name).GetDecimal();
}
