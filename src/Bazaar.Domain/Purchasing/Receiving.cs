using Bazaar.Domain.Ledger;
using Bazaar.Domain.Primitives;

namespace Bazaar.Domain.Purchasing;

/// <summary>Goods that came for an order, as someone says it. Scaled integers.</summary>
public sealed record ReceiptDraft
{
    /// <summary>The id of the entry it becomes.</summary>
    public required Guid Id { get; init; }

    /// <summary>Who says so.</summary>
    public required string Actor { get; init; }

    /// <summary>When they came; null: now.</summary>
    public DateTimeOffset? OccurredAt { get; init; }

    /// <summary>Free text.</summary>
    public string? Note { get; init; }

    /// <summary>True when nobody waits for the rest.</summary>
    public bool ClosesShort { get; init; }

    /// <summary>True when more than what is outstanding is meant.</summary>
    public bool AllowsOver { get; init; }

    /// <summary>What came.</summary>
    public required IReadOnlyList<ReceiptDraftLine> Lines { get; init; }
}

/// <summary>One line of what came.</summary>
/// <param name="Line">The order's line; null when the SKU names it.</param>
/// <param name="Sku">The product; null when the line names it.</param>
/// <param name="Quantity">Thousandths of the order line's pack, else of the base unit.</param>
/// <param name="Cost">Ten-thousandths, likewise; null: as ordered.</param>
/// <param name="Reason">Why it differs from what was ordered.</param>
public sealed record ReceiptDraftLine(int? Line, string? Sku, long Quantity, long? Cost, string? Reason);

/// <summary>More came than is outstanding.</summary>
/// <param name="Index">0, 1, 2 … in the request.</param>
/// <param name="Sku">The product.</param>
/// <param name="Quantity">What came on all lines of it together, thousandths as the order line counts.</param>
/// <param name="Outstanding">What was still to come, likewise.</param>
public sealed record OverDelivered(int Index, string Sku, long Quantity, long Outstanding);

/// <summary>Why something cannot be done with an order.</summary>
public abstract record OrderRefusal
{
    private OrderRefusal()
    {
    }

    /// <summary>There is no such order.</summary>
    public sealed record NotFound : OrderRefusal;

    /// <summary>It changed since it was read.</summary>
    public sealed record VersionMismatch : OrderRefusal;

    /// <summary>Its status does not allow it.</summary>
    /// <param name="Status">Where it stands.</param>
    /// <param name="Action">What was wanted.</param>
    public sealed record WrongState(OrderStatus Status, OrderAction Action) : OrderRefusal;

    /// <summary>An order without lines is not sent.</summary>
    public sealed record Empty : OrderRefusal;

    /// <summary>There is no such supplier.</summary>
    /// <param name="Supplier">What was asked for.</param>
    public sealed record UnknownSupplier(string Supplier) : OrderRefusal;

    /// <summary>Nothing is ordered from an archived supplier.</summary>
    /// <param name="Supplier">Its code.</param>
    public sealed record SupplierArchived(string Supplier) : OrderRefusal;

    /// <summary>The id belongs to another order.</summary>
    /// <param name="Id">The id.</param>
    public sealed record IdReused(Guid Id) : OrderRefusal;

    /// <summary>More came than is outstanding, and nobody said that it is meant.</summary>
    /// <param name="Lines">All of them.</param>
    public sealed record OverDelivery(IReadOnlyList<OverDelivered> Lines) : OrderRefusal;

    /// <summary>The ledger's rules refuse it.</summary>
    /// <param name="Reason">Why.</param>
    public sealed record Ledger(Refusal Reason) : OrderRefusal;
}

/// <summary>Decides whether goods may be taken in for an order, and makes the entry that does it. Pure.</summary>
public static class Receiving
{
    /// <summary>Decides.</summary>
    /// <param name="order">The order, under its lock.</param>
    /// <param name="receipt">What came.</param>
    /// <param name="book">The catalogue as it is now.</param>
    /// <param name="entry">The entry to post, when the answer is null.</param>
    /// <param name="orderLines">The order's line of each line of the entry.</param>
    public static OrderRefusal? Decide(PurchaseOrder order, ReceiptDraft receipt, IProductBook book, out Draft? entry, out IReadOnlyList<int> orderLines)
    {
        (entry, orderLines) = (null, []);
        var progress = OrderProgress.Of(order);
        if (!progress.Status.Allows(OrderAction.Receive))
        {
            return new OrderRefusal.WrongState(progress.Status, OrderAction.Receive);
        }

        var (matched, bases, faults) = Match(order, receipt);
        if (faults.Count > 0)
        {
            return new OrderRefusal.Ledger(new Refusal.InvalidLines(faults));
        }

        if (!receipt.AllowsOver && FindOver(progress, matched, bases) is { Count: > 0 } over)
        {
            return new OrderRefusal.OverDelivery(over);
        }

        orderLines = [.. matched.Select(l => l.Number)];
        entry = new Draft
        {
            Id = receipt.Id,
            Store = order.Store,
            Kind = EntryKind.StockIn,
            OccurredAt = receipt.OccurredAt,
            Actor = receipt.Actor,
            Reference = $"order {OrderNumber.Format(order.Number)}",
            Note = receipt.Note,
            Supplier = order.Supplier,
            Lines = [.. matched.Select((line, i) => ToDraftLine(line, receipt.Lines[i], bases[i], book))],
            Fingerprint = FingerprintOf(order.Id, receipt),
        };
        return null;
    }

