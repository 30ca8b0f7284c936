using Bazaar.Contracts;
using Bazaar.Domain.Ledger;
using Bazaar.Domain.Primitives;
using Bazaar.Domain.Purchasing;
using Bazaar.Server.Platform.Wire;
using Bazaar.Storage.Purchasing;
using Order = Bazaar.Domain.Purchasing.PurchaseOrder;

namespace Bazaar.Server.Features.Purchasing;

/// <summary>Puts orders on the wire.</summary>
internal static class OrderWire
{
    public static Contracts.PurchaseOrder ToWire(Order order, DateTimeOffset now)
    {
        var progress = OrderProgress.Of(order);
        return new Contracts.PurchaseOrder
        {
            Id = order.Id,
            Number = OrderNumber.Format(order.Number),
            Store = order.Store,
            Supplier = order.Supplier,
            Status = progress.Status.Name(),
            Late = progress.IsLate(now),
            ExpectedAt = order.ExpectedAt,
            Note = order.Note,
            Actor = order.Actor,
            CreatedAt = order.CreatedAt,
            OrderedAt = order.OrderedAt,
            CancelledAt = order.CancelledAt,
            CancelReason = order.CancelReason,
            Total = LedgerWire.Money(order.Total),
            Lines = [.. order.Lines.Select(l => ToWire(l, progress))],
            Receipts = [.. order.Receipts.Select(r => new OrderReceiptLink(r.Seq, r.Id, r.OccurredAt, r.ClosesShort, r.ReversedBy is not null))],
            Version = order.Version,
        };
    }

    public static PurchaseOrderSummary ToWire(OrderListRow row, DateTimeOffset now) => new()
    {
        Id = new Guid(row.Id, bigEndian: true),
        Number = OrderNumber.Format(row.Number),
        Store = row.Store,
        Supplier = row.Supplier,
        SupplierName = row.SupplierName,
        Status = row.Status,
        Late = row.IsLate(now),
        ExpectedAt = row.ExpectedAt is { } expected ? Clock.FromMicros(expected) : null,
        OrderedAt = row.OrderedAt is { } ordered ? Clock.FromMicros(ordered) : null,
        CreatedAt = Clock.FromMicros(row.CreatedAt),
        Lines = (int)row.LineCount,
        Total = LedgerWire.Money(row.Total),
        Note = row.Note,
    };

    /// <summary>How the order stood after an entry. What came later is not seen, so that a repeat gets the first answer word for word.</summary>
    public static PurchaseReceipt ToReceipt(Order order, Entry entry)
    {
        var progress = OrderProgress.Of(order, entry.Seq);
        var receipt = order.Receipts.First(r => r.Seq == entry.Seq);
        return new PurchaseReceipt
        {
            Order = order.Id,
            Number = OrderNumber.Format(order.Number),
            Status = progress.Status.Name(),
            ClosedShort = progress.IsClosedShort,
            Lines = [.. receipt.Lines.GroupBy(l => l.OrderLine).OrderBy(g => g.Key).Select(g => ToWire(order.Lines[g.Key - 1], [.. g], progress))],
            Movement = (entry with { ReversedBy = null }).ToWire(),
        };
    }

    private static PurchaseReceiptLine ToWire(OrderLine line, IReadOnlyList<ReceiptLine> came, OrderProgress progress) => new()
    {
        Line = line.Number,
        Sku = line.Sku,
        Pack = line.Pack?.Name,
        Quantity = Packs(line, came.Sum(l => l.Quantity)),
        Received = Packs(line, progress.Received(line)),
        Outstanding = Packs(line, progress.Outstanding(line)),
        OverDelivered = Packs(line, progress.Over(line)),
        Reason = came.Select(l => l.Reason).FirstOrDefault(r => r is not null),
    };

    private static PurchaseOrderLine ToWire(OrderLine line, OrderProgress progress) => new()
    {
        Line = line.Number,
        Sku = line.Sku,
        Pack = line.Pack?.Name,
        Quantity = LedgerWire.Quantity(line.Quantity),
        UnitCost = LedgerWire.Cost(line.Cost),
        Amount = LedgerWire.Money(line.Amount),
        Received = Packs(line, progress.Received(line)),
        Outstanding = Packs(line, progress.Outstanding(line)),
        OverDelivered = Packs(line, progress.Over(line)),
        UnderDelivered = Packs(line, progress.Under(line)),
    };

    private static decimal Packs(OrderLine line, long inBase) => LedgerWire.Quantity(line.InPacks(inBase));
}
