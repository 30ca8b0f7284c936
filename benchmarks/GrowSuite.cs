using Bazaar.Contracts;
using Bazaar.Testing;

namespace Bazaar.Bench;

/// <summary>Cost against the size of the history: the same questions at 1 million and at 10 million lines.</summary>
internal static class GrowSuite
{
    private const int LinesPerEntry = 100;
    private const int EntriesPerRequest = 200;
    private const long Small = 1_000_000;
    private const long Large = 10_000_000;

    /// <summary>How much slower the large one may be.</summary>
    private const double Most = 1.3;

    public static async Task<Findings> RunAsync(BenchRun run, string folder)
    {
        await using var postgres = await PostgresServer.StartAsync(durable: true, memory: "512MB");
        await using var server = await ServerProcess.StartAsync(run.Program, Path.Combine(folder, "data"), postgres.Url(await postgres.CreateDatabaseAsync()), () => PostgresCpu.Of(postgres.ProcessId));
        await Shop.FillChainAsync(server.Client);
        await History.SellAsync(server.Client);
        var lines = 0L;
        var sizes = new List<(long Lines, Figures Figures)>();
        foreach (var size in new[] { Small, Large })
        {
            BenchRun.Say($"growing to {size:#,0} lines");
            lines = await GrowAsync(server, lines, size);
            var figures = new Figures();
            for (var round = 0; round <= run.Rounds; round++)
            {
                var samples = await MeasureAsync(server);
                foreach (var (name, sample) in samples.Where(_ => round > 0))
                {
                    figures.Add(name, sample);
                }
            }

            sizes.Add((size, figures));
        }

        return new Findings(Rows(sizes), sizes.ToDictionary(s => $"{s.Lines}", object (s) => s.Figures.All));
    }

    private static async Task<long> GrowAsync(ServerProcess server, long lines, long size)
    {
        // All in the last month: the days reports add up stay the same, only what lies beneath grows.
        var now = TimeProvider.System.GetUtcNow();
        var number = (int)(lines / LinesPerEntry);
        while (lines < size)
        {
            var sales = Enumerable.Range(number, EntriesPerRequest).Select(n => History.Sale(n % RequestTemplate.Stores, now.AddDays(-1 - (n / RequestTemplate.Stores % 30)), n, LinesPerEntry));
            var results = (await server.Client.PostMovementsAsync(new BulkRequest { Movements = [.. sales] })).Results;
            if (results.FirstOrDefault(r => r.Status != 201) is { } refused)
            {
                throw new InvalidOperationException($"A sale was refused: {refused.Problem?.Detail}");
            }

            number += EntriesPerRequest;
            lines += EntriesPerRequest * LinesPerEntry;
        }

        return lines;
    }

    private static async Task<(string Name, Sample Sample)[]> MeasureAsync(ServerProcess server) =>
    [
        (Names.SalesOfStore, await Load.AskAsync(server, LoadShape.ChainSalesOfStore, 1)),
        (Names.SalesOfAll, await Load.AskAsync(server, LoadShape.ChainSalesOfAll, 1)),
        (Names.StockPage, await Load.AskAsync(server, LoadShape.StockPage, 1)),
        (Names.Stock, await Load.AskAsync(server, LoadShape.ChainStock, 64)),
        (Names.Sales64, await Load.SellAsync(server, LoadShape.ChainSales, 64)),
    ];

    private static IReadOnlyList<Row> Rows(List<(long Lines, Figures Figures)> sizes)
    {
        var rows = new List<Row>();
        foreach (var name in new[] { Names.SalesOfStore, Names.SalesOfAll, Names.StockPage, Names.Stock, Names.Sales64 })
        {
            var (small, large) = (sizes[0].Figures.Of(name), sizes[1].Figures.Of(name));
            var ratio = large.P50 / small.P50;
            rows.Add(Row.Of($"{name}, {Small:#,0} lines", small));
            rows.Add(Row.Of($"{name}, {Large:#,0} lines", large, ratio, $"≤ {Most} × the time", ratio <= Most));
        }

        return rows;
    }
}
