using System.Globalization;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Bazaar.Server.Platform.Tables;

/// <summary>Dates of a workbook: numbers of days that only their style makes dates.</summary>
internal static class XlsxDates
{
    private const int FirstDayAfterLeapBug = 60;

    /// <summary>For each style of the workbook, whether it shows a date or a time.</summary>
    /// <param name="part">The workbook's styles.</param>
    public static bool[] DateStyles(WorkbookStylesPart? part)
    {
        var sheet = part?.Stylesheet;
        var dateFormats = (sheet?.NumberingFormats?.Elements<NumberingFormat>() ?? [])
            .Where(f => IsDateFormat(f.FormatCode?.Value ?? ""))
            .Select(f => f.NumberFormatId?.Value ?? 0)
            .ToHashSet();
        return [.. (sheet?.CellFormats?.Elements<CellFormat>() ?? [])
            .Select(f => f.NumberFormatId?.Value ?? 0)
            .Select(id => id is (>= 14 and <= 22) or (>= 27 and <= 36) or 45 or 47 or (>= 50 and <= 58) || dateFormats.Contains(id))];
    }

    /// <summary><c>yyyy-MM-dd</c>, with the time when there is one; null when the number is no date.</summary>
    /// <param name="stored">The number of days.</param>
    /// <param name="date1904">True when they are counted from 1904.</param>
    public static string? Text(string stored, bool date1904)
    {
        if (!double.TryParse(stored, NumberStyles.Float, CultureInfo.InvariantCulture, out var days) || days is < 0 or >= 2_958_466)
        {
            return null;
        }

        // Excel believes that 1900 was a leap year, so its first 59 days are one off.
        var start = date1904 ? new DateTime(1904, 1, 1) : new DateTime(1899, 12, days < FirstDayAfterLeapBug ? 31 : 30);
        var time = start.AddMilliseconds(Math.Round(days * 86_400_000));
        return days < 1 && !date1904 ? time.ToString("HH:mm:ss")
            : time.TimeOfDay == TimeSpan.Zero ? time.ToString("yyyy-MM-dd")
            : time.Millisecond == 0 ? time.ToString("yyyy-MM-dd HH:mm:ss")
            : time.ToString("yyyy-MM-dd HH:mm:ss.fff");
    }

    /// <summary>True when a format code such as <c>dd/mm/yyyy</c> shows a date or a time of day.</summary>
    /// <param name="code">The format code.</param>
    public static bool IsDateFormat(string code)
    {
        for (var i = 0; i < code.Length; i++)
        {
            switch (code[i])
            {
                case '\\' or '_' or '*':
                    i++;
                    break;
                case '"':
                    i = End(code, '"', i);
                    break;
                case '[':
                    i = End(code, ']', i);
                    break;
                case 'y' or 'Y' or 'm' or 'M' or 'd' or 'D' or 'h' or 'H' or 's' or 'S':
                    return true;
            }
        }

        return false;
    }

    private static int End(string code, char mark, int from)
    {
        var end = code.IndexOf(mark, from + 1);
        return end < 0 ? code.Length : end;
    }
}
