using Bazaar.Contracts;

namespace Bazaar.Simulator.Shop;

/// <summary>What leaves the shop without being sold: broken, spoiled, used at home, or gone without anybody writing it down.</summary>
internal sealed class Losses(Floor floor)
{
    private const double DamagesPerDay = 0.9;
    private const double TheftsPerDay = 2.2;
    private const double SpillsPerDay = 1.2;
    private const double OwnUsePerDay = 0.45;

    private const double RottenChance = 0.4;

    private static readonly string[] Kitchen = ["MILK-LOOSE", "EGG", "SUGAR", "CHAI-TAPAL-190", "DAHI-LOOSE", "ATTA-LOOSE", "PYAZ", "ALOO", "DAL-CHANA"];

    public void Plan(DateOnly day)
    {
        var random = floor.Random("losses", day);
        floor.Agenda.At(floor.Time(random, day, (TradeCalendar.OpensAt * 60) + 2, 12), now => RemoveExpired(now, day, random));
        var minutes = (TradeCalendar.ClosesAt - TradeCalendar.OpensAt) * 60;
        Repeat(random.Poisson(DamagesPerDay * floor.Plan.Size), () => floor.Agenda.At(floor.Time(random, day, TradeCalendar.OpensAt * 60, minutes), now => Damage(now, random)));
        Repeat(random.Poisson(TheftsPerDay * floor.Plan.Size), () => floor.Agenda.At(floor.Time(random, day, TradeCalendar.OpensAt * 60, minutes), _ => Steal(random)));
        Repeat(random.Poisson(SpillsPerDay * floor.Plan.Size), () => floor.Agenda.At(floor.Time(random, day, TradeCalendar.OpensAt * 60, minutes), _ => Spill(random)));
        if (random.Chance(OwnUsePerDay))
        {
            floor.Agenda.At(floor.Time(random, day, 22 * 60, 50), now => TakeHome(now, random));
        }
    }

    private static void Repeat(int times, Action action)
    {
        for (var i = 0; i < times; i++)
        {
            action();
        }
    }

    private void RemoveExpired(DateTimeOffset now, DateOnly today, SeededRandom random)
    {
        var spoiled = new List<Goods>();
        foreach (var shelf in floor.Shelves)
        {
            var rotten = shelf.Product is { Loose: true, ShelfLifeDays: > 5 and < 30 } && random.Chance(RottenChance) ? random.Between(1, 3) * 0.25m : 0;
            var quantity = Math.Min(Math.Max(rotten, shelf.Expired(today)), shelf.Available);
            if (quantity > 0 && !Supplier.Of(shelf.Product).TakesBackUnsold)
            {
                shelf.Take(quantity);
                spoiled.Add(Plain(shelf, quantity));
            }
        }

        if (spoiled.Count > 0)
        {
            floor.Desk.Post(now, new MovementRequest { Type = "removal", Reason = "expired" }, spoiled);
        }
    }

    private void Damage(DateTimeOffset now, SeededRandom random)
    {
        var shelf = ByDemand(random, floor.Shelves);
        var quantity = Math.Min(Few(shelf, random), shelf.Available);
        if (quantity > 0)
        {
            shelf.Take(quantity);
            floor.Desk.Post(now, new MovementRequest { Type = "removal", Reason = "damaged" }, [Plain(shelf, quantity)]);
        }
    }

    private void TakeHome(DateTimeOffset now, SeededRandom random)
    {
        var shelf = floor[random.Pick(Kitchen)];
        var quantity = shelf.Product.Sku == "EGG" ? 6m : 1m;
        if (quantity <= shelf.Available)
        {
            shelf.Take(quantity);
            floor.Desk.Post(now, new MovementRequest { Type = "removal", Reason = "ownUse", Note = "For the house" }, [Plain(shelf, quantity)]);
        }
    }

    private void Steal(SeededRandom random)
    {
        // What fits into a pocket or a school bag.
        var shelf = ByDemand(random, [.. floor.Shelves.Where(s => s.Product is { Loose: false, Price: >= 20 and <= 450, ShelfLifeDays: null or > 6 })]);
        shelf.Steal(Math.Min(random.Between(1, 3), shelf.OnShelf));
    }

    private void Spill(SeededRandom random)
    {
        // A generous hand at the scale, a torn bag.
        var shelf = ByDemand(random, [.. floor.Shelves.Where(s => s.Product is { Loose: true, Price: < 1000 })]);
        shelf.Steal(Math.Min(random.Between(1, 6) * 0.05m, shelf.OnShelf));
    }

    private static decimal Few(Shelf shelf, SeededRandom random) => shelf.Product switch
    {
        { Loose: true } p => Habit.Step(p) * random.Between(1, 3),
        { Pack.Name: "tray" } => random.Between(1, 6),
        _ => random.Between(1, 2),
    };

    private static Shelf ByDemand(SeededRandom random, IReadOnlyList<Shelf> shelves)
    {
        var at = random.Unit() * shelves.Sum(s => s.DailyDemand / s.Habit.Mean);
        foreach (var shelf in shelves)
        {
            at -= shelf.DailyDemand / shelf.Habit.Mean;
            if (at < 0)
            {
                return shelf;
            }
        }

        return shelves[^1];
    }

    private static Goods Plain(Shelf shelf, decimal quantity) => new(shelf, quantity, new MovementLineRequest { Sku = shelf.Product.Sku, Quantity = quantity });
}
