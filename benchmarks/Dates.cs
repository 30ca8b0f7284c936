namespace Bazaar.Bench;

/// <summary>Dates for reports.</summary>
internal static class Dates
{
    public static string Today => At(1);

    public static string MonthAgo => At(-30);

    public static string YearAgo => At(-365);

    // A day more than UTC's: stores are ahead of it.
    private static string At(int days) => TimeProvider.System.GetUtcNow().AddDays(days).ToString("yyyy-MM-dd");
}
