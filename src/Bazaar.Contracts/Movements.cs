using Bazaar.Contracts.Json;

namespace Bazaar.Contracts;

/// <summary>One business fact to post to a store's ledger.</summary>
public sealed record MovementRequest
{
    /// <summary>The entry's id, made by the client before it sends (UUID, version 7 advised). Optional.</summary>
    public Guid? Id { get; init; }

    /// <summary>The store's code. Only in bulk requests; elsewhere the path names the store.</summary>
    public string? Store { get; init; }

    /// <summary><c>opening</c>, <c>stockIn</c>, <c>sale</c>, <c>removal</c>, <c>customerReturn</c>, <c>supplierReturn</c>, <c>count</c> or <c>adjustment</c>.</summary>
    public string? Type { get; init; }

    /// <summary>When it happened; now, when absent. Any age; at most five minutes ahead.</summary>
    public DateTimeOffset? OccurredAt { get; init; }

    /// <summary>The client's own reference, such as a receipt number. At most 200 characters.</summary>
    public string? Reference { get; init; }

    /// <summary>With <c>removal</c>: <c>damaged</c>, <c>expired</c>, <c>lost</c>, <c>theft</c>, <c>ownUse</c>, <c>sample</c> or <c>other</c>.</summary>
    public string? Reason { get; init; }

    /// <summary>Free text. At most 1,000 characters.</summary>
    public string? Note { get; init; }

    /// <summary>The supplier's code, with <c>stockIn</c> and <c>supplierReturn</c>.</summary>
    public string? Supplier { get; init; }

    /// <summary><c>refuse</c> (default), or <c>accept</c> for a fact that already happened.</summary>
    public string? OnShortage { get; init; }

    /// <summary>With <c>count</c>: refused when a counted product moved after this sequence.</summary>
    public long? ExpectedSeq { get; init; }

    /// <summary>1..5,000 lines.</summary>
    public IReadOnlyList<MovementLineRequest>? Lines { get; init; }
}

/// <summary>One product of an entry. Exactly one of <see cref="Sku"/> and <see cref="Barcode"/> is given.</summary>
public sealed record MovementLineRequest
{
    /// <summary>The product's code.</summary>
    public string? Sku { get; init; }

    /// <summary>A barcode of the product or of one of its packs, or a scale label.</summary>
    public string? Barcode { get; init; }

    /// <summary>How many packs or base units; positive, signed with <c>adjustment</c>. At most 3 decimals. Optional with a scale label.</summary>
    public decimal? Quantity { get; init; }

    /// <summary>With <c>count</c>: what is there, at least 0.</summary>
    public decimal? Counted { get; init; }

    /// <summary>The pack that quantity and price speak of; the base unit when absent.</summary>
    public string? Pack { get; init; }

    /// <summary>Price per pack named, or per base unit; at most 2 decimals. The store's price when absent.</summary>
    public decimal? UnitPrice { get; init; }

    /// <summary>Cost per pack named, or per base unit; at most 4 decimals. With <c>stockIn</c> and <c>opening</c>.</summary>
    public decimal? UnitCost { get; init; }
}

/// <summary>A posted entry.</summary>
public sealed record Movement
{
    /// <summary>The entry's id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The store's code.</summary>
    public required string Store { get; init; }

    /// <summary>The store's own sequence: 1, 2, 3 … without gaps.</summary>
    public required long Seq { get; init; }

    /// <summary>The kind of entry.</summary>
    public required string Type { get; init; }

    /// <summary>When it happened.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>When this system learned of it.</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>The store's business date it belongs to.</summary>
    public required DateOnly BusinessDate { get; init; }

    /// <summary>Who posted it.</summary>
    public required string Actor { get; init; }

    /// <summary>The client's own reference.</summary>
    public string? Reference { get; init; }

    /// <summary>Why, for removals and reversals.</summary>
    public string? Reason { get; init; }

    /// <summary>Free text.</summary>
    public string? Note { get; init; }

