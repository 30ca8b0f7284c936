using System.Text.Json.Serialization;
using Bazaar.Contracts.Json;

namespace Bazaar.Contracts;

/// <summary>What a store has of one product.</summary>
public sealed record StockItem
{
    /// <summary>The store's code.</summary>
    public required string Store { get; init; }

    /// <summary>The product.</summary>
    public required string Sku { get; init; }

    /// <summary>The product's name.</summary>
    public required string Name { get; init; }

    /// <summary>The product's name in Urdu.</summary>
    public string? NameUrdu { get; init; }

    /// <summary>The product's category.</summary>
    public string? Category { get; init; }

    /// <summary>The base unit.</summary>
    public required string Unit { get; init; }

    /// <summary>In base units.</summary>
    public required decimal OnHand { get; init; }

    /// <summary>Order when on hand is at or below this; null when none is set.</summary>
    public decimal? ReorderPoint { get; init; }

    /// <summary>Order up to this; null when none is set.</summary>
    public decimal? TargetLevel { get; init; }

    /// <summary>What this store sells it for, per base unit.</summary>
    public required decimal Price { get; init; }

    /// <summary>Moving-average cost per base unit; 4 decimals.</summary>
    public required decimal UnitCost { get; init; }

    /// <summary>On hand at the average cost.</summary>
    public required decimal Value { get; init; }

    /// <summary><c>negative</c>, <c>out</c>, <c>low</c>, <c>over</c> or <c>ok</c>.</summary>
    public required string Status { get; init; }

    /// <summary>The sequence of the last entry that touched it; 0 when none did.</summary>
    public required long Seq { get; init; }

    /// <summary>When it last changed; null when it never did.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }
}

/// <summary>What the stores have of one product: one page of them, and all of them together.</summary>
/// <param name="Items">The page, by the store's code.</param>
/// <param name="Next">The cursor of the next page; null on the last.</param>
/// <param name="Total">The sums over every store that was asked about, whatever the page.</param>
public sealed record ProductStock(IReadOnlyList<StockItem> Items, string? Next, ProductStockTotal Total);

/// <summary>What stores have of one product together.</summary>
/// <param name="Stores">How many stores were added up.</param>
/// <param name="OnHand">In base units.</param>
/// <param name="Value">At each store's own average cost.</param>
public sealed record ProductStockTotal(int Stores, decimal OnHand, decimal Value);

/// <summary>What one store sets for one product; members that are absent stay as they are, null clears.</summary>
public sealed record StockPatch
{
    /// <inheritdoc cref="StockItem.ReorderPoint"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<decimal?> ReorderPoint { get; init; }

    /// <inheritdoc cref="StockItem.TargetLevel"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<decimal?> TargetLevel { get; init; }

    /// <summary>This store's own price; null returns to the catalogue's.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<decimal?> Price { get; init; }
}

/// <summary>What a store had of one product at a time.</summary>
/// <param name="Store">The store's code.</param>
/// <param name="Sku">The product.</param>
/// <param name="Unit">The base unit.</param>
/// <param name="At">The time asked about.</param>
/// <param name="AsKnownAt">What was known then is counted, what was learned later is not; null: all that is known now.</param>
/// <param name="OnHand">In base units.</param>
public sealed record StockAsOf(string Store, string Sku, string Unit, DateTimeOffset At, DateTimeOffset? AsKnownAt, decimal OnHand);

/// <summary>Why the number is what it is: the last count, what happened since, and the sum.</summary>
public sealed record StockExplanation
{
    /// <summary>The store's code.</summary>
    public required string Store { get; init; }

    /// <summary>The product.</summary>
    public required string Sku { get; init; }

    /// <summary>The base unit.</summary>
    public required string Unit { get; init; }

    /// <summary>The last count that stands; null when it was never counted.</summary>
    public CountPoint? LastCount { get; init; }

    /// <summary>What moved since that count (or since the beginning), by kind.</summary>
    public required IReadOnlyList<MovedByKind> Since { get; init; }

    /// <summary>Facts learned after that count that had happened before it, and so moved nothing.</summary>
    public required decimal SeenByCount { get; init; }

    /// <summary>The count plus everything since.</summary>
    public required decimal OnHand { get; init; }
}

/// <summary>A count of one product.</summary>
/// <param name="Id">The entry.</param>
/// <param name="Seq">Its sequence.</param>
/// <param name="OccurredAt">When it was counted.</param>
/// <param name="Counted">What was there.</param>
/// <param name="Variance">What the count changed when it was posted.</param>
public sealed record CountPoint(Guid Id, long Seq, DateTimeOffset OccurredAt, decimal Counted, decimal Variance);

/// <summary>A sum of lines of one kind.</summary>
/// <param name="Type">The kind of entry.</param>
/// <param name="Quantity">Signed, in base units.</param>
/// <param name="Lines">How many lines.</param>
public sealed record MovedByKind(string Type, decimal Quantity, long Lines);
