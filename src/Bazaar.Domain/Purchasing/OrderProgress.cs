namespace Bazaar.Domain.Purchasing;

/// <summary>What an order has received and what is still to come, as the ledger tells it up to some entry.</summary>
public sealed class OrderProgress
{
    private readonly PurchaseOrder _order;
    private readonly Dictionary<int, long> _received;

    private OrderProgress(PurchaseOrder order, List<OrderReceipt> standing)
    {
        _order = order;
        _received = standing.SelectMany(r => r.Lines).GroupBy(l => l.OrderLine).ToDictionary(g => g.Key, g => g.Sum(l => l.Quantity));
        Receipts = standing;
        IsClosedShort = standing.Any(r => r.ClosesShort);
        Status = StatusOf(order);
    }

    /// <summary>The receipts that stand.</summary>
    public IReadOnlyList<OrderReceipt> Receipts { get; }

    /// <summary>True when a receipt that stands said that nobody waits for the rest.</summary>
    public bool IsClosedShort { get; }

    /// <summary>Where the order stands.</summary>
    public OrderStatus Status { get; }

    /// <summary>True when nothing more is expected.</summary>
    public bool IsSettled => Status is OrderStatus.Received or OrderStatus.Cancelled;

    /// <summary>Works it out.</summary>
    /// <param name="order">The order.</param>
    /// <param name="upTo">The last sequence to look at: what came later, and what was taken back later, is not seen.</param>
    public static OrderProgress Of(PurchaseOrder order, long upTo = long.MaxValue) =>
        new(order, [.. order.Receipts.Where(r => r.Seq <= upTo && (r.ReversedBy is null || r.ReversedBy > upTo))]);

    /// <summary>What has come of a line, thousandths of the base unit.</summary>
    /// <param name="line">The line.</param>
    public long Received(OrderLine line) => _received.GetValueOrDefault(line.Number);

    /// <summary>What is still to come of a line, thousandths of the base unit; nothing of an order that is settled or never sent.</summary>
    /// <param name="line">The line.</param>
    public long Outstanding(OrderLine line) => Status is OrderStatus.Ordered or OrderStatus.PartlyReceived ? Missing(line) : 0;

    /// <summary>What came of a line beyond what was ordered, thousandths of the base unit.</summary>
    /// <param name="line">The line.</param>
    public long Over(OrderLine line) => Math.Max(0, Received(line) - line.Base);

    /// <summary>What of a line nobody waits for any more, thousandths of the base unit.</summary>
    /// <param name="line">The line.</param>
    public long Under(OrderLine line) => IsSettled && _order.OrderedAt is not null ? Missing(line) : 0;

    /// <summary>True when it should have come by now and has not.</summary>
    /// <param name="now">The time.</param>
    public bool IsLate(DateTimeOffset now) => Status is OrderStatus.Ordered or OrderStatus.PartlyReceived && _order.ExpectedAt < now;

    private long Missing(OrderLine line) => Math.Max(0, line.Base - Received(line));

    private OrderStatus StatusOf(PurchaseOrder order)
    {
        if (order.CancelledAt is not null)
        {
            return Receipts.Count > 0 ? OrderStatus.Received : OrderStatus.Cancelled;
        }

        if (order.OrderedAt is null)
        {
            return OrderStatus.Draft;
        }

        return Receipts.Count == 0 ? OrderStatus.Ordered
            : IsClosedShort || order.Lines.All(l => Missing(l) == 0) ? OrderStatus.Received
            : OrderStatus.PartlyReceived;
    }
}
