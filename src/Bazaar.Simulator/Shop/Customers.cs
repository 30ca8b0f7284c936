using Bazaar.Contracts;

namespace Bazaar.Simulator.Shop;

/// <summary>The people who buy: at the till, on credit written down the next morning, and now and then rung up twice.</summary>
internal sealed class Customers(Floor floor, Counting counts)
{
    private const double OnCredit = 0.007;
    private const double RungUpTwice = 0.002;
    private const double ByBarcode = 0.4;
    private const double Bargained = 0.02;
    private const double MayComeBack = 0.05;
    private const int EveningStarts = 18;

    private int _receipts;
    private int _credits;

    public void Plan(DateOnly day)
    {
        var random = floor.Random("customers", day);
        var demand = new DayDemand(floor, day, random);
        for (var n = random.Poisson(demand.Receipts); n > 0; n--)
        {
            floor.Agenda.At(demand.ArrivalTime(floor, day, random), now => Serve(now, day, demand, random));
        }
    }

    private void Serve(DateTimeOffset now, DateOnly day, DayDemand demand, SeededRandom random)
    {
        var onCredit = now.Hour >= EveningStarts && random.Chance(counts.CategoryOf(day) is null ? OnCredit : OnCredit * 2);
        var goods = Basket(now, demand, random, onCredit ? counts.CategoryOf(day) : null);
        if (goods.Count == 0)
        {
            return;
        }

        foreach (var g in goods)
        {
            g.Shelf.Take(g.Quantity);
        }

        if (onCredit)
        {
            WriteDownTomorrow(now, day, goods, random);
            return;
        }

        var till = now.Hour is 12 or 13 or >= 18 and <= 20 && random.Chance(0.3) ? 2 : 1;
        var sale = new MovementRequest { Type = "sale", Reference = $"T{till}-{++_receipts:D6}" };
        floor.Desk.Post(now, sale, goods);
        Remember(sale.Reference, day, goods, random);
        if (now.Hour < 21 && random.Chance(RungUpTwice))
        {
            floor.Agenda.At(now.AddSeconds(random.Between(40, 90)), again => RingUpAgain(again, sale, goods, random));
        }
    }

    private List<Goods> Basket(DateTimeOffset now, DayDemand demand, SeededRandom random, string? category)
    {
        var goods = new List<Goods>();
        var wanted = demand.BasketLines(random);
        if (category is not null)
        {
            // What is counted tonight: tomorrow's entry must be recognised as seen by the count.
            Add(goods, random.Pick([.. floor.Shelves.Where(s => s.Product.Category == category)]), random);
        }

        // Somebody who does not find a thing may think of another, once or twice.
        for (var tries = wanted + 2; tries > 0 && goods.Count < wanted; tries--)
        {
            Add(goods, demand.Pick(random, now.Hour), random);
        }

        return goods;
    }

    private static void Add(List<Goods> goods, Shelf shelf, SeededRandom random)
    {
        if (!goods.Exists(g => g.Shelf == shelf) && Take(shelf, random) is { } some)
        {
            goods.Add(some);
        }
    }

    private static Goods? Take(Shelf shelf, SeededRandom random)
    {
        var product = shelf.Product;
        if (random.Chance(shelf.Habit.PackProbability) && product.Pack is { } pack && pack.Size <= shelf.Available)
        {
            return WholePack(shelf, random);
        }

        var step = Habit.Step(product);
        var quantity = Math.Min(shelf.Habit.Draw(random), Math.Floor(shelf.Available / step) * step);
        if (quantity <= 0)
        {
            return null;
        }

        var scanned = product.Barcode is not null && random.Chance(ByBarcode);
        return new Goods(shelf, quantity, new MovementLineRequest
        {
            Sku = scanned ? null : product.Sku,
            Barcode = scanned ? product.Barcode : null,
            Quantity = quantity,
            UnitPrice = product.Price >= 100 && random.Chance(Bargained) ? Math.Floor(product.Price * 0.97m / 5) * 5 : null,
        });
    }

    private static Goods WholePack(Shelf shelf, SeededRandom random)
    {
        var (product, pack) = (shelf.Product, shelf.Product.Pack!);
        var line = pack.Barcode is not null && random.Chance(ByBarcode)
            ? new MovementLineRequest { Barcode = pack.Barcode, Quantity = 1 }
            : new MovementLineRequest { Sku = product.Sku, Quantity = 1, Pack = pack.Name, UnitPrice = Math.Floor(product.Price * pack.Size * 0.98m / 5) * 5 };
        return new Goods(shelf, pack.Size, line);
    }

    private void WriteDownTomorrow(DateTimeOffset now, DateOnly day, List<Goods> goods, SeededRandom random)
    {
        var sale = new MovementRequest
        {
            Type = "sale",
            OccurredAt = now,
            OnShortage = "accept",
            Reference = $"KHATA-{++_credits:D4}",
            Note = "From the credit book, entered the next morning",
        };
        floor.Agenda.At(floor.Time(random, day.AddDays(1), (TradeCalendar.OpensAt * 60) + 5, 45), morning => floor.Desk.Post(morning, sale, goods));
    }

    private void RingUpAgain(DateTimeOffset now, MovementRequest sale, List<Goods> goods, SeededRandom random)
    {
        if (goods.Exists(g => g.Quantity > g.Shelf.OnBook))
        {
            return;
        }

        var mistake = floor.Desk.PostByMistake(now, sale, goods);
        floor.Agenda.At(now.AddMinutes(random.Between(2, 8)), later => floor.Desk.Reverse(later, mistake, "Rung up twice"));
    }

    private void Remember(string receipt, DateOnly day, List<Goods> goods, SeededRandom random)
    {
        foreach (var g in goods)
        {
            if (g.Shelf.Product is { Loose: false, Price: >= 50, ShelfLifeDays: null or >= 30 } product && g.Line.Pack is null && g.Quantity < 4 && random.Chance(MayComeBack))
            {
                floor.SoldLately.Add(new SoldItem(receipt, day, g.Shelf, 1, g.Line.UnitPrice ?? product.Price));
            }
        }
    }
}
