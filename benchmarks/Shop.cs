using System.Diagnostics;
using System.Text;
using Bazaar.Contracts;
using Bazaar.Contracts.Client;

namespace Bazaar.Bench;

/// <summary>Fills what is measured, and proves it afterwards.</summary>
internal static class Shop
{
    private const int LinesPerEntry = 1_000;
    private const int EntriesPerRequest = 100;
    private const decimal Plenty = 100_000_000;

    /// <summary>One shop: products to sell in plenty, one that is sold out, and a store with many.</summary>
    public static async Task FillAsync(BazaarClient client)
    {
        await ImportAsync(client, RequestTemplate.LargeStoreProducts);
        await client.AddProductAsync(new ProductRequest { Sku = RequestTemplate.SoldOut, Name = "Sold out", Unit = "piece", Price = 100 });
        await AddLargeStoreAsync(client);
        await ReceiveAsync(client, RequestTemplate.Store, RequestTemplate.Products);
    }

    /// <summary>A chain: <see cref="RequestTemplate.Stores"/> stores with <see cref="RequestTemplate.Products"/> products each, and a store with many.</summary>
    public static async Task FillChainAsync(BazaarClient client)
    {
        await ImportAsync(client, RequestTemplate.LargeStoreProducts);
        await client.AddProductAsync(new ProductRequest { Sku = RequestTemplate.SoldOut, Name = "Sold out", Unit = "piece", Price = 100 });
        for (var i = 0; i < RequestTemplate.Stores; i++)
        {
            await client.AddStoreAsync(new StoreRequest { Code = RequestTemplate.StoreCode(i), Name = $"Store {i}", TimeZone = "Asia/Karachi" });
        }

        await AddLargeStoreAsync(client);
        foreach (var chunk in Enumerable.Range(0, RequestTemplate.Stores).Chunk(EntriesPerRequest))
        {
            var openings = chunk.Select(i => new MovementRequest { Store = RequestTemplate.StoreCode(i), Type = "opening", Lines = Lines(Enumerable.Range(0, RequestTemplate.Products)) });
            var results = (await client.PostMovementsAsync(new BulkRequest { Movements = [.. openings] })).Results;
            if (results.FirstOrDefault(r => r.Status != 201) is { } refused)
            {
                throw new InvalidOperationException($"An opening was refused: {refused.Problem?.Detail}");
            }
        }
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

    /// <summary>A figure counts only when the ledger is sound afterwards.</summary>
    public static async Task VerifyAsync(BazaarClient client)
    {
        var proof = await client.VerifyAsync();
        if (!proof.Ok)
        {
            throw new InvalidOperationException($"The ledger is not sound after the load: {proof.Findings[0].Message}");
        }
    }

    private static async Task AddLargeStoreAsync(BazaarClient client)
    {
        await client.AddStoreAsync(new StoreRequest { Code = RequestTemplate.LargeStore, Name = "Large", TimeZone = "Asia/Karachi" });
        await ReceiveAsync(client, RequestTemplate.LargeStore, RequestTemplate.LargeStoreProducts);
    }

    private static async Task ReceiveAsync(BazaarClient client, string store, int products)
    {
        foreach (var chunk in Enumerable.Range(0, products).Chunk(LinesPerEntry))
        {
            await client.PostMovementAsync(store, new MovementRequest { Type = "opening", Lines = Lines(chunk) });
        }
    }

    private static MovementLineRequest[] Lines(IEnumerable<int> products) => [.. products.Select(i => new MovementLineRequest { Sku = $"P{i:0000}", Quantity = Plenty, UnitCost = 80 })];

    // A GTIN-13 of the range that shops use for themselves, with its check digit.
    private static string Barcode(int number)
    {
        var text = $"20{number:0000000000}";
        var sum = text.Select((c, i) => (c - '0') * (i % 2 == 0 ? 1 : 3)).Sum();
        return $"{text}{(10 - (sum % 10)) % 10}";
    }
}
