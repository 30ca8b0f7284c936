using Bazaar.Simulator.Kiryana;

namespace Bazaar.Simulator.Shop;

/// <summary>When a shop orders a product, and up to what.</summary>
/// <param name="ReorderPoint">It orders when on hand is at or below this.</param>
/// <param name="TargetLevel">It orders up to this.</param>
public sealed record StockLevels(decimal ReorderPoint, decimal TargetLevel)
{
    // Slower than this, a full pack would be money asleep on the shelf; the wholesaler opens one.
    private const double LongestPackDays = 35;
    private const double FreshDays = 6;
    private const double CoverDays = 12;

    /// <summary>The levels of a shop that sells <paramref name="dailyDemand"/> base units on a mean day.</summary>
    internal static StockLevels For(KiryanaProduct product, double dailyDemand)
    {
        var gap = Supplier.Of(product).LongestGapDays;
        var step = !product.Loose ? 1m : dailyDemand > 0.5 ? 0.5m : Math.Max(0.1m, Habit.Step(product));
        if (product.ShelfLifeDays <= FreshDays)
        {
            // Fresh goods come every day or two: enough for a good day, little enough to be gone before they spoil.
            var reorder = RoundUp(dailyDemand * gap * 1.15, step);
            return new StockLevels(reorder, Math.Max(reorder + step, RoundUp(dailyDemand * gap * 1.4, step)));
        }

        // Until the next van, with a fifth more for a busy week, and what one customer may want at once.
        var point = RoundUp((dailyDemand * ((gap * 1.2) + 0.5)) + Habit.Of(product).Mean, step);
        var cover = Math.Min(CoverDays, (product.ShelfLifeDays ?? 365) * 0.3);
        var target = RoundUp((double)point + (dailyDemand * Math.Max(gap, cover)), step);
        var pack = BuysPacks(product, dailyDemand) ? product.Pack!.Size : 0;
        return new StockLevels(point, Math.Max(target, point + Math.Max(step, pack)));
    }

    /// <summary>True when a whole pack sells in reasonable time, and before it spoils.</summary>
    internal static bool BuysPacks(KiryanaProduct product, double dailyDemand) => product.Pack is { } pack
        && (double)pack.Size <= dailyDemand * Math.Min(LongestPackDays, (product.ShelfLifeDays ?? 365) * 0.4);

    private static decimal RoundUp(double quantity, decimal step) => Math.Ceiling((decimal)quantity / step) * step;
}
