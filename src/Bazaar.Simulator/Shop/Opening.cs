using Bazaar.Contracts;

namespace Bazaar.Simulator.Shop;

/// <summary>The stock the shop opens with, one entry per category, before the doors open on the first day.</summary>
internal sealed class Opening(Floor floor)
{
    // Every shop has a few bargains it bought too much of.
    private const double BargainChance = 0.02;

    public void Plan()
    {
        var random = floor.Random("opening");
        var minute = 5 * 60;
        foreach (var category in floor.Shelves.GroupBy(s => s.Product.Category))
        {
            var shelves = category.ToArray();
            floor.Agenda.At(floor.Time(random, floor.Plan.FirstDay, minute, 6), now => Post(now, category.Key, shelves, random));
            minute += 7;
        }
    }

    private void Post(DateTimeOffset now, string category, Shelf[] shelves, SeededRandom random)
    {
        var goods = shelves.Select(s => Stock(s, random)).ToArray();
        floor.Desk.Post(now, new MovementRequest { Type = "opening", Note = $"Opening stock: {category}" }, goods);
    }

    private Goods Stock(Shelf shelf, SeededRandom random)
    {
        var (product, levels) = (shelf.Product, shelf.Levels);
        var part = (decimal)random.Unit();
        var step = product.Loose ? Habit.Step(product) : 1m;
        var wanted = levels.ReorderPoint + ((levels.TargetLevel - levels.ReorderPoint) * part);
        if (product.ShelfLifeDays is null or > 200 && random.Chance(BargainChance))
        {
            wanted = levels.TargetLevel * 1.7m;
        }

        var quantity = Math.Max(step, Math.Floor(wanted / step) * step);
        DateOnly? expires = product.ShelfLifeDays is { } days
            ? floor.Plan.FirstDay.AddDays(days <= 6 ? days - random.Below(2) : Math.Max(7, (int)(days * (0.35 + (0.6 * random.Unit())))))
            : null;
        shelf.Put(quantity, expires);
        shelf.CostDrift = 0.985 + (0.015 * random.Unit());
        var cost = Deliveries.RoundCost(product.Cost * (decimal)shelf.CostDrift);
        return new Goods(shelf, quantity, new MovementLineRequest { Sku = product.Sku, Quantity = quantity, UnitCost = cost });
    }
}
