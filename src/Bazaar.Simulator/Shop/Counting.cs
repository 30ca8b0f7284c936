using Bazaar.Contracts;

namespace Bazaar.Simulator.Shop;

/// <summary>Twice a week, after closing, one category is counted: the next in a fixed round.</summary>
internal sealed class Counting
{
    private readonly Floor _floor;
    private readonly string[] _round;

    public Counting(Floor floor)
    {
        _floor = floor;
        _round = [.. floor.Shelves.Select(s => s.Product.Category).Distinct(StringComparer.Ordinal)];
        floor.Random("counting").Shuffle(_round);
    }

    /// <summary>The category that is counted that night, if any.</summary>
    public string? CategoryOf(DateOnly day)
    {
        // Sunday and Wednesday nights; two counts a week since the Sunday before the first day.
        var nth = day.DayOfWeek switch { DayOfWeek.Sunday => 0, DayOfWeek.Wednesday => 1, _ => -1 };
        var weeks = (day.DayNumber - _floor.Plan.FirstDay.DayNumber + (int)_floor.Plan.FirstDay.DayOfWeek) / 7;
        return nth < 0 ? null : _round[((weeks * 2) + nth) % _round.Length];
    }

    public void Plan(DateOnly day)
    {
        if (CategoryOf(day) is not { } category)
        {
            return;
        }

        _floor.Agenda.At(_floor.Time(_floor.Random("count", day), day, (TradeCalendar.ClosesAt * 60) + 8, 25), now =>
        {
            var goods = _floor.Shelves.Where(s => s.Product.Category == category)
                .Select(s => new Goods(s, s.OnShelf, new MovementLineRequest { Sku = s.Product.Sku, Counted = s.OnShelf })).ToArray();
            _floor.Desk.Post(now, new MovementRequest { Type = "count", Note = $"Night count: {category}" }, goods);
        });
    }
}
