using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Bazaar.Contracts;
using Bazaar.Contracts.Client;
using Bazaar.Contracts.Json;
using CsvHelper;

namespace Bazaar.EndToEnd.Tests.TillFiles;

/// <summary>A shop behind the HTTP client: remembers entries by id as the ledger does, and checks the bounds of every request.</summary>
internal sealed class TillShop : HttpMessageHandler
{
    private readonly Dictionary<Guid, string> _contents = [];

    public string Zone { get; init; } = "Asia/Karachi";

    /// <summary>The entries that stand, in the order they came.</summary>
    public List<MovementRequest> Entries { get; } = [];

    /// <summary>The catalogue; <c>import</c> adds to it.</summary>
    public List<Product> Products { get; } = [];

    /// <summary>How many bulk requests came.</summary>
    public int Requests { get; private set; }

    /// <summary>Requests that are answered with 503 before one is taken.</summary>
    public int Busy { get; set; }

    /// <summary>Says no to an entry; null takes it.</summary>
    public Func<MovementRequest, Problem?> Refuse { get; set; } = _ => null;

    /// <summary>Says no to a product; null takes it.</summary>
    public Func<string, string?> RefuseProduct { get; set; } = _ => null;

    /// <summary>Called after each bulk request.</summary>
    public Action Posted { get; set; } = () => { };

    public BazaarClient Client() => new(new HttpClient(this, disposeHandler: false) { BaseAddress = new Uri("http://shop/") });

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var path = request.RequestUri!.AbsolutePath["/api/v1/".Length..];
        return (request.Method.Method, path) switch
        {
            ("GET", "products") => Json(new Page<Product>(request.RequestUri.Query.Contains("archived=true", StringComparison.Ordinal) ? [] : Products, null), BazaarJson.Default.PageProduct),
            ("POST", "products/import") => await ImportAsync(request, cancellationToken),
            ("POST", "movements") => await PostAsync(request, cancellationToken),
            _ when path.StartsWith("stores/", StringComparison.Ordinal) => Json(new Store { Code = path["stores/".Length..], Name = "Shop", TimeZone = Zone, DayStartsAt = "00:00", Closed = false, Seq = 0, Version = 1 }, BazaarJson.Default.Store),
            _ => throw new InvalidOperationException($"{request.Method} {path} is not expected."),
        };
    }

    private async Task<HttpResponseMessage> ImportAsync(HttpRequestMessage request, CancellationToken ct)
    {
        using var csv = CsvReader.FromText(await request.Content!.ReadAsStringAsync(ct), new CsvReaderOptions());
        var (products, errors) = (new List<Product>(), new List<ImportError>());
        while (csv.Read())
        {
            var row = csv.Current.ToDictionary();
            products.Add(Product(row["sku"]!, row["name"]!, row["unit"]!, decimal.Parse(row["price"]!), row["barcode"]));
            if (RefuseProduct(row["sku"]!) is { } message)
            {
                errors.Add(new ImportError(products.Count + 1, "sku", "no", message));
            }
        }

        if (errors.Count == 0)
        {
            Products.AddRange(products);
        }

        return Json(new ImportResult(products.Count, errors.Count == 0 ? products.Count : 0, 0, 0, false, errors), BazaarJson.Default.ImportResult);
    }

    public static Product Product(string sku, string name = "?", string unit = "piece", decimal price = 0, string? barcode = null) => new()
    {
        Sku = sku,
        Name = name,
        Unit = unit,
        Price = price,
        Barcodes = string.IsNullOrEmpty(barcode) ? [] : [barcode],
        Packs = [],
        Archived = false,
        Version = 1,
        CreatedAt = DateTimeOffset.UnixEpoch,
        UpdatedAt = DateTimeOffset.UnixEpoch,
    };

    private async Task<HttpResponseMessage> PostAsync(HttpRequestMessage request, CancellationToken ct)
    {
        Requests++;
        if (Busy > 0)
        {
            Busy--;
            return new HttpResponseMessage(HttpStatusCode.ServiceUnavailable) { Content = JsonContent.Create(new Problem { Status = 503, Code = ProblemCodes.QueueFull }, BazaarJson.Default.Problem, new("application/problem+json")) };
        }

        var bulk = await request.Content!.ReadFromJsonAsync(BazaarJson.Default.BulkRequest, ct);
        bulk!.Movements!.Count.ShouldBeInRange(1, 200);
        bulk.Movements.Sum(m => m.Lines!.Count).ShouldBeLessThanOrEqualTo(5_000);
        var answer = Json(new BulkResponse([.. bulk.Movements.Select(Post)]), BazaarJson.Default.BulkResponse);
        Posted();
        return answer;
    }

    private BulkResult Post(MovementRequest movement)
    {
        movement.OnShortage.ShouldBe("accept");
        var unknown = movement.Lines!.FirstOrDefault(l => !Products.Exists(p => p.Sku == l.Sku));
        if (unknown is not null)
        {
            return Refused(400, ProblemCodes.UnknownProduct);
        }

        if (Refuse(movement) is { } problem)
        {
            return new BulkResult(problem.Status, null, problem);
        }

        var content = JsonSerializer.Serialize(movement, BazaarJson.Default.MovementRequest);
        if (_contents.TryGetValue(movement.Id!.Value, out var before))
        {
            return before == content ? new BulkResult(200, null, null) : Refused(422, ProblemCodes.IdReused);
        }

        _contents.Add(movement.Id.Value, content);
        Entries.Add(movement);
        return new BulkResult(201, null, null);
    }

    private static BulkResult Refused(int status, string code) => new(status, null, new Problem { Status = status, Code = code, Detail = "No." });

    private static HttpResponseMessage Json<T>(T value, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type) =>
        new(HttpStatusCode.OK) { Content = new StringContent(JsonSerializer.Serialize(value, type), Encoding.UTF8, "application/json") };
}
