namespace Bazaar.Simulator.Demo;

/// <summary>One store of a demo: what it is called, and how it has traded.</summary>
internal sealed record DemoStorePlan
{
    public required string Code { get; init; }

    public required string Name { get; init; }

    public required string City { get; init; }

    public required string Region { get; init; }

    /// <summary>Trade against a busy corner shop of some 180 receipts a day.</summary>
    public double Size { get; init; } = 1;

    /// <summary>Its prices against the catalogue's.</summary>
    public decimal PriceLevel { get; init; } = 1;

    /// <summary>How many days of trade, today included.</summary>
    public required int Days { get; init; }

    /// <summary>Days since it was last heard of; 0: it trades.</summary>
    public int SilentDays { get; init; }

    /// <summary>Days since a supplier's van last came; 0: they come.</summary>
    public int UnsuppliedDays { get; init; }

    /// <summary>True when it shut its doors after its last day.</summary>
    public bool Closed { get; init; }
}
