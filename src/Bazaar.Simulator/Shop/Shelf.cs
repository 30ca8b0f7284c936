using Bazaar.Simulator.Kiryana;

namespace Bazaar.Simulator.Shop;

/// <summary>One product in the shop: what is really there, and what the book says.</summary>
internal sealed class Shelf(KiryanaProduct product, StockLevels levels, double dailyDemand)
{
    // Oldest first: that is how goods are put on a shelf, and how they leave it.
    private readonly List<(DateOnly? Expires, decimal Quantity)> _lots = [];

    public KiryanaProduct Product { get; } = product;

    public StockLevels Levels { get; } = levels;

    /// <summary>Base units on a mean day.</summary>
    public double DailyDemand { get; } = dailyDemand;

    public Habit Habit { get; } = Habit.Of(product);

    /// <summary>What is really there.</summary>
    public decimal OnShelf { get; private set; }

    /// <summary>What the ledger must say: the sum of what was posted, by the ledger's own rules.</summary>
    public decimal OnBook { get; private set; }

    /// <summary>What left the shelf and was never written down.</summary>
    public decimal Stolen { get; private set; }

    /// <summary>What is paid for a base unit now, against the catalogue's cost.</summary>
    public double CostDrift { get; set; } = 1;

    /// <summary>What can be sold without the till refusing.</summary>
    public decimal Available => Math.Max(0, Math.Min(OnShelf, OnBook));

    private DateTimeOffset? LastCountAt { get; set; }

    public void Put(decimal quantity, DateOnly? expires)
    {
        _lots.Add((expires, quantity));
        _lots.Sort((a, b) => (a.Expires ?? DateOnly.MaxValue).CompareTo(b.Expires ?? DateOnly.MaxValue));
        OnShelf += quantity;
    }

    public void Take(decimal quantity)
    {
        if (quantity > OnShelf)
        {
            throw new InvalidOperationException($"Nobody can take {quantity} of {Product.Sku} from a shelf with {OnShelf}.");
        }

        OnShelf -= quantity;
        while (quantity > 0)
        {
            var (expires, lot) = _lots[0];
            if (lot > quantity)
            {
                _lots[0] = (expires, lot - quantity);
                return;
            }

            quantity -= lot;
            _lots.RemoveAt(0);
        }
    }

    public void Steal(decimal quantity)
    {
        Take(quantity);
        Stolen += quantity;
    }

    /// <summary>What must not be sold from that morning on.</summary>
    public decimal Expired(DateOnly today) => _lots.Where(l => l.Expires <= today).Sum(l => l.Quantity);

    /// <summary>Posts a fact to the book. A fact from before the last count was already seen by it and moves nothing.</summary>
    public void Book(decimal change, DateTimeOffset occurredAt)
    {
        if (!(occurredAt < LastCountAt))
        {
            OnBook += change;
        }
    }

    /// <summary>The book says what is there.</summary>
    public void Count(DateTimeOffset at)
    {
        OnBook = OnShelf;
        LastCountAt = at;
    }
}
