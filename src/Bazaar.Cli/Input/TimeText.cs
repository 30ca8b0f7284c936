using System.Globalization;

namespace Bazaar.Cli.Input;

/// <summary>Times as people type them.</summary>
internal static class TimeText
{
    private static readonly string[] WithOffset = ["yyyy-MM-ddTHH:mmK", "yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK"];
    private static readonly string[] Local = ["yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-dd"];
    private static readonly string[] Today = ["HH:mm", "HH:mm:ss"];

    /// <summary>Reads a time with an offset as it stands, one without in the time zone of whoever types.</summary>
    /// <param name="text">What was typed.</param>
    /// <param name="clock">Knows the zone, and what today is.</param>
    /// <returns>Null when it is not a time, or one that the clocks skipped.</returns>
    public static DateTimeOffset? TryParse(string text, TimeProvider clock)
    {
        // The "K" of the formats takes an absent offset too, and would then read this machine's zone, not the clock's.
        if (HasOffset(text))
        {
            return DateTimeOffset.TryParseExact(text, WithOffset, CultureInfo.InvariantCulture, DateTimeStyles.None, out var exact) ? exact : null;
        }

        if (DateTime.TryParseExact(text, Local, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
        {
            return InZone(local, clock);
        }

        return TimeOnly.TryParseExact(text, Today, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? InZone(clock.GetLocalNow().Date + time.ToTimeSpan(), clock)
            : null;
    }

    private static bool HasOffset(string text) => text.IndexOf('T') is var t and >= 0 && text.AsSpan(t).IndexOfAny('Z', '+', '-') >= 0;

    private static DateTimeOffset? InZone(DateTime local, TimeProvider clock) =>
        clock.LocalTimeZone.IsInvalidTime(local) ? null : new DateTimeOffset(local, clock.LocalTimeZone.GetUtcOffset(local));
}
