using Bazaar.Contracts;
using Bazaar.Server.Tests.Harness;

namespace Bazaar.Server.Tests.Counts;

/// <summary>A store with an open count, and the words to take it.</summary>
internal sealed class Stocktake(Shop shop, TestStore store, CountSession session)
{
    public TestStore Store { get; } = store;

    public Guid Id { get; } = session.Id;

    public long Number { get; } = session.Number;

    public static async Task<Stocktake> OpenAsync(Shop shop, string? category = null, bool blind = false) => await OpenAsync(shop, await shop.NewStoreAsync(), category, blind);

    public static async Task<Stocktake> OpenAsync(Shop shop, TestStore store, string? category = null, bool blind = false) =>
        new(shop, store, await shop.Api.OpenCountAsync(new CountRequest { Store = store.Code, Name = "Ramzan", Scope = new CountScope { Category = category }, Blind = blind }));

    public async Task<string> StockedAsync(decimal onHand, decimal cost = 10, string? category = null, IReadOnlyList<string>? barcodes = null, params Pack[] packs)
    {
        var sku = shop.Unique("C");
        await shop.Api.AddProductAsync(new ProductRequest { Sku = sku, Name = "Product " + sku, Unit = "piece", Price = 100, Category = category, Barcodes = barcodes, Packs = packs });
        await Store.PostAsync("stockIn", sku, onHand, TestStore.At(8), cost: cost);
        return sku;
    }

    public Task<CountScansResult> ScanAsync(string sku, decimal quantity, DateTimeOffset? at = null, string? counter = null, string? pack = null) =>
        ScanAsync(new CountScan { Id = Guid.CreateVersion7(), Sku = sku, Quantity = quantity, At = at, Counter = counter, Pack = pack });

    public Task<CountScansResult> ScanAsync(params CountScan[] scans) => shop.Api.AddScansAsync(Id, new CountScansRequest { Scans = scans });

    public Task<CountScansResult> BeepAsync(string barcode, decimal? quantity = null) => ScanAsync(new CountScan { Id = Guid.CreateVersion7(), Barcode = barcode, Quantity = quantity });

    public Task<CountSession> ReadAsync() => shop.Api.GetCountAsync(Id);

    public async Task<IReadOnlyList<CountVariance>> ReviewAsync(string? show = null) => (await shop.Api.ListVariancesAsync(Id, show, 200)).Items;

    public async Task<CountVariance> ReviewAsync(string sku, string? show) => (await ReviewAsync(show)).Single(v => v.Sku == sku);

    public Task<Movement> PostAsync(string missing = "ignore", DateTimeOffset? countedAt = null) => shop.Api.PostCountAsync(Id, new CountPostRequest { Missing = missing, CountedAt = countedAt });

    public Task<Answer> SendAsync(string method, string path, string? json = null) => shop.SendAsync(method, $"counts/{Id}/{path}", json);
}
