using Bazaar.Contracts;
using Bazaar.Server.Tests.Harness;
using static Bazaar.Server.Tests.Purchasing.Buyer;

namespace Bazaar.Server.Tests.Purchasing;

/// <summary>Goods that come for an order: once, named when too many or too few, and always as the ledger has them.</summary>
public sealed class ReceivingTests(Shop shop) : IClassFixture<Shop>
{
    [Fact]
    public async Task The_same_receipt_gets_the_first_answer_whatever_came_later_and_other_content_is_refused()
    {
        var buyer = await Buyer.NewAsync(shop);
        var sku = await shop.NewProductAsync();
        var order = await buyer.OrderAsync(Line(sku, 10));
        var id = Guid.CreateVersion7();
        var receipt = $$"""{"id":"{{id}}","lines":[{"sku":"{{sku}}","quantity":4}],"note":"invoice 77"}""";

        var first = (await buyer.SendReceiptAsync(order, receipt)).ShouldBe(201);
        await buyer.ReceiveAsync(order, sku, 6);
        var again = (await buyer.SendReceiptAsync(order, receipt)).ShouldBe(200);
        again.Header("Idempotency-Replayed").ShouldBe("true");
        again.Text.ShouldBe(first.Text);
        await shop.Api.ReverseMovementAsync(buyer.Store.Code, id, new ReversalRequest { Reason = "a mistake" });
        (await buyer.SendReceiptAsync(order, receipt)).ShouldBe(200).Text.ShouldBe(first.Text);

        foreach (var other in (string[])[receipt.Replace("4}", "5}"), receipt.Replace("invoice 77", "invoice 78"), receipt.Replace("\"lines\"", "\"closeShort\":true,\"lines\"")])
        {
            (await buyer.SendReceiptAsync(order, other)).ShouldBeProblem(422, ProblemCodes.IdReused);
        }

        // An id that the ledger knows from elsewhere, and one of another order.
        var sale = await buyer.Store.PostAsync("sale", sku, 1);
        (await buyer.SendReceiptAsync(order, receipt.Replace(id.ToString(), sale.Id.ToString()))).ShouldBeProblem(422, ProblemCodes.IdReused);
        (await buyer.SendReceiptAsync(await buyer.OrderAsync(Line(sku, 10)), receipt)).ShouldBeProblem(422, ProblemCodes.IdReused);
        (await buyer.Store.OnHandAsync(sku)).ShouldBe(5);
        await buyer.ShouldAgreeWithLedgerAsync(order);
    }

    [Fact]
    public async Task More_than_was_ordered_is_taken_in_only_when_it_is_meant_and_named()
    {
        var buyer = await Buyer.NewAsync(shop);
        var (sugar, cola) = (await shop.NewProductAsync(), await shop.NewProductAsync(packs: new Pack { Name = "carton", Size = 24 }));
        var order = await buyer.OrderAsync(Line(sugar, 10), Line(cola, 2, 240, "carton"));
        var receipt = $$"""{"lines":[{"sku":"{{sugar}}","quantity":12},{"sku":"{{cola}}","quantity":2.5}]}""";

        var refused = (await buyer.SendReceiptAsync(order, receipt)).ShouldBeProblem(409, ProblemCodes.OverDelivery);
        refused.Json.GetProperty("errors").EnumerateObject().Select(e => e.Name).ShouldBe(["lines[0].quantity", "lines[1].quantity"]);
        refused.Text.ShouldContain($"{cola}: 2.5 came, 2 outstanding.");
        (await buyer.Store.SeqAsync()).ShouldBe(0);
        (await buyer.ReadAsync(order)).Version.ShouldBe(order.Version);

        var accepted = (await buyer.SendReceiptAsync(order, receipt.Replace("\"lines\"", "\"allowOver\":true,\"lines\""))).ShouldBe(201).Json;
        accepted.GetProperty("status").GetString().ShouldBe("received");
        accepted.GetProperty("lines").EnumerateArray().Select(l => (Number(l, "received"), Number(l, "outstanding"), Number(l, "overDelivered"))).ShouldBe([(12m, 0m, 2m), (2.5m, 0m, 0.5m)]);
        (await buyer.SendReceiptAsync(order, $$"""{"lines":[{"line":1,"quantity":1}]}""")).ShouldBeProblem(409, ProblemCodes.OverDelivery);
        await buyer.ShouldAgreeWithLedgerAsync(order);
    }

