namespace Bazaar.Domain.Ledger;

/// <summary>What a client asks to be posted, checked for form but not yet against the store.</summary>
public sealed record Draft
{
    /// <summary>The entry's id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The store's code.</summary>
    public required string Store { get; init; }

    /// <summary>The kind.</summary>
    public required EntryKind Kind { get; init; }

    /// <summary>When it happened, in whole microseconds; null: the moment it is recorded.</summary>
    public DateTimeOffset? OccurredAt { get; init; }

    /// <summary>Who asks.</summary>
    public required string Actor { get; init; }

    /// <summary>The client's own reference.</summary>
    public string? Reference { get; init; }

    /// <summary>Why.</summary>
    public string? Reason { get; init; }

    /// <summary>Free text.</summary>
    public string? Note { get; init; }

    /// <summary>The supplier's code.</summary>
    public string? Supplier { get; init; }

    /// <summary>True for a fact that already happened: it may take on-hand below zero.</summary>
    public bool AcceptShortage { get; init; }

    /// <summary>With a count: refuse when a counted product moved after this sequence.</summary>
    public long? ExpectedSeq { get; init; }

    /// <summary>With a reversal: the entry to take back.</summary>
    public Guid? ReversalOf { get; init; }

    /// <summary>The lines; none in a reversal.</summary>
    public IReadOnlyList<DraftLine> Lines { get; init; } = [];

    /// <summary>SHA-256 of what the client sent; see <see cref="Fingerprint"/>.</summary>
    public byte[] Fingerprint { get; init; } = [];
}

/// <summary>One line as it was asked for. Numbers are scaled integers.</summary>
public sealed record DraftLine
{
    /// <summary>The product's code; null when the barcode names it.</summary>
    public string? Sku { get; init; }

    /// <summary>A barcode; null when the code names the product.</summary>
    public string? Barcode { get; init; }

    /// <summary>Thousandths of the pack named or of the base unit; null with a count, or with a scale label that carries it.</summary>
    public long? Quantity { get; init; }

    /// <summary>With a count: thousandths of the pack named or of the base unit.</summary>
    public long? Counted { get; init; }

    /// <summary>The pack that quantity, price and cost speak of.</summary>
    public string? Pack { get; init; }

    /// <summary>Hundredths per pack named or per base unit.</summary>
    public long? Price { get; init; }

    /// <summary>Ten-thousandths per pack named or per base unit.</summary>
    public long? Cost { get; init; }
}

/// <summary>A line whose product and quantity are known. Numbers are scaled integers.</summary>
public sealed record ResolvedLine
{
    /// <summary>The product.</summary>
    public required LedgerProduct Product { get; init; }

    /// <summary>Signed thousandths of the base unit; with a count, what was counted.</summary>
    public required long Quantity { get; init; }

    /// <summary>The pack named.</summary>
    public PackRatio? Pack { get; init; }

    /// <summary>Thousandths of the pack, as given.</summary>
    public long? PackQuantity { get; init; }

    /// <summary>Hundredths per pack named or per base unit, as given.</summary>
    public long? Price { get; init; }

    /// <summary>Ten-thousandths per pack named or per base unit, as given.</summary>
    public long? Cost { get; init; }

    /// <summary>Hundredths: an amount fixed by a scale label; overrides quantity × price.</summary>
    public long? Amount { get; init; }
}
