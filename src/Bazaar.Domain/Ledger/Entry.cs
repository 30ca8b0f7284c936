using Bazaar.Domain.Primitives;

namespace Bazaar.Domain.Ledger;

/// <summary>A posted entry. Numbers are scaled integers: thousandths, hundredths, ten-thousandths.</summary>
public sealed record Entry
{
    /// <summary>The store's code.</summary>
    public required string Store { get; init; }

    /// <summary>1, 2, 3 … within the store.</summary>
    public required long Seq { get; init; }

    /// <summary>The entry's id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The kind.</summary>
    public required EntryKind Kind { get; init; }

    /// <summary>When it happened.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>When it was learned; never before the entry with the sequence before.</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>The business date it belongs to.</summary>
    public required DateOnly BusinessDate { get; init; }

    /// <summary>Who posted it.</summary>
    public required string Actor { get; init; }

    /// <summary>The client's own reference.</summary>
    public string? Reference { get; init; }

    /// <summary>Why.</summary>
    public string? Reason { get; init; }

    /// <summary>Free text.</summary>
    public string? Note { get; init; }

    /// <summary>The supplier's code.</summary>
    public string? Supplier { get; init; }

    /// <summary>Sum of the lines' amounts, in hundredths.</summary>
    public required long Total { get; init; }

    /// <summary>The entry this one takes back.</summary>
    public Guid? ReversalOf { get; init; }

    /// <summary>The entry that took this one back, when it is known at reading.</summary>
    public Guid? ReversedBy { get; init; }

    /// <summary>What the lines count as in totals: the kind itself, or with a reversal the kind of the entry taken back.</summary>
    public required EntryKind CountsAs { get; init; }

    /// <summary>The removal reason in totals; empty where there is none.</summary>
    public string CountsAsReason { get; init; } = "";

    /// <summary>The lines.</summary>
    public required IReadOnlyList<Line> Lines { get; init; }

    /// <summary>SHA-256 of what the client sent.</summary>
    public required byte[] Fingerprint { get; init; }

    /// <summary>The hash of the entry before.</summary>
    public required byte[] PreviousHash { get; init; }

    /// <summary>This entry's hash; see <see cref="EntryHash"/>.</summary>
    public byte[] Hash { get; init; } = [];
}

/// <summary>One line of a posted entry.</summary>
public sealed record Line
{
    /// <summary>1, 2, 3 … within the entry.</summary>
    public required int Number { get; init; }

    /// <summary>The database's number of the product.</summary>
    public required long Product { get; init; }

    /// <summary>The product's code.</summary>
    public required string Sku { get; init; }

    /// <summary>Signed thousandths of the base unit.</summary>
    public required long Quantity { get; init; }

    /// <summary>With a count: thousandths that were there.</summary>
    public long? Counted { get; init; }

    /// <summary>The pack named.</summary>
    public string? Pack { get; init; }

    /// <summary>Thousandths of that pack.</summary>
    public long? PackQuantity { get; init; }

    /// <summary>Hundredths per pack named or per base unit.</summary>
    public long? Price { get; init; }

    /// <summary>Ten-thousandths per base unit at which the line was valued.</summary>
    public required long Cost { get; init; }

    /// <summary>Ten-thousandths per pack named, as given.</summary>
    public long? PackCost { get; init; }

    /// <summary>Hundredths; see the contract's <c>amount</c>.</summary>
    public required long Amount { get; init; }

    /// <summary>Hundredths by which the line changed the stock's value at cost: out is negative.</summary>
    public long CostChange => (long)Exact.AmountAtCost(Quantity, Cost);

    /// <summary>Thousandths on hand after this line.</summary>
    public required long OnHand { get; init; }

    /// <summary>A balancing line: the sequence of the count that had already seen the fact.</summary>
    public long? CoveredBy { get; init; }

    /// <summary>When the line takes effect: the entry's time, or for a balancing line the count's.</summary>
    public required DateTimeOffset EffectiveAt { get; init; }

    /// <summary>The business date whose totals it belongs to.</summary>
    public required DateOnly BusinessDate { get; init; }
}