    /// <summary>The supplier's code.</summary>
    public string? Supplier { get; init; }

    /// <summary>The sum of the lines' amounts, in the organisation's currency.</summary>
    public required decimal Total { get; init; }

    /// <summary>The id of the entry that this one takes back.</summary>
    public Guid? ReversalOf { get; init; }

    /// <summary>The id of the entry that took this one back.</summary>
    public Guid? ReversedBy { get; init; }

    /// <summary>The lines, in the order they were given; balancing lines last.</summary>
    public required IReadOnlyList<MovementLine> Lines { get; init; }

    /// <summary>SHA-256 of what the client sent, in its canonical form; hex.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>The hash of the entry before; 64 zeros before the first.</summary>
    public required string PreviousHash { get; init; }

    /// <summary>SHA-256 over the previous hash and this entry's canonical content; hex. See docs/reference/chain.md.</summary>
    public required string Hash { get; init; }
}

/// <summary>One line of a posted entry.</summary>
public sealed record MovementLine
{
    /// <summary>1, 2, 3 … within the entry.</summary>
    public required int Line { get; init; }

    /// <summary>The product.</summary>
    public required string Sku { get; init; }

    /// <summary>Signed, in base units: out is negative.</summary>
    public required decimal Quantity { get; init; }

    /// <summary>With <c>count</c>: what was there.</summary>
    public decimal? Counted { get; init; }

    /// <summary>The pack named in the request.</summary>
    public string? Pack { get; init; }

    /// <summary>The quantity of that pack, as it was given.</summary>
    public decimal? PackQuantity { get; init; }

    /// <summary>Price per pack named, or per base unit, as given or as the store had it.</summary>
    public decimal? UnitPrice { get; init; }

    /// <summary>Cost per base unit at which the line was valued.</summary>
    public required decimal UnitCost { get; init; }

    /// <summary>Cost per pack named, as it was given.</summary>
    public decimal? PackCost { get; init; }

    /// <summary>The line's value: at price for sales and customer returns, at cost otherwise. Negative when a reversal takes it back or a count or adjustment finds less.</summary>
    public required decimal Amount { get; init; }

    /// <summary>On hand of the product after this line.</summary>
    public required decimal OnHand { get; init; }

    /// <summary>A balancing line: the sequence of the count that had already seen the fact.</summary>
    public long? CoveredByCount { get; init; }
}

/// <summary>Many entries at once, over one or many stores.</summary>
public sealed record BulkRequest
{
    /// <summary>1..1,000 entries, each with its store.</summary>
    public IReadOnlyList<MovementRequest>? Movements { get; init; }

    /// <summary>True: all or none. False (default): each by itself.</summary>
    public bool Atomic { get; init; }
}

/// <summary>What became of each entry of a <see cref="BulkRequest"/>, in its order.</summary>
/// <param name="Results">One per entry.</param>
public sealed record BulkResponse(IReadOnlyList<BulkResult> Results);

/// <summary>What became of one entry.</summary>
/// <param name="Status">201 posted, 200 posted before, else the problem's status.</param>
/// <param name="Movement">The entry, when it stands.</param>
/// <param name="Problem">Why not, when it does not.</param>
public sealed record BulkResult(int Status, Movement? Movement, Problem? Problem);

/// <summary>Takes back a posted entry.</summary>
public sealed record ReversalRequest
{
    /// <summary>The reversal's own id. Optional.</summary>
    public Guid? Id { get; init; }

    /// <summary>Why. At most 200 characters.</summary>
    public string? Reason { get; init; }

    /// <summary><c>refuse</c> (default), or <c>accept</c> to go below zero.</summary>
    public string? OnShortage { get; init; }
}

/// <summary>A stretch of a store's ledger, in order, without gaps.</summary>
/// <param name="Items">The entries after the sequence asked for.</param>
/// <param name="Head">The newest sequence the store has.</param>
public sealed record FeedPage(IReadOnlyList<Movement> Items, long Head);
