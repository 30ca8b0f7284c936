using System.Net.Http.Headers;
using System.Text;
using Bazaar.Contracts;
using Bazaar.Contracts.Client;
using Bazaar.Server.Hosting;

namespace Bazaar.Server.Tests.Harness;

/// <summary>A running server on a folder of its own, shared by the tests of a class; each test takes a store of its own.</summary>
public sealed class Shop : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bazaar-test-");
    private BazaarHost _host = null!;
    private int _next;

    public HttpClient Http { get; private set; } = null!;

    public BazaarClient Api { get; private set; } = null!;

    public string Folder => _folder.FullName;

    public async ValueTask InitializeAsync()
    {
        _host = await BazaarHost.StartAsync(new BazaarOptions { DataFolder = Folder, Database = await TestDatabase.NewAsync(), Urls = "http://127.0.0.1:0" });
        Http = _host.CreateClient();
        Http.Timeout = TimeSpan.FromMinutes(5);
        Api = new BazaarClient(Http);
    }

    public async ValueTask DisposeAsync()
    {
        Http?.Dispose();
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }

        _folder.Delete(recursive: true);
    }

    /// <summary>A name that no other test has. Names sort in the order in which they were made.</summary>
    public string Unique(string prefix) => $"{prefix}{Interlocked.Increment(ref _next):0000}";

    public async Task<TestStore> NewStoreAsync(string zone = "Asia/Karachi", string? dayStartsAt = null)
    {
        var store = await Api.AddStoreAsync(new StoreRequest { Code = Unique("S"), Name = "A store", TimeZone = zone, DayStartsAt = dayStartsAt });
        return new TestStore(this, store.Code);
    }

    public async Task<string> NewProductAsync(decimal price = 100, string unit = "piece", decimal? cost = null, IReadOnlyList<string>? barcodes = null, params Pack[] packs)
    {
        var sku = Unique("P");
        await Api.AddProductAsync(new ProductRequest { Sku = sku, Name = "Product " + sku, Unit = unit, Price = price, Cost = cost, Barcodes = barcodes, Packs = packs });
        return sku;
    }

    /// <summary>Sends a request as it stands.</summary>
    /// <param name="method">Such as <c>POST</c>.</param>
    /// <param name="path">Below <c>/api/v1/</c>, or from the root with a slash.</param>
    /// <param name="json">The body; none when null.</param>
    /// <param name="headers">Name and value of each further header.</param>
    public Task<Answer> SendAsync(string method, string path, string? json = null, params (string Name, string Value)[] headers) =>
        SendAsync(method, path, json is null ? null : new StringContent(json, Encoding.UTF8, "application/json"), headers);

    /// <inheritdoc cref="SendAsync(string, string, string?, ValueTuple{string, string}[])"/>
    public async Task<Answer> SendAsync(string method, string path, HttpContent? content, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path.StartsWith('/') ? path : "api/v1/" + path) { Content = content };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value).ShouldBeTrue();
        }

        return await Answer.ReadAsync(await Http.SendAsync(request));
    }

    public static HttpContent Body(byte[] bytes, string mediaType) =>
        new ByteArrayContent(bytes) { Headers = { ContentType = new MediaTypeHeaderValue(mediaType) } };
}
