namespace Bazaar.Domain.Counting;

/// <summary>Words of counts, on the wire and in the database.</summary>
public static class CountNames
{
    /// <summary>Takes scans.</summary>
    public const string Open = "open";

    /// <summary>Is in the ledger.</summary>
    public const string Posted = "posted";

    /// <summary>Came to nothing.</summary>
    public const string Cancelled = "cancelled";

    /// <summary>Products that were not scanned are left as they are.</summary>
    public const string Ignore = "ignore";

    /// <summary>Products that were not scanned are not there.</summary>
    public const string Zero = "zero";

    /// <summary>A code that no product has.</summary>
    public const string Unknown = "unknown";

    /// <summary>A product that is not of the category that is counted.</summary>
    public const string Outside = "outside";

    /// <summary>All states.</summary>
    public static IReadOnlyList<string> Statuses { get; } = [Open, Posted, Cancelled];
}

/// <summary>Why nothing happens to a count.</summary>
public abstract record CountRefusal
{
    private CountRefusal()
    {
    }

    /// <summary>There is no such count.</summary>
    public sealed record NotFound : CountRefusal;

    /// <summary>The store does not exist.</summary>
    /// <param name="Store">What was asked for.</param>
    public sealed record UnknownStore(string Store) : CountRefusal;

    /// <summary>The store is closed.</summary>
    /// <param name="Store">Its code.</param>
    public sealed record StoreClosed(string Store) : CountRefusal;

    /// <summary>Ids that were used before with other content.</summary>
    /// <param name="Ids">All of them.</param>
    public sealed record IdReused(IReadOnlyList<Guid> Ids) : CountRefusal;

    /// <summary>It was posted or cancelled before.</summary>
    /// <param name="Status">Which.</param>
    public sealed record Closed(string Status) : CountRefusal;

    /// <summary>More scans than one count holds.</summary>
    /// <param name="Most">The limit.</param>
    public sealed record TooManyScans(long Most) : CountRefusal;

    /// <summary>Scans that cannot be, by their place in the request.</summary>
    /// <param name="Faults">All of them.</param>
    public sealed record InvalidScans(IReadOnlyList<Ledger.LineFault> Faults) : CountRefusal;

    /// <summary>There is no such code to resolve.</summary>
    /// <param name="Code">What was asked for.</param>
    public sealed record UnknownCode(string Code) : CountRefusal;

    /// <summary>It cannot be posted yet.</summary>
    /// <param name="Faults">What stands in the way: what, and why.</param>
    public sealed record NotReady(IReadOnlyList<(string What, string Why)> Faults) : CountRefusal;

    /// <summary>The ledger refused the entry.</summary>
    /// <param name="Reason">Why.</param>
    public sealed record ByLedger(Ledger.Refusal Reason) : CountRefusal;
}
