using Bazaar.Domain.Purchasing;
using static Bazaar.Domain.Tests.Purchasing.TestOrder;

namespace Bazaar.Domain.Tests.Purchasing;

public sealed class OrderProgressTests
{
    [Fact]
    public void An_order_goes_from_draft_to_received_as_the_ledger_tells()
    {
        Status(Draft()).ShouldBe(OrderStatus.Draft);
        Status(Placed()).ShouldBe(OrderStatus.Ordered);
        Status(Placed() with { Receipts = [Receipt(3, 20_000)] }).ShouldBe(OrderStatus.PartlyReceived);
        Status(Placed() with { Receipts = [Receipt(3, 20_000), Receipt(4, 30_000)] }).ShouldBe(OrderStatus.Received);
        Status(Placed() with { Receipts = [Receipt(3, 60_000)] }).ShouldBe(OrderStatus.Received);
        Status(Placed() with { Receipts = [Receipt(3, 20_000, closes: true)] }).ShouldBe(OrderStatus.Received);
    }

    [Fact]
    public void More_of_one_line_does_not_make_up_for_less_of_another()
    {
        var order = Placed(Sugar(1, 50_000), Cola(2, 2_000)) with { Receipts = [Receipt(3, 500_000)] };

        Status(order).ShouldBe(OrderStatus.PartlyReceived);
        var progress = OrderProgress.Of(order);
        (progress.Over(order.Lines[0]), progress.Outstanding(order.Lines[0])).ShouldBe((450_000, 0));
        (progress.Over(order.Lines[1]), progress.Outstanding(order.Lines[1])).ShouldBe((0, 48_000));
    }

    [Fact]
    public void A_receipt_that_was_taken_back_never_was_and_neither_was_its_closing_short()
    {
        var order = Placed() with { Receipts = [Receipt(3, 20_000, reversedBy: 6), Receipt(4, 10_000, closes: true, reversedBy: 5)] };

        Status(order).ShouldBe(OrderStatus.Ordered);
        OrderProgress.Of(order, 3).Status.ShouldBe(OrderStatus.PartlyReceived);
        OrderProgress.Of(order, 4).ShouldSatisfyAllConditions(p => p.Status.ShouldBe(OrderStatus.Received), p => p.Under(order.Lines[0]).ShouldBe(20_000));
        OrderProgress.Of(order, 5).Received(order.Lines[0]).ShouldBe(20_000);
    }

    [Fact]
    public void Cancelling_keeps_what_came_and_waits_for_nothing()
    {
        var cancelled = Placed() with { CancelledAt = Now };
        Status(cancelled).ShouldBe(OrderStatus.Cancelled);
        OrderProgress.Of(cancelled).Under(cancelled.Lines[0]).ShouldBe(50_000);

        var half = cancelled with { Receipts = [Receipt(3, 20_000)] };
        var progress = OrderProgress.Of(half);
        (progress.Status, progress.Outstanding(half.Lines[0]), progress.Under(half.Lines[0])).ShouldBe((OrderStatus.Received, 0, 30_000));

        // A draft that was thrown away was never promised to anyone.
        var thrown = Draft() with { CancelledAt = Now };
        OrderProgress.Of(thrown).Under(thrown.Lines[0]).ShouldBe(0);
    }

    [Fact]
    public void Late_is_what_is_still_waited_for_after_its_time()
    {
        var due = Placed() with { ExpectedAt = Now };
        IsLate(due, 0).ShouldBeFalse();
        IsLate(due, 1).ShouldBeTrue();
        IsLate(due with { Receipts = [Receipt(3, 20_000)] }, 1).ShouldBeTrue();
        IsLate(due with { Receipts = [Receipt(3, 50_000)] }, 1).ShouldBeFalse();
        IsLate(due with { CancelledAt = Now }, 1).ShouldBeFalse();
        IsLate(due with { OrderedAt = null }, 1).ShouldBeFalse();
        IsLate(Placed(), 1).ShouldBeFalse();
    }

    [Fact]
    public void What_may_be_done_follows_from_the_status()
    {
        string Allowed(OrderStatus status) => string.Join(' ', Enum.GetValues<OrderAction>().Where(a => status.Allows(a)));

        Allowed(OrderStatus.Draft).ShouldBe("Edit Submit Cancel");
        Allowed(OrderStatus.Ordered).ShouldBe("Receive Cancel");
        Allowed(OrderStatus.PartlyReceived).ShouldBe("Receive Cancel");
        Allowed(OrderStatus.Received).ShouldBe("Receive");
        Allowed(OrderStatus.Cancelled).ShouldBe("");
    }

    [Theory]
    [InlineData("PO-000123", 123)]
    [InlineData("po-7", 7)]
    [InlineData("PO-1234567", 1_234_567)]
    public void A_number_is_read_as_people_write_it(string text, long number)
    {
        OrderNumber.TryParse(text, out var read).ShouldBeTrue();
        read.ShouldBe(number);
        OrderNumber.TryParse(OrderNumber.Format(number), out read).ShouldBeTrue();
        read.ShouldBe(number);
    }

    [Theory]
    [InlineData("PO-0")]
    [InlineData("PO--1")]
    [InlineData("PO-+1")]
    [InlineData("PO-")]
    [InlineData("123")]
    [InlineData("PO-99999999999999999999")]
    [InlineData(null)]
    public void What_is_no_number_is_not_read(string? text) => OrderNumber.TryParse(text, out _).ShouldBeFalse();

    private static OrderStatus Status(PurchaseOrder order) => OrderProgress.Of(order).Status;

    private static bool IsLate(PurchaseOrder order, int minutes) => OrderProgress.Of(order).IsLate(Now.AddMinutes(minutes));
}
