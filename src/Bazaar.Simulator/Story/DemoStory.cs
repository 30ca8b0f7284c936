using Bazaar.Contracts;
using Bazaar.Contracts.Client;
using Bazaar.Simulator.Kiryana;

namespace Bazaar.Simulator.Story;

/// <summary>Gives a demo, once its trade is written, what a shop has besides: suppliers, orders on their way, counts, and in a chain goods between stores.</summary>
public static class DemoStory
{
    private const int MostItems = 200;

    // The main store first; the rest are large ones that trade.
    private static readonly string[] ChainStores = ["LHR-001", "KHI-001", "ISB-001", "RWP-001", "FSD-001"];

    /// <summary>The stores of the chain's story, out of those that there are.</summary>
    public static IReadOnlyList<string> Chain => ChainStores;

    /// <summary>Tells it, unless it was told. One that was cut off goes on.</summary>
    /// <param name="client">The server.</param>
    /// <param name="stores">Where it takes place; the main store first.</param>
    /// <param name="seed">The demo's seed.</param>
    /// <param name="clock">Says what now is; the system's clock when null.</param>
    /// <param name="ct">Stops after the request under way; run again to go on.</param>
    /// <returns>One sentence for the person who asked for it; null when it was told before.</returns>
    public static async Task<string?> TellAsync(BazaarClient client, IReadOnlyList<string> stores, long seed = 7, TimeProvider? clock = null, CancellationToken ct = default)
    {
        var scene = new StoryScene(seed, (clock ?? TimeProvider.System).GetUtcNow(), KiryanaCatalogue.Load(), [.. stores.Select(s => (s, (IReadOnlyList<StockItem>)[]))]);
        if (await IsToldAsync(client, scene, ct))
        {
            return null;
        }

        var stock = new List<(string, IReadOnlyList<StockItem>)>();
        foreach (var store in stores)
        {
            stock.Add((store, await ReadStockAsync(client, store, ct)));
        }

        var plan = StoryPlan.Make(scene with { Stock = stock });
        var teller = new StoryTeller(client, ct);
        await teller.TellAsync(plan);
        var transfers = plan.Transfers.Count > 0 ? $", {plan.Transfers.Count} transfers" : "";
        return $"{(stores.Count > 1 ? "They have" : "It has")} {plan.Suppliers.Count} suppliers, {plan.Orders.Count} purchase orders{transfers} and {plan.Counts.Count} counts besides."
            + (teller.Refused.FirstOrDefault() is { } first ? $" {teller.Refused.Count} were refused, the first because: {first.Detail ?? first.Code}" : "");
    }

    private static async Task<bool> IsToldAsync(BazaarClient client, StoryScene scene, CancellationToken ct)
    {
        try
        {
            return (await client.GetCountAsync(StoryCounts.LastId(scene), ct)).Scans > 0;
        }
        catch (BazaarProblemException e) when (e.Problem.Status == 404)
        {
            return false;
        }
    }

    private static async Task<IReadOnlyList<StockItem>> ReadStockAsync(BazaarClient client, string store, CancellationToken ct)
    {
        var items = new List<StockItem>();
        string? cursor = null;
        do
        {
            var page = await client.ListStockAsync(store, limit: MostItems, cursor: cursor, ct: ct);
            items.AddRange(page.Items);
            cursor = page.Next;
        }
        while (cursor is not null);
        return items;
    }
}
