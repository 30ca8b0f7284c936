namespace Bazaar.Domain.Ledger;

/// <summary>How a balance stands against its levels.</summary>
public static class StockStatus
{
    /// <summary>Below zero: more left than the books knew of.</summary>
    public const string Negative = "negative";

    /// <summary>Nothing left.</summary>
    public const string Out = "out";

    /// <summary>At or below the reorder point.</summary>
    public const string Low = "low";

    /// <summary>Above the target level.</summary>
    public const string Over = "over";

    /// <summary>None of these.</summary>
    public const string Ok = "ok";

    /// <summary>All of them, worst first.</summary>
    public static IReadOnlyList<string> All { get; } = [Negative, Out, Low, Over, Ok];

    /// <summary>The status of a balance.</summary>
    /// <param name="onHand">Thousandths.</param>
    /// <param name="reorderPoint">Thousandths, or none.</param>
    /// <param name="targetLevel">Thousandths, or none.</param>
    public static string Of(long onHand, long? reorderPoint, long? targetLevel) => onHand switch
    {
        < 0 => Negative,
        0 => Out,
        _ when onHand <= reorderPoint => Low,
        _ when onHand > targetLevel => Over,
        _ => Ok,
    };

    /// <summary>True when someone should be told.</summary>
    /// <param name="status">A status.</param>
    public static bool NeedsAlert(string status) => status is Negative or Out or Low;
}
