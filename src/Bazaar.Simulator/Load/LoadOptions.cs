namespace Bazaar.Simulator.Load;

/// <summary>What load to make.</summary>
public sealed record LoadOptions
{
    /// <summary>The stores' codes.</summary>
    public required IReadOnlyList<string> Stores { get; init; }

    /// <summary>The products' codes. Whole units are moved, so that any product will do.</summary>
    public required IReadOnlyList<string> Skus { get; init; }

    /// <summary>The same seed makes the same choices; the order in which clients come through is the server's.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>How many clients send at once, each waiting for its answer before it goes on.</summary>
    public int Clients { get; init; } = 16;

    /// <summary>Stop after so many requests, all clients together.</summary>
    public long? MaxRequests { get; init; }

    /// <summary>Stop after so long. Without this and <see cref="MaxRequests"/> only cancellation ends it.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>The share of receipts among new entries; the others are sales.</summary>
    public double Receipts { get; init; } = 0.09;

    /// <summary>The share of sales that a till made while offline, and that may go below zero.</summary>
    public double Accepted { get; init; } = 0.02;

    /// <summary>The share of requests that send an old entry again.</summary>
    public double Replays { get; init; } = 0.06;

    /// <summary>The share of new entries that are sent twice at the same moment.</summary>
    public double Twins { get; init; } = 0.03;

    /// <summary>The share of requests that use an old id for something else.</summary>
    public double Conflicts { get; init; } = 0.03;

    /// <summary>The share of requests that send many entries at once.</summary>
    public double Bulks { get; init; } = 0.05;

    /// <summary>The most entries of such a request.</summary>
    public int BulkEntries { get; init; } = 20;

    /// <summary>True: a client ends when the server cannot be reached. False: it tries the same entry again until it is answered.</summary>
    public bool StopWhenUnreachable { get; init; }

    /// <summary>How long a client waits before it tries an unreachable server again.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(50);
}

/// <summary>What load was made.</summary>
/// <param name="Requests">HTTP requests sent.</param>
/// <param name="Posted">Entries answered with 201.</param>
/// <param name="Replayed">Entries answered with 200.</param>
/// <param name="Short">Entries refused for want of stock.</param>
/// <param name="Conflicts">Entries refused because their id stands for something else.</param>
/// <param name="OtherRefusals">Entries refused for another reason; none are expected.</param>
/// <param name="Unanswered">Requests that got no answer.</param>
/// <param name="Elapsed">How long it took.</param>
public sealed record LoadSummary(long Requests, long Posted, long Replayed, long Short, long Conflicts, long OtherRefusals, long Unanswered, TimeSpan Elapsed);