    /// <summary>What makes two receipts the same: the order, and everything the client sent.</summary>
    /// <param name="order">The order's id.</param>
    /// <param name="receipt">The receipt.</param>
    public static byte[] FingerprintOf(Guid order, ReceiptDraft receipt)
    {
        var text = new CanonicalText().Begin("bazaar-receipt-1")
            .Field("order", order.ToString())
            .Field("occurredAt", receipt.OccurredAt)
            .Field("note", receipt.Note)
            .Field("closeShort", receipt.ClosesShort ? "true" : null)
            .Field("allowOver", receipt.AllowsOver ? "true" : null);
        foreach (var line in receipt.Lines)
        {
            text.BeginList("line").Member(line.Line).Member(line.Sku).Member(line.Quantity).Member(line.Cost).Member(line.Reason).EndList();
        }

        return text.Sha256();
    }

    private static (List<OrderLine> Lines, List<long> Bases, List<LineFault> Faults) Match(PurchaseOrder order, ReceiptDraft receipt)
    {
        var (lines, bases, faults) = (new List<OrderLine>(), new List<long>(), new List<LineFault>());
        var bySku = order.Lines.ToLookup(l => l.Sku, StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < receipt.Lines.Count; i++)
        {
            var asked = receipt.Lines[i];
            if (Find(order, asked, i, bySku, out var line) is { } fault)
            {
                faults.Add(fault);
                continue;
            }

            Int128 inBase = asked.Quantity;
            if (line!.Pack is { } pack && !pack.TryToBase(asked.Quantity, out inBase))
            {
                faults.Add(new LineFault(i, "quantity", LineFaultKind.NotExact, $"{Exact.QuantityToDecimal(asked.Quantity)} {pack.Name} of {line.Sku} is not an exact quantity."));
            }
            else if (inBase > Exact.MaxLineQuantity)
            {
                faults.Add(new LineFault(i, "quantity", LineFaultKind.OutOfRange, $"A line holds at most {Exact.QuantityToDecimal(Exact.MaxLineQuantity)}."));
            }
            else
            {
                lines.Add(line);
                bases.Add((long)inBase);
            }
        }

        return (lines, bases, faults);
    }

    private static LineFault? Find(PurchaseOrder order, ReceiptDraftLine asked, int index, ILookup<string, OrderLine> bySku, out OrderLine? line)
    {
        var number = OrderNumber.Format(order.Number);
        if (asked.Line is { } wanted)
        {
            line = wanted >= 1 && wanted <= order.Lines.Count ? order.Lines[wanted - 1] : null;
            return line is null ? new LineFault(index, "line", LineFaultKind.Invalid, $"{number} has no line {wanted}.") : null;
        }

        var found = bySku[asked.Sku ?? ""].ToList();
        line = found.Count == 1 ? found[0] : null;
        return found.Count switch
        {
            1 => null,
            0 => new LineFault(index, "sku", LineFaultKind.Invalid, $"{number} has no line for {asked.Sku}."),
            _ => new LineFault(index, "sku", LineFaultKind.Invalid, $"{number} has {found.Count} lines for {asked.Sku}: name the line."),
        };
    }

    private static List<OverDelivered> FindOver(OrderProgress progress, List<OrderLine> lines, List<long> bases)
    {
        var over = new List<OverDelivered>();
        foreach (var group in lines.Select((line, i) => (Line: line, Index: i)).GroupBy(l => l.Line.Number))
        {
            var line = group.First().Line;
            var came = group.Aggregate(Int128.Zero, (sum, l) => sum + bases[l.Index]);
            if (came > progress.Outstanding(line))
            {
                over.Add(new OverDelivered(group.Last().Index, line.Sku, line.InPacks((long)Int128.Min(came, Exact.MaxOnHand)), line.InPacks(progress.Outstanding(line))));
            }
        }

        return over;
    }

    /// <summary>The ledger keeps pack and pack cost as they were given, unless the catalogue's pack is no longer the one that was ordered.</summary>
    private static DraftLine ToDraftLine(OrderLine line, ReceiptDraftLine came, long inBase, IProductBook book)
    {
        var cost = came.Cost ?? line.Cost;
        return line.Pack is null || book.BySku(line.Sku)?.FindPack(line.Pack.Name) is { } now && (now.SizeThousandths, now.Per) == (line.Pack.SizeThousandths, line.Pack.Per)
            ? new DraftLine { Sku = line.Sku, Quantity = came.Quantity, Pack = line.Pack?.Name, Cost = cost }
            : new DraftLine { Sku = line.Sku, Quantity = inBase, Cost = Math.Min(new PackCost(cost, line.Pack).PerUnit, Exact.MaxCost) };
    }
}
