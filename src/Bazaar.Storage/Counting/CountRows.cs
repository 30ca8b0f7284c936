using Bazaar.Domain.Counting;

namespace Bazaar.Storage.Counting;

/// <summary>A count that someone wants to open.</summary>
public sealed record CountDraft
{
    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The store's code.</summary>
    public required string Store { get; init; }

    /// <summary>What people call it.</summary>
    public string? Name { get; init; }

    /// <summary>Only products of this category.</summary>
    public string? Category { get; init; }

    /// <summary>True when who counts does not see the book.</summary>
    public bool Blind { get; init; }
}

/// <summary>Something that was scanned or typed. Exactly one of SKU and barcode is given.</summary>
public sealed record ScanDraft
{
    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The product's code.</summary>
    public string? Sku { get; init; }

    /// <summary>A barcode.</summary>
    public string? Barcode { get; init; }

    /// <summary>Thousandths of the pack named or of the base unit; negative to correct; null: one, or what a scale label says.</summary>
    public long? Quantity { get; init; }

    /// <summary>The pack that the quantity speaks of.</summary>
    public string? Pack { get; init; }

    /// <summary>Who counted.</summary>
    public required string Counter { get; init; }

    /// <summary>When; null: now.</summary>
    public DateTimeOffset? At { get; init; }
}

/// <summary>What someone says about a code that no product has.</summary>
/// <param name="Code">The code as it was scanned.</param>
/// <param name="Sku">The product that it is; null to drop it.</param>
/// <param name="Reason">Why it is dropped.</param>
public sealed record CodeResolution(string Code, string? Sku, string? Reason);

/// <summary>How to post a count.</summary>
/// <param name="EntryId">The entry's id; null: the count's.</param>
/// <param name="TakesMissingAsZero">True when what was not scanned is not there.</param>
/// <param name="CountedAt">When everything was counted; null: each product at its last scan.</param>
public sealed record CountPostingDraft(Guid? EntryId, bool TakesMissingAsZero, DateTimeOffset? CountedAt)
{
    /// <summary>What the database keeps of <see cref="TakesMissingAsZero"/>.</summary>
    public string Missing => TakesMissingAsZero ? CountNames.Zero : CountNames.Ignore;
}

/// <summary>A count as it is stored.</summary>
public sealed record CountRow
{
    /// <summary>Its number, for people.</summary>
    public long Number { get; init; }

    /// <summary>Its id.</summary>
    public byte[] Id { get; init; } = [];

    /// <summary>The database's number of the store.</summary>
    public long StoreId { get; init; }

    /// <summary>The store's code.</summary>
    public required string Store { get; init; }

    /// <summary>What people call it.</summary>
    public string? Name { get; init; }

    /// <summary>Only products of this category.</summary>
    public string? Category { get; init; }

    /// <summary>True when who counts does not see the book.</summary>
    public bool Blind { get; init; }

    /// <summary>See <see cref="CountNames"/>.</summary>
    public required string Status { get; init; }

    /// <summary>When it was opened.</summary>
    public long OpenedAt { get; init; }

    /// <summary>Who opened it.</summary>
    public required string OpenedBy { get; init; }

    /// <summary>When it was posted or cancelled.</summary>
    public long? EndedAt { get; init; }

    /// <summary>Who did that.</summary>
    public string? EndedBy { get; init; }

    /// <summary>How many scans it has.</summary>
    public long Scans { get; init; }

    /// <summary>When posted: what became of products that were not scanned.</summary>
    public string? Missing { get; init; }

    /// <summary>When posted: the time that was stated.</summary>
    public long? CountedAt { get; init; }

    /// <summary>When posted: the entry's id.</summary>
    public byte[]? EntryId { get; init; }

    /// <summary>When posted: the entry's sequence.</summary>
    public long? EntrySeq { get; init; }

    /// <summary>Of the request that opened it.</summary>
    public byte[] Fingerprint { get; init; } = [];
}

/// <summary>What one counter scanned.</summary>
public sealed record CounterRow
{
    /// <summary>Who.</summary>
    public required string Counter { get; init; }

    /// <summary>How many scans.</summary>
    public long Scans { get; init; }

    /// <summary>How many products.</summary>
    public long Products { get; init; }

    /// <summary>The last scan.</summary>
    public long LastAt { get; init; }
}

/// <summary>A scan as it is stored.</summary>
public sealed record ScanRow
{
    /// <summary>Its id.</summary>
    public byte[] Id { get; init; } = [];

    /// <summary>What was scanned or typed.</summary>
    public required string Code { get; init; }

    /// <summary>The product; null for a code to resolve.</summary>
    public string? Sku { get; init; }

    /// <summary>The product's name.</summary>
    public string? Name { get; init; }

    /// <summary>The product's unit.</summary>
    public string? Unit { get; init; }

    /// <summary>Thousandths of the base unit; of a code to resolve, as it was given.</summary>
    public long Quantity { get; init; }

    /// <summary>Who counted.</summary>
    public required string Counter { get; init; }

    /// <summary>When.</summary>
    public long At { get; init; }
}

/// <summary>A code that is to be resolved, or was dropped.</summary>
public sealed record CodeRow
{
    /// <summary>As it was scanned.</summary>
    public required string Code { get; init; }

    /// <summary>See <see cref="CountNames.Unknown"/>.</summary>
    public required string Why { get; init; }

    /// <summary>How many scans.</summary>
    public long Scans { get; init; }

    /// <summary>Thousandths, as given.</summary>
    public long Quantity { get; init; }

    /// <summary>True when it was dropped.</summary>
    public bool Dropped { get; init; }

    /// <summary>Why it was dropped.</summary>
    public string? Reason { get; init; }
}

/// <summary>A count with what was scanned so far.</summary>
/// <param name="Row">The count.</param>
/// <param name="Products">How many products were scanned.</param>
/// <param name="Counters">Who scanned.</param>
/// <param name="Codes">Codes to resolve, and those that were dropped.</param>
public sealed record CountOverview(CountRow Row, long Products, IReadOnlyList<CounterRow> Counters, IReadOnlyList<CodeRow> Codes);

/// <summary>One product of a count, beside the book.</summary>
/// <param name="Line">What was counted.</param>
/// <param name="Sku">The product.</param>
/// <param name="Name">Its name.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="UnitCost">Ten-thousandths.</param>
/// <param name="Counters">How much each counter scanned, in thousandths.</param>
public sealed record VarianceRow(SheetLine Line, string Sku, string Name, string Unit, long UnitCost, IReadOnlyList<(string Counter, long Quantity)> Counters);

/// <summary>What became of some scans.</summary>
/// <param name="Accepted">New ones.</param>
/// <param name="Repeated">Those that were there already.</param>
/// <param name="ToResolve">Ids of new ones whose codes are to be resolved, and why.</param>
public sealed record ScansResult(int Accepted, int Repeated, IReadOnlyList<(Guid Id, string Code, string Why)> ToResolve);
