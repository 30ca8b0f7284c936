using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Bazaar.Contracts;
using Bazaar.Contracts.Client;
using Bazaar.Contracts.Json;
using Bazaar.Simulator.Kiryana;

namespace Bazaar.EndToEnd.Tests.Simulation;

/// <summary>A server in memory: the routes the simulator uses, over <see cref="FakeLedger"/>.</summary>
internal sealed class FakeShop(TimeProvider clock) : HttpMessageHandler
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, FakeLedger> _ledgers = new(StringComparer.OrdinalIgnoreCase);

    public Dictionary<string, StockPatch> Levels { get; } = new(StringComparer.OrdinalIgnoreCase);

    public int ImportedRows { get; private set; }

    public int Requests { get; private set; }

    /// <summary>Called with the number of each request after it was carried out; true loses the answer on its way.</summary>
    public Func<int, bool> LosesAnswer { get; set; } = _ => false;

    public BazaarClient Client => new(new HttpClient(this, disposeHandler: false) { BaseAddress = new Uri("http://shop/") });

    public FakeLedger Ledger(string store)
    {
        if (!_ledgers.TryGetValue(store, out var ledger))
        {
            _ledgers[store] = ledger = new FakeLedger(store, clock);
        }

        return ledger;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        await Task.Yield();
        lock (_gate)
        {
            var answer = Answer(request, body);
            return LosesAnswer(++Requests) ? throw new HttpRequestException("The line went dead.") : answer;
        }
    }

    private HttpResponseMessage Answer(HttpRequestMessage request, string body)
    {
        var path = request.RequestUri!.AbsolutePath["/api/v1/".Length..].Split('/');
        var query = request.RequestUri.Query.TrimStart('?').Split('&').Select(p => p.Split('=')).Where(p => p.Length == 2).ToDictionary(p => p[0], p => p[1]);
        return (request.Method.Method, path) switch
        {
            ("GET", ["stores", var store]) => _ledgers.ContainsKey(store) ? Json(StoreOf(store), BazaarJson.Wire.Store) : Refuse(404, ProblemCodes.NotFound),
            ("POST", ["stores"]) => Json(StoreOf(Read(body, BazaarJson.Wire.StoreRequest).Code!), BazaarJson.Wire.Store),
            ("POST", ["products", "import"]) => Import(body),
            ("GET", ["stores", var store, "stock"]) => Json(Stock(store, query.GetValueOrDefault("cursor")), BazaarJson.Wire.PageStockItem),
            ("GET", ["stores", var store, "stock", var sku]) => Json(Item(Ledger(store), sku), BazaarJson.Wire.StockItem, tagged: true),
            ("PATCH", ["stores", var store, "stock", var sku]) => Patch(request, store, sku, Read(body, BazaarJson.Wire.StockPatch)),
            ("POST", ["stores", _, "stock", "levels", "import"]) => ImportLevels(body),
            ("POST", ["movements"]) => Json(new BulkResponse([.. Read(body, BazaarJson.Wire.BulkRequest).Movements!.Select(m => Ledger(m.Store!).Post(m))]), BazaarJson.Wire.BulkResponse),
            ("POST", ["stores", var store, "movements"]) => Single(Ledger(store).Post(Read(body, BazaarJson.Wire.MovementRequest))),
            ("POST", ["stores", var store, "movements", var id, "reversal"]) => Single(Ledger(store).Reverse(Guid.Parse(id), Read(body, BazaarJson.Wire.ReversalRequest))),
            ("GET", ["stores", var store, "feed"]) => Json(Ledger(store).Feed(long.Parse(query["after"]), int.Parse(query["limit"])), BazaarJson.Wire.FeedPage),
            _ => Refuse(404, ProblemCodes.NotFound),
        };
    }

    private Store StoreOf(string code) =>
        new() { Code = Ledger(code).Store, Name = code, TimeZone = "Asia/Karachi", DayStartsAt = "00:00", Closed = false, Seq = Ledger(code).Entries.Count, Version = 1 };

    private HttpResponseMessage Import(string csv)
    {
        var lines = csv.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var known = ImportedRows;
        ImportedRows = lines.Length - 1;
        return lines[0] == "sku,name,nameUrdu,category,unit,price,cost,barcode,pack,packSize,packBarcode,shelfLifeDays"
            ? Json(new ImportResult(ImportedRows, ImportedRows - known, 0, known, false, []), BazaarJson.Wire.ImportResult)
            : Refuse(400, ProblemCodes.Invalid);
    }

    private HttpResponseMessage ImportLevels(string csv)
    {
        var lines = csv.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        foreach (var cells in lines.Skip(1).Select(l => l.Split(',')))
        {
            Levels[cells[0]] = new StockPatch { ReorderPoint = decimal.Parse(cells[1]), TargetLevel = decimal.Parse(cells[2]), Price = cells[3].Length > 0 ? decimal.Parse(cells[3]) : (decimal?)null };
        }

        return lines[0] == "sku,reorderPoint,targetLevel,price"
            ? Json(new ImportResult(lines.Length - 1, 0, lines.Length - 1, 0, false, []), BazaarJson.Wire.ImportResult)
            : Refuse(400, ProblemCodes.Invalid);
    }

    private HttpResponseMessage Patch(HttpRequestMessage request, string store, string sku, StockPatch patch)
    {
        if (request.Headers.IfMatch.Count == 0)
        {
            return Refuse(428, ProblemCodes.PreconditionRequired);
        }

        Levels[sku] = patch;
        return Json(Item(Ledger(store), sku), BazaarJson.Wire.StockItem);
    }

    private Page<StockItem> Stock(string store, string? cursor)
    {
        var all = Ledger(store).OnHand.Keys.Order(StringComparer.Ordinal).Where(s => string.CompareOrdinal(s, cursor) > 0).ToList();
        return new Page<StockItem>([.. all.Take(50).Select(s => Item(Ledger(store), s))], all.Count > 50 ? all[49] : null);
    }

    private static StockItem Item(FakeLedger ledger, string sku) => new()
    {
        Store = ledger.Store,
        Sku = sku,
        Name = sku,
        Unit = "piece",
        OnHand = ledger.OnHand.GetValueOrDefault(sku),
        Price = 1,
        UnitCost = 0,
        Value = 0,
        Status = "ok",
        Seq = 0,
    };

    private static T Read<T>(string body, JsonTypeInfo<T> type) => JsonSerializer.Deserialize(body, type)!;

    private static HttpResponseMessage Single(BulkResult result) =>
        result.Movement is { } movement ? Json(movement, BazaarJson.Wire.Movement, (HttpStatusCode)result.Status) : Refuse(result.Problem!);

    private static HttpResponseMessage Refuse(int status, string code) => Refuse(new Problem { Status = status, Code = code });

    private static HttpResponseMessage Refuse(Problem problem)
    {
        var response = Json(problem, BazaarJson.Wire.Problem, (HttpStatusCode)problem.Status);
        response.Content.Headers.ContentType = new MediaTypeHeaderValue("application/problem+json");
        return response;
    }

    private static HttpResponseMessage Json<T>(T value, JsonTypeInfo<T> type, HttpStatusCode status = HttpStatusCode.OK, bool tagged = false)
    {
        var response = new HttpResponseMessage(status) { Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(value, type)) };
        response.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        response.Headers.ETag = tagged ? new EntityTagHeaderValue("\"1\"") : null;
        return response;
    }
}