    [Fact]
    public async Task An_order_can_be_closed_short_and_what_is_missing_is_named()
    {
        var buyer = await Buyer.NewAsync(shop);
        var (sugar, tea) = (await shop.NewProductAsync(), await shop.NewProductAsync());
        var order = await buyer.OrderAsync(Line(sugar, 10), Line(tea, 5));

        var receipt = await buyer.ReceiveAsync(order, sugar, 8, closeShort: true);
        (receipt.Status, receipt.ClosedShort).ShouldBe(("received", true));
        (await buyer.ReadAsync(order)).Lines.Select(l => (l.Received, l.Outstanding, l.UnderDelivered)).ShouldBe([(8m, 0m, 2m), (0m, 0m, 5m)]);

        // Taking the receipt back takes back that nobody waits.
        await shop.Api.ReverseMovementAsync(buyer.Store.Code, receipt.Movement.Id, new ReversalRequest { Reason = "wrong order" });
        (await buyer.ReadAsync(order)).ShouldSatisfyAllConditions(o => o.Status.ShouldBe("ordered"), o => o.Lines.ShouldAllBe(l => l.Outstanding == l.Quantity));
        await buyer.ReceiveAsync(order, sugar, 10);
        (await buyer.ReceiveAsync(order, tea, 5)).Status.ShouldBe("received");
        await buyer.ShouldAgreeWithLedgerAsync(order);
    }

    [Fact]
    public async Task A_receipt_that_is_taken_back_makes_the_order_partly_received_again()
    {
        var buyer = await Buyer.NewAsync(shop);
        var sku = await shop.NewProductAsync();
        var order = await buyer.OrderAsync(Line(sku, 10));
        var (first, second) = (await buyer.ReceiveAsync(order, sku, 4), await buyer.ReceiveAsync(order, sku, 6));
        second.Status.ShouldBe("received");
        (await ListedAsync(buyer, "partly-received")).ShouldBeEmpty();

        await shop.Api.ReverseMovementAsync(buyer.Store.Code, first.Movement.Id, new ReversalRequest { Reason = "a mistake" });

        var reopened = await buyer.ReadAsync(order);
        (reopened.Status, reopened.Lines[0].Received, reopened.Lines[0].Outstanding).ShouldBe(("partly-received", 6m, 4m));
        reopened.Receipts.Select(r => r.Reversed).ShouldBe([true, false]);
        (await ListedAsync(buyer, "partly-received")).ShouldBe([order.Number]);
        (await ListedAsync(buyer, "received")).ShouldBeEmpty();
        (await buyer.ReceiveAsync(order, sku, 4)).Status.ShouldBe("received");
        (await buyer.Store.OnHandAsync(sku)).ShouldBe(10);
        await buyer.ShouldAgreeWithLedgerAsync(order);
    }

