using System.Globalization;

namespace Bazaar.Bench;

/// <summary>One measurement of something that is done many times.</summary>
/// <param name="PerSecond">Movements or requests per second.</param>
/// <param name="P50">Median time, in microseconds.</param>
/// <param name="P99">In microseconds.</param>
/// <param name="Cpu">Processor time each, in microseconds; the server's, or with raw SQLite this process's.</param>
internal sealed record Sample(double PerSecond, double P50, double P99, double Cpu);

/// <summary>What is measured in every round.</summary>
internal static class Names
{
    public const string Raw = "raw SQLite, one transaction a movement";
    public const string Sales64 = "one movement a request, 64 connections";
    public const string Sales256 = "one movement a request, 256 connections";
    public const string Hot = "same, 64 connections, one product";
    public const string SoldOut = "same, sold out (refusals)";
    public const string Bulk = "bulk, 500 movements a request";
    public const string Empty = "empty endpoint, 64 connections";
    public const string Stock = "stock of one product, warm, 64 connections";
    public const string StockPage = "stock page, 50 rows of 5,000 products";
    public const string PgBench = "pgbench, one transaction a movement, 64 clients";
    public const string PgBenchHot = "pgbench, all on one row, 64 clients";
    public const string PgBenchSelect = "pgbench, select by key, 64 clients";
    public const string SalesOfStore = "sales report, one store, a year of days";
    public const string SalesOfAll = "sales report, 1,000 stores, a month";
}

/// <summary>All measurements of one run, by name; a name has one sample a round.</summary>
internal sealed class Figures
{
    private readonly Dictionary<string, List<Sample>> _samples = new(StringComparer.Ordinal);

    public void Add(string name, Sample sample)
    {
        if (!_samples.TryGetValue(name, out var samples))
        {
            _samples.Add(name, samples = []);
        }

        samples.Add(sample);
    }

    /// <summary>The median of the rounds, figure by figure.</summary>
    public Sample Of(string name) => new(Median(name, s => s.PerSecond), Median(name, s => s.P50), Median(name, s => s.P99), Median(name, s => s.Cpu));

    /// <summary>The median of the ratios of two things, each ratio within one round.</summary>
    public double Ratio(string name, string to) => Median(_samples[name].Zip(_samples[to], (a, b) => a.PerSecond / b.PerSecond));

    /// <summary>All medians, for the history.</summary>
    public IReadOnlyDictionary<string, object> All => _samples.Keys.ToDictionary(name => name, object (name) => Of(name));

    /// <summary>A row that compares.</summary>
    /// <param name="name">What.</param>
    /// <param name="to">With what.</param>
    /// <param name="bar">The ratio it should reach.</param>
    /// <param name="note">What it is compared with, in a word.</param>
    public Row Against(string name, string to, double? bar = null, string? note = null)
    {
        var ratio = Ratio(name, to);
        return Row.Of(name, Of(name), ratio, bar is { } b ? $"≥ {b.ToString(CultureInfo.InvariantCulture)} × {note}" : "", bar is null ? null : ratio >= bar);
    }

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    private double Median(string name, Func<Sample, double> figure) => Median(_samples[name].Select(figure));
}

/// <summary>One line of the table.</summary>
/// <param name="What">What was measured.</param>
/// <param name="Figure">The figure, with its unit.</param>
/// <param name="Ratio">Against what it is compared with; empty where there is nothing.</param>
/// <param name="P50">Median time; empty where it makes no sense.</param>
/// <param name="P99">Likewise.</param>
/// <param name="Cpu">Processor microseconds of one.</param>
/// <param name="Bar">What it should be.</param>
/// <param name="Met">Whether it is; null where there is no bar.</param>
internal sealed record Row(string What, string Figure, string Ratio = "", string P50 = "", string P99 = "", string Cpu = "", string Bar = "", bool? Met = null)
{
    public static Row Of(string what, Sample sample, double? ratio = null, string bar = "", bool? met = null) => new(
        what, $"{sample.PerSecond.ToString("#,##0", CultureInfo.InvariantCulture)} /s", ratio is { } r ? $"{r:0.00} ×" : "", Time(sample.P50), Time(sample.P99), $"{sample.Cpu:0.0}", bar, met);

    /// <summary>A figure that should be small.</summary>
    public static Row AtMost(string what, double value, string unit, double most) =>
        new(what, $"{value.ToString("#,##0", CultureInfo.InvariantCulture)} {unit}", Bar: $"≤ {most.ToString("#,##0", CultureInfo.InvariantCulture)} {unit}", Met: value <= most);

    public static string Time(double micros) => micros < 1000 ? $"{micros:0} µs" : $"{micros / 1000:0.0} ms";

    public static void Print(string title, IReadOnlyList<Row> rows)
    {
        string[] Cells(Row r) => [r.What, r.Figure, r.Ratio, r.P50, r.P99, r.Cpu, r.Bar, r.Met switch { true => "met", false => "NOT MET", _ => "" }];
        string[][] table = [[title, "figure", "ratio", "p50", "p99", "CPU µs", "bar", ""], .. rows.Select(Cells)];
        var widths = Enumerable.Range(0, table[0].Length).Select(c => table.Max(r => r[c].Length)).ToArray();
        foreach (var cells in table)
        {
            Console.WriteLine(string.Join("  ", cells.Select((cell, c) => c is 0 or 6 or 7 ? cell.PadRight(widths[c]) : cell.PadLeft(widths[c]))).TrimEnd());
        }
    }
}
