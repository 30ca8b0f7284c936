using System.Globalization;

namespace Bazaar.Bench;

/// <summary>Processor time of a PostgreSQL server: of its first process and all its children, those that ended included.</summary>
internal static class PostgresCpu
{
    private const double TicksPerSecond = 100;

    public static TimeSpan Of(int postmaster)
    {
        var ticks = 0L;
        foreach (var folder in Directory.GetDirectories("/proc").Where(f => int.TryParse(Path.GetFileName(f), out _)))
        {
            if (Read(folder) is not { } stat)
            {
                continue;
            }

            // See proc(5): after the name come state, parent … utime is the 14th field, then stime, cutime, cstime.
            var own = long.Parse(stat[11], CultureInfo.InvariantCulture) + long.Parse(stat[12], CultureInfo.InvariantCulture);
            if (Path.GetFileName(folder) == postmaster.ToString(CultureInfo.InvariantCulture))
            {
                ticks += own + long.Parse(stat[13], CultureInfo.InvariantCulture) + long.Parse(stat[14], CultureInfo.InvariantCulture);
            }
            else if (stat[1] == postmaster.ToString(CultureInfo.InvariantCulture))
            {
                ticks += own;
            }
        }

        return TimeSpan.FromSeconds(ticks / TicksPerSecond);
    }

    private static string[]? Read(string folder)
    {
        try
        {
            var text = File.ReadAllText(Path.Combine(folder, "stat"));
            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            // It ended meanwhile.
            return null;
        }
    }
}
