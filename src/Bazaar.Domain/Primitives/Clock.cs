namespace Bazaar.Domain.Primitives;

/// <summary>Times as the ledger keeps them: UTC, whole microseconds.</summary>
public static class Clock
{
    private const long TicksPerMicrosecond = TimeSpan.TicksPerMicrosecond;

    /// <summary>Microseconds since 1970, cut off (never rounded up into the future).</summary>
    /// <param name="time">Any time.</param>
    public static long ToMicros(DateTimeOffset time) =>
        (time.UtcTicks / TicksPerMicrosecond) - (DateTimeOffset.UnixEpoch.Ticks / TicksPerMicrosecond);

    /// <summary>The time of a number of microseconds since 1970.</summary>
    /// <param name="micros">Microseconds.</param>
    public static DateTimeOffset FromMicros(long micros) => new(DateTimeOffset.UnixEpoch.Ticks + (micros * TicksPerMicrosecond), TimeSpan.Zero);

    /// <summary>The time without what is finer than a microsecond, in UTC.</summary>
    /// <param name="time">Any time.</param>
    public static DateTimeOffset Truncate(DateTimeOffset time) =>
        new(time.UtcTicks - (time.UtcTicks % TicksPerMicrosecond), TimeSpan.Zero);

    /// <summary>The one spelling of a time in hashes and fingerprints: <c>2026-03-01T04:12:44.000000Z</c>.</summary>
    /// <param name="time">Any time.</param>
    public static string Canonical(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'");

    /// <summary>The business date of a time: the store's local date, counted from when its day starts.</summary>
    /// <param name="time">Any time.</param>
    /// <param name="zone">The store's time zone.</param>
    /// <param name="dayStartsAt">From midnight; 00:00 to 11:59.</param>
    public static DateOnly BusinessDate(DateTimeOffset time, TimeZoneInfo zone, TimeSpan dayStartsAt)
    {
        // Shifting the local clock, not the instant, keeps the rule right across changes of summer time.
        var local = TimeZoneInfo.ConvertTime(time, zone).DateTime;
        return DateOnly.FromDateTime(local.Ticks >= dayStartsAt.Ticks ? local - dayStartsAt : local);
    }
}
