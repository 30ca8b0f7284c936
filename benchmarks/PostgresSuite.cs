using Bazaar.Testing;

namespace Bazaar.Bench;

/// <summary>A chain of 1,000 stores × 100 products on PostgreSQL beside what PostgreSQL does when asked one transaction a movement.</summary>
internal static class PostgresSuite
{
    private const int BulkConnections = 4;

    // Until the code that runs often is compiled for it, and the tables are as a day's work leaves them.
    private const int WarmUpTurns = 6;

    public static async Task<Findings> RunAsync(BenchRun run, string folder)
    {
        await using var postgres = await PostgresServer.StartAsync(durable: true, memory: "512MB");
        var yardstick = await PgBench.PrepareAsync(postgres, Path.Combine(folder, "pgbench"));
        var figures = new Figures();
        var database = await postgres.CreateDatabaseAsync();
        await using var server = await ServerProcess.StartAsync(run.Program, Path.Combine(folder, "data"), postgres.Url(database), () => PostgresCpu.Of(postgres.ProcessId));
        BenchRun.Say($"filling {RequestTemplate.Stores} stores");
        await Shop.FillChainAsync(server.Client);
        await History.SellAsync(server.Client);
        await postgres.ExecuteAsync(database, "VACUUM ANALYZE");
        BenchRun.Say("warming up");
        for (var turn = 0; turn < WarmUpTurns; turn++)
        {
            await Load.AskAsync(server, LoadShape.ChainSales, 64);
            await Load.AskAsync(server, LoadShape.ChainStock, 64);
        }

        await yardstick.SellAsync();
        for (var round = 1; round <= run.Rounds; round++)
        {
            BenchRun.Say($"PostgreSQL, round {round} of {run.Rounds}");
            figures.Add(Names.PgBench, await yardstick.SellAsync());
            figures.Add(Names.Sales64, await Load.SellAsync(server, LoadShape.ChainSales, 64));
            figures.Add(Names.Sales256, await Load.SellAsync(server, LoadShape.ChainSales, 256));
            figures.Add(Names.Bulk, await Load.SellAsync(server, LoadShape.ChainBulk, BulkConnections));
            figures.Add(Names.PgBenchHot, await yardstick.HotAsync());
            figures.Add(Names.Hot, await Load.SellAsync(server, LoadShape.ChainHot, 64));
            figures.Add(Names.SoldOut, await Load.AskAsync(server, LoadShape.ChainSoldOut, 64));
            figures.Add(Names.PgBenchSelect, await yardstick.SelectAsync());
            figures.Add(Names.Empty, await Load.AskAsync(server, LoadShape.Empty, 64));
            figures.Add(Names.Stock, await Load.AskAsync(server, LoadShape.ChainStock, 64));
            figures.Add(Names.StockPage, await Load.AskAsync(server, LoadShape.StockPage, 1));
            figures.Add(Names.SalesOfStore, await Load.AskAsync(server, LoadShape.ChainSalesOfStore, 1));
            figures.Add(Names.SalesOfAll, await Load.AskAsync(server, LoadShape.ChainSalesOfAll, 1));
        }

        await Shop.VerifyAsync(server.Client);
        return new Findings(Rows(figures), figures.All);
    }

    private static IReadOnlyList<Row> Rows(Figures figures)
    {
        Row Within(string name, double ms) => Row.Of(name, figures.Of(name), bar: $"≤ {ms} ms", met: figures.Of(name).P50 <= ms * 1_000);
        return
        [
            Row.Of(Names.PgBench, figures.Of(Names.PgBench)),
            figures.Against(Names.Sales64, Names.PgBench, 2, "pgbench"),
            figures.Against(Names.Sales256, Names.PgBench, 4, "pgbench"),
            figures.Against(Names.Bulk, Names.PgBench, 8, "pgbench"),
            Row.Of(Names.PgBenchHot, figures.Of(Names.PgBenchHot)),
            figures.Against(Names.Hot, Names.PgBenchHot, 15, "pgbench"),
            figures.Against(Names.SoldOut, Names.Hot, 1, "selling"),
            figures.Against(Names.PgBenchSelect, Names.PgBench),
            Row.Of(Names.Empty, figures.Of(Names.Empty)),
            figures.Against(Names.Stock, Names.Empty, 0.7, "empty"),
            Within(Names.StockPage, 5),
            Within(Names.SalesOfStore, 20),
            Within(Names.SalesOfAll, 200),
        ];
    }
}
