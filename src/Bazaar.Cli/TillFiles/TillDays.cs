namespace Bazaar.Cli.TillFiles;

/// <summary>
/// The lines of all files, day by day. A day is complete when no later file begins on it or before it, so memory holds the
/// days that the files at hand share, and it does not matter over how many files a day is spread.
/// </summary>
internal static class TillDays
{
    /// <summary>Reads the days in order.</summary>
    /// <param name="files">In the order of their first day.</param>
    /// <param name="reader">Reads them.</param>
    public static IEnumerable<TillDay> Read(IReadOnlyList<TillFile> files, TillLineReader reader)
    {
        var pending = new SortedDictionary<DateOnly, List<TillLine>>();
        for (var i = 0; i < files.Count; i++)
        {
            foreach (var line in reader.Read(files[i]))
            {
                var date = DateOnly.FromDateTime(line.Time);
                if (!pending.TryGetValue(date, out var day))
                {
                    pending.Add(date, day = []);
                }

                day.Add(line);
            }

            var next = i + 1 < files.Count ? files[i + 1].FirstDate ?? DateOnly.MinValue : DateOnly.MaxValue;
            while (pending.Count > 0 && pending.First() is var (date, lines) && date < next)
            {
                pending.Remove(date);
                yield return new TillDay(date, lines);
            }
        }
    }
}

/// <summary>All lines of one local day; those without a time make the first.</summary>
/// <param name="Date">The day.</param>
/// <param name="Lines">Its lines, in the order of the files.</param>
internal sealed record TillDay(DateOnly Date, IReadOnlyList<TillLine> Lines);
