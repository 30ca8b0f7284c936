namespace Bazaar.Domain.Ledger;

/// <summary>What a decision needs to know of a store, read under the lock of its head.</summary>
public sealed record StoreState
{
    /// <summary>The database's own number.</summary>
    public required long Id { get; init; }

    /// <summary>The store's code, as it was written.</summary>
    public required string Code { get; init; }

    /// <summary>The store's time zone.</summary>
    public required TimeZoneInfo Zone { get; init; }

    /// <summary>When its business day starts, from midnight.</summary>
    public TimeSpan DayStartsAt { get; init; }

    /// <summary>True when it takes no entries.</summary>
    public bool Closed { get; init; }

    /// <summary>The sequence of the newest entry; 0 before the first.</summary>
    public required long Seq { get; init; }

    /// <summary>The hash of the newest entry; 32 zero bytes before the first.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>When the newest entry was recorded: time never runs backwards in a ledger.</summary>
    public required DateTimeOffset RecordedAt { get; init; }
}

/// <summary>A store's balance of one product.</summary>
/// <param name="OnHand">Thousandths.</param>
/// <param name="AverageCost">Moving average, ten-thousandths per base unit.</param>
/// <param name="LastCountAt">When the latest count that stands was taken.</param>
/// <param name="LastEffectiveAt">The latest time at which any line takes effect.</param>
/// <param name="Seq">The last entry that touched it; 0 when none did.</param>
/// <param name="Price">The store's own price, hundredths.</param>
/// <param name="ReorderPoint">Thousandths.</param>
/// <param name="TargetLevel">Thousandths.</param>
public readonly record struct Balance(
    long OnHand, long AverageCost, DateTimeOffset? LastCountAt, DateTimeOffset? LastEffectiveAt, long Seq, long? Price, long? ReorderPoint, long? TargetLevel)
{
    /// <summary>The balance of a product that the store never had.</summary>
    /// <param name="product">The product; its usual cost stands in until something is received.</param>
    public static Balance Of(LedgerProduct product) => new(0, product.Cost ?? 0, null, null, 0, null, null, null);
}

/// <summary>A count of one product that stands (was not reversed).</summary>
/// <param name="Seq">The count's sequence.</param>
/// <param name="OccurredAt">When it was taken.</param>
/// <param name="BusinessDate">Its business date.</param>
public readonly record struct CountMark(long Seq, DateTimeOffset OccurredAt, DateOnly BusinessDate);

/// <summary>What a decision needs from the past. Empty for the common entry that happened just now.</summary>
public sealed record History
{
    /// <summary>Nothing needed.</summary>
    public static History None { get; } = new();

    /// <summary>Product → the first count that stands and was taken after the entry occurred.</summary>
    public IReadOnlyDictionary<long, CountMark> FirstCountAfter { get; init; } = new Dictionary<long, CountMark>();

    /// <summary>Product → sum of the lines that take effect after the entry occurred, thousandths. Needed by counts.</summary>
    public IReadOnlyDictionary<long, long> MovedAfter { get; init; } = new Dictionary<long, long>();
}

/// <summary>The entry that a reversal takes back, and what hangs on it.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="IsReversed">True when it was taken back before.</param>
/// <param name="LeaningOn">With a count: product → sum of the balancing lines that it covers, thousandths.</param>
/// <param name="LastOtherCountAt">With a count: product → the latest other count that stands.</param>
public sealed record Original(
    Entry Entry, bool IsReversed, IReadOnlyDictionary<long, long> LeaningOn, IReadOnlyDictionary<long, DateTimeOffset> LastOtherCountAt);
