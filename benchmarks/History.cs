using Bazaar.Contracts;
using Bazaar.Contracts.Client;

namespace Bazaar.Bench;

/// <summary>Gives a chain a past: a year of days in one store, a month in all, so that reports have something to add up.</summary>
internal static class History
{
    private const int DaysOfOne = 365;
    private const int DaysOfAll = 30;
    private const int LinesOfOne = 50;
    private const int LinesOfAll = 10;
    private const int EntriesPerRequest = 400;

    public static async Task SellAsync(BazaarClient client)
    {
        var now = TimeProvider.System.GetUtcNow();
        var one = Enumerable.Range(1, DaysOfOne).Select(day => Sale(0, now.AddDays(-day), day, LinesOfOne));
        var all = from day in Enumerable.Range(1, DaysOfAll) from store in Enumerable.Range(1, RequestTemplate.Stores - 1) select Sale(store, now.AddDays(-day), day + store, LinesOfAll);
        foreach (var chunk in one.Concat(all).Chunk(EntriesPerRequest))
        {
            var results = (await client.PostMovementsAsync(new BulkRequest { Movements = chunk })).Results;
            if (results.FirstOrDefault(r => r.Status != 201) is { } refused)
            {
                throw new InvalidOperationException($"A sale of the past was refused: {refused.Problem?.Detail}");
            }
        }
    }

    /// <summary>One receipt.</summary>
    /// <param name="store">The store's number.</param>
    /// <param name="at">When.</param>
    /// <param name="first">Which product comes first.</param>
    /// <param name="lines">Of how many products.</param>
    public static MovementRequest Sale(int store, DateTimeOffset at, int first, int lines) => new()
    {
        Id = Guid.CreateVersion7(),
        Store = RequestTemplate.StoreCode(store),
        Type = "sale",
        OccurredAt = at,
        Lines = [.. Enumerable.Range(first, lines).Select(i => new MovementLineRequest { Sku = $"P{i % RequestTemplate.Products:0000}", Quantity = 1 + (i % 3) })],
    };
}
