using Bazaar.Contracts;
using Bazaar.EndToEnd.Tests.Processes;
using Bazaar.Simulator.Load;
using Bazaar.Testing;

namespace Bazaar.EndToEnd.Tests.Postgres;

/// <summary>PostgreSQL is stopped, properly or as by a power cut, while a node sells. BAZAAR_RESTART_ROUNDS says how often; 3 of each when not set.</summary>
public sealed class RestartTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Recovery = TimeSpan.FromSeconds(5);
    private static readonly string[] Skus = [.. Enumerable.Range(1, 15).Select(n => $"P{n}")];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("fast")]
    [InlineData("immediate")]
    public async Task Nothing_acknowledged_is_lost_nothing_is_doubled_and_service_is_back_within_five_seconds(string mode)
    {
        var rounds = int.TryParse(Environment.GetEnvironmentVariable("BAZAAR_RESTART_ROUNDS"), out var given) ? given : 3;
        var seed = Random.Shared.Next();
        output.WriteLine($"Seed {seed}, {rounds} rounds, {mode}.");
        await using var postgres = await PostgresServer.StartAsync(durable: true);
        using var folder = new ShopFolder();
        folder.Environment["BAZAAR_DATABASE"] = postgres.Url(await postgres.CreateDatabaseAsync());
        folder.Environment["BAZAAR_LIMITS"] = "off";
        await using var server = await folder.ServeAsync();
        foreach (var sku in Skus)
        {
            await server.Client.AddProductAsync(new ProductRequest { Sku = sku, Name = sku, Unit = "piece", Price = 100 }, Ct);
        }

        using var journal = new LoadJournal();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var load = LoadGenerator.RunAsync(server.Client, new LoadOptions { Stores = ["SHOP"], Skus = Skus, Seed = seed, RetryDelay = TimeSpan.FromMilliseconds(20) }, journal, ct: stop.Token);
        for (var round = 1; round <= rounds; round++)
        {
            await AnsweredAsync(journal, 200);
            await postgres.StopAsync(mode);
            await postgres.StartAgainAsync();
            var back = TimeProvider.System.GetTimestamp();
            await AnsweredAsync(journal, 20);
            var waited = TimeProvider.System.GetElapsedTime(back);
            output.WriteLine($"Round {round}: served again after {waited.TotalSeconds:0.00} s.");
            waited.ShouldBeLessThan(Recovery);
        }

        await stop.CancelAsync();
        await load;
        await LoadGenerator.RunAsync(server.Client, new LoadOptions { Stores = ["SHOP"], Skus = Skus, Seed = seed, MaxRequests = 300 }, journal, ct: Ct);
        journal.Unanswered().ShouldBeEmpty($"seed {seed}");
        var check = await LedgerChecker.CheckAsync(server.Client, journal, Ct);
        check.Faults.ShouldBeEmpty($"seed {seed}");
        check.Entries.ShouldBe(check.Acknowledged, "nothing stands that no client knows of");
        (await server.Client.VerifyAsync(ct: Ct)).Findings.ShouldBeEmpty($"seed {seed}");
        output.WriteLine($"{check.Acknowledged} entries acknowledged, all there once; {journal.Answered.Count(a => a.Status >= 500)} answers said that the database is away.");
    }

    /// <summary>Waits until so many more entries were acknowledged.</summary>
    private static async Task AnsweredAsync(LoadJournal journal, int more)
    {
        var until = journal.Answered.Count(a => a.Acknowledged) + more;
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (journal.Answered.Count(a => a.Acknowledged) < until && await tick.WaitForNextTickAsync(Ct))
        {
            // The load runs beside.
        }
    }
}
