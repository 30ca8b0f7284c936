using Bazaar.Contracts;

namespace Bazaar.Simulator.Shop;

/// <summary>The suppliers' vans: each on its weekdays, bringing what the book says is at or below its reorder point, up to target.</summary>
internal sealed class Deliveries(Floor floor, Counting counts)
{
    private const double VanStaysAway = 0.02;
    private const double OutOfStockAtSupplier = 0.04;
    private const double TwiceAsMuch = 0.008;
    private const double NewPriceList = 0.06;

    private readonly UnbookedDeliveries _unbooked = new(floor, counts);

    public void Plan(DateOnly day)
    {
        if (day > floor.Plan.LastDelivery)
        {
            return;
        }

        var random = floor.Random("deliveries", day);
        foreach (var supplier in Supplier.All.Where(s => s.Days.Contains(day.DayOfWeek)))
        {
            var time = floor.Time(random, day, supplier.Hour * 60, 50);
            if (supplier.LongestGapDays == 1 || !random.Chance(VanStaysAway))
            {
                if (supplier.TakesBackUnsold)
                {
                    floor.Agenda.At(time.AddMinutes(-3), now => TakeBack(now, day, supplier));
                }

                floor.Agenda.At(time, now => Arrive(now, day, supplier, random));
            }
        }
    }

    private void Arrive(DateTimeOffset now, DateOnly day, Supplier supplier, SeededRandom random)
    {
        var brought = Shelves(supplier).Where(s => s.OnBook <= s.Levels.ReorderPoint && !random.Chance(OutOfStockAtSupplier))
            .Select(s => Order(s, random)).ToArray();
        if (brought.Length == 0)
        {
            return;
        }

        var draft = new MovementRequest { Type = "stockIn", Supplier = supplier.Code, Reference = $"INV-{supplier.Code[..3]}-{day:yyMMdd}" };
        var unbooked = _unbooked.Keep(now, day, supplier, draft, brought, random);
        foreach (var g in brought)
        {
            // Goods do not come straight from the factory: a tenth of their life is gone at the door.
            g.Shelf.Put(g.Quantity, g.Shelf.Product.ShelfLifeDays is { } life ? day.AddDays(life - (life / 10)) : null);
        }

        if (!unbooked)
        {
            floor.Desk.Post(now, draft, brought);
        }
    }

    private void TakeBack(DateTimeOffset now, DateOnly day, Supplier supplier)
    {
        var unsold = new List<Goods>();
        foreach (var shelf in Shelves(supplier))
        {
            var quantity = Math.Min(shelf.Expired(day), shelf.Available);
            if (quantity > 0)
            {
                shelf.Take(quantity);
                unsold.Add(new Goods(shelf, quantity, new MovementLineRequest { Sku = shelf.Product.Sku, Quantity = quantity }));
            }
        }

        if (unsold.Count > 0)
        {
            floor.Desk.Post(now, new MovementRequest { Type = "supplierReturn", Supplier = supplier.Code, Note = "Unsold, taken back" }, unsold);
        }
    }

    private IEnumerable<Shelf> Shelves(Supplier supplier) => floor.Shelves.Where(s => Supplier.Of(s.Product) == supplier);

    private static Goods Order(Shelf shelf, SeededRandom random)
    {
        var product = shelf.Product;
        var cost = Cost(shelf, random);
        var missing = (shelf.Levels.TargetLevel - shelf.OnBook) * (random.Chance(TwiceAsMuch) ? 2 : 1);
        if (StockLevels.BuysPacks(product, shelf.DailyDemand))
        {
            var packs = Math.Max(1, Math.Floor(missing / product.Pack!.Size));
            var packCost = RoundCost(cost * product.Pack.Size);
            return new Goods(shelf, packs * product.Pack.Size, new MovementLineRequest { Sku = product.Sku, Quantity = packs, Pack = product.Pack.Name, UnitCost = packCost });
        }

        var step = product.Loose ? Habit.Step(product) : 1m;
        var quantity = Math.Ceiling(missing / step) * step;
        return new Goods(shelf, quantity, new MovementLineRequest { Sku = product.Sku, Quantity = quantity, UnitCost = RoundCost(cost) });
    }

    // The market has a new price for loose goods every morning; a brand sends a new list now and then.
    private static decimal Cost(Shelf shelf, SeededRandom random)
    {
        var change = shelf.Product.Loose ? 0.0004 + (0.006 * random.Bell()) : random.Chance(NewPriceList) ? 0.003 + (0.01 * random.Bell()) : 0;
        shelf.CostDrift = Math.Clamp(shelf.CostDrift * (1 + change), 0.965, 1.025);
        return shelf.Product.Cost * (decimal)shelf.CostDrift;
    }

    /// <summary>As invoices have it: whole rupees where it is much, five paisa where it is little.</summary>
    internal static decimal RoundCost(decimal cost)
    {
        var step = cost >= 200 ? 1m : cost >= 50 ? 0.5m : 0.05m;
        return Math.Round(cost / step, MidpointRounding.AwayFromZero) * step;
    }
}
