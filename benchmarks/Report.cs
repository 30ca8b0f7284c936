using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Bazaar.Bench;

/// <summary>The table and the history.</summary>
internal static class Report
{
    private static readonly string[] InRounds =
        [Names.Raw, Names.Sales64, Names.Sales256, Names.Hot, Names.SoldOut, Names.Bulk, Names.Empty, Names.Stock, Names.StockPage];

    public static IReadOnlyList<Row> Rows(Figures figures, Once once, double flushes)
    {
        Row Against(string name, string to, double? bar = null, string? note = null)
        {
            var ratio = figures.Ratio(name, to);
            return Row.Of(name, figures.Of(name), ratio, bar is { } b ? $"≥ {b} × {note}" : "", bar is null ? null : ratio >= bar);
        }

        var page = figures.Of(Names.StockPage);
        return
        [
            new Row("disk: 4 kB written and flushed (fdatasync)", $"{flushes.ToString("#,##0", CultureInfo.InvariantCulture)} /s", P50: Row.Time(1e6 / flushes)),
            Row.Of(Names.Raw, figures.Of(Names.Raw)),
            Against(Names.Sales64, Names.Raw, 10, "raw"),
            Against(Names.Sales256, Names.Raw),
            Against(Names.Hot, Names.Raw),
            Against(Names.SoldOut, Names.Hot, 1, "selling"),
            Against(Names.Bulk, Names.Raw, 8, "raw"),
            Against(Names.Empty, Names.Raw),
            Against(Names.Stock, Names.Empty, 0.7, "empty"),
            Row.Of(Names.StockPage, page, bar: "≤ 5 ms", met: page.P50 <= 5_000),
            Alone("start to first answer", once.StartMs, "ms", 1_500),
            Alone("memory after start", once.MemoryMb, "MB", 120),
            Alone("import of 20,000 products", once.ImportMs, "ms", 2_000),
            Alone("bazaar sell without a server", once.SellMs, "ms", null),
        ];
    }

    /// <summary>One line of the history: medians, on which commit and which kind of machine.</summary>
    public static object Describe(string repository, int rounds, double busy, Figures figures, Once once, double flushes) => new
    {
        at = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ssZ"),
        commit = Commit(repository),
        cores = Environment.ProcessorCount,
        processor = File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim(),
        loadBefore = busy,
        rounds,
        flushesPerSecond = Math.Round(flushes),
        once,
        figures = InRounds.ToDictionary(name => name, figures.Of),
    };

    public static void Append(string file, object line) => File.AppendAllText(file, JsonSerializer.Serialize(line, Options) + "\n");

    private static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web) { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static Row Alone(string what, double value, string unit, double? most) =>
        new(what, $"{value.ToString("#,##0", CultureInfo.InvariantCulture)} {unit}", Bar: most is { } m ? $"≤ {m.ToString("#,##0", CultureInfo.InvariantCulture)} {unit}" : "", Met: most is null ? null : value <= most);

    private static string Commit(string repository)
    {
        var start = new ProcessStartInfo("git", ["-C", repository, "describe", "--always", "--dirty", "--exclude", "*"]) { RedirectStandardOutput = true, UseShellExecute = false };
        using var git = Process.Start(start)!;
        return git.StandardOutput.ReadToEnd().Trim();
    }
}
