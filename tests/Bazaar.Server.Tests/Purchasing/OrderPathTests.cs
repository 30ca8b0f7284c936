using Bazaar.Contracts;
using Bazaar.Server.Tests.Harness;
using static Bazaar.Server.Tests.Purchasing.Buyer;

namespace Bazaar.Server.Tests.Purchasing;

/// <summary>The way of an order: draft, ordered, partly received, received.</summary>
public sealed class OrderPathTests(Shop shop) : IClassFixture<Shop>
{
    [Fact]
    public async Task Goods_that_were_ordered_come_in_two_parts_and_are_in_stock_at_their_cost()
    {
        var buyer = await Buyer.NewAsync(shop);
        var (sugar, cola) = (await shop.NewProductAsync(unit: "kg"), await shop.NewProductAsync(packs: new Pack { Name = "carton", Size = 24 }));
        await buyer.Store.PostAsync("opening", sugar, 10, cost: 100);

        var draft = await buyer.DraftAsync(Line(sugar, 50.5m, 120.1234m), Line(cola, 2, 2400, "carton"));
        (draft.Status, draft.Total, draft.OrderedAt).ShouldBe(("draft", 6_066.23m + 4_800, null));
        draft.Number.ShouldMatch("^PO-[0-9]{6}$");
        var order = await shop.Api.SubmitOrderAsync(draft.Id.ToString());
        order.Status.ShouldBe("ordered");
        order.OrderedAt.ShouldNotBeNull();

        var first = await buyer.ReceiveAsync(order, sugar, 10);
        first.Status.ShouldBe("partly-received");
        first.Lines.ShouldHaveSingleItem().ShouldSatisfyAllConditions(l => l.Received.ShouldBe(10), l => l.Outstanding.ShouldBe(40.5m), l => l.OverDelivered.ShouldBe(0));
        first.Movement.ShouldSatisfyAllConditions(
            m => m.Type.ShouldBe("stockIn"), m => m.Reference.ShouldBe($"order {order.Number}"), m => m.Supplier.ShouldBe(buyer.Supplier), m => m.Lines.ShouldHaveSingleItem().UnitCost.ShouldBe(120.1234m));
        (await buyer.Store.StockAsync(sugar)).ShouldSatisfyAllConditions(s => s.OnHand.ShouldBe(20), s => s.UnitCost.ShouldBe(110.0617m));

        var answer = await buyer.SendReceiptAsync(order, """{"lines":[{"line":1,"quantity":40.5},{"line":2,"quantity":2,"unitCost":2520}]}""");
        answer.ShouldBe(201).Json.GetProperty("status").GetString().ShouldBe("received");
        answer.Header("Bazaar-Seq").ShouldBe($"{buyer.Store.Code}:3");
        (await buyer.Store.StockAsync(cola)).ShouldSatisfyAllConditions(s => s.OnHand.ShouldBe(48), s => s.UnitCost.ShouldBe(105));
        var done = await buyer.ReadAsync(order);
        (done.Status, done.Receipts.Count).ShouldBe(("received", 2));
        done.Lines.ShouldAllBe(l => l.Received == l.Quantity && l.Outstanding == 0 && l.OverDelivered == 0 && l.UnderDelivered == 0);
        await buyer.ShouldAgreeWithLedgerAsync(order);
    }
}
