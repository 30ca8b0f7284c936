using Bazaar.Simulator.Kiryana;

namespace Bazaar.Simulator.Shop;

/// <summary>
/// A corner grocery that trades for some days: opening stock, customers by hour and weekday, deliveries, damage, expiry,
/// theft, counts, returns, mistakes, facts learned late. Everything follows from the arguments.
/// </summary>
public sealed class ShopSimulation
{
    // The catalogue speaks of a small shop; this one stands at a busy corner.
    private const double CatalogueTrade = 2.1;

    private readonly long _seed;

    /// <summary>Plans a shop.</summary>
    /// <param name="seed">The same seed gives the same shop, byte for byte; every store of a seed is a shop of its own.</param>
    /// <param name="firstDay">The day of the opening stock, on the shop's calendar.</param>
    /// <param name="days">How many days it trades.</param>
    /// <param name="store">The store's code.</param>
    /// <param name="size">Trade against a busy corner shop of some 180 receipts a day.</param>
    /// <param name="timeZone">Its time zone; Asia/Karachi when null.</param>
    /// <param name="catalogue">What it sells at what price; the catalogue as it comes when null.</param>
    public ShopSimulation(long seed, DateOnly firstDay, int days, string store = "SHOP", double size = 1, TimeZoneInfo? timeZone = null, KiryanaCatalogue? catalogue = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(days, 1);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        (_seed, FirstDay, Days, Store, Size) = (seed, firstDay, days, store, size);
        TimeZone = timeZone ?? TimeZoneInfo.FindSystemTimeZoneById("Asia/Karachi");
        Catalogue = catalogue ?? KiryanaCatalogue.Load();
        Levels = Catalogue.Products.ToDictionary(p => p.Sku, p => StockLevels.For(p, PlannedDailyDemand(p)), StringComparer.Ordinal);
    }

    /// <summary>The first day of trade.</summary>
    public DateOnly FirstDay { get; }

    /// <summary>How many days it trades.</summary>
    public int Days { get; }

    /// <summary>The store's code.</summary>
    public string Store { get; }

    /// <summary>The shop's clock.</summary>
    public TimeZoneInfo TimeZone { get; }

    /// <summary>What it sells.</summary>
    public KiryanaCatalogue Catalogue { get; }

    /// <summary>When it orders each product, and up to what; by SKU.</summary>
    public IReadOnlyDictionary<string, StockLevels> Levels { get; }

    /// <summary>The last day a supplier's van comes; null: they keep coming.</summary>
    public DateOnly? LastDelivery { get; init; }

    internal double Size { get; }

    /// <summary>Opens the shop. Each run starts from the beginning and does the same.</summary>
    public ShopRun Start() => new(this);

    /// <summary>Base units on a mean day of the year.</summary>
    internal double DailyDemand(KiryanaProduct product) => product.WeeklyDemand / 7 * Size * CatalogueTrade;

    internal SeededRandom Random(params ReadOnlySpan<string> purpose) => new(_seed, [Store.ToUpperInvariant(), FirstDay.ToString("yyyy-MM-dd"), .. purpose]);

    /// <summary>What the shopkeeper reckons with: more than the mean of the days to come, less than the best of them.</summary>
    internal double PlannedDailyDemand(KiryanaProduct product)
    {
        var factors = Enumerable.Range(0, Days).Select(d => TradeCalendar.SeasonFactor(product.Season, FirstDay.AddDays(d))).ToArray();
        return DailyDemand(product) * (factors.Average() + factors.Max()) / 2;
    }
}
