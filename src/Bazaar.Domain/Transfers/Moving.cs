namespace Bazaar.Domain.Transfers;

/// <summary>Decides what may happen to a transfer. Pure: the same transfer and request give the same answer.</summary>
public static class Moving
{
    /// <summary>Decides a receipt.</summary>
    /// <param name="transfer">The transfer, under its lock.</param>
    /// <param name="asked">What arrived; null: all that is in transit.</param>
    public static TransferDecision Receive(Transfer transfer, IReadOnlyList<ReceiptLine>? asked)
    {
        if (transfer.Status != TransferStatus.InTransit)
        {
            return new TransferDecision.Refused(new TransferRefusal.NotInTransit(transfer.Status));
        }

        return asked is null ? Rest(transfer) : Allot(transfer, asked);
    }

    /// <summary>Decides a closing: what has not arrived is lost.</summary>
    /// <param name="transfer">The transfer, under its lock.</param>
    public static TransferDecision Close(Transfer transfer) => transfer.Status == TransferStatus.InTransit
        ? Rest(transfer)
        : new TransferDecision.Refused(new TransferRefusal.NotInTransit(transfer.Status));

    /// <summary>Decides a cancellation: everything goes back, so nothing may have arrived.</summary>
    /// <param name="transfer">The transfer, under its lock.</param>
    public static TransferDecision Cancel(Transfer transfer) =>
        transfer.Status != TransferStatus.InTransit ? new TransferDecision.Refused(new TransferRefusal.NotInTransit(transfer.Status))
        : transfer.Steps.Count > 0 ? new TransferDecision.Refused(new TransferRefusal.PartlyReceived())
        : Rest(transfer);

    private static TransferDecision.Accepted Rest(Transfer transfer) =>
        new([.. transfer.Lines.Where(l => l.InTransit > 0).Select(l => new StepLine(l.Number, l.InTransit))]);

    private static TransferDecision Allot(Transfer transfer, IReadOnlyList<ReceiptLine> asked)
    {
        var faults = new List<ReceiptFault>();
        var left = transfer.Lines.Select(l => l.InTransit).ToArray();
        var taken = new long[left.Length];
        for (var i = 0; i < asked.Count; i++)
        {
            var places = PlacesOf(transfer, asked[i]);
            var inTransit = places.Sum(p => left[p]);
            if (places.Count == 0)
            {
                faults.Add(new ReceiptFault(i, asked[i], null));
            }
            else if (asked[i].Quantity > inTransit)
            {
                faults.Add(new ReceiptFault(i, asked[i], inTransit));
            }
            else
            {
                Take(places, asked[i].Quantity, left, taken);
            }
        }

        if (faults.Count > 0)
        {
            return new TransferDecision.Refused(
                faults.Exists(f => f.InTransit is null) ? new TransferRefusal.UnknownLines(faults) : new TransferRefusal.MoreThanInTransit(faults));
        }

        return new TransferDecision.Accepted([.. taken.Select((quantity, i) => new StepLine(i + 1, quantity)).Where(l => l.Quantity > 0)]);
    }

    /// <summary>A line by its number, or all lines of a product.</summary>
    private static List<int> PlacesOf(Transfer transfer, ReceiptLine asked) =>
        [.. transfer.Lines.Where(l => asked.Line is { } number ? l.Number == number : l.Product == asked.Product).Select(l => l.Number - 1)];

    /// <summary>Fills the lines of a product in their order.</summary>
    private static void Take(List<int> places, long quantity, long[] left, long[] taken)
    {
        foreach (var place in places)
        {
            var part = Math.Min(quantity, left[place]);
            left[place] -= part;
            taken[place] += part;
            quantity -= part;
        }
    }
}

/// <summary>What arrived of one line, or of one product whatever its lines. Exactly one of line and product is given.</summary>
/// <param name="Line">The transfer's line.</param>
/// <param name="Product">The database's number of the product.</param>
/// <param name="Quantity">Thousandths of the base unit; positive.</param>
public sealed record ReceiptLine(int? Line, long? Product, long Quantity);

/// <summary>What the rules say to a step.</summary>
public abstract record TransferDecision
{
    private TransferDecision()
    {
    }

    /// <summary>It may happen, to these lines.</summary>
    /// <param name="Lines">At least one.</param>
    public sealed record Accepted(IReadOnlyList<StepLine> Lines) : TransferDecision;

    /// <summary>It may not.</summary>
    /// <param name="Reason">Why.</param>
    public sealed record Refused(TransferRefusal Reason) : TransferDecision;
}

/// <summary>Why nothing happens to a transfer.</summary>
public abstract record TransferRefusal
{
    private TransferRefusal()
    {
    }

    /// <summary>There is no such transfer.</summary>
    public sealed record NotFound : TransferRefusal;

    /// <summary>The id was used before with other content.</summary>
    /// <param name="Id">The id.</param>
    public sealed record IdReused(Guid Id) : TransferRefusal;

    /// <summary>One of the stores does not exist.</summary>
    /// <param name="Store">What was asked for.</param>
    public sealed record UnknownStore(string Store) : TransferRefusal;

    /// <summary>The store that should receive is closed.</summary>
    /// <param name="Store">Its code.</param>
    public sealed record StoreClosed(string Store) : TransferRefusal;

    /// <summary>It arrived, was closed or went back before.</summary>
    /// <param name="Status">Where it stands.</param>
    public sealed record NotInTransit(TransferStatus Status) : TransferRefusal;

    /// <summary>Something has arrived, so it cannot all go back.</summary>
    public sealed record PartlyReceived : TransferRefusal;

    /// <summary>The goods cannot arrive before they left.</summary>
    /// <param name="SentAt">When they left.</param>
    public sealed record BeforeItLeft(DateTimeOffset SentAt) : TransferRefusal;

    /// <summary>Lines that are not of this transfer.</summary>
    /// <param name="Faults">All that is wrong.</param>
    public sealed record UnknownLines(IReadOnlyList<ReceiptFault> Faults) : TransferRefusal;

    /// <summary>More arrived than is on its way.</summary>
    /// <param name="Faults">All of them.</param>
    public sealed record MoreThanInTransit(IReadOnlyList<ReceiptFault> Faults) : TransferRefusal;

    /// <summary>The ledger refused the entry.</summary>
    /// <param name="Reason">Why.</param>
    public sealed record ByLedger(Ledger.Refusal Reason) : TransferRefusal;
}

/// <summary>One thing wrong with a line of a receipt.</summary>
/// <param name="Index">0, 1, 2 … in the request.</param>
/// <param name="Asked">The line.</param>
/// <param name="InTransit">Thousandths on their way; null when the transfer has no such line.</param>
public sealed record ReceiptFault(int Index, ReceiptLine Asked, long? InTransit);
