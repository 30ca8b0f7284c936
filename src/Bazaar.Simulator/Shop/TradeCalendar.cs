using System.Globalization;
using Bazaar.Simulator.Kiryana;

namespace Bazaar.Simulator.Shop;

/// <summary>How trade swings with the hour, the weekday, the month and the year.</summary>
internal static class TradeCalendar
{
    public const int OpensAt = 8;
    public const int ClosesAt = 23;

    // January first. Each row's mean is 1, so that a year sells what its weeks promise.
    private static readonly double[] Summer = [0.6, 0.65, 0.9, 1.15, 1.35, 1.45, 1.4, 1.3, 1.15, 0.95, 0.6, 0.5];
    private static readonly double[] Winter = [1.4, 1.3, 1.05, 0.85, 0.75, 0.7, 0.7, 0.75, 0.85, 1.05, 1.25, 1.35];

    // 08:00 first: a peak before lunch, the great one between work and dinner.
    private static readonly double[] Hours = [0.045, 0.05, 0.055, 0.06, 0.09, 0.085, 0.06, 0.045, 0.05, 0.065, 0.10, 0.105, 0.095, 0.06, 0.035];

    // Friday prayer empties the street between half past twelve and half past two.
    private static readonly double[] Friday = [1, 1.05, 1.1, 1.2, 0.7, 0.15, 0.75, 1.2, 1.15, 1.05, 1, 1, 1, 1, 1];

    // People shop before they break the fast, are at table at sunset, and come again at night.
    private static readonly double[] Fasting = [0.6, 0.7, 0.8, 0.8, 0.65, 0.65, 0.9, 1.5, 1.9, 1.7, 0.5, 0.7, 1.3, 1.5, 1.6];

    private static readonly HijriCalendar Hijri = new() { HijriAdjustment = 0 };

    public static double SeasonFactor(Season season, DateOnly date) => season switch
    {
        Season.Summer => Summer[date.Month - 1],
        Season.Winter => Winter[date.Month - 1],
        Season.Ramadan when IsRamadan(date) => 1.8,
        Season.Ramadan when IsRamadan(date.AddDays(7)) => 1.4,
        Season.Ramadan => 0.92,
        _ => 1,
    };

    /// <summary>By the arithmetical calendar; the moon may be a day off.</summary>
    public static bool IsRamadan(DateOnly date) => Hijri.GetMonth(date.ToDateTime(TimeOnly.MinValue)) == 9;

    public static bool IsWeekend(DateOnly date) => date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;

    /// <summary>Wages are paid at the start of the month and are thin at its end.</summary>
    public static double PaydayFactor(DateOnly date) => date.Day switch
    {
        <= 5 => 1.2,
        <= 10 => 1.06,
        <= 24 => 0.97,
        _ => 0.92,
    };

    /// <summary>A product's demand that day against its mean over the year.</summary>
    public static double DemandFactor(KiryanaProduct product, DateOnly date)
    {
        var weekday = IsWeekend(date) ? product.WeekendFactor : (7 - (2 * product.WeekendFactor)) / 5;
        return weekday * SeasonFactor(product.Season, date);
    }

    /// <summary>The share of the day's customers in each hour from opening on.</summary>
    public static double[] HourShares(DateOnly date)
    {
        var shares = Hours.Select((share, i) => share
            * (date.DayOfWeek == DayOfWeek.Friday ? Friday[i] : 1)
            * (IsRamadan(date) ? Fasting[i] : 1)).ToArray();
        var sum = shares.Sum();
        return [.. shares.Select(s => s / sum)];
    }
}
