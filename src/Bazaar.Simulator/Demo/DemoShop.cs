using Bazaar.Contracts.Client;

namespace Bazaar.Simulator.Demo;

/// <summary>Fills an empty store with a believable past that ends now.</summary>
public static class DemoShop
{
    /// <summary>
    /// Imports the catalogue, sets reorder points, and posts the trade of the last days. A store that has entries is left
    /// as it is, unless they are the beginning of this very demo: then the rest is posted.
    /// </summary>
    /// <param name="client">The server.</param>
    /// <param name="store">The store's code; it is added when the server does not know it.</param>
    /// <param name="seed">The same seed on the same day gives the same shop.</param>
    /// <param name="days">How many days of trade, today included.</param>
    /// <param name="progress">Is told how far it is.</param>
    /// <param name="clock">Says what now is; the system's clock when null.</param>
    /// <param name="ct">Stops after the request under way; run again to go on.</param>
    /// <exception cref="BazaarProblemException">The server refused the catalogue or a level.</exception>
    public static async Task<DemoResult> FillAsync(
        BazaarClient client, string store, long seed = 7, int days = 90, IProgress<DemoProgress>? progress = null, TimeProvider? clock = null, CancellationToken ct = default)
    {
        var plan = new DemoStorePlan { Code = store, Name = "Bismillah Kiryana Store", City = "Lahore", Region = "Punjab", Days = days };
        var shop = await DemoStore.OpenAsync(client, plan, seed, clock ?? TimeProvider.System, ct);
        if (shop.IsFilled)
        {
            return new DemoResult { AlreadyFilled = true, IsDemo = shop.IsDemo, Message = $"Store {store} already has {shop.Head:N0} entries; nothing was changed. The demo fills an empty store only." };
        }

        progress?.Report(new DemoProgress(DemoStep.Catalogue, 0, 1));
        await DemoStore.ImportCatalogueAsync(client, ct);
        progress?.Report(new DemoProgress(DemoStep.Catalogue, 1, 1));
        progress?.Report(new DemoProgress(DemoStep.Levels, 0, 1));
        await shop.SetLevelsAsync(ct);
        progress?.Report(new DemoProgress(DemoStep.Levels, 1, 1));
        await shop.TradeAsync((done, total) => progress?.Report(new DemoProgress(DemoStep.Trade, done, total)), ct);
        var simulation = shop.Simulation;
        return DemoResult.Of([shop], $"Store {store} has {simulation.Levels.Count} products and {shop.Posted + shop.Reversed:N0} entries from {simulation.FirstDay:yyyy-MM-dd} until now.");
    }
}
