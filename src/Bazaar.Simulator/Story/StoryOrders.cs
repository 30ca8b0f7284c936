using Bazaar.Contracts;
using Bazaar.Simulator.Kiryana;

namespace Bazaar.Simulator.Story;

/// <summary>Seven orders, one of each fate.</summary>
internal static class StoryOrders
{
    private const int Lines = 4;

    /// <summary>The orders.</summary>
    /// <param name="scene">Where they are written, the late one in its first store.</param>
    public static IReadOnlyList<PlannedOrder> Plan(StoryScene scene)
    {
        var (late, second, third) = (scene.StoreAt(0), scene.StoreAt(1), scene.StoreAt(2));
        var oil = Order(scene, late, "OIL-AGENCY", days: 1, "Before the weekend, please.");
        var snacks = Order(scene, second, "SNACKS-VAN", days: 1);
        var soap = Order(scene, late, "SOAP-AGENCY", days: 1);
        var wholesale = Order(scene, third, "OLD-BAZAAR-WHOLESALE", days: 2);
        return
        [
            new PlannedOrder(oil, IsSent: true, Receive(scene, oil, "Invoice 4471")),
            new PlannedOrder(snacks, IsSent: true, Receive(scene, snacks, "Invoice 902")),
            new PlannedOrder(soap, IsSent: true, ReceiveShort(scene, soap)),
            new PlannedOrder(Order(scene, late, "GHALLA-MANDI", days: -2, "Their lorry was to come two days ago. Call again."), IsSent: true),
            new PlannedOrder(Order(scene, second, "DRINKS-VAN", days: 1), IsSent: true),
            new PlannedOrder(Order(scene, late, "SPICE-AND-TEA", days: null, "Look at the tea shelf before this is sent."), IsSent: false),
            new PlannedOrder(wholesale, IsSent: true, Receive(scene, wholesale, "Invoice 118", lines: 1), "The rest is out of stock at the wholesaler's."),
        ];
    }

    // Whole packs where it comes in packs, up to the target level; never nothing.
    private static PurchaseOrderRequest Order(StoryScene scene, string store, string supplier, int? days, string? note = null)
    {
        var wanted = StorySuppliers.GoodsOf(scene.Catalogue, supplier)
            .OrderBy(p => scene.OnHand(store, p.Sku) - scene.Target(store, p.Sku) < 0 ? 0 : 1).Take(Lines);
        return new PurchaseOrderRequest
        {
            Id = scene.Id("order", supplier),
            Store = store,
            Supplier = supplier,
            ExpectedAt = days is { } d ? scene.Now.AddDays(d) : null,
            Note = note,
            Lines = [.. wanted.Select(p => Line(scene, store, p))],
        };
    }

    private static PurchaseOrderLineRequest Line(StoryScene scene, string store, KiryanaProduct product)
    {
        var missing = Math.Max(0, scene.Target(store, product.Sku) - scene.OnHand(store, product.Sku));
        var size = product.Pack?.Size ?? 1;
        return new PurchaseOrderLineRequest { Sku = product.Sku, Pack = product.Pack?.Name, Quantity = Math.Max(product.Pack is null ? 3 : 1, Math.Ceiling(missing / size)) };
    }

    private static ReceiveOrderRequest Receive(StoryScene scene, PurchaseOrderRequest order, string note, int lines = Lines) => new()
    {
        Id = scene.Id("receipt", order.Supplier!),
        Note = note,
        Lines = [.. order.Lines!.Take(lines).Select((l, i) => new ReceiveOrderLine { Line = i + 1, Quantity = l.Quantity })],
    };

    // One of what most was ordered of came torn and went back; nobody waits for another.
    private static ReceiveOrderRequest ReceiveShort(StoryScene scene, PurchaseOrderRequest order)
    {
        var whole = Receive(scene, order, "Invoice 2230");
        var torn = whole.Lines!.MaxBy(l => l.Quantity)!;
        var came = whole.Lines!.Select(l => l == torn ? l with { Quantity = l.Quantity - 1, Reason = "One came torn and went back." } : l);
        return whole with { Lines = [.. came.Where(l => l.Quantity > 0)], CloseShort = true };
    }
}
