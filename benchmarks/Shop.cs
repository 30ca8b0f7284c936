using System.Diagnostics;
using System.Text;
using Bazaar.Contracts;
using Bazaar.Contracts.Client;

namespace Bazaar.Bench;

/// <summary>Fills the shop that is measured.</summary>
internal static class Shop
{
    private const int LinesPerEntry = 1_000;
    private const decimal Plenty = 100_000_000;

    /// <summary>Products to sell in plenty, one that is sold out, and a store with many.</summary>
    public static async Task FillAsync(BazaarClient client)
    {
        await ImportAsync(client, RequestTemplate.LargeStoreProducts);
        await client.AddProductAsync(new ProductRequest { Sku = RequestTemplate.SoldOut, Name = "Sold out", Unit = "piece", Price = 100 });
        await client.AddStoreAsync(new StoreRequest { Code = RequestTemplate.LargeStore, Name = "Large", TimeZone = "Asia/Karachi" });
        await ReceiveAsync(client, RequestTemplate.Store, RequestTemplate.Products);
        await ReceiveAsync(client, RequestTemplate.LargeStore, RequestTemplate.LargeStoreProducts);
    }

    /// <summary>Imports a catalogue; answers how long it took.</summary>
    public static async Task<TimeSpan> ImportAsync(BazaarClient client, int products)
    {
        var csv = new StringBuilder("sku,name,nameUrdu,category,unit,price,cost,barcode\n");
        for (var i = 0; i < products; i++)
        {
            csv.Append($"P{i:0000},Product {i} 500 g,چیز {i},Category {i % 40},piece,{100 + (i % 900)}.50,{80 + (i % 700)}.25,{Barcode(i)}\n");
        }

        using var file = new MemoryStream(Encoding.UTF8.GetBytes(csv.ToString()));
        var started = Stopwatch.GetTimestamp();
        var result = await client.ImportProductsAsync(file, "text/csv", dryRun: false);
        var elapsed = Stopwatch.GetElapsedTime(started);
        return result.Created == products ? elapsed : throw new InvalidOperationException($"The import refused rows: {string.Join("; ", result.Errors.Take(3))}");
    }

    private static async Task ReceiveAsync(BazaarClient client, string store, int products)
    {
        foreach (var chunk in Enumerable.Range(0, products).Chunk(LinesPerEntry))
        {
            await client.PostMovementAsync(store, new MovementRequest { Type = "opening", Lines = [.. chunk.Select(i => new MovementLineRequest { Sku = $"P{i:0000}", Quantity = Plenty, UnitCost = 80 })] });
        }
    }

    // A GTIN-13 of the range that shops use for themselves, with its check digit.
    private static string Barcode(int number)
    {
        var text = $"20{number:0000000000}";
        var sum = text.Select((c, i) => (c - '0') * (i % 2 == 0 ? 1 : 3)).Sum();
        return $"{text}{(10 - (sum % 10)) % 10}";
    }
}
