using Bazaar.Domain.Transfers;

namespace Bazaar.Domain.Tests.Transfers;

public sealed class MovingTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Ten_out_is_nine_in_and_one_lost()
    {
        var transfer = Sent(10_000);
        (transfer.Status, transfer.Lines[0].InTransit).ShouldBe((TransferStatus.InTransit, 10_000));

        transfer = After(transfer, TransferStepKind.Receipt, Moving.Receive(transfer, [new ReceiptLine(1, null, 9_000)]));
        (transfer.Status, transfer.Lines[0].InTransit).ShouldBe((TransferStatus.InTransit, 1_000));

        transfer = After(transfer, TransferStepKind.Close, Moving.Close(transfer));
        (transfer.Status, transfer.Lines[0].Received, transfer.Lines[0].Lost, transfer.Lines[0].InTransit).ShouldBe((TransferStatus.Closed, 9_000, 1_000, 0));
    }

    [Fact]
    public void Without_lines_everything_arrives()
    {
        var transfer = Sent(10_000, 5_000);
        transfer = After(transfer, TransferStepKind.Receipt, Moving.Receive(transfer, [new ReceiptLine(2, null, 5_000)]));

        var decision = Moving.Receive(transfer, null).ShouldBeOfType<TransferDecision.Accepted>();

        decision.Lines.ShouldBe([new StepLine(1, 10_000)]);
        After(transfer, TransferStepKind.Receipt, decision).Status.ShouldBe(TransferStatus.Received);
    }

    [Fact]
    public void A_product_fills_its_lines_in_order_and_a_line_number_only_its_own()
    {
        var transfer = Sent(3_000, 5_000) with { Lines = [new TransferLine(1, 7, "TEA", 3_000, 0), new TransferLine(2, 7, "TEA", 5_000, 0)] };

        Accepted(Moving.Receive(transfer, [new ReceiptLine(null, 7, 4_000)])).ShouldBe([new StepLine(1, 3_000), new StepLine(2, 1_000)]);
        Accepted(Moving.Receive(transfer, [new ReceiptLine(2, null, 4_000)])).ShouldBe([new StepLine(2, 4_000)]);
        Accepted(Moving.Receive(transfer, [new ReceiptLine(2, null, 4_000), new ReceiptLine(null, 7, 4_000)])).ShouldBe([new StepLine(1, 3_000), new StepLine(2, 5_000)]);
        Refused<TransferRefusal.MoreThanInTransit>(Moving.Receive(transfer, [new ReceiptLine(2, null, 4_000), new ReceiptLine(null, 7, 4_001)])).Faults.ShouldHaveSingleItem().InTransit.ShouldBe(4_000);
    }

    [Fact]
    public void More_than_is_in_transit_and_what_was_not_sent_are_refused_by_line()
    {
        var transfer = Sent(3_000, 5_000);

        Refused<TransferRefusal.MoreThanInTransit>(Moving.Receive(transfer, [new ReceiptLine(1, null, 3_001), new ReceiptLine(2, null, 1), new ReceiptLine(2, null, 5_000)]))
            .Faults.Select(f => f.Index).ShouldBe([0, 2]);
        Refused<TransferRefusal.UnknownLines>(Moving.Receive(transfer, [new ReceiptLine(3, null, 1), new ReceiptLine(null, 99, 1), new ReceiptLine(1, null, 9_000)]))
            .Faults.Select(f => f.InTransit).ShouldBe([null, null, 3_000]);
    }

    [Fact]
    public void Only_what_has_not_arrived_at_all_is_cancelled()
    {
        var transfer = Sent(3_000);
        var cancelled = After(transfer, TransferStepKind.Cancel, Moving.Cancel(transfer));
        (cancelled.Status, cancelled.Lines[0].Returned).ShouldBe((TransferStatus.Cancelled, 3_000));

        var partly = After(transfer, TransferStepKind.Receipt, Moving.Receive(transfer, [new ReceiptLine(1, null, 1_000)]));
        Refused<TransferRefusal.PartlyReceived>(Moving.Cancel(partly));
    }

    [Theory]
    [InlineData(TransferStepKind.Receipt, TransferStatus.Received)]
    [InlineData(TransferStepKind.Close, TransferStatus.Closed)]
    [InlineData(TransferStepKind.Cancel, TransferStatus.Cancelled)]
    public void What_is_over_is_over(TransferStepKind kind, TransferStatus status)
    {
        var transfer = After(Sent(1_000), kind, new TransferDecision.Accepted([new StepLine(1, 1_000)]));

        transfer.Status.ShouldBe(status);
        foreach (var decision in new[] { Moving.Receive(transfer, null), Moving.Receive(transfer, [new ReceiptLine(1, null, 1)]), Moving.Close(transfer), Moving.Cancel(transfer) })
        {
            Refused<TransferRefusal.NotInTransit>(decision).Status.ShouldBe(status);
        }
    }

    [Fact]
    public void A_loss_is_one_that_the_shrinkage_report_tells() =>
        TransferNames.LossReasons.ShouldBe(Bazaar.Domain.Ledger.RemovalReasons.All.Except(["ownUse", "sample"]));

    private static Transfer Sent(params long[] quantities) => new()
    {
        Id = Guid.NewGuid(), Number = 1, From = "A", To = "B", OccurredAt = Noon, RecordedAt = Noon, Actor = "owner",
        Lines = [.. quantities.Select((q, i) => new TransferLine(i + 1, i + 1, $"P{i + 1}", q, 100_0000))],
    };

    private static Transfer After(Transfer transfer, TransferStepKind kind, TransferDecision decision) =>
        transfer.After(new TransferStep { Id = Guid.NewGuid(), Kind = kind, OccurredAt = Noon, RecordedAt = Noon, Actor = "owner", Seq = 1, Lines = Accepted(decision) });

    private static IReadOnlyList<StepLine> Accepted(TransferDecision decision) => decision.ShouldBeOfType<TransferDecision.Accepted>().Lines;

    private static T Refused<T>(TransferDecision decision)
        where T : TransferRefusal => decision.ShouldBeOfType<TransferDecision.Refused>().Reason.ShouldBeOfType<T>();
}
