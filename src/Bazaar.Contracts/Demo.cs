namespace Bazaar.Contracts;

/// <summary>The made-up shop that can be opened beside this one, with a database of its own: what is in a ledger once is never taken out again.</summary>
public sealed record DemoState
{
    /// <summary><c>none</c>, <c>filling</c>, <c>open</c>, <c>failed</c>, or <c>unavailable</c> where this shop cannot open one.</summary>
    public required string State { get; init; }

    /// <summary>How much of its trade is written, in percent.</summary>
    public required int Percent { get; init; }

    /// <summary>When it is open: where.</summary>
    public Uri? Address { get; init; }

    /// <summary>When it failed: why.</summary>
    public string? Detail { get; init; }

    /// <summary>When this is the made-up shop itself: where the other one is.</summary>
    public Uri? Home { get; init; }
}
