using System.Globalization;

namespace Bazaar.Cli.TillFiles;

/// <summary>Reads the times of till files.</summary>
/// <param name="formats">How local times are written.</param>
internal sealed class TillTimes(IReadOnlyList<string> formats)
{
    private static readonly string[] WithOffset = ["yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd HH:mm:sszzz", "yyyy-MM-dd'T'HH:mmzzz"];
    private static readonly string[] Iso = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", "yyyy-MM-dd HH:mm:ss.FFFFFFF", "yyyy-MM-dd'T'HH:mm"];
    private readonly string[] _formats = [.. formats, .. Iso];
    private string _lastText = "";
    private (DateTime Local, TimeSpan? Offset)? _last;

    /// <summary>Reads a time; null when it is none.</summary>
    /// <param name="text">The cell.</param>
    public (DateTime Local, TimeSpan? Offset)? Read(string text)
    {
        // The lines of a receipt share their time.
        if (text != _lastText)
        {
            (_lastText, _last) = (text, Parse(text));
        }

        return _last;
    }

    /// <summary>The moment of a line. A time the clocks skipped is moved on by the gap; one that came twice is the first.</summary>
    /// <param name="local">The local time.</param>
    /// <param name="offset">The distance from UTC when the file gives it.</param>
    /// <param name="zone">The shop's time zone.</param>
    public static DateTimeOffset Moment(DateTime local, TimeSpan? offset, TimeZoneInfo zone)
    {
        if (offset is { } given)
        {
            return new DateTimeOffset(local, given);
        }

        if (zone.IsAmbiguousTime(local))
        {
            return new DateTimeOffset(local, zone.GetAmbiguousTimeOffsets(local).Max());
        }

        // Before the gap the standard offset holds, and it makes the skipped time the one an hour later.
        return new DateTimeOffset(local, zone.IsInvalidTime(local) ? zone.GetUtcOffset(local.AddHours(-3)) : zone.GetUtcOffset(local));
    }

    private (DateTime Local, TimeSpan? Offset)? Parse(string text)
    {
        if (DateTime.TryParseExact(text, _formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
        {
            return (local, null);
        }

        var spelled = text.EndsWith('Z') ? text[..^1] + "+00:00" : text;
        return DateTimeOffset.TryParseExact(spelled, WithOffset, CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment)
            ? (moment.DateTime, moment.Offset)
            : null;
    }
}
