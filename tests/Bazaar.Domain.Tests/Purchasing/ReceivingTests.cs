using Bazaar.Domain.Ledger;
using Bazaar.Domain.Purchasing;
using static Bazaar.Domain.Tests.Purchasing.TestOrder;

namespace Bazaar.Domain.Tests.Purchasing;

public sealed class ReceivingTests
{
    [Fact]
    public void What_came_becomes_an_entry_at_the_order_s_cost_with_its_reference_and_supplier()
    {
        var order = Placed(Sugar(1, 50_000), Cola(2, 2_000));
        var receipt = Came(new(2, null, 1_000, null, null), new(null, "sugar", 10_000, 95_0000, "cheaper"));

        Decide(order, receipt, out var entry, out var lines).ShouldBeNull();

        (entry!.Kind, entry.Reference, entry.Supplier, entry.Id, entry.Store).ShouldBe((EntryKind.StockIn, "order PO-000007", "METRO", receipt.Id, "SHOP"));
        entry.Lines.ShouldBe([new DraftLine { Sku = "COLA", Quantity = 1_000, Pack = "carton", Cost = 2400_0000 }, new DraftLine { Sku = "SUGAR", Quantity = 10_000, Cost = 95_0000 }]);
        lines.ShouldBe([2, 1]);
    }

    [Fact]
    public void A_carton_is_what_it_was_when_it_was_ordered()
    {
        var order = Placed(Cola(1, 2_000));

        Receiving.Decide(order, Came(new ReceiptDraftLine(1, null, 2_000, null, null)), new Book(cartonSize: 12_000), out var entry, out _).ShouldBeNull();

        entry!.Lines.ShouldHaveSingleItem().ShouldBe(new DraftLine { Sku = "COLA", Quantity = 48_000, Cost = 100_0000 });
    }

    [Fact]
    public void More_than_is_outstanding_is_refused_unless_it_is_meant_and_every_such_line_is_named()
    {
        var order = Placed(Sugar(1, 50_000), Cola(2, 2_000)) with { Receipts = [Receipt(3, 20_000)] };
        var receipt = Came(OfSugar(20_000), OfSugar(10_001), new(2, null, 3_000, null, null));

        Decide(order, receipt, out _, out _).ShouldBeOfType<OrderRefusal.OverDelivery>().Lines.ShouldBe(
            [new OverDelivered(1, "SUGAR", 30_001, 30_000), new OverDelivered(2, "COLA", 3_000, 2_000)]);
        Decide(order, receipt with { AllowsOver = true }, out var entry, out _).ShouldBeNull();
        entry!.Lines.Count.ShouldBe(3);
    }

    [Fact]
    public void Nothing_is_outstanding_of_an_order_that_was_closed_short()
    {
        var order = Placed() with { Receipts = [Receipt(3, 20_000, closes: true)] };

        Decide(order, Came(OfSugar(1)), out _, out _).ShouldBeOfType<OrderRefusal.OverDelivery>().Lines[0].Outstanding.ShouldBe(0);
        Decide(order, Came(OfSugar(1)) with { AllowsOver = true }, out _, out _).ShouldBeNull();
    }

    [Fact]
    public void Nothing_comes_for_a_draft_or_for_what_was_cancelled()
    {
        Decide(Draft(), Came(OfSugar(1)), out _, out _).ShouldBe(new OrderRefusal.WrongState(OrderStatus.Draft, OrderAction.Receive));
        Decide(Placed() with { CancelledAt = Now }, Came(OfSugar(1)) with { AllowsOver = true }, out _, out _)
            .ShouldBe(new OrderRefusal.WrongState(OrderStatus.Cancelled, OrderAction.Receive));
    }

