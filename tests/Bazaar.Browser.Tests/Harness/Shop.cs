using System.Diagnostics;
using Bazaar.Contracts;
using Bazaar.Contracts.Client;

namespace Bazaar.Browser.Tests.Harness;

/// <summary>A real <c>bazaar serve</c> on a fresh data folder, reached through a <see cref="Network"/> that can be cut.</summary>
internal sealed class Shop : IAsyncDisposable
{
    private readonly DirectoryInfo _folder;
    private readonly Process _process;
    private readonly Task<string> _error;

    private Shop(DirectoryInfo folder, Process process, Task<string> error, Uri address)
    {
        _folder = folder;
        _process = process;
        _error = error;
        Network = new Network(address);
        Client = new BazaarClient(new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = address });
    }

    /// <summary>What the browser goes through.</summary>
    public Network Network { get; }

    /// <summary>Where the browser finds the shop.</summary>
    public string Address => Network.Address;

    /// <summary>A way to the shop beside the browser's.</summary>
    public BazaarClient Client { get; }

    /// <summary>A place for the browser's profile.</summary>
    public string Beside(string name) => Path.Combine(_folder.FullName, name);

    public static async Task<Shop> OpenAsync(params string[] args)
    {
        var folder = Directory.CreateTempSubdirectory("bazaar-browser-");
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "bazaar.dll"), "serve", "--urls", "http://127.0.0.1:0", .. args])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("BAZAAR_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["BAZAAR_DATA"] = Path.Combine(folder.FullName, "data");
        var process = Process.Start(start).ShouldNotBeNull();
        var error = process.StandardError.ReadToEndAsync();
        var said = new List<string>();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            said.Add(line);
            if (line.Split(' ').FirstOrDefault(word => word.StartsWith("http://", StringComparison.Ordinal)) is { } address)
            {
                return new Shop(folder, process, error, new Uri(address));
            }
        }

        throw new InvalidOperationException($"bazaar serve ended: {string.Join('\n', said)} {await error}");
    }

    /// <summary>A shop with a few goods: two that are counted, one that is weighed.</summary>
    public static async Task<Shop> WithGoodsAsync()
    {
        var shop = await OpenAsync();
        await shop.Client.AddProductAsync(new ProductRequest { Sku = "COLA", Name = "Cola 500 ml", NameUrdu = "کولا", Category = "Drinks", Unit = "piece", Price = 120, Barcodes = ["5449000000996"], Packs = [new Pack { Name = "carton", Size = 24 }] });
        await shop.Client.AddProductAsync(new ProductRequest { Sku = "TEA", Name = "Tapal tea 190 g", NameUrdu = "چائے", Category = "Tea", Unit = "piece", Price = 470.50m, Barcodes = ["4006381333931"] });
        await shop.Client.AddProductAsync(new ProductRequest { Sku = "SUGAR", Name = "Sugar, loose", NameUrdu = "چینی", Category = "Grocery", Unit = "kg", Price = 160 });
        await shop.Client.PostMovementAsync("SHOP", new MovementRequest
        {
            Type = "opening",
            Lines = [new MovementLineRequest { Sku = "COLA", Quantity = 100, UnitCost = 100 }, new MovementLineRequest { Sku = "TEA", Quantity = 50, UnitCost = 400 }, new MovementLineRequest { Sku = "SUGAR", Quantity = 80, UnitCost = 141.5m }],
        });
        return shop;
    }

    public async Task<decimal> OnHandAsync(string sku) => (await Client.GetStockAsync("SHOP", sku)).OnHand;

    public async ValueTask DisposeAsync()
    {
        await Network.DisposeAsync();
        _process.Kill();
        await _process.WaitForExitAsync();
        await _error;
        Client.Http.Dispose();
        _process.Dispose();
        _folder.Delete(recursive: true);
    }
}
