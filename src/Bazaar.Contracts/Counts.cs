namespace Bazaar.Contracts;

/// <summary>A count to open, which several people then take together.</summary>
public sealed record CountRequest
{
    /// <summary>The count's id, made by the client before it sends. Optional.</summary>
    public Guid? Id { get; init; }

    /// <summary>The store's code.</summary>
    public string? Store { get; init; }

    /// <summary>What people call it. At most 200 characters.</summary>
    public string? Name { get; init; }

    /// <summary>What is counted; everything, when absent.</summary>
    public CountScope? Scope { get; init; }

    /// <summary>True when who counts must not see what the book says.</summary>
    public bool Blind { get; init; }
}

/// <summary>What a count covers.</summary>
public sealed record CountScope
{
    /// <summary>Only products of this category.</summary>
    public string? Category { get; init; }
}

/// <summary>Scans to add to a count.</summary>
public sealed record CountScansRequest
{
    /// <summary>1..1,000 scans, all or none; those sent before are known by their ids and do no harm.</summary>
    public IReadOnlyList<CountScan>? Scans { get; init; }
}

/// <summary>Something that was counted. Exactly one of <see cref="Sku"/> and <see cref="Barcode"/> is given.</summary>
public sealed record CountScan
{
    /// <summary>The scan's own id, made by the client.</summary>
    public Guid? Id { get; init; }

    /// <summary>The product's code.</summary>
    public string? Sku { get; init; }

    /// <summary>A barcode of the product or of one of its packs, or a scale label.</summary>
    public string? Barcode { get; init; }

    /// <summary>How many packs or base units; one, when absent. 0 says that there is none; a negative number corrects what was scanned too much.</summary>
    public decimal? Quantity { get; init; }

    /// <summary>The pack that the quantity speaks of; the base unit when absent.</summary>
    public string? Pack { get; init; }

    /// <summary>Who counted; who sends, when absent. At most 100 characters.</summary>
    public string? Counter { get; init; }

    /// <summary>When; now, when absent.</summary>
    public DateTimeOffset? At { get; init; }
}

/// <summary>What became of scans.</summary>
/// <param name="Accepted">New ones.</param>
/// <param name="Repeated">Those that were there already.</param>
/// <param name="ToResolve">New ones whose codes someone must look at.</param>
public sealed record CountScansResult(int Accepted, int Repeated, IReadOnlyList<CountScanToResolve> ToResolve);

/// <summary>A scan whose code someone must look at.</summary>
/// <param name="Id">The scan.</param>
/// <param name="Code">What was scanned.</param>
/// <param name="Why"><c>unknown</c>: no product has the code; <c>outside</c>: the product is not of the category that is counted.</param>
public sealed record CountScanToResolve(Guid Id, string Code, string Why);

/// <summary>Says what a code is that no product has. Exactly one of <see cref="Sku"/> and <see cref="Reason"/> is given.</summary>
public sealed record CountCodeRequest
{
    /// <summary>The code, as it was scanned.</summary>
    public string? Code { get; init; }

    /// <summary>The product that it stands for in this count.</summary>
    public string? Sku { get; init; }

    /// <summary>Why it is dropped. At most 200 characters.</summary>
    public string? Reason { get; init; }
}

/// <summary>Posts a count.</summary>
public sealed record CountPostRequest
{
    /// <summary>The entry's id; the count's own, when absent.</summary>
    public Guid? Id { get; init; }

    /// <summary>What becomes of products that were not scanned: <c>ignore</c> leaves them, <c>zero</c> says that there are none.</summary>
    public string? Missing { get; init; }

    /// <summary>When everything was counted, whenever it was scanned. When absent, each product was counted at its last scan.</summary>
    public DateTimeOffset? CountedAt { get; init; }
}

/// <summary>A count in a list.</summary>
public record CountSummary
{
    /// <summary>The count's id.</summary>
    public required Guid Id { get; init; }

    /// <summary>Its number, for people; rises through the organisation.</summary>
    public required long Number { get; init; }

    /// <summary>The store's code.</summary>
    public required string Store { get; init; }

    /// <summary>What people call it.</summary>
    public string? Name { get; init; }

    /// <summary>What it covers.</summary>
    public required CountScope Scope { get; init; }

    /// <summary>True when who counts does not see the book.</summary>
    public required bool Blind { get; init; }

    /// <summary><c>open</c>, <c>posted</c> or <c>cancelled</c>.</summary>
    public required string Status { get; init; }

    /// <summary>When it was opened.</summary>
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>Who opened it.</summary>
    public required string OpenedBy { get; init; }

    /// <summary>When it was posted or cancelled.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Who did that.</summary>
    public string? EndedBy { get; init; }

