using Bazaar.Contracts;
using Bazaar.Contracts.Client;

namespace Bazaar.Cli.Input;

/// <summary>Turns items of the command line into lines of an entry.</summary>
internal static class Items
{
    private const int ScaleLabelLength = 13;

    /// <summary>Tells SKUs from barcodes and makes the lines, in the order typed.</summary>
    /// <param name="client">The shop.</param>
    /// <param name="items">As typed.</param>
    /// <param name="line">Makes a line of an item; its code and default quantity are filled in here.</param>
    /// <param name="ct">Stops waiting.</param>
    public static Task<MovementLineRequest[]> ToLinesAsync(BazaarClient client, IEnumerable<ItemToken> items, Func<ItemToken, MovementLineRequest> line, CancellationToken ct) =>
        Task.WhenAll(items.Select(item => ToLineAsync(client, item, line(item), ct)));

    private static async Task<MovementLineRequest> ToLineAsync(BazaarClient client, ItemToken item, MovementLineRequest line, CancellationToken ct)
    {
        var one = line with { Quantity = line.Counted is null ? line.Quantity ?? 1 : null };
        if (!item.Code.All(char.IsAsciiDigit) || await IsSkuAsync(client, item.Code, ct))
        {
            return one with { Sku = item.Code };
        }

        // A scale's label carries its own weight; a code of that shape that some product has is no such label.
        var isLabel = item.Quantity is null && item.Code is ['2', ..] && item.Code.Length == ScaleLabelLength
            && (await client.ListProductsAsync(barcode: item.Code, limit: 1, ct: ct)).Items.Count == 0;
        return (isLabel ? line : one) with { Barcode = item.Code };
    }

    private static async Task<bool> IsSkuAsync(BazaarClient client, string code, CancellationToken ct)
    {
        try
        {
            await client.GetProductAsync(code, ct);
            return true;
        }
        catch (BazaarProblemException e) when (e.Problem.Status == 404)
        {
            return false;
        }
    }
}
