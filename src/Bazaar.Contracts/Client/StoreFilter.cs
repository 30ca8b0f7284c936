namespace Bazaar.Contracts.Client;

/// <summary>Which stores a list or report is about.</summary>
public record StoreFilter
{
    /// <summary>The stores' codes; all when empty.</summary>
    public IReadOnlyList<string> Stores { get; init; } = [];

    /// <summary>Only stores of these cities; all when empty.</summary>
    public IReadOnlyList<string> Cities { get; init; } = [];

    /// <summary>Only stores of these regions; all when empty.</summary>
    public IReadOnlyList<string> Regions { get; init; } = [];

    /// <summary>A query string's parts that say so.</summary>
    internal IEnumerable<(string Name, string? Value)> Parts() =>
        [.. Stores.Select(s => ("store", (string?)s)), .. Cities.Select(c => ("city", (string?)c)), .. Regions.Select(r => ("region", (string?)r))];
}
