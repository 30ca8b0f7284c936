using Bazaar.Domain.Ledger;

namespace Bazaar.Domain.Purchasing;

/// <summary>A purchase order with everything the ledger received for it. Numbers are scaled integers.</summary>
public sealed record PurchaseOrder
{
    /// <summary>The client's id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The organisation's number of it, see <see cref="OrderNumber"/>.</summary>
    public required long Number { get; init; }

    /// <summary>The store that will receive it.</summary>
    public required string Store { get; init; }

    /// <summary>The database's number of the store.</summary>
    public required long StoreId { get; init; }

    /// <summary>The supplier's code.</summary>
    public required string Supplier { get; init; }

    /// <summary>The database's number of the supplier.</summary>
    public required long SupplierId { get; init; }

    /// <summary>When the goods should be there.</summary>
    public DateTimeOffset? ExpectedAt { get; init; }

    /// <summary>Free text.</summary>
    public string? Note { get; init; }

    /// <summary>Who wrote it.</summary>
    public required string Actor { get; init; }

    /// <summary>When it was sent to the supplier; null for a draft.</summary>
    public DateTimeOffset? OrderedAt { get; init; }

    /// <summary>When what had not come was called off.</summary>
    public DateTimeOffset? CancelledAt { get; init; }

    /// <summary>Why.</summary>
    public string? CancelReason { get; init; }

    /// <summary>Grows with each change of the document.</summary>
    public required long Version { get; init; }

    /// <summary>When it was written.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>SHA-256 of what the client sent first.</summary>
    public byte[] Fingerprint { get; init; } = [];

    /// <summary>What was ordered.</summary>
    public required IReadOnlyList<OrderLine> Lines { get; init; }

    /// <summary>The entries that brought goods for it, in the ledger's order.</summary>
    public IReadOnlyList<OrderReceipt> Receipts { get; init; } = [];

    /// <summary>The sum of the lines' amounts, hundredths.</summary>
    public long Total => Lines.Sum(l => l.Amount);
}

/// <summary>One line of an order.</summary>
public sealed record OrderLine
{
    /// <summary>1, 2, 3 … within the order.</summary>
    public required int Number { get; init; }

    /// <summary>The database's number of the product.</summary>
    public required long Product { get; init; }

    /// <summary>The product's code.</summary>
    public required string Sku { get; init; }

    /// <summary>The pack that quantity and cost speak of, as it was when it was ordered.</summary>
    public PackRatio? Pack { get; init; }

    /// <summary>Thousandths of the pack, else of the base unit.</summary>
    public required long Quantity { get; init; }

    /// <summary>The same in thousandths of the base unit.</summary>
    public required long Base { get; init; }

    /// <summary>Ten-thousandths per pack, else per base unit.</summary>
    public required long Cost { get; init; }

    /// <summary>Hundredths.</summary>
    public required long Amount { get; init; }

    /// <summary>Base units as packs, rounded to thousandths; base units where no pack is named.</summary>
    /// <param name="baseUnits">Thousandths of the base unit.</param>
    public long InPacks(long baseUnits) =>
        Pack is null ? baseUnits : (long)Primitives.Exact.DivideRounded((Int128)baseUnits * Pack.Per * 1_000, Pack.SizeThousandths);
}

/// <summary>An entry of the ledger that brought goods for an order.</summary>
/// <param name="Seq">Its sequence in the store.</param>
/// <param name="Id">Its id.</param>
/// <param name="OccurredAt">When the goods came.</param>
/// <param name="ClosesShort">True when nobody waits for the rest after it.</param>
/// <param name="ReversedBy">The sequence of the entry that took it back.</param>
/// <param name="Lines">What it brought.</param>
public sealed record OrderReceipt(long Seq, Guid Id, DateTimeOffset OccurredAt, bool ClosesShort, long? ReversedBy, IReadOnlyList<ReceiptLine> Lines);

/// <summary>One line of a receipt.</summary>
/// <param name="OrderLine">The order's line.</param>
/// <param name="Quantity">Thousandths of the base unit, as the ledger has it.</param>
/// <param name="Cost">Ten-thousandths per base unit, as the ledger has it.</param>
/// <param name="Reason">Why it differs from what was ordered.</param>
public sealed record ReceiptLine(int OrderLine, long Quantity, long Cost, string? Reason);
