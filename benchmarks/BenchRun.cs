using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Bazaar.Bench;

/// <summary>What one suite found.</summary>
/// <param name="Rows">The table.</param>
/// <param name="Figures">The same for the history.</param>
internal sealed record Findings(IReadOnlyList<Row> Rows, IReadOnlyDictionary<string, object> Figures);

/// <summary>One call of <c>./bench</c>: runs suites in a temporary folder, prints their tables, and appends a line each to the history.</summary>
/// <param name="Program">The published <c>bazaar</c>.</param>
/// <param name="Repository">Where benchmarks/history.ndjson is.</param>
/// <param name="Rounds">How often each thing is measured; medians count.</param>
internal sealed record BenchRun(string Program, string Repository, int Rounds)
{
    private static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web) { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Runs a suite.</summary>
    /// <param name="name">Its name in the history.</param>
    /// <param name="suite">It; given the run and an empty folder.</param>
    public async Task MeasureAsync(string name, Func<BenchRun, string, Task<Findings>> suite)
    {
        var folder = Directory.CreateTempSubdirectory("bazaar-bench-");
        try
        {
            var busy = double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture);
            if (busy > Environment.ProcessorCount / 2.0)
            {
                Say($"the machine is busy with other work (load {busy}); what follows says little");
            }

            var findings = await suite(this, folder.FullName);
            Console.WriteLine();
            Row.Print(name, findings.Rows);
            var line = new
            {
                at = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ssZ"),
                commit = Commit(),
                suite = name,
                cores = Environment.ProcessorCount,
                processor = File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim(),
                loadBefore = busy,
                rounds = Rounds,
                figures = findings.Figures,
            };
            await File.AppendAllTextAsync(Path.Combine(Repository, "benchmarks", "history.ndjson"), JsonSerializer.Serialize(line, Options) + "\n");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Says what goes on, apart from the table.</summary>
    public static void Say(string what) => Console.Error.WriteLine($"bench: {what}");

    private string Commit()
    {
        var start = new ProcessStartInfo("git", ["-C", Repository, "describe", "--always", "--dirty", "--exclude", "*"]) { RedirectStandardOutput = true, UseShellExecute = false };
        using var git = Process.Start(start)!;
        return git.StandardOutput.ReadToEnd().Trim();
    }
}
