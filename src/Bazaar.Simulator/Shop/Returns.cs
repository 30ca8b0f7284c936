using Bazaar.Contracts;

namespace Bazaar.Simulator.Shop;

/// <summary>Customers who bring something back within a few days.</summary>
internal sealed class Returns(Floor floor)
{
    private const double PerDay = 0.6;
    private const int LongestDays = 3;

    public void Plan(DateOnly day)
    {
        var random = floor.Random("returns", day);
        floor.SoldLately.RemoveAll(s => s.Day < day.AddDays(-LongestDays));
        for (var n = random.Poisson(PerDay * floor.Plan.Size); n > 0; n--)
        {
            floor.Agenda.At(floor.Time(random, day, 9 * 60, 12 * 60), now => BringBack(now, day, random));
        }
    }

    private void BringBack(DateTimeOffset now, DateOnly day, SeededRandom random)
    {
        // The same evening nobody has opened the bag yet.
        var candidates = floor.SoldLately.Where(s => s.Day < day).ToList();
        if (candidates.Count == 0)
        {
            return;
        }

        var item = random.Pick(candidates);
        floor.SoldLately.Remove(item);
        item.Shelf.Put(item.Quantity, item.Shelf.Product.ShelfLifeDays is { } days ? day.AddDays(days / 2) : null);
        var line = new MovementLineRequest { Sku = item.Shelf.Product.Sku, Quantity = item.Quantity, UnitPrice = item.UnitPrice };
        floor.Desk.Post(now, new MovementRequest { Type = "customerReturn", Reference = item.Receipt, Note = "Brought back unopened" }, [new Goods(item.Shelf, item.Quantity, line)]);
    }
}