    /// <summary>How many scans it has.</summary>
    public required long Scans { get; init; }

    /// <summary>When posted: the entry in the store's ledger.</summary>
    public Guid? Entry { get; init; }
}

/// <summary>A count with what was scanned so far.</summary>
public sealed record CountSession : CountSummary
{
    /// <summary>How many products were scanned.</summary>
    public required long Products { get; init; }

    /// <summary>Who scanned.</summary>
    public required IReadOnlyList<CountCounter> Counters { get; init; }

    /// <summary>Codes that someone must look at before the count is posted, and those that were dropped. At most 1,000.</summary>
    public required IReadOnlyList<CountCode> Codes { get; init; }
}

/// <summary>What one person scanned.</summary>
/// <param name="Counter">Who.</param>
/// <param name="Scans">How many scans.</param>
/// <param name="Products">How many products.</param>
/// <param name="LastAt">The last scan.</param>
public sealed record CountCounter(string Counter, long Scans, long Products, DateTimeOffset LastAt);

/// <summary>A code that no product has, or that is not what is counted.</summary>
public sealed record CountCode
{
    /// <summary>As it was scanned.</summary>
    public required string Code { get; init; }

    /// <summary><c>unknown</c> or <c>outside</c>; see <see cref="CountScanToResolve.Why"/>.</summary>
    public required string Why { get; init; }

    /// <summary>How many scans.</summary>
    public required long Scans { get; init; }

    /// <summary>What they add up to, as given.</summary>
    public required decimal Quantity { get; init; }

    /// <summary>True when someone said that it does not matter.</summary>
    public required bool Dropped { get; init; }

    /// <summary>Why it was dropped.</summary>
    public string? Reason { get; init; }
}

/// <summary>One product of a count beside the book, in base units.</summary>
public sealed record CountVariance
{
    /// <summary>The product.</summary>
    public required string Sku { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its base unit.</summary>
    public required string Unit { get; init; }

    /// <summary>What was scanned; null when nothing was.</summary>
    public decimal? Counted { get; init; }

    /// <summary>What the book said when it was last scanned; of a product that was not, when the last of the others was.</summary>
    public required decimal Book { get; init; }

    /// <summary>More (or less) there than the book said; for a missing product, if it is taken as zero.</summary>
    public required decimal Variance { get; init; }

    /// <summary>Moving-average cost per base unit.</summary>
    public required decimal UnitCost { get; init; }

    /// <summary>The variance at cost.</summary>
    public required decimal Value { get; init; }

    /// <summary>True when the book says it is there and nobody scanned it: count it again, or post with <c>missing: zero</c>.</summary>
    public required bool Missing { get; init; }

    /// <summary>When it was last scanned; corrections do not count.</summary>
    public DateTimeOffset? LastScanAt { get; init; }

    /// <summary>What moved between its first and its last scan, signed; 0 once posted. Not 0: better count it again, for nobody knows whether it was scanned before it moved.</summary>
    public required decimal MovedMeanwhile { get; init; }

    /// <summary>How much each counter scanned.</summary>
    public required IReadOnlyList<CounterQuantity> Counters { get; init; }
}

/// <summary>How much one counter scanned of a product.</summary>
/// <param name="Counter">Who.</param>
/// <param name="Quantity">In base units.</param>
public sealed record CounterQuantity(string Counter, decimal Quantity);

/// <summary>A scan as it was taken in.</summary>
public sealed record CountedScan
{
    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }

    /// <summary>What was scanned or typed.</summary>
    public required string Code { get; init; }

    /// <summary>The product; null for a code that someone must look at.</summary>
    public string? Sku { get; init; }

    /// <summary>The product's name.</summary>
    public string? Name { get; init; }

    /// <summary>The product's base unit.</summary>
    public string? Unit { get; init; }

    /// <summary>In base units; of a code that someone must look at, as it was given. Negative: it corrects.</summary>
    public required decimal Quantity { get; init; }

    /// <summary>Who counted.</summary>
    public required string Counter { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }
}

/// <summary>A count beside the book, added up.</summary>
public sealed record CountTotals
{
    /// <summary>Products that were scanned.</summary>
    public required int Counted { get; init; }

    /// <summary>Those of them of which the book said the same.</summary>
    public required int Right { get; init; }

    /// <summary>What is there and not in the book, at cost.</summary>
    public required decimal Surplus { get; init; }

    /// <summary>What is in the book and not there, at cost; 0 or less.</summary>
    public required decimal Shortfall { get; init; }

    /// <summary>Products that the book says are there, or says nothing right about, and nobody scanned.</summary>
    public required int Missing { get; init; }

    /// <summary>What the stock's value changes by when these are taken as zero.</summary>
    public required decimal MissingValue { get; init; }
}
