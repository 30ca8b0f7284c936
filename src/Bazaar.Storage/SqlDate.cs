namespace Bazaar.Storage;

/// <summary>Business dates as the tables keep them: yyyymmdd, which sorts, compares and reads well.</summary>
public static class SqlDate
{
    /// <summary>A date as a number.</summary>
    /// <param name="date">The date.</param>
    public static long ToNumber(DateOnly date) => (date.Year * 10_000) + (date.Month * 100) + date.Day;

    /// <summary>A number as a date.</summary>
    /// <param name="number">yyyymmdd.</param>
    public static DateOnly ToDate(long number) => new((int)(number / 10_000), (int)(number / 100 % 100), (int)(number % 100));
}
