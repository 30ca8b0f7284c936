namespace Bazaar.Simulator.Shop;

/// <summary>What everybody who works in the simulated shop shares.</summary>
internal sealed class Floor(ShopSimulation plan, IReadOnlyList<Shelf> shelves, Agenda agenda, Desk desk)
{
    private readonly Dictionary<string, Shelf> _bySku = shelves.ToDictionary(s => s.Product.Sku, StringComparer.Ordinal);

    public ShopSimulation Plan { get; } = plan;

    public IReadOnlyList<Shelf> Shelves { get; } = shelves;

    public Agenda Agenda { get; } = agenda;

    public Desk Desk { get; } = desk;

    /// <summary>What was sold lately, newest last: customers bring things back.</summary>
    public List<SoldItem> SoldLately { get; } = [];

    public Shelf this[string sku] => _bySku[sku];

    public SeededRandom Random(string purpose, DateOnly? day = null) => Plan.Random(purpose, day is { } d ? d.ToString("yyyy-MM-dd") : "");

    /// <summary>A time of that day on the shop's own clock.</summary>
    public DateTimeOffset Time(DateOnly day, int hour, int minute = 0, int second = 0)
    {
        var local = day.ToDateTime(new TimeOnly(hour, minute, second));
        return new DateTimeOffset(local, Plan.TimeZone.GetUtcOffset(local));
    }

    /// <summary>Some time from <paramref name="firstMinute"/> on, <paramref name="minutes"/> wide; minutes count from midnight.</summary>
    public DateTimeOffset Time(SeededRandom random, DateOnly day, int firstMinute, int minutes)
    {
        var second = (firstMinute * 60) + random.Below(minutes * 60);
        return Time(day, second / 3600, second / 60 % 60, second % 60);
    }
}

/// <summary>Something a customer took home.</summary>
internal sealed record SoldItem(string Receipt, DateOnly Day, Shelf Shelf, decimal Quantity, decimal UnitPrice);
