using Bazaar.Contracts.Client;

namespace Bazaar.Simulator.Demo;

/// <summary>Fills an empty server with a chain of fifty stores in eleven cities and their last month.</summary>
public static class DemoChain
{
    private const int StoresAtOnce = 4;

    /// <summary>
    /// Adds the stores, the catalogue and each store's levels and prices, and posts their trade. Stores that have entries are left as
    /// they are, unless they are the beginning of this very demo: then the rest is posted.
    /// </summary>
    /// <param name="client">The server.</param>
    /// <param name="seed">The same seed on the same day gives the same chain.</param>
    /// <param name="stores">How many of the fifty stores.</param>
    /// <param name="days">How many days of trade, today included.</param>
    /// <param name="progress">Is told how far it is.</param>
    /// <param name="clock">Says what now is; the system's clock when null.</param>
    /// <param name="ct">Stops after the requests under way; run again to go on.</param>
    /// <exception cref="BazaarProblemException">The server refused the catalogue or a level.</exception>
    public static async Task<DemoResult> FillAsync(
        BazaarClient client, long seed = 7, int stores = ChainPlan.Stores, int days = 30, IProgress<DemoProgress>? progress = null, TimeProvider? clock = null, CancellationToken ct = default)
    {
        progress?.Report(new DemoProgress(DemoStep.Catalogue, 0, 1));
        await DemoStore.ImportCatalogueAsync(client, ct);
        progress?.Report(new DemoProgress(DemoStep.Catalogue, 1, 1));

        var plans = ChainPlan.Make(seed, days).Take(stores).ToList();
        var done = new DemoStore[plans.Count];
        var tally = new Tally(progress, plans.Count);
        await Parallel.ForEachAsync(Enumerable.Range(0, plans.Count), new ParallelOptions { MaxDegreeOfParallelism = StoresAtOnce, CancellationToken = ct }, async (i, token) =>
        {
            done[i] = await DemoStore.OpenAsync(client, plans[i], seed, clock ?? TimeProvider.System, token);
            if (!done[i].IsFilled)
            {
                await done[i].SetLevelsAsync(token);
                await done[i].TradeAsync((posted, total) => tally.Tell(i, posted, total), token);
            }

            tally.Tell(i, 1, 1);
        });

        if (done.All(s => s.IsFilled))
        {
            return new DemoResult { AlreadyFilled = true, IsDemo = done.All(s => s.IsDemo), Message = $"The {plans.Count} stores of the demo are there already; nothing was changed." };
        }

        var cities = plans.Select(p => p.City).Distinct(StringComparer.Ordinal).Count();
        var first = done.Min(s => s.Simulation.FirstDay);
        return DemoResult.Of(done, $"{plans.Count} stores in {cities} cities have {done.Sum(s => s.IsFilled ? s.Head : s.Posted + s.Reversed):N0} entries from {first:yyyy-MM-dd} until now.");
    }

    /// <summary>Adds up how far the stores are, in thousandths of a store.</summary>
    private sealed class Tally(IProgress<DemoProgress>? progress, int stores)
    {
        private readonly Lock _gate = new();
        private readonly int[] _done = new int[stores];

        public void Tell(int store, int done, int total)
        {
            lock (_gate)
            {
                _done[store] = (int)(1000L * done / total);
                progress?.Report(new DemoProgress(DemoStep.Trade, _done.Sum(), 1000 * stores));
            }
        }
    }
}
