using Bazaar.Domain.Primitives;
using Bazaar.Storage.Catalog;
using Bazaar.Storage.Reports;

namespace Bazaar.Server.Features.Reports;

/// <summary>A store's today, and the days that it is compared with.</summary>
internal static class UsualDays
{
    private const int Weeks = 4;

    /// <summary>A store's business date now.</summary>
    public static DateOnly Today(StoreRow store, DateTimeOffset now) =>
        Clock.BusinessDate(now, TimeZoneInfo.FindSystemTimeZoneById(store.TimeZone), TimeSpan.FromMinutes(store.DayStartsAt));

    /// <summary>Today, and the same weekday of the last weeks.</summary>
    public static IReadOnlyList<DateOnly> Dates(DateOnly today) => [today, .. Enumerable.Range(1, Weeks).Select(w => today.AddDays(-7 * w))];

    /// <summary>The mean of a figure over the days before today, as it is written: two decimals, half away from zero; null when there was no such day.</summary>
    public static decimal? Mean(IReadOnlyCollection<DaySales> before, Func<DaySales, decimal> figure) =>
        before.Count == 0 ? null : Math.Round(before.Sum(figure) / before.Count, 2, MidpointRounding.AwayFromZero) + 0.00m;
}
