using System.Globalization;
using Bazaar.Contracts;
using Bazaar.Contracts.Client;
using Bazaar.Simulator.Load;

namespace Bazaar.EndToEnd.Tests.Processes;

/// <summary>What a client was told stands, whatever happens to the server. BAZAAR_KILL_ROUNDS says how often it is killed; 10 when not set.</summary>
public abstract class KillSuite(ITestOutputHelper output)
{
    private const int Products = 20;
    private const int MostRequestsPerRound = 400;
    private static readonly string[] Stores = ["SHOP", "LHR-002"];
    private static readonly string[] Skus = [.. Enumerable.Range(1, Products).Select(n => $"P{n}")];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_acknowledged_is_lost_and_nothing_is_doubled_when_the_server_is_killed_under_load()
    {
        var rounds = int.Parse(Environment.GetEnvironmentVariable("BAZAAR_KILL_ROUNDS") ?? "10", CultureInfo.InvariantCulture);
        var seed = Random.Shared.Next();
        output.WriteLine($"Seed {seed}, {rounds} rounds.");
        var random = new Random(seed);
        using var folder = await CreateShopAsync();
        using var journal = new LoadJournal();
        long unanswered = 0, replayed = 0;
        for (var round = 1; round <= rounds; round++)
        {
            await using (var server = await folder.ServeAsync())
            {
                if (round == 1)
                {
                    await FillAsync(server.Client);
                }

                var summary = await LoadUntilKilledAsync(server, journal, seed, random.Next(1, MostRequestsPerRound));
                unanswered += summary.Unanswered;
                replayed += summary.Replayed;
            }

            await using var again = await folder.ServeAsync();
            await CheckAsync(again.Client, journal, $"round {round}, seed {seed}");
        }

        await using var last = await folder.ServeAsync();
        var settle = new LoadOptions { Stores = Stores, Skus = Skus, Seed = seed, MaxRequests = 500 };
        await LoadGenerator.RunAsync(last.Client, settle, journal, ct: Ct);
        journal.Unanswered().ShouldBeEmpty("every entry whose answer was lost was sent again and answered");
        var check = await CheckAsync(last.Client, journal, $"at the end, seed {seed}");
        check.Entries.ShouldBe(check.Acknowledged, "nothing stands that no client knows of");
        output.WriteLine($"Killed {rounds} times: {check.Acknowledged} entries acknowledged, all there once; {unanswered} requests lost their answer; {replayed} repeats got the first answer.");
        unanswered.ShouldBeGreaterThan(0, "the server was killed in the middle of load");
    }

    /// <summary>A fresh shop.</summary>
    private protected abstract Task<ShopFolder> CreateShopAsync();

    private static async Task FillAsync(BazaarClient client)
    {
        await client.AddStoreAsync(new StoreRequest { Code = Stores[1], Name = "Second", TimeZone = "Asia/Karachi" }, Ct);
        foreach (var sku in Skus)
        {
            await client.AddProductAsync(new ProductRequest { Sku = sku, Name = sku, Unit = "piece", Price = 100 }, Ct);
        }
    }

    private static async Task<LoadSummary> LoadUntilKilledAsync(ServeProcess server, LoadJournal journal, int seed, int requests)
    {
        using var plug = new PullThePlug(server, requests);
        using var http = server.CreateHttp(plug);
        var options = new LoadOptions { Stores = Stores, Skus = Skus, Seed = seed, StopWhenUnreachable = true };
        return await LoadGenerator.RunAsync(new BazaarClient(http), options, journal, ct: Ct);
    }

    private static async Task<LedgerCheck> CheckAsync(BazaarClient client, LoadJournal journal, string when)
    {
        var check = await LedgerChecker.CheckAsync(client, journal, Ct);
        check.Faults.ShouldBeEmpty(when);
        (await client.VerifyAsync(ct: Ct)).Findings.ShouldBeEmpty(when);
        return check;
    }

    /// <summary>Kills the server when the n-th answer arrives: the other clients' requests are then anywhere between the socket and the disk.</summary>
    private sealed class PullThePlug(ServeProcess server, int after) : DelegatingHandler
    {
        private int _answers;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var answer = await base.SendAsync(request, cancellationToken);
            if (Interlocked.Increment(ref _answers) == after)
            {
                server.Kill();
            }

            return answer;
        }
    }
}

/// <summary>A shop in a file.</summary>
public sealed class KillTests(ITestOutputHelper output) : KillSuite(output)
{
    private protected override Task<ShopFolder> CreateShopAsync() => Task.FromResult(new ShopFolder());
}
