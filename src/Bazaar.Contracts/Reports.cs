namespace Bazaar.Contracts;

/// <summary>A report: what was asked, the rows, and their totals. Totals are the sums of the rows shown.</summary>
/// <typeparam name="TRow">The row's type.</typeparam>
/// <param name="From">First business date, included; null where the report is of now.</param>
/// <param name="To">Last business date, included; null where the report is of now.</param>
/// <param name="GroupBy">What a row stands for.</param>
/// <param name="Rows">The rows.</param>
/// <param name="Totals">The sums of the rows.</param>
public sealed record Report<TRow>(DateOnly? From, DateOnly? To, string? GroupBy, IReadOnlyList<TRow> Rows, TRow Totals);

/// <summary>Sales of a day, week, month, store, city, region, product or category.</summary>
public sealed record SalesRow
{
    /// <summary>The date (first day of a week or month), the code of the store or product, or the city, region or category (empty: none); <c>total</c> in totals.</summary>
    public required string Key { get; init; }

    /// <summary>The name of it, where it has one.</summary>
    public string? Name { get; init; }

    /// <summary>Receipts; null when grouped by product or category.</summary>
    public long? Receipts { get; init; }

    /// <summary>Base units sold less returned; null unless grouped by product.</summary>
    public decimal? Quantity { get; init; }

    /// <summary>Sales before returns.</summary>
    public required decimal Gross { get; init; }

    /// <summary>Customer returns.</summary>
    public required decimal Returns { get; init; }

    /// <summary>Gross less returns.</summary>
    public required decimal Net { get; init; }

    /// <summary>Cost of what was sold less what came back.</summary>
    public required decimal CostOfSales { get; init; }

    /// <summary>Net less cost of sales.</summary>
    public required decimal Profit { get; init; }
}

/// <summary>What a store has, product by product.</summary>
public sealed record StockRow
{
    /// <summary>The store's code; <c>total</c> in totals.</summary>
    public required string Store { get; init; }

    /// <summary>The product.</summary>
    public string? Sku { get; init; }

    /// <summary>Its name.</summary>
    public string? Name { get; init; }

    /// <summary>Its category.</summary>
    public string? Category { get; init; }

    /// <summary>Its base unit.</summary>
    public string? Unit { get; init; }

    /// <summary>In base units; null in totals, for kilograms and pieces do not add.</summary>
    public decimal? OnHand { get; init; }

    /// <summary>See <see cref="StockItem.Status"/>.</summary>
    public string? Status { get; init; }

    /// <summary>Moving-average cost per base unit.</summary>
    public decimal? UnitCost { get; init; }

    /// <summary>On hand at cost.</summary>
    public required decimal Value { get; init; }
}

/// <summary>Stock at cost and at price, by category, store, city or region.</summary>
public sealed record ValuationRow
{
    /// <summary>The category, store, city or region; <c>total</c> in totals.</summary>
    public required string Key { get; init; }

    /// <summary>Products with stock.</summary>
    public required long Products { get; init; }

    /// <summary>At moving-average cost.</summary>
    public required decimal CostValue { get; init; }

    /// <summary>At the stores' prices.</summary>
    public required decimal RetailValue { get; init; }

    /// <summary>Retail less cost.</summary>
    public required decimal Margin { get; init; }
}

/// <summary>What moved, by kind, reason, actor, store, city or region.</summary>
public sealed record MovementsRow
{
    /// <summary>The kind, reason, actor, store, city or region; <c>total</c> in totals.</summary>
    public required string Key { get; init; }

    /// <summary>Entries, less those taken back; null when asked for a category alone, for one entry may hold products of several.</summary>
    public required long? Entries { get; init; }

    /// <summary>The sum of their amounts: at price for sales and customer returns, at cost otherwise.</summary>
    public required decimal Amount { get; init; }

    /// <summary>What they changed the stock's value by, at cost: out is negative.</summary>
    public required decimal CostChange { get; init; }
}

/// <summary>What was lost: removed, or found missing by counts. Members that a row sums over are null.</summary>
public sealed record ShrinkageRow
{
    /// <summary>The store's code; <c>total</c> in totals.</summary>
    public required string? Store { get; init; }

    /// <summary>The city, when grouped by it; empty: none.</summary>
    public string? City { get; init; }

    /// <summary>The region, when grouped by it; empty: none.</summary>
    public string? Region { get; init; }

    /// <summary>The category, when grouped by it; empty: none.</summary>
    public string? Category { get; init; }

    /// <summary>The product, when grouped by it.</summary>
    public string? Sku { get; init; }

    /// <summary>Its name.</summary>
    public string? Name { get; init; }

    /// <summary><c>count</c>, or the reason of removals.</summary>
    public string? Reason { get; init; }

    /// <summary>Base units lost; negative when a count found more than the book. Null where units differ.</summary>
    public decimal? Quantity { get; init; }

    /// <summary>Their cost.</summary>
    public required decimal Cost { get; init; }
}

/// <summary>How a supplier delivers. Amounts are at the cost that was ordered, but for what was received.</summary>
public sealed record SuppliersRow
{
    /// <summary>The supplier's code; <c>total</c> in totals.</summary>
    public required string Supplier { get; init; }

    /// <summary>Its name.</summary>
    public string? Name { get; init; }

    /// <summary>Orders sent in these dates.</summary>
    public required long Orders { get; init; }

    /// <summary>What they asked for.</summary>
    public required decimal Ordered { get; init; }

    /// <summary>What came for them so far, at the cost it was received at.</summary>
    public required decimal Received { get; init; }

    /// <summary>What is still to come.</summary>
    public required decimal Outstanding { get; init; }

    /// <summary>What nobody waits for any more.</summary>
    public required decimal UnderDelivered { get; init; }

    /// <summary>What came beyond what was ordered.</summary>
    public required decimal OverDelivered { get; init; }

    /// <summary>Orders whose time has come: all of them received, or the expected time passed.</summary>
    public required long Due { get; init; }

    /// <summary>Those of them that were all there in time.</summary>
    public required long OnTime { get; init; }

    /// <summary>On time as a share of due, 0 to 1 with 4 decimals; null when none is due.</summary>
    public decimal? OnTimeShare { get; init; }
}

/// <summary>How often the book was right when it was counted.</summary>
public sealed record AccuracyRow
{
    /// <summary>The store's code; <c>total</c> in totals.</summary>
    public required string Store { get; init; }

    /// <summary>The category; null when grouped by store.</summary>
    public string? Category { get; init; }

    /// <summary>The product, when grouped by it.</summary>
    public string? Sku { get; init; }

    /// <summary>Its name.</summary>
    public string? Name { get; init; }

    /// <summary>Products counted; one that was counted twice is two. Counts that were taken back are left out.</summary>
    public required long Counted { get; init; }

    /// <summary>Those of which the book said what was there.</summary>
    public required long Right { get; init; }

    /// <summary>Right of counted, in percent with one decimal; null when nothing was counted.</summary>
    public decimal? Accuracy { get; init; }

    /// <summary>What was found too much, at cost.</summary>
    public required decimal Surplus { get; init; }

    /// <summary>What was missing, at cost; positive.</summary>
    public required decimal Shortfall { get; init; }

    /// <summary>Surplus and shortfall together: a shelf with as much too much as too little is not right.</summary>
    public required decimal AbsoluteVariance { get; init; }
}
