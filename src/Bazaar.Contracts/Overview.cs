namespace Bazaar.Contracts;

/// <summary>How one store of a chain stands today.</summary>
public sealed record StoreOverview
{
    /// <summary>The store's code.</summary>
    public required string Store { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its city.</summary>
    public string? City { get; init; }

    /// <summary>Its region.</summary>
    public string? Region { get; init; }

    /// <summary>True when it takes no entries.</summary>
    public required bool Closed { get; init; }

    /// <summary>Its business date now, by its own clock.</summary>
    public required DateOnly BusinessDate { get; init; }

    /// <summary>Sales less returns of that date, so far.</summary>
    public required decimal SalesToday { get; init; }

    /// <summary>Receipts of that date, so far.</summary>
    public required long ReceiptsToday { get; init; }

    /// <summary>Mean sales less returns of the same weekday in the last four weeks, whole days; null when it sold nothing on any of them.</summary>
    public decimal? UsualDay { get; init; }

    /// <summary>Stock at average cost.</summary>
    public required decimal Value { get; init; }

    /// <summary>Products with a balance.</summary>
    public required long Products { get; init; }

    /// <summary>Products below zero.</summary>
    public required long Negative { get; init; }

    /// <summary>Products sold out.</summary>
    public required long Out { get; init; }

    /// <summary>Products at or below their reorder point.</summary>
    public required long Low { get; init; }

    /// <summary>Alerts that nobody has acknowledged.</summary>
    public required long OpenAlerts { get; init; }

    /// <summary>When its newest entry was recorded; null before the first.</summary>
    public DateTimeOffset? LastSeenAt { get; init; }

    /// <summary>The sequence of its newest entry.</summary>
    public required long Seq { get; init; }
}

/// <summary>One store's day so far.</summary>
public sealed record StoreToday
{
    /// <summary>The store's code.</summary>
    public required string Store { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its business date now, by its own clock.</summary>
    public required DateOnly BusinessDate { get; init; }

    /// <summary>The sequence of its newest entry.</summary>
    public required long Seq { get; init; }

    /// <summary>Receipts so far.</summary>
    public required long Receipts { get; init; }

    /// <summary>Sales before returns.</summary>
    public required decimal Gross { get; init; }

    /// <summary>Customer returns.</summary>
    public required decimal Returns { get; init; }

    /// <summary>Gross less returns.</summary>
    public required decimal Net { get; init; }

    /// <summary>Net less the cost of what was sold.</summary>
    public required decimal Profit { get; init; }

    /// <summary>What such a day usually brings; null when there is none to compare with.</summary>
    public UsualDay? Usual { get; init; }

    /// <summary>What sold most, by money; at most ten.</summary>
    public required IReadOnlyList<TopProduct> Top { get; init; }

    /// <summary>How many products need attention.</summary>
    public required AttentionCounts Counts { get; init; }

    /// <summary>The products that need it, the worst first; at most twenty.</summary>
    public required IReadOnlyList<AttentionItem> Attention { get; init; }
}

/// <summary>The mean of the same weekday in the last four weeks. Days on which nothing was sold do not count.</summary>
/// <param name="Basis"><c>wholeDay</c>: the figures are of whole days, not up to this hour.</param>
/// <param name="Days">How many days it is the mean of.</param>
/// <param name="Receipts">Receipts of such a day.</param>
/// <param name="Net">Sales less returns of such a day.</param>
public sealed record UsualDay(string Basis, int Days, decimal Receipts, decimal Net);

/// <summary>What was sold of one product.</summary>
/// <param name="Sku">The product.</param>
/// <param name="Name">Its name.</param>
/// <param name="NameUrdu">Its name in Urdu.</param>
/// <param name="Unit">Its base unit.</param>
/// <param name="Quantity">Base units sold less returned.</param>
/// <param name="Net">Sales less returns.</param>
public sealed record TopProduct(string Sku, string Name, string? NameUrdu, string Unit, decimal Quantity, decimal Net);

/// <summary>How many products of a store need attention.</summary>
/// <param name="Negative">Below zero.</param>
/// <param name="Out">Sold out.</param>
/// <param name="Low">At or below their reorder point.</param>
/// <param name="OpenAlerts">Alerts that nobody has acknowledged.</param>
/// <param name="LateOrders">Orders to suppliers that should have come by now; 200 stands for 200 and more.</param>
public sealed record AttentionCounts(long Negative, long Out, long Low, long OpenAlerts, long LateOrders);

/// <summary>A product that needs attention.</summary>
/// <param name="Status"><c>negative</c>, <c>out</c> or <c>low</c>.</param>
/// <param name="Sku">The product.</param>
/// <param name="Name">Its name.</param>
/// <param name="NameUrdu">Its name in Urdu.</param>
/// <param name="Unit">Its base unit.</param>
/// <param name="OnHand">In base units.</param>
/// <param name="ReorderPoint">Order when on hand is at or below this; null when none is set.</param>
public sealed record AttentionItem(string Status, string Sku, string Name, string? NameUrdu, string Unit, decimal OnHand, decimal? ReorderPoint);
