using Bazaar.Simulator.Kiryana;

namespace Bazaar.Simulator.Shop;

/// <summary>How much of a product one customer takes, and how often a whole pack.</summary>
internal sealed class Habit
{
    // A whole carton is a wedding or a smaller shop buying; a tray of eggs is an ordinary family.
    private const double PackChance = 0.004;
    private const double TrayChance = 0.08;
    private const decimal DearestPack = 8000;

    private readonly (decimal Quantity, double Weight)[] _choices;
    private readonly double _weights;

    private Habit((decimal, double)[] choices, KiryanaProduct product)
    {
        _choices = choices;
        _weights = choices.Sum(c => c.Item2);
        var pack = product.Pack;
        PackProbability = pack switch
        {
            null => 0,
            { Name: "tray" } => TrayChance,
            _ when product.Price * pack.Size > DearestPack => 0,
            _ => PackChance,
        };
        var single = choices.Sum(c => (double)c.Item1 * c.Item2) / _weights;
        Mean = ((1 - PackProbability) * single) + (PackProbability * (double)(pack?.Size ?? 0));
    }

    /// <summary>The mean over all customers, packs included, in base units.</summary>
    public double Mean { get; }

    /// <summary>How likely a customer takes a whole pack.</summary>
    public double PackProbability { get; }

    public static Habit Of(KiryanaProduct product) => new(product.Loose ? Loose(product) : Pieces(product), product);

    public decimal Draw(SeededRandom random)
    {
        var at = random.Unit() * _weights;
        foreach (var (quantity, weight) in _choices)
        {
            at -= weight;
            if (at < 0)
            {
                return quantity;
            }
        }

        return _choices[^1].Quantity;
    }

    /// <summary>The smallest step a product is sold in: what the scale at the counter is used for.</summary>
    public static decimal Step(KiryanaProduct product) => product switch
    {
        { Loose: false } => 1m,
        { Price: >= 3000 } => 0.01m,
        { Price: >= 700 } => 0.05m,
        _ => 0.25m,
    };

    private static (decimal, double)[] Loose(KiryanaProduct product) => product switch
    {
        { Price: >= 3000 } => [(0.01m, 2), (0.02m, 4), (0.05m, 2)],
        { Price: >= 700, Category: "Produce & Nuts" } => [(0.1m, 2), (0.25m, 4), (0.5m, 1)],
        { Price: >= 700 } => [(0.05m, 3), (0.1m, 4), (0.25m, 2)],
        { Price: >= 450 } => [(0.25m, 5), (0.5m, 4), (1m, 1.5)],
        { Sku: "SUGAR" or "ATTA-LOOSE" } or { Category: "Flour & Rice", WeeklyDemand: > 10 } => [(0.5m, 1.5), (1m, 4), (2m, 2.5), (5m, 1.2)],
        { Unit: "l" } or { Category: "Produce & Nuts" } => [(0.5m, 3), (1m, 5), (1.5m, 1), (2m, 2)],
        _ => [(0.25m, 1.5), (0.5m, 4), (1m, 4), (2m, 0.6)],
    };

    private static (decimal, double)[] Pieces(KiryanaProduct product) => product switch
    {
        { Pack.Name: "tray" } => [(2m, 1), (4m, 2), (6m, 4), (12m, 4)],
        { Price: <= 10 } => [(1m, 1), (2m, 3), (4m, 2), (5m, 3), (10m, 1.5)],
        { Price: <= 30 } => [(1m, 4), (2m, 4), (3m, 2), (4m, 1), (6m, 0.4)],
        { Price: <= 100 } => [(1m, 6), (2m, 2.5), (3m, 0.8)],
        { Price: <= 400 } => [(1m, 8), (2m, 1.5)],
        _ => [(1m, 30), (2m, 1)],
    };
}
