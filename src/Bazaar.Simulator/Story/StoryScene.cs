using Bazaar.Contracts;
using Bazaar.Simulator.Kiryana;

namespace Bazaar.Simulator.Story;

/// <summary>What a story is made of: the same scene gives the same story.</summary>
/// <param name="Seed">The demo's seed.</param>
/// <param name="Now">When it is told.</param>
/// <param name="Catalogue">What is sold.</param>
/// <param name="Stock">What each store has, the story's main store first.</param>
internal sealed record StoryScene(long Seed, DateTimeOffset Now, KiryanaCatalogue Catalogue, IReadOnlyList<(string Store, IReadOnlyList<StockItem> Items)> Stock)
{
    // Of no day: a demo that goes on tomorrow finds what it began today.
    private static readonly DateTimeOffset NoDay = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The store; the main one where there are not as many.</summary>
    public string StoreAt(int index) => Stock[index < Stock.Count ? index : 0].Store;

    /// <summary>What a store has of a category, by SKU: whole pieces, enough of them to count or send.</summary>
    /// <param name="store">The store.</param>
    /// <param name="category">The category.</param>
    /// <param name="least">What there must be at least.</param>
    public IEnumerable<StockItem> Pieces(string store, string category, decimal least) =>
        Items(store).Where(i => i.Category == category && i.Unit == "piece" && i.OnHand >= least).OrderBy(i => i.Sku, StringComparer.Ordinal);

    public decimal OnHand(string store, string sku) => Items(store).FirstOrDefault(i => i.Sku == sku)?.OnHand ?? 0;

    public decimal Target(string store, string sku) => Items(store).FirstOrDefault(i => i.Sku == sku)?.TargetLevel ?? 0;

    /// <summary>The id of one thing of the story.</summary>
    public Guid Id(params ReadOnlySpan<string> thing) => new SeededRandom(Seed, ["story", Stock[0].Store.ToUpperInvariant(), .. thing]).Id(NoDay);

    private IReadOnlyList<StockItem> Items(string store) => Stock.First(s => s.Store == store).Items;
}
