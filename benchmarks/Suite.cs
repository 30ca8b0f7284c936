using System.Diagnostics;
using System.Text.Json;
using Bazaar.Contracts.Client;

namespace Bazaar.Bench;

/// <summary>Measures everything in one run: what is compared is measured side by side, round after round, and the median counts.</summary>
internal sealed class Suite
{
    public const int UsualRounds = 5;
    private const int StartRuns = 5;
    private const int BulkConnections = 4;
    private const int ImportProducts = 20_000;
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(1.5);

    private readonly string _program;
    private readonly string _folder;
    private readonly Figures _figures = new();

    private Suite(string program, string folder)
    {
        _program = program;
        _folder = folder;
    }

    /// <summary>Measures, prints the table, and appends a line to the history.</summary>
    /// <param name="program">The published <c>bazaar</c>.</param>
    /// <param name="repository">Where benchmarks/history.ndjson is.</param>
    /// <param name="rounds">How often.</param>
    public static async Task<int> RunAsync(string program, string repository, int rounds)
    {
        var folder = Directory.CreateTempSubdirectory("bazaar-bench-");
        try
        {
            var suite = new Suite(program, folder.FullName);
            var (once, flushes) = await suite.MeasureAsync(rounds);
            var rows = Report.Rows(suite._figures, once, flushes);
            Row.Print(rows);
            Report.Append(Path.Combine(repository, "benchmarks", "history.ndjson"), Report.Describe(repository, rounds, suite._figures, once, flushes));
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task<(Once Once, double Flushes)> MeasureAsync(int rounds)
    {
        var once = await MeasureOnceAsync();
        var flushes = new List<double>();
        using var raw = new RawSqlite(Path.Combine(_folder, "raw.db"));
        await using var server = await ServerProcess.StartAsync(_program, Path.Combine(_folder, "shop"));
        await Shop.FillAsync(server.Client);
        Say("warming up");
        await LoadAsync(server, LoadShape.Sales, 64);
        await LoadAsync(server, LoadShape.Stock, 64);
        raw.Run(Turn / 4);
        for (var round = 1; round <= rounds; round++)
        {
            Say($"round {round} of {rounds}");
            flushes.Add(Disk.FlushesPerSecond(Path.Combine(_folder, "flush"), Turn / 4));
            _figures.Add(Names.Raw, raw.Run(Turn));
            _figures.Add(Names.Sales64, await SellAsync(server, LoadShape.Sales, 64));
            _figures.Add(Names.Sales256, await SellAsync(server, LoadShape.Sales, 256));
            _figures.Add(Names.Hot, await SellAsync(server, LoadShape.Hot, 64));
            _figures.Add(Names.SoldOut, await LoadAsync(server, LoadShape.SoldOut, 64));
            _figures.Add(Names.Bulk, await SellAsync(server, LoadShape.Bulk, BulkConnections));
            _figures.Add(Names.Empty, await LoadAsync(server, LoadShape.Empty, 64));
            _figures.Add(Names.Stock, await LoadAsync(server, LoadShape.Stock, 64));
            _figures.Add(Names.StockPage, await LoadAsync(server, LoadShape.StockPage, 1));
        }

        var proof = await server.Client.VerifyAsync();
        return proof.Ok ? (once, Figures.Median(flushes)) : throw new InvalidOperationException($"The ledger is not sound after the load: {proof.Findings[0].Message}");
    }

    private async Task<Once> MeasureOnceAsync()
    {
        Say("starting");
        var data = Path.Combine(_folder, "start");
        var (starts, memory, sells) = (new List<double>(), new List<double>(), new List<double>());
        TimeSpan import;
        await using (var server = await ServerProcess.StartAsync(_program, data))
        {
            import = await Shop.ImportAsync(server.Client, ImportProducts);
            await server.Client.PostMovementAsync(RequestTemplate.Store, new() { Type = "opening", Lines = [new() { Sku = "P0000", Quantity = 1_000 }] });
        }

        for (var i = 0; i < StartRuns; i++)
        {
            await using (var server = await ServerProcess.StartAsync(_program, data))
            {
                starts.Add(server.ToFirstAnswer.TotalMilliseconds);
                memory.Add(server.MemoryMb);
            }

            sells.Add((await ServerProcess.RunAsync(_program, data, "sell", "P0000")).TotalMilliseconds);
        }

        return new Once(Figures.Median(starts), Figures.Median(memory), import.TotalMilliseconds, Figures.Median(sells));
    }

    /// <summary>Load that sells, and is believed only when the ledger grew by as much.</summary>
    private static async Task<Sample> SellAsync(ServerProcess server, LoadShape shape, int connections)
    {
        var before = await HeadAsync(server.Client);
        var sample = await LoadAsync(server, shape, connections, () => HeadAsync(server.Client).ContinueWith(head => head.Result - before, TaskScheduler.Default));
        return sample;
    }

    private static async Task<Sample> LoadAsync(ServerProcess server, LoadShape shape, int connections, Func<Task<long>>? grown = null)
    {
        var cpu = server.Cpu;
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["load", server.Url.ToString(), shape.ToString(), connections.ToString(), Turn.TotalSeconds.ToString()]) { RedirectStandardOutput = true, UseShellExecute = false };
        using var process = Process.Start(start)!;
        var text = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        var used = server.Cpu - cpu;
        var result = JsonSerializer.Deserialize<LoadResult>(text) ?? throw new InvalidOperationException("The load client said nothing.");
        var each = shape == LoadShape.Bulk ? RequestTemplate.BulkMovements : 1;
        var movements = result.Requests * each;
        if (result.Unexpected > 0 || (grown is not null && await grown() != movements))
        {
            throw new InvalidOperationException($"{shape}: {result.Unexpected} of {result.Requests} answers were not as expected, or the ledger grew by something else than {movements}.");
        }

        return new Sample(movements / result.Seconds, result.P50, result.P99, used.TotalMicroseconds / movements);
    }

    private static async Task<long> HeadAsync(BazaarClient client) => (await client.ListHeadsAsync()).Items.Single(h => h.Store == RequestTemplate.Store).Seq;

    private static void Say(string what) => Console.Error.WriteLine($"bench: {what}");
}

/// <summary>What is measured apart from the rounds.</summary>
/// <param name="StartMs">Start to first answer.</param>
/// <param name="MemoryMb">Memory after start.</param>
/// <param name="ImportMs">Import of 20,000 products.</param>
/// <param name="SellMs">A sale by the command line without a server.</param>
internal sealed record Once(double StartMs, double MemoryMb, double ImportMs, double SellMs);
