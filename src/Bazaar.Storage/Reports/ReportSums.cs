namespace Bazaar.Storage.Reports;

/// <summary>What a report covers.</summary>
/// <param name="Stores">The database's numbers of the stores; none covers nothing.</param>
/// <param name="From">First business date, included.</param>
/// <param name="To">Last business date, included.</param>
/// <param name="Category">Only products of this category.</param>
public sealed record ReportScope(IReadOnlyList<long> Stores, DateOnly From, DateOnly To, string? Category)
{
    /// <summary>Only what has to do with this supplier.</summary>
    public ScopeSupplier? Supplier { get; init; }
}

/// <summary>A supplier that a report is narrowed to.</summary>
/// <param name="Code">Its code, or what entries call it.</param>
/// <param name="Id">The database's number; null for one that only entries name.</param>
public sealed record ScopeSupplier(string Code, long? Id);

/// <summary>A sum of sales.</summary>
public sealed record SalesSum
{
    /// <summary>What it is a sum of.</summary>
    public required string Key { get; init; }

    /// <summary>The name of it.</summary>
    public string? Name { get; init; }

    /// <summary>Receipts; 0 where not counted.</summary>
    public long Receipts { get; init; }

    /// <summary>Thousandths, sold less returned.</summary>
    public long Quantity { get; init; }

    /// <summary>Hundredths.</summary>
    public long Gross { get; init; }

    /// <summary>Hundredths.</summary>
    public long Returns { get; init; }

    /// <summary>Hundredths.</summary>
    public long CostOfSales { get; init; }
}

/// <summary>A sum of movements.</summary>
public sealed record MovementSum
{
    /// <summary>The kind, reason, actor, store, city or region.</summary>
    public required string Key { get; init; }

    /// <summary>Entries less those taken back; null where totals of products were summed, which do not count entries.</summary>
    public long? Entries { get; init; }

    /// <summary>Hundredths.</summary>
    public long Amount { get; init; }

    /// <summary>Hundredths, signed.</summary>
    public long Cost { get; init; }
}

/// <summary>A sum of losses. What is summed over is null.</summary>
public sealed record ShrinkageSum
{
    /// <summary>The store's code.</summary>
    public string? Store { get; init; }

    /// <summary>The city.</summary>
    public string? City { get; init; }

    /// <summary>The region.</summary>
    public string? Region { get; init; }

    /// <summary>The category.</summary>
    public string? Category { get; init; }

    /// <summary>The product.</summary>
    public string? Sku { get; init; }

    /// <summary>Its name.</summary>
    public string? Name { get; init; }

    /// <summary>Why.</summary>
    public string? Reason { get; init; }

    /// <summary>Thousandths lost.</summary>
    public long Quantity { get; init; }

    /// <summary>Hundredths lost.</summary>
    public long Cost { get; init; }
}

/// <summary>A balance, for its value.</summary>
public sealed record ValuedBalance
{
    /// <summary>What it is summed up by.</summary>
    public required string Key { get; init; }

    /// <summary>Thousandths.</summary>
    public long OnHand { get; init; }

    /// <summary>Ten-thousandths.</summary>
    public long AverageCost { get; init; }

    /// <summary>Hundredths: the store's own price, or the catalogue's.</summary>
    public long Price { get; init; }
}

/// <summary>How often the book was right.</summary>
public sealed record AccuracySum
{
    /// <summary>The store's code.</summary>
    public required string Store { get; init; }

    /// <summary>The category; null where categories are summed.</summary>
    public string? Category { get; init; }

    /// <summary>The product; null where products are summed.</summary>
    public string? Sku { get; init; }

    /// <summary>Its name.</summary>
    public string? Name { get; init; }

    /// <summary>Counted lines.</summary>
    public long Counted { get; init; }

    /// <summary>Those without a variance.</summary>
    public long Right { get; init; }

    /// <summary>Hundredths found too much.</summary>
    public long Surplus { get; init; }

    /// <summary>Hundredths missing.</summary>
    public long Shortfall { get; init; }
}
