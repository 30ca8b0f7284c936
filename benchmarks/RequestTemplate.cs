using System.Text;

namespace Bazaar.Bench;

/// <summary>What the load client asks for.</summary>
internal enum LoadShape
{
    /// <summary>One sale a request, over all products.</summary>
    Sales,

    /// <summary>One sale a request, all of one product.</summary>
    Hot,

    /// <summary>One sale a request, all of a product of which there is none.</summary>
    SoldOut,

    /// <summary>500 sales a request.</summary>
    Bulk,

    /// <summary>The stock of one product.</summary>
    Stock,

    /// <summary>50 rows of a large store's stock.</summary>
    StockPage,

    /// <summary>An endpoint that does nothing.</summary>
    Empty,

    /// <summary>One sale a request, over all stores and products of a chain.</summary>
    ChainSales,

    /// <summary>One sale a request, all of one product of one store of a chain.</summary>
    ChainHot,

    /// <summary>One sale a request, all of a product of which the store has none.</summary>
    ChainSoldOut,

    /// <summary>500 sales a request, over all stores and products of a chain.</summary>
    ChainBulk,

    /// <summary>The stock of one product of any store of a chain.</summary>
    ChainStock,

    /// <summary>The sales of one store in a year of days.</summary>
    ChainSalesOfStore,

    /// <summary>The sales of all stores in a month.</summary>
    ChainSalesOfAll,
}

/// <summary>A request written once; only its ids and products change.</summary>
internal sealed class RequestTemplate
{
    /// <summary>Sales in one bulk request.</summary>
    public const int BulkMovements = 500;

    /// <summary>Products that are sold: P0000, P0001 …</summary>
    public const int Products = 100;

    /// <summary>A product of which there is none.</summary>
    public const string SoldOut = "P9999";

    /// <summary>The store that sells.</summary>
    public const string Store = "SHOP";

    /// <summary>Stores of the chain, see <see cref="StoreCode"/>.</summary>
    public const int Stores = 1_000;

    /// <summary>The store with <see cref="LargeStoreProducts"/> products.</summary>
    public const string LargeStore = "LARGE";

    /// <summary>Products in the large store.</summary>
    public const int LargeStoreProducts = 5_000;

    private const string IdPlace = "00000000-0000-0000-0000-000000000000";
    private const string SkuPlace = "P####";
    private const string StorePlace = "S####";

    private readonly byte[] _bytes;
    private readonly int[] _ids;
    private readonly int[] _skus;
    private readonly int[] _stores;

    private RequestTemplate(string text)
    {
        _bytes = Encoding.ASCII.GetBytes(text);
        _ids = Places(text, IdPlace);
        _skus = Places(text, SkuPlace);
        _stores = Places(text, StorePlace);
    }

    public static RequestTemplate Of(LoadShape shape, string host) => new(shape switch
    {
        LoadShape.Sales => Post(host, $"/api/v1/stores/{Store}/movements", Sale(SkuPlace)),
        LoadShape.Hot => Post(host, $"/api/v1/stores/{Store}/movements", Sale("P0000")),
        LoadShape.SoldOut => Post(host, $"/api/v1/stores/{Store}/movements", Sale(SoldOut)),
        LoadShape.Bulk => Post(host, "/api/v1/movements", $"{{\"movements\":[{string.Join(',', Enumerable.Repeat(Sale(SkuPlace, Store), BulkMovements))}]}}"),
        LoadShape.Stock => Get(host, $"/api/v1/stores/{Store}/stock/{SkuPlace}"),
        LoadShape.ChainSales => Post(host, $"/api/v1/stores/{StorePlace}/movements", Sale(SkuPlace)),
        LoadShape.ChainHot => Post(host, $"/api/v1/stores/{StoreCode(0)}/movements", Sale("P0000")),
        LoadShape.ChainSoldOut => Post(host, $"/api/v1/stores/{StoreCode(0)}/movements", Sale(SoldOut)),
        LoadShape.ChainBulk => Post(host, "/api/v1/movements", $"{{\"movements\":[{string.Join(',', Enumerable.Repeat(Sale(SkuPlace, StorePlace), BulkMovements))}]}}"),
        LoadShape.ChainStock => Get(host, $"/api/v1/stores/{StorePlace}/stock/{SkuPlace}"),
        LoadShape.ChainSalesOfStore => Get(host, $"/api/v1/reports/sales?store={StoreCode(0)}&from={Dates.YearAgo}&to={Dates.Today}"),
        LoadShape.ChainSalesOfAll => Get(host, $"/api/v1/reports/sales?groupBy=store&from={Dates.MonthAgo}&to={Dates.Today}"),
        LoadShape.StockPage => Get(host, $"/api/v1/stores/{LargeStore}/stock?limit=50"),
        _ => Get(host, "/livez"),
    });

    /// <summary>The code of a store of the chain.</summary>
    public static string StoreCode(int number) => $"S{number:0000}";

    /// <summary>A copy to be sent on one connection.</summary>
    public byte[] Copy() => [.. _bytes];

    /// <summary>New ids, and the next product or products.</summary>
    /// <param name="copy">From <see cref="Copy"/>.</param>
    /// <param name="next">Counts up.</param>
    public void Refresh(byte[] copy, ref int next)
    {
        foreach (var at in _ids)
        {
            Guid.CreateVersion7().TryFormat(copy.AsSpan(at), out _);
        }

        for (var i = 0; i < _skus.Length; i++)
        {
            (next % Products).TryFormat(copy.AsSpan(_skus[i] + 1), out _, "0000");
            if (i < _stores.Length)
            {
                // A step that has no divisor in common with the number of stores visits them all, in no order.
                ((int)((long)next * 617 % Stores)).TryFormat(copy.AsSpan(_stores[i] + 1), out _, "0000");
            }

            next++;
        }
    }

    private static int[] Places(string text, string place)
    {
        var places = new List<int>();
        for (var at = text.IndexOf(place, StringComparison.Ordinal); at >= 0; at = text.IndexOf(place, at + place.Length, StringComparison.Ordinal))
        {
            places.Add(at);
        }

        return [.. places];
    }

    private static string Sale(string sku, string? store = null) =>
        $$"""{"id":"{{IdPlace}}",{{(store is null ? "" : $"\"store\":\"{store}\",")}}"type":"sale","lines":[{"sku":"{{sku}}","quantity":1}]}""";

    private static string Get(string host, string path) => $"GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n";

    private static string Post(string host, string path, string body) =>
        $"POST {path} HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}";
}
