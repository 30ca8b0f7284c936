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

    [Fact]
    public async Task A_draft_is_changed_on_the_version_that_was_read_and_an_order_no_more()
    {
        var (buyer, other) = (await Buyer.NewAsync(shop), await Buyer.NewAsync(shop));
        var (sugar, tea) = (await shop.NewProductAsync(), await shop.NewProductAsync());
        var draft = await buyer.DraftAsync(Line(sugar, 5));
        var path = "purchase-orders/" + draft.Number;

        (await shop.SendAsync("PATCH", path, """{"note":"x"}""")).ShouldBeProblem(428, ProblemCodes.PreconditionRequired);
        (await shop.SendAsync("PATCH", path, """{"note":"x"}""", ("If-Match", "\"7\""))).ShouldBeProblem(412, ProblemCodes.VersionMismatch);
        var edited = await shop.Api.EditOrderAsync(draft.Number, draft.Version, new PurchaseOrderPatch
        {
            Supplier = other.Supplier, Note = "by Friday", ExpectedAt = TestStore.At(9), Lines = new(true, [Line(tea, 2), Line(sugar, 1, 3)]),
        });
        edited.ShouldSatisfyAllConditions(
            o => o.Supplier.ShouldBe(other.Supplier), o => o.Note.ShouldBe("by Friday"), o => o.ExpectedAt.ShouldBe(TestStore.At(9)), o => o.Total.ShouldBe(23), o => o.Version.ShouldBe(2),
            o => o.Lines.Select(l => (l.Line, l.Sku)).ShouldBe([(1, tea), (2, sugar)]));
        var cleared = await shop.Api.EditOrderAsync(draft.Number, 2, new PurchaseOrderPatch { Note = null, ExpectedAt = (DateTimeOffset?)null });
        (cleared.Note, cleared.ExpectedAt, cleared.Lines.Count, cleared.Supplier).ShouldBe((null, null, 2, other.Supplier));

        await shop.Api.SubmitOrderAsync(draft.Number);
        (await shop.SendAsync("PATCH", path, """{"note":"x"}""", ("If-Match", "*"))).ShouldBeProblem(409, ProblemCodes.OrderState);
        (await shop.SendAsync("POST", path + "/submit")).ShouldBeProblem(409, ProblemCodes.OrderState);
    }

    [Fact]
    public async Task Cancelling_calls_off_only_what_has_not_come()
    {
        var buyer = await Buyer.NewAsync(shop);
        var sku = await shop.NewProductAsync();
        var (untouched, half, draft) = (await buyer.OrderAsync(Line(sku, 10)), await buyer.OrderAsync(Line(sku, 10)), await buyer.DraftAsync());
        await buyer.ReceiveAsync(half, sku, 4);

        (await shop.SendAsync("POST", $"purchase-orders/{half.Number}/cancel", "{}")).ShouldBeProblem(400, ProblemCodes.Invalid);
        foreach (var order in new[] { untouched, half, draft })
        {
            await shop.Api.CancelOrderAsync(order.Number, new CancelOrderRequest { Reason = "too late" });
            (await shop.SendAsync("POST", $"purchase-orders/{order.Number}/cancel", """{"reason":"again"}""")).ShouldBeProblem(409, ProblemCodes.OrderState);
        }

        (await buyer.ReadAsync(untouched)).ShouldSatisfyAllConditions(o => o.Status.ShouldBe("cancelled"), o => o.CancelReason.ShouldBe("too late"), o => o.Lines[0].UnderDelivered.ShouldBe(10));
        (await buyer.ReadAsync(half)).ShouldSatisfyAllConditions(
            o => o.Status.ShouldBe("received"), o => o.Lines[0].Received.ShouldBe(4), o => o.Lines[0].Outstanding.ShouldBe(0), o => o.Lines[0].UnderDelivered.ShouldBe(6));
        (await buyer.ReadAsync(draft)).Status.ShouldBe("cancelled");
        (await buyer.SendReceiptAsync(untouched, $$"""{"lines":[{"sku":"{{sku}}","quantity":1}],"allowOver":true}""")).ShouldBeProblem(409, ProblemCodes.OrderState);
        (await buyer.Store.OnHandAsync(sku)).ShouldBe(4);
    }

    [Fact]
    public async Task An_order_sent_twice_is_written_once_and_numbers_are_given_once()
    {
        var buyer = await Buyer.NewAsync(shop);
        var sku = await shop.NewProductAsync();
        string Body(Guid id, decimal quantity) => $$"""{"id":"{{id}}","store":"{{buyer.Store.Code}}","supplier":"{{buyer.Supplier}}","lines":[{"sku":"{{sku}}","quantity":{{quantity}},"unitCost":1}]}""";
        var id = Guid.CreateVersion7();

        var same = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => shop.SendAsync("POST", "purchase-orders", Body(id, 2))));
        same.Count(a => a.Status == 201).ShouldBe(1);
        same.Where(a => a.Status != 201).ShouldAllBe(a => a.Status == 200 && a.Header("Idempotency-Replayed") == "true");
        same.Select(a => a.Text).Distinct().ShouldHaveSingleItem();
        (await shop.SendAsync("POST", "purchase-orders", Body(id, 3))).ShouldBeProblem(422, ProblemCodes.IdReused);

        var many = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => shop.SendAsync("POST", "purchase-orders", Body(Guid.CreateVersion7(), 1))));
        many.Select(a => a.ShouldBe(201).Json.GetProperty("number").GetString()).ShouldBeUnique();
    }

    [Fact]
    public async Task Every_change_of_an_order_and_a_supplier_is_on_record()
    {
        var buyer = await Buyer.NewAsync(shop);
        var sku = await shop.NewProductAsync();
        var order = await buyer.DraftAsync(Line(sku, 5));
        await shop.Api.EditOrderAsync(order.Number, 1, new PurchaseOrderPatch { Note = "چینی" });
        await shop.Api.SubmitOrderAsync(order.Number);
        await buyer.ReceiveAsync(order, sku, 2);
        await shop.Api.CancelOrderAsync(order.Number, new CancelOrderRequest { Reason = "enough" });

        var records = await AuditTrail.OfAsync(shop, order.Number);
        records.Select(r => r.Action).ShouldBe(["order.add", "order.edit", "order.submit", "order.receive", "order.cancel"]);
        records.ShouldAllBe(r => r.Actor == "owner" && r.Store == buyer.Store.Code);
        records[0].After!.ShouldContain($$"""{"sku":"{{sku}}","quantity":5,"pack":null,"unitCost":10.0000}""");
        (records[1].Before, records[1].After).ShouldBe(("""{"note":null}""", """{"note":"چینی"}"""));
        (records[2].Before, records[2].After).ShouldBe(("""{"status":"draft"}""", """{"status":"ordered"}"""));
        (records[3].Before, records[3].After).ShouldBe(("""{"status":"ordered","receipts":[]}""", """{"status":"partly-received","receipts":[1]}"""));
        (records[4].Before, records[4].After).ShouldBe(("""{"status":"partly-received","cancelReason":null}""", """{"status":"received","cancelReason":"enough"}"""));
        (await AuditTrail.OfAsync(shop, buyer.Supplier)).ShouldHaveSingleItem().After!.ShouldContain("A supplier");
    }
}
