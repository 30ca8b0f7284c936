using Bazaar.Contracts;
using Bazaar.EndToEnd.Tests.Processes;
using Bazaar.Simulator.Load;
using Bazaar.Testing;

namespace Bazaar.EndToEnd.Tests.Postgres;

/// <summary>The primary is lost while a node sells, a replica takes its place, and then the same the other way round.</summary>
public sealed class FailoverTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Recovery = TimeSpan.FromSeconds(5);
    private static readonly string[] Skus = [.. Enumerable.Range(1, 15).Select(n => $"P{n}")];

    /// <summary>Commits stand on the primary's disk, were answered to nobody, and never reach the replica.</summary>
    private const string Unreplicated = "kill -9 with commits that the replica never gets";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("kill -9")]
    [InlineData(Unreplicated)]
    [InlineData("immediate")]
    [InlineData("fast")]
    public async Task A_replica_takes_over_and_nothing_acknowledged_is_lost_or_doubled(string how)
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"Seed {seed}, {how}.");
        await using var first = await PostgresServer.StartAsync(durable: true);
        await using var second = await first.StartReplicaAsync();
        using var folder = new ShopFolder();
        folder.Environment["BAZAAR_DATABASE"] = first.Url(await first.CreateDatabaseAsync(), second);
        folder.Environment["BAZAAR_LIMITS"] = "off";
        await using var server = await folder.ServeAsync();
        foreach (var sku in Skus)
        {
            await server.Client.AddProductAsync(new ProductRequest { Sku = sku, Name = sku, Unit = "piece", Price = 100 }, Ct);
        }

        using var journal = new LoadJournal();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var load = LoadGenerator.RunAsync(server.Client, new LoadOptions { Stores = ["SHOP"], Skus = Skus, Seed = seed, RetryDelay = TimeSpan.FromMilliseconds(20) }, journal, ct: stop.Token);
        await FailOverAsync(first, second, how, journal);
        await using var third = await second.StartReplicaAsync(instead: first);
        await FailOverAsync(second, third, how, journal);

        await stop.CancelAsync();
        await load;
        await LoadGenerator.RunAsync(server.Client, new LoadOptions { Stores = ["SHOP"], Skus = Skus, Seed = seed, MaxRequests = 300 }, journal, ct: Ct);
        journal.Unanswered().ShouldBeEmpty($"seed {seed}");
        var check = await LedgerChecker.CheckAsync(server.Client, journal, Ct);
        check.Faults.ShouldBeEmpty($"seed {seed}");
        check.Entries.ShouldBe(check.Acknowledged, "nothing stands that no client knows of");
        (await server.Client.VerifyAsync(ct: Ct)).Findings.ShouldBeEmpty($"seed {seed}");
        await using var late = await folder.ServeAsync();
        (await late.Client.VerifyAsync(ct: Ct)).Stores.Single().Entries.ShouldBe(check.Entries, "a node that starts now finds the primary too");
        await late.Client.AddProductAsync(new ProductRequest { Sku = "LAST", Name = "What is not stock is written too", Unit = "piece", Price = 100 }, Ct);
        output.WriteLine($"{check.Acknowledged} entries acknowledged, all there once; {journal.Answered.Count(a => a.Status >= 500)} answers said that the database is away.");
    }

    private async Task FailOverAsync(PostgresServer primary, PostgresServer replica, string how, LoadJournal journal)
    {
        await AnsweredAsync(journal, 300);
        if (how == Unreplicated)
        {
            await replica.HoldReceivingAsync(primary);
        }

        await (how.StartsWith("kill", StringComparison.Ordinal) ? primary.KillAsync() : primary.StopAsync(how));
        var lost = TimeProvider.System.GetTimestamp();
        if (how == Unreplicated)
        {
            await replica.ForgetReceivedAsync();
        }

        await replica.PromoteAsync();
        var promoted = TimeProvider.System.GetTimestamp();
        await AnsweredAsync(journal, 20);
        var waited = TimeProvider.System.GetElapsedTime(promoted);
        output.WriteLine($"Served again {waited.TotalSeconds:0.00} s after the promotion, {TimeProvider.System.GetElapsedTime(lost).TotalSeconds:0.00} s after the loss.");
        waited.ShouldBeLessThan(Recovery);
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