    [Fact]
    public void Every_line_that_the_order_does_not_have_is_named()
    {
        var order = Placed(Sugar(1, 50_000), Sugar(2, 1_000), Cola(3, 2_000));
        var receipt = Came(OfSugar(1, line: 9), OfSugar(1, line: 0), OfSugar(1), new(null, "TEA", 1, null, null), new(3, null, 1, null, null));

        var faults = Decide(order, receipt, out _, out _).ShouldBeOfType<OrderRefusal.Ledger>().Reason.ShouldBeOfType<Refusal.InvalidLines>().Faults;

        faults.Select(f => (f.Line, f.Field)).ShouldBe([(0, "line"), (1, "line"), (2, "sku"), (3, "sku")]);
        faults[2].Message.ShouldContain("name the line");
    }

    [Fact]
    public void The_same_receipt_has_the_same_fingerprint_and_any_difference_another()
    {
        var order = Guid.CreateVersion7();
        var receipt = Came(new ReceiptDraftLine(1, null, 5, 10, "a"));
        byte[] Print(ReceiptDraft r) => Receiving.FingerprintOf(order, r);

        Print(receipt with { Id = Guid.CreateVersion7(), Actor = "someone else" }).ShouldBe(Print(receipt));
        ReceiptDraft[] others =
        [
            receipt with { OccurredAt = Now }, receipt with { Note = "n" }, receipt with { ClosesShort = true }, receipt with { AllowsOver = true }, receipt with { Lines = [] },
            receipt with { Lines = [new(2, null, 5, 10, "a")] }, receipt with { Lines = [new(null, "1", 5, 10, "a")] }, receipt with { Lines = [new(1, null, 6, 10, "a")] },
            receipt with { Lines = [new(1, null, 5, 11, "a")] }, receipt with { Lines = [new(1, null, 5, 10, null)] },
        ];
        others.Select(r => Convert.ToHexString(Print(r))).Append(Convert.ToHexString(Print(receipt))).Append(Convert.ToHexString(Receiving.FingerprintOf(Guid.Empty, receipt))).ShouldBeUnique();
    }

    [Fact]
    public void Ordered_lines_are_checked_as_the_ledger_will_check_them()
    {
        OrderLineDraft[] asked = [new("TEA", 1_000, null, null), new("COLA", 500, null, null), new("COLA", 1_000, "sack", null), new("COLA", 1_000, null, null)];

        var faults = Ordering.Resolve(asked, new Book(), _ => null, out _).ShouldBeOfType<Refusal.InvalidLines>().Faults;
        faults.Select(f => (f.Line, f.Field, f.Kind)).ShouldBe(
            [(0, "sku", LineFaultKind.UnknownProduct), (1, "quantity", LineFaultKind.NotExact), (2, "pack", LineFaultKind.Invalid)]);

        Ordering.Resolve([asked[3]], new Book(), _ => null, out _).ShouldBeOfType<Refusal.InvalidLines>().Faults.ShouldHaveSingleItem().Field.ShouldBe("unitCost");
        Ordering.Resolve([new("OLD", 1_000, null, null)], new Book(), _ => null, out _).ShouldBeOfType<Refusal.ProductArchived>().Skus.ShouldBe(["OLD"]);
        Ordering.Resolve([new("SUGAR", 1_000_000_000_000_000, null, 10_000_000_000_000)], new Book(), _ => null, out _).ShouldBeOfType<Refusal.InvalidLines>();
    }

    [Fact]
    public void Without_a_cost_a_line_costs_what_the_supplier_asks_exactly_in_his_own_pack()
    {
        PackCost? Asks(LedgerProduct product) => product.Sku == "COLA" ? new PackCost(100_0001, Carton) : new PackCost(product.Cost!.Value, null);

        Ordering.Resolve([new("COLA", 1_000, "carton", null), new("COLA", 1_000, null, null), new("SUGAR", 1_500, null, null)], new Book(), Asks, out var lines).ShouldBeNull();

        lines.Select(l => (l.Cost, l.Amount, l.Base)).ShouldBe([(100_0001, 100_00, 24_000), (4_1667, 4_17, 1_000), (90_0000, 135_00, 1_500)]);
    }

    private static OrderRefusal? Decide(PurchaseOrder order, ReceiptDraft receipt, out Draft? entry, out IReadOnlyList<int> lines) =>
        Receiving.Decide(order, receipt, new Book(), out entry, out lines);
}
