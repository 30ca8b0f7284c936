namespace Bazaar.Contracts.Client;

/// <summary>What a report is asked about.</summary>
public sealed record ReportFilter : StoreFilter
{
    /// <summary>First business date, included.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last business date, included.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Only products of this category.</summary>
    public string? Category { get; init; }

    /// <summary>Only what has to do with this supplier: entries that name it, or products that it supplies.</summary>
    public string? Supplier { get; init; }

    /// <summary>The query string that asks for it; empty when nothing is asked.</summary>
    /// <param name="groupBy">What a row stands for; null where a report has only one kind.</param>
    public string Query(string? groupBy) => BazaarClient.Query(
        [.. Parts(), ("from", BazaarClient.Text(From)), ("to", BazaarClient.Text(To)), ("category", Category), ("supplier", Supplier), ("groupBy", groupBy)]);
}
