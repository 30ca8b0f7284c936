using Bazaar.Contracts;

namespace Bazaar.Simulator.Story;

/// <summary>Two counts of the main store: the tea shelf's is in the book, the spices' goes on.</summary>
internal static class StoryCounts
{
    // Neither is touched by an order that was received or by a transfer, so that the differences are the plan's.
    private const string OpenId = "open";
    private const string Posted = "Tea & Drinks";
    private const string Open = "Spices & Sauces";
    private const int Products = 12;
    private const int ScannedSoFar = 7;

    // What was found more or less than the book says, of the first goods on the shelf.
    private static readonly decimal[] Differences = [0, -1, 0, 0, -2, 0, 1];

    /// <summary>The counts.</summary>
    /// <param name="scene">Where they are taken.</param>
    public static IReadOnlyList<PlannedCount> Plan(StoryScene scene)
    {
        var store = scene.StoreAt(0);
        var tea = scene.Pieces(store, Posted, least: 3).Take(Products).ToList();
        var spices = scene.Pieces(store, Open, least: 3).Take(ScannedSoFar).ToList();
        return
        [
            new PlannedCount(
                Count(scene, "posted", Posted, "Tea shelf"), [.. tea.Select((p, i) => Scan(scene, "posted", p, p.OnHand + Differences.ElementAtOrDefault(i), i % 2 == 0 ? "Ali" : "Sana"))], tea.Count > 0),
            new PlannedCount(Count(scene, OpenId, Open, "Spices, before the order"), [.. spices.Select((p, i) => Scan(scene, OpenId, p, i == 2 ? p.OnHand - 1 : p.OnHand, i < 4 ? "Ali" : "Sana"))], IsPosted: false),
        ];
    }

    /// <summary>The id of the count that is opened last.</summary>
    public static Guid LastId(StoryScene scene) => scene.Id("count", OpenId);

    private static CountRequest Count(StoryScene scene, string which, string category, string name) =>
        new() { Id = scene.Id("count", which), Store = scene.StoreAt(0), Name = name, Scope = new CountScope { Category = category } };

    private static CountScan Scan(StoryScene scene, string count, StockItem product, decimal found, string counter) =>
        new() { Id = scene.Id("scan", count, product.Sku), Sku = product.Sku, Quantity = found, Counter = counter };
}
