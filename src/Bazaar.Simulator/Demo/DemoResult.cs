using Bazaar.Contracts;

namespace Bazaar.Simulator.Demo;

/// <summary>What the demo is doing.</summary>
public enum DemoStep
{
    /// <summary>Importing the catalogue.</summary>
    Catalogue,

    /// <summary>Setting reorder points and targets.</summary>
    Levels,

    /// <summary>Posting the trade.</summary>
    Trade,
}

/// <summary>How far the demo is.</summary>
/// <param name="Step">What it is doing.</param>
/// <param name="Done">How many of it are done.</param>
/// <param name="Total">How many there are.</param>
public sealed record DemoProgress(DemoStep Step, int Done, int Total);

/// <summary>What became of the demo.</summary>
public sealed record DemoResult
{
    /// <summary>True when the store had entries and nothing was changed.</summary>
    public bool AlreadyFilled { get; init; }

    /// <summary>True when the past that is there now is this demo's, and not somebody's own.</summary>
    public bool IsDemo { get; init; }

    /// <summary>Products with reorder points.</summary>
    public int Products { get; init; }

    /// <summary>Entries that stand, replays included, reversals not.</summary>
    public int Entries { get; init; }

    /// <summary>Reversals that stand.</summary>
    public int Reversals { get; init; }

    /// <summary>What the server would not take; empty unless something is wrong.</summary>
    public IReadOnlyList<Problem> Refused { get; init; } = [];

    /// <summary>One sentence for the person who asked for it.</summary>
    public required string Message { get; init; }

    /// <summary>Adds up stores, and says when something was refused.</summary>
    /// <param name="stores">The stores.</param>
    /// <param name="message">What became of them.</param>
    internal static DemoResult Of(IReadOnlyList<DemoStore> stores, string message)
    {
        var refused = stores.SelectMany(s => s.Refused).ToList();
        return new DemoResult
        {
            IsDemo = stores.All(s => s.IsDemo),
            Products = stores.Max(s => s.Simulation.Levels.Count),
            Entries = stores.Sum(s => s.Posted),
            Reversals = stores.Sum(s => s.Reversed),
            Refused = refused,
            Message = message + (refused.Count > 0 ? $" {refused.Count} were refused, the first because: {refused[0].Detail ?? refused[0].Code}" : ""),
        };
    }
}
