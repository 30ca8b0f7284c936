using Bazaar.Contracts;

namespace Bazaar.Cli.Input;

/// <summary>Reads lists that come in pages.</summary>
internal static class Pages
{
    /// <summary>Reads up to so many rows.</summary>
    /// <typeparam name="T">A row.</typeparam>
    /// <param name="wanted">How many at most.</param>
    /// <param name="largestPage">The most one request may ask for.</param>
    /// <param name="read">Reads a page of a size at a cursor.</param>
    /// <returns>The rows, and the cursor of what follows; null when nothing does.</returns>
    public static async Task<(IReadOnlyList<T> Items, string? Next)> TakeAsync<T>(int wanted, int largestPage, Func<int, string?, Task<Page<T>>> read)
    {
        var items = new List<T>();
        string? cursor = null;
        do
        {
            var page = await read(Math.Min(wanted - items.Count, largestPage), cursor);
            items.AddRange(page.Items);
            cursor = page.Next;
        }
        while (cursor is not null && items.Count < wanted);
        return (items, cursor);
    }
}
