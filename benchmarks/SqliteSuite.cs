using System.Globalization;

namespace Bazaar.Bench;

/// <summary>One shop on SQLite beside raw SQLite and the disk; what is compared is measured side by side, round after round.</summary>
internal static class SqliteSuite
{
    private const int StartRuns = 5;
    private const int BulkConnections = 4;
    private const int ImportProducts = 20_000;

    public static async Task<Findings> RunAsync(BenchRun run, string folder)
    {
        var once = await MeasureOnceAsync(run, folder);
        var figures = new Figures();
        var flushes = new List<double>();
        using var raw = new RawSqlite(Path.Combine(folder, "raw.db"));
        await using var server = await ServerProcess.StartAsync(run.Program, Path.Combine(folder, "shop"));
        await Shop.FillAsync(server.Client);
        BenchRun.Say("warming up");
        await Load.AskAsync(server, LoadShape.Sales, 64);
        await Load.AskAsync(server, LoadShape.Stock, 64);
        raw.Run(Load.Turn / 4);
        for (var round = 1; round <= run.Rounds; round++)
        {
            BenchRun.Say($"SQLite, round {round} of {run.Rounds}");
            flushes.Add(Disk.FlushesPerSecond(Path.Combine(folder, "flush"), Load.Turn / 4));
            figures.Add(Names.Raw, raw.Run(Load.Turn));
            figures.Add(Names.Sales64, await Load.SellAsync(server, LoadShape.Sales, 64));
            figures.Add(Names.Sales256, await Load.SellAsync(server, LoadShape.Sales, 256));
            figures.Add(Names.Hot, await Load.SellAsync(server, LoadShape.Hot, 64));
            figures.Add(Names.SoldOut, await Load.AskAsync(server, LoadShape.SoldOut, 64));
            figures.Add(Names.Bulk, await Load.SellAsync(server, LoadShape.Bulk, BulkConnections));
            figures.Add(Names.Empty, await Load.AskAsync(server, LoadShape.Empty, 64));
            figures.Add(Names.Stock, await Load.AskAsync(server, LoadShape.Stock, 64));
            figures.Add(Names.StockPage, await Load.AskAsync(server, LoadShape.StockPage, 1));
        }

        await Shop.VerifyAsync(server.Client);
        return new Findings(Rows(figures, once, Figures.Median(flushes)), new Dictionary<string, object>(figures.All) { ["once"] = once, ["flushesPerSecond"] = Math.Round(Figures.Median(flushes)) });
    }

    private static async Task<Once> MeasureOnceAsync(BenchRun run, string folder)
    {
        BenchRun.Say("starting");
        var data = Path.Combine(folder, "start");
        var (starts, memory, sells) = (new List<double>(), new List<double>(), new List<double>());
        TimeSpan import;
        await using (var server = await ServerProcess.StartAsync(run.Program, data))
        {
            import = await Shop.ImportAsync(server.Client, ImportProducts);
            await server.Client.PostMovementAsync(RequestTemplate.Store, new() { Type = "opening", Lines = [new() { Sku = "P0000", Quantity = 1_000 }] });
        }

        for (var i = 0; i < StartRuns; i++)
        {
            await using (var server = await ServerProcess.StartAsync(run.Program, data))
            {
                starts.Add(server.ToFirstAnswer.TotalMilliseconds);
                memory.Add(server.MemoryMb);
            }

            sells.Add((await ServerProcess.RunAsync(run.Program, data, "sell", "P0000")).TotalMilliseconds);
        }

        return new Once(Figures.Median(starts), Figures.Median(memory), import.TotalMilliseconds, Figures.Median(sells));
    }

    private static IReadOnlyList<Row> Rows(Figures figures, Once once, double flushes)
    {
        var page = figures.Of(Names.StockPage);
        return
        [
            new Row("disk: 4 kB written and flushed (fdatasync)", $"{flushes.ToString("#,##0", CultureInfo.InvariantCulture)} /s", P50: Row.Time(1e6 / flushes)),
            Row.Of(Names.Raw, figures.Of(Names.Raw)),
            figures.Against(Names.Sales64, Names.Raw, 10, "raw"),
            figures.Against(Names.Sales256, Names.Raw),
            figures.Against(Names.Hot, Names.Raw),
            figures.Against(Names.SoldOut, Names.Hot, 1, "selling"),
            figures.Against(Names.Bulk, Names.Raw, 8, "raw"),
            figures.Against(Names.Empty, Names.Raw),
            figures.Against(Names.Stock, Names.Empty, 0.7, "empty"),
            Row.Of(Names.StockPage, page, bar: "≤ 5 ms", met: page.P50 <= 5_000),
            Row.AtMost("start to first answer", once.StartMs, "ms", 1_500),
            Row.AtMost("memory after start", once.MemoryMb, "MB", 120),
            Row.AtMost("import of 20,000 products", once.ImportMs, "ms", 2_000),
            Row.AtMost("bazaar sell without a server", once.SellMs, "ms", 500),
        ];
    }

    /// <summary>What is measured apart from the rounds.</summary>
    /// <param name="StartMs">Start to first answer.</param>
    /// <param name="MemoryMb">Memory after start.</param>
    /// <param name="ImportMs">Import of 20,000 products.</param>
    /// <param name="SellMs">A sale by the command line without a server.</param>
    private sealed record Once(double StartMs, double MemoryMb, double ImportMs, double SellMs);
}