    [Fact]
    public async Task Fifty_receipts_at_once_are_all_there_and_the_fifty_first_is_one_too_many()
    {
        var buyer = await Buyer.NewAsync(shop);
        var (sugar, tea) = (await shop.NewProductAsync(), await shop.NewProductAsync());
        var order = await buyer.OrderAsync(Line(sugar, 80), Line(tea, 100));

        // Sugar for 40 of them only; tea for all.
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => buyer.SendReceiptAsync(order, """{"lines":[{"line":1,"quantity":2},{"line":2,"quantity":2}]}""")));

        answers.Count(a => a.Status == 201).ShouldBe(40);
        answers.Where(a => a.Status != 201).ToList().ForEach(a => a.ShouldBeProblem(409, ProblemCodes.OverDelivery));
        answers.Where(a => a.Status == 201).Select(a => Number(a.Json.GetProperty("lines")[0], "received")).Order().ShouldBe(Enumerable.Range(1, 40).Select(i => i * 2m));
        (await buyer.ReadAsync(order)).Lines.Select(l => (l.Received, l.Outstanding)).ShouldBe([(80m, 0m), (80m, 20m)]);
        (await buyer.Store.OnHandAsync(tea)).ShouldBe(80);
        await buyer.ShouldAgreeWithLedgerAsync(order);
    }

    [Fact]
    public async Task The_same_receipt_fifty_times_at_once_is_one_entry_with_one_answer()
    {
        var buyer = await Buyer.NewAsync(shop);
        var sku = await shop.NewProductAsync();
        var order = await buyer.OrderAsync(Line(sku, 1_000));
        var receipt = $$"""{"id":"{{Guid.CreateVersion7()}}","lines":[{"sku":"{{sku}}","quantity":3}]}""";

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => buyer.SendReceiptAsync(order, receipt)));

        answers.Count(a => a.Status == 201).ShouldBe(1);
        answers.Select(a => a.Text).Distinct().ShouldHaveSingleItem();
        (await buyer.Store.OnHandAsync(sku)).ShouldBe(3);
    }

    [Fact]
    public async Task A_late_receipt_that_a_count_had_already_seen_is_received_and_moves_nothing()
    {
        var buyer = await Buyer.NewAsync(shop);
        var sku = await shop.NewProductAsync();
        var order = await buyer.OrderAsync(Line(sku, 10));
        await buyer.Store.PostAsync("count", sku, 10, TestStore.At(12));

        await shop.Api.ReceiveOrderAsync(order.Number, new ReceiveOrderRequest { OccurredAt = TestStore.At(11), Lines = [new ReceiveOrderLine { Line = 1, Quantity = 10 }] });

        (await buyer.Store.OnHandAsync(sku)).ShouldBe(10);
        (await buyer.ReadAsync(order)).ShouldSatisfyAllConditions(o => o.Status.ShouldBe("received"), o => o.Lines[0].Received.ShouldBe(10));
        await buyer.ShouldAgreeWithLedgerAsync(order);
    }

    [Fact]
    public async Task What_the_ledger_refuses_leaves_the_order_as_it_was()
    {
        var buyer = await Buyer.NewAsync(shop);
        var (sku, fine) = (await shop.NewProductAsync(), await shop.NewProductAsync());
        var order = await buyer.OrderAsync(Line(sku, 10), Line(fine, 10));
        await shop.Api.ArchiveProductAsync(sku, 1);
        (await buyer.SendReceiptAsync(order, """{"lines":[{"line":2,"quantity":1},{"line":1,"quantity":1}]}""")).ShouldBeProblem(409, ProblemCodes.ProductArchived);
        (await buyer.SendReceiptAsync(order, """{"lines":[{"line":2,"quantity":0.5}]}""")).ShouldBeProblem(400, ProblemCodes.NotExact);
        await shop.Api.EditStoreAsync(buyer.Store.Code, 1, new StorePatch { Closed = true });
        (await buyer.SendReceiptAsync(order, """{"lines":[{"line":2,"quantity":1}]}""")).ShouldBeProblem(409, ProblemCodes.StoreClosed);

        (await buyer.ReadAsync(order)).ShouldSatisfyAllConditions(o => o.Status.ShouldBe("ordered"), o => o.Version.ShouldBe(order.Version), o => o.Receipts.ShouldBeEmpty());
        (await buyer.Store.SeqAsync()).ShouldBe(0);

        // An archived supplier may still deliver what was ordered.
        await shop.Api.EditStoreAsync(buyer.Store.Code, 2, new StorePatch { Closed = false });
        await shop.Api.ArchiveSupplierAsync(buyer.Supplier, 1);
        (await buyer.ReceiveAsync(order, fine, 10)).Status.ShouldBe("partly-received");
    }

    private async Task<string[]> ListedAsync(Buyer buyer, string status) =>
        [.. (await shop.Api.ListOrdersAsync(new Contracts.Client.OrderQuery { Stores = [buyer.Store.Code], Status = status })).Items.Select(o => o.Number)];
}
