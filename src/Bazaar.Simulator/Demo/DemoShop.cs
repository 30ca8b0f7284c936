using Bazaar.Contracts;
using Bazaar.Contracts.Client;
using Bazaar.Simulator.Kiryana;
using Bazaar.Simulator.Shop;

namespace Bazaar.Simulator.Demo;

/// <summary>Fills an empty store with a believable past that ends now.</summary>
public static class DemoShop
{
    private const string TimeZone = "Asia/Karachi";
    private const int BulkEntries = 200;
    private const int LevelsAtOnce = 16;

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
        var zone = TimeZoneInfo.FindSystemTimeZoneById(TimeZone);
        var now = TimeZoneInfo.ConvertTime((clock ?? TimeProvider.System).GetUtcNow(), zone);
        await AddStoreAsync(client, store, ct);
        var ledger = await client.ReadFeedAsync(store, after: 0, limit: 1, ct: ct);
        if (ledger.Items is [var first, ..])
        {
            // An interrupted demo goes on with the hour it was begun in; what stands is answered as a replay.
            now = TimeZoneInfo.ConvertTime(first.RecordedAt, zone);
        }

        var simulation = new ShopSimulation(seed, DateOnly.FromDateTime(now.DateTime).AddDays(1 - days), days, store, timeZone: zone);
        var actions = simulation.Start().Actions.TakeWhile(a => a.LearnedAt <= now).ToList();
        if (ledger.Head > 0 && (ledger.Head >= actions.Count || !Begins(actions, ledger.Items[0].Id)))
        {
            return new DemoResult { AlreadyFilled = true, Message = $"Store {store} already has {ledger.Head:N0} entries; nothing was changed. The demo fills an empty store only." };
        }

        await ImportAsync(client, progress, ct);
        await SetLevelsAsync(client, simulation, progress, ct);
        return await PostAsync(client, store, actions, simulation, progress, ct);
    }

    private static bool Begins(List<SimulatedAction> actions, Guid id) => actions.Count > 0 && actions[0] is PostAction post && post.Movement.Id == id;

    private static async Task AddStoreAsync(BazaarClient client, string store, CancellationToken ct)
    {
        try
        {
            await client.GetStoreAsync(store, ct);
        }
        catch (BazaarProblemException e) when (e.Problem.Status == 404)
        {
            await client.AddStoreAsync(new StoreRequest { Code = store, Name = "Bismillah Kiryana Store", City = "Lahore", Region = "Punjab", TimeZone = TimeZone }, ct);
        }
    }

    private static async Task ImportAsync(BazaarClient client, IProgress<DemoProgress>? progress, CancellationToken ct)
    {
        progress?.Report(new DemoProgress(DemoStep.Catalogue, 0, 1));
        using var file = KiryanaCatalogue.OpenImportFile();
        var result = await client.ImportProductsAsync(file, "text/csv", dryRun: false, ct);
        if (result.Errors is [var error, ..])
        {
            throw new BazaarProblemException(new Problem
            {
                Status = 400,
                Code = ProblemCodes.Invalid,
                Detail = $"The demo's catalogue was refused: row {error.Row}, {error.Column}: {error.Message} ({result.Errors.Count} errors in all.)",
            });
        }

        progress?.Report(new DemoProgress(DemoStep.Catalogue, 1, 1));
    }

    private static async Task SetLevelsAsync(BazaarClient client, ShopSimulation simulation, IProgress<DemoProgress>? progress, CancellationToken ct)
    {
        var done = 0;
        await Parallel.ForEachAsync(simulation.Levels, new ParallelOptions { MaxDegreeOfParallelism = LevelsAtOnce, CancellationToken = ct }, async (level, token) =>
        {
            await client.EditStockAsync(simulation.Store, level.Key, new StockPatch { ReorderPoint = level.Value.ReorderPoint, TargetLevel = level.Value.TargetLevel }, token);
            progress?.Report(new DemoProgress(DemoStep.Levels, Interlocked.Increment(ref done), simulation.Levels.Count));
        });
    }

    private static async Task<DemoResult> PostAsync(
        BazaarClient client, string store, List<SimulatedAction> actions, ShopSimulation simulation, IProgress<DemoProgress>? progress, CancellationToken ct)
    {
        var (posted, reversed, refused) = (0, 0, new List<Problem>());
        var waiting = new List<MovementRequest>(BulkEntries);
        for (var i = 0; i < actions.Count; i++)
        {
            if (actions[i] is PostAction post)
            {
                waiting.Add(post.Movement);
            }

            // A reversal speaks of an entry that must stand before it.
            if (waiting.Count == BulkEntries || i == actions.Count - 1 || actions[i] is ReverseAction)
            {
                posted += await SendAsync(client, waiting, refused, ct);
                waiting.Clear();
                progress?.Report(new DemoProgress(DemoStep.Trade, i + 1, actions.Count));
            }

            if (actions[i] is ReverseAction reverse)
            {
                reversed += await ReverseAsync(client, store, reverse, refused, ct) ? 1 : 0;
            }
        }

        var message = $"Store {store} has {simulation.Levels.Count} products and {posted + reversed:N0} entries from {simulation.FirstDay:yyyy-MM-dd} until now."
            + (refused.Count > 0 ? $" {refused.Count} were refused, the first because: {refused[0].Detail ?? refused[0].Code}" : "");
        return new DemoResult { Products = simulation.Levels.Count, Entries = posted, Reversals = reversed, Refused = refused, Message = message };
    }

    private static async Task<int> SendAsync(BazaarClient client, List<MovementRequest> waiting, List<Problem> refused, CancellationToken ct)
    {
        if (waiting.Count == 0)
        {
            return 0;
        }

        var answer = await client.PostMovementsAsync(new BulkRequest { Movements = [.. waiting] }, ct);
        refused.AddRange(answer.Results.Where(r => r.Problem is not null).Select(r => r.Problem!));
        return answer.Results.Count(r => r.Movement is not null);
    }

    private static async Task<bool> ReverseAsync(BazaarClient client, string store, ReverseAction reverse, List<Problem> refused, CancellationToken ct)
    {
        try
        {
            await client.ReverseMovementAsync(store, reverse.Entry, new ReversalRequest { Id = reverse.Id, Reason = reverse.Reason }, ct);
            return true;
        }
        catch (BazaarProblemException e) when (e.Problem.Status is >= 400 and < 500)
        {
            refused.Add(e.Problem);
            return false;
        }
    }
}
