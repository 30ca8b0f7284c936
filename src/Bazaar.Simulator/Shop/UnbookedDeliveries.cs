using Bazaar.Contracts;

namespace Bazaar.Simulator.Shop;

/// <summary>
/// Twice in a run the invoice lies in a drawer while the goods are sold: the till, offline at that hour, sells what the book
/// does not have. The first invoice is entered the same evening; the last one not before the run ends, so that one product
/// is still below zero and somebody has to find out why.
/// </summary>
internal sealed class UnbookedDeliveries(Floor floor, Counting counts)
{
    private const decimal Scarce = 6;

    private bool _enteredLate;
    private bool _neverEntered;

    /// <summary>True when this delivery's invoice is not entered now.</summary>
    public bool Keep(DateTimeOffset now, DateOnly day, Supplier supplier, MovementRequest draft, Goods[] brought, SeededRandom random)
    {
        var index = day.DayNumber - floor.Plan.FirstDay.DayNumber;
        var last = index >= floor.Plan.Days - 2;
        if (last ? _neverEntered : _enteredLate || index < floor.Plan.Days / 3)
        {
            return false;
        }

        // The scarcest product of the delivery; tonight's count and tomorrow's van must not cover the traces.
        var scarcest = brought.Where(g => !g.Shelf.Product.Loose && g.Shelf.OnBook is >= 0 and <= Scarce && g.Quantity > 2 && g.Shelf.Product.Category != counts.CategoryOf(day))
            .OrderBy(g => g.Shelf.OnBook).FirstOrDefault();
        if (scarcest is null || brought.Length < 2 || supplier.Days.Contains(day.AddDays(1).DayOfWeek))
        {
            return false;
        }

        floor.Agenda.At(now.AddMinutes(random.Between(90, 180)), time => SellOffline(time, scarcest.Shelf, random));
        if (last)
        {
            return _neverEntered = true;
        }

        var late = draft with { OccurredAt = now, Note = "Invoice found in the drawer, entered in the evening" };
        floor.Agenda.At(floor.Time(random, day, (21 * 60) + 20, 40), evening => floor.Desk.Post(evening, late, brought));
        return _enteredLate = true;
    }

    private void SellOffline(DateTimeOffset now, Shelf shelf, SeededRandom random)
    {
        var quantity = Math.Min(Math.Max(0, shelf.OnBook) + random.Between(1, 2), shelf.OnShelf);
        shelf.Take(quantity);
        var line = new MovementLineRequest { Sku = shelf.Product.Sku, Quantity = quantity, UnitPrice = shelf.Product.Price };
        var sale = new MovementRequest { Type = "sale", OccurredAt = now, OnShortage = "accept", Reference = "T2-OFFLINE", Note = "Till 2 was offline" };
        floor.Agenda.At(now.AddMinutes(random.Between(15, 40)), later => floor.Desk.Post(later, sale, [new Goods(shelf, quantity, line)]));
    }
}
