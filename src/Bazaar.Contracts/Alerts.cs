namespace Bazaar.Contracts;

/// <summary>Something that needs attention.</summary>
public sealed record Alert
{
    /// <summary>The alert's id.</summary>
    public required long Id { get; init; }

    /// <summary><c>low</c>, <c>out</c> or <c>negative</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The store's code.</summary>
    public required string Store { get; init; }

    /// <summary>The product.</summary>
    public required string Sku { get; init; }

    /// <summary>The product's name.</summary>
    public required string Name { get; init; }

    /// <summary>Its name in Urdu.</summary>
    public string? NameUrdu { get; init; }

    /// <summary>The product's unit.</summary>
    public required string Unit { get; init; }

    /// <summary>How many there are now.</summary>
    public required decimal OnHand { get; init; }

    /// <summary>The level at which more is to be ordered, as it is now.</summary>
    public decimal? ReorderPoint { get; init; }

    /// <summary><c>open</c>, <c>acknowledged</c>, <c>snoozed</c> or <c>resolved</c>.</summary>
    public required string Status { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Why it began, in one sentence.</summary>
    public required string Reason { get; init; }

    /// <summary>The entry that caused it.</summary>
    public Guid? Entry { get; init; }

    /// <summary>When a snoozed alert opens again.</summary>
    public DateTimeOffset? SnoozedUntil { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? ResolvedAt { get; init; }

    /// <summary>Who acknowledged, snoozed or resolved it; null while it is open, and when the stock ended it.</summary>
    public string? SettledBy { get; init; }

    /// <summary>What whoever resolved it said about it.</summary>
    public string? Note { get; init; }
}

/// <summary>Says that an alert is dealt with.</summary>
public sealed record ResolveRequest
{
    /// <summary>A word of why, at most 500 characters; it is kept in the audit trail.</summary>
    public string? Note { get; init; }
}

/// <summary>Puts an alert off.</summary>
public sealed record SnoozeRequest
{
    /// <summary>Until when; at most a year ahead.</summary>
    public DateTimeOffset? Until { get; init; }
}
