using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Bazaar.Contracts.Json;

namespace Bazaar.Contracts.Client;

/// <summary>
/// The typed client of the HTTP API. A refusal is a <see cref="BazaarProblemException"/>; a server that cannot be
/// reached is an <see cref="HttpRequestException"/>.
/// </summary>
/// <param name="http">Its base address is the server's root, such as <c>http://127.0.0.1:5080/</c>.</param>
public sealed partial class BazaarClient(HttpClient http)
{
    private const string Root = "api/v1/";
    private static readonly BazaarJson Json = BazaarJson.Answers;

    /// <summary>The transport, for what has no method here.</summary>
    public HttpClient Http { get; } = http;

    /// <summary>GET /products.</summary>
    public Task<Page<Product>> ListProductsAsync(string? q = null, string? category = null, string? barcode = null, bool? archived = null, int? limit = null, string? cursor = null, CancellationToken ct = default) =>
        GetAsync("products" + Query(("q", q), ("category", category), ("barcode", barcode), ("archived", Text(archived)), ("limit", Text(limit)), ("cursor", cursor)), Json.PageProduct, ct);

    /// <summary>GET /products/{sku}.</summary>
    public Task<Product> GetProductAsync(string sku, CancellationToken ct = default) => GetAsync($"products/{Escape(sku)}", Json.Product, ct);

    /// <summary>POST /products.</summary>
    public Task<Product> AddProductAsync(ProductRequest product, CancellationToken ct = default) => SendAsync(HttpMethod.Post, "products", product, Json.ProductRequest, Json.Product, ct);

    /// <summary>PATCH /products/{sku}, on the version that was read.</summary>
    public Task<Product> EditProductAsync(string sku, long version, ProductPatch patch, CancellationToken ct = default) => SendAsync(HttpMethod.Patch, $"products/{Escape(sku)}", patch, Json.ProductPatch, Json.Product, ct, version);

    /// <summary>DELETE /products/{sku}: archives.</summary>
    public Task ArchiveProductAsync(string sku, long version, CancellationToken ct = default) => DeleteAsync($"products/{Escape(sku)}", version, ct);

    /// <summary>POST /products/import with a CSV or XLSX file.</summary>
    /// <param name="file">The file's bytes.</param>
    /// <param name="mediaType"><c>text/csv</c> or the XLSX media type.</param>
    /// <param name="dryRun">True to only check.</param>
    /// <param name="ct">Stops waiting.</param>
    public Task<ImportResult> ImportProductsAsync(Stream file, string mediaType, bool dryRun, CancellationToken ct = default) => ImportAsync("products/import", file, mediaType, dryRun, ct);

    /// <summary>POST /stores/{store}/stock/levels/import with a CSV or XLSX file.</summary>
    /// <param name="store">The store.</param>
    /// <param name="file">The file's bytes.</param>
    /// <param name="mediaType"><c>text/csv</c> or the XLSX media type.</param>
    /// <param name="dryRun">True to only check.</param>
    /// <param name="ct">Stops waiting.</param>
    public Task<ImportResult> ImportLevelsAsync(string store, Stream file, string mediaType, bool dryRun, CancellationToken ct = default) =>
        ImportAsync($"stores/{Escape(store)}/stock/levels/import", file, mediaType, dryRun, ct);

    /// <summary>GET /stores; of the filter, its cities and regions.</summary>
    public Task<Page<Store>> ListStoresAsync(int? limit = null, string? cursor = null, StoreFilter? filter = null, string? q = null, bool? closed = null, CancellationToken ct = default) =>
        GetAsync("stores" + Query([("q", q), .. (filter ?? new()).Parts(), ("closed", Text(closed)), ("limit", Text(limit)), ("cursor", cursor)]), Json.PageStore, ct);

    /// <summary>GET /stores/{store}.</summary>
    public Task<Store> GetStoreAsync(string store, CancellationToken ct = default) => GetAsync($"stores/{Escape(store)}", Json.Store, ct);

    /// <summary>POST /stores.</summary>
    public Task<Store> AddStoreAsync(StoreRequest store, CancellationToken ct = default) => SendAsync(HttpMethod.Post, "stores", store, Json.StoreRequest, Json.Store, ct);

    /// <summary>PATCH /stores/{store}, on the version that was read.</summary>
    public Task<Store> EditStoreAsync(string store, long version, StorePatch patch, CancellationToken ct = default) => SendAsync(HttpMethod.Patch, $"stores/{Escape(store)}", patch, Json.StorePatch, Json.Store, ct, version);

    /// <summary>GET /stores/{store}/stock.</summary>
    public Task<Page<StockItem>> ListStockAsync(string store, string? q = null, string? category = null, string? status = null, int? limit = null, string? cursor = null, CancellationToken ct = default) =>
        GetAsync($"stores/{Escape(store)}/stock" + Query(("q", q), ("category", category), ("status", status), ("limit", Text(limit)), ("cursor", cursor)), Json.PageStockItem, ct);

    /// <summary>GET /products/{sku}/stock: what every store has of one product.</summary>
    public Task<ProductStock> ListProductStockAsync(string sku, StoreFilter? filter = null, string? status = null, int? limit = null, string? cursor = null, CancellationToken ct = default) =>
        GetAsync($"products/{Escape(sku)}/stock" + Query([.. (filter ?? new()).Parts(), ("status", status), ("limit", Text(limit)), ("cursor", cursor)]), Json.ProductStock, ct);

    /// <summary>GET /stores/{store}/stock/{sku}.</summary>
    public Task<StockItem> GetStockAsync(string store, string sku, CancellationToken ct = default) => GetAsync($"stores/{Escape(store)}/stock/{Escape(sku)}", Json.StockItem, ct);

    /// <summary>GET /stores/{store}/stock/{sku}?at=: what there was then.</summary>
    public Task<StockAsOf> GetStockAsOfAsync(string store, string sku, DateTimeOffset at, DateTimeOffset? asKnownAt = null, CancellationToken ct = default) =>
        GetAsync($"stores/{Escape(store)}/stock/{Escape(sku)}" + Query(("at", at.ToString("O")), ("asKnownAt", asKnownAt?.ToString("O"))), Json.StockAsOf, ct);

    /// <summary>GET /stores/{store}/stock/{sku}/explain.</summary>
    public Task<StockExplanation> ExplainStockAsync(string store, string sku, CancellationToken ct = default) => GetAsync($"stores/{Escape(store)}/stock/{Escape(sku)}/explain", Json.StockExplanation, ct);

    /// <summary>PATCH /stores/{store}/stock/{sku}.</summary>
    public async Task<StockItem> EditStockAsync(string store, string sku, StockPatch patch, CancellationToken ct = default)
    {
        // The version is the ETag of the same address; the row may not exist yet, so it is read first.
        using var current = await Http.GetAsync($"{Root}stores/{Escape(store)}/stock/{Escape(sku)}", ct);
        await ThrowOnProblemAsync(current, ct);
        using var request = new HttpRequestMessage(HttpMethod.Patch, $"{Root}stores/{Escape(store)}/stock/{Escape(sku)}") { Content = JsonContent.Create(patch, Json.StockPatch) };
        request.Headers.IfMatch.Add(current.Headers.ETag!);
        using var response = await Http.SendAsync(request, ct);
        return await ReadAsync(response, Json.StockItem, ct);
    }

    /// <summary>POST /stores/{store}/movements.</summary>
    public Task<Movement> PostMovementAsync(string store, MovementRequest movement, CancellationToken ct = default) => SendAsync(HttpMethod.Post, $"stores/{Escape(store)}/movements", movement, Json.MovementRequest, Json.Movement, ct);

    /// <summary>POST /movements: up to 1,000 entries.</summary>
    public Task<BulkResponse> PostMovementsAsync(BulkRequest bulk, CancellationToken ct = default) => SendAsync(HttpMethod.Post, "movements", bulk, Json.BulkRequest, Json.BulkResponse, ct);

    /// <summary>POST /stores/{store}/movements/{id}/reversal.</summary>
    public Task<Movement> ReverseMovementAsync(string store, Guid id, ReversalRequest reversal, CancellationToken ct = default) => SendAsync(HttpMethod.Post, $"stores/{Escape(store)}/movements/{id}/reversal", reversal, Json.ReversalRequest, Json.Movement, ct);

    /// <summary>GET /stores/{store}/movements/{id}.</summary>
    public Task<Movement> GetMovementAsync(string store, Guid id, CancellationToken ct = default) => GetAsync($"stores/{Escape(store)}/movements/{id}", Json.Movement, ct);

    /// <summary>GET /stores/{store}/movements, newest first.</summary>
    public Task<Page<Movement>> ListMovementsAsync(string store, DateOnly? from = null, DateOnly? to = null, string? type = null, string? sku = null, string? actor = null, string? reference = null, int? limit = null, string? cursor = null, CancellationToken ct = default) =>
        GetAsync($"stores/{Escape(store)}/movements" + Query(("from", Text(from)), ("to", Text(to)), ("type", type), ("sku", sku), ("actor", actor), ("reference", reference), ("limit", Text(limit)), ("cursor", cursor)), Json.PageMovement, ct);

    /// <summary>GET /stores/{store}/feed: every entry after a sequence, in order.</summary>
    public Task<FeedPage> ReadFeedAsync(string store, long after, int? limit = null, CancellationToken ct = default) => GetAsync($"stores/{Escape(store)}/feed" + Query(("after", after.ToString()), ("limit", Text(limit))), Json.FeedPage, ct);

    /// <summary>GET /reports/sales.</summary>
    public Task<Report<SalesRow>> ReportSalesAsync(ReportFilter filter, string groupBy = "day", CancellationToken ct = default) => GetAsync("reports/sales" + filter.Query(groupBy), Json.ReportSalesRow, ct);

    /// <summary>GET /reports/stock.</summary>
    public Task<Report<StockRow>> ReportStockAsync(ReportFilter filter, CancellationToken ct = default) => GetAsync("reports/stock" + filter.Query(null), Json.ReportStockRow, ct);

    /// <summary>GET /reports/valuation.</summary>
    public Task<Report<ValuationRow>> ReportValuationAsync(ReportFilter filter, string groupBy = "category", CancellationToken ct = default) => GetAsync("reports/valuation" + filter.Query(groupBy), Json.ReportValuationRow, ct);

    /// <summary>GET /reports/movements.</summary>
    public Task<Report<MovementsRow>> ReportMovementsAsync(ReportFilter filter, string groupBy = "type", CancellationToken ct = default) => GetAsync("reports/movements" + filter.Query(groupBy), Json.ReportMovementsRow, ct);

    /// <summary>GET /reports/shrinkage.</summary>
    public Task<Report<ShrinkageRow>> ReportShrinkageAsync(ReportFilter filter, string groupBy = "reason", CancellationToken ct = default) => GetAsync("reports/shrinkage" + filter.Query(groupBy), Json.ReportShrinkageRow, ct);

    /// <summary>GET /reports/overview: how every store stands today.</summary>
    public Task<Page<StoreOverview>> ReportOverviewAsync(StoreFilter? filter = null, bool? closed = null, int? limit = null, string? cursor = null, CancellationToken ct = default) =>
        GetAsync("reports/overview" + Query([.. (filter ?? new()).Parts(), ("closed", Text(closed)), ("limit", Text(limit)), ("cursor", cursor)]), Json.PageStoreOverview, ct);

    /// <summary>GET /stores/{store}/today: a store's day so far.</summary>
    public Task<StoreToday> GetTodayAsync(string store, CancellationToken ct = default) => GetAsync($"stores/{Escape(store)}/today", Json.StoreToday, ct);

    /// <summary>GET /reports/accuracy.</summary>
    public Task<Report<AccuracyRow>> ReportAccuracyAsync(ReportFilter filter, string groupBy = "store", CancellationToken ct = default) => GetAsync("reports/accuracy" + filter.Query(groupBy), Json.ReportAccuracyRow, ct);

    /// <summary>GET /alerts.</summary>
    public Task<Page<Alert>> ListAlertsAsync(string? store = null, string? kind = null, string? status = null, int? limit = null, string? cursor = null, CancellationToken ct = default) =>
        GetAsync("alerts" + Query(("store", store), ("kind", kind), ("status", status), ("limit", Text(limit)), ("cursor", cursor)), Json.PageAlert, ct);

    /// <summary>GET /alerts of many stores.</summary>
    public Task<Page<Alert>> ListAlertsAsync(StoreFilter filter, string? kind = null, string? status = null, int? limit = null, string? cursor = null, CancellationToken ct = default) =>
        GetAsync("alerts" + Query([.. filter.Parts(), ("kind", kind), ("status", status), ("limit", Text(limit)), ("cursor", cursor)]), Json.PageAlert, ct);

    /// <summary>POST /alerts/{id}/acknowledge or resolve.</summary>
    /// <param name="id">The alert.</param>
    /// <param name="verb"><c>acknowledge</c> or <c>resolve</c>.</param>
    /// <param name="ct">Stops waiting.</param>
    public async Task<Alert> SettleAlertAsync(long id, string verb, CancellationToken ct = default)
    {
        using var response = await Http.PostAsync($"{Root}alerts/{id}/{verb}", null, ct);
        return await ReadAsync(response, Json.Alert, ct);
    }

    /// <summary>POST /alerts/{id}/resolve, with a word of why.</summary>
    public Task<Alert> ResolveAlertAsync(long id, ResolveRequest resolve, CancellationToken ct = default) => SendAsync(HttpMethod.Post, $"alerts/{id}/resolve", resolve, Json.ResolveRequest, Json.Alert, ct);

    /// <summary>POST /alerts/{id}/snooze.</summary>
    public Task<Alert> SnoozeAlertAsync(long id, SnoozeRequest snooze, CancellationToken ct = default) => SendAsync(HttpMethod.Post, $"alerts/{id}/snooze", snooze, Json.SnoozeRequest, Json.Alert, ct);

    /// <summary>GET /audit/verify: the ledger proves itself.</summary>
    public Task<LedgerProof> VerifyAsync(string? store = null, CancellationToken ct = default) => GetAsync("audit/verify" + Query(("store", store)), Json.LedgerProof, ct);

    /// <summary>GET /audit/heads.</summary>
    public Task<LedgerHeads> ListHeadsAsync(CancellationToken ct = default) => GetAsync("audit/heads", Json.LedgerHeads, ct);

    /// <summary>GET /audit/keys: what verifies the heads' signatures.</summary>
    public Task<JsonWebKeySet> ListHeadsKeysAsync(CancellationToken ct = default) => GetAsync("audit/keys", Json.JsonWebKeySet, ct);

    /// <summary>POST /audit/keys: a new key to sign heads with.</summary>
    public async Task<JsonWebKey> RenewHeadsKeyAsync(CancellationToken ct = default)
    {
        using var response = await Http.PostAsync(Root + "audit/keys", null, ct);
        return await ReadAsync(response, Json.JsonWebKey, ct);
    }

    /// <summary>GET /audit: what was changed that is not stock, newest first.</summary>
    public Task<Page<AuditRecord>> ListAuditAsync(AuditQuery query, int? limit = null, string? cursor = null, CancellationToken ct = default) =>
        GetAsync("audit" + query.Text(limit, cursor), Json.PageAuditRecord, ct);

    /// <summary>GET /audit/{record}.</summary>
    public Task<AuditRecord> GetAuditRecordAsync(long seq, CancellationToken ct = default) => GetAsync($"audit/{seq}", Json.AuditRecord, ct);

    /// <summary>GET of a list or report as a file: CSV or XLSX. Dispose the answer after reading its content.</summary>
    /// <param name="path">Below <c>/api/v1/</c>, with its query, such as <c>reports/sales?groupBy=day</c>.</param>
    /// <param name="mediaType">What to ask for, such as <c>text/csv</c>.</param>
    /// <param name="ct">Stops waiting.</param>
    public async Task<HttpResponseMessage> DownloadAsync(string path, string mediaType, CancellationToken ct = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Root + path);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(mediaType));
        var response = await Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
        try
        {
            await ThrowOnProblemAsync(response, ct);
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    /// <summary>Walks all pages of a list.</summary>
    /// <typeparam name="T">What is listed.</typeparam>
    /// <param name="page">Reads the page at a cursor; null is the first.</param>
    public static async IAsyncEnumerable<T> AllAsync<T>(Func<string?, Task<Page<T>>> page)
    {
        string? cursor = null;
        do
        {
            var current = await page(cursor);
            foreach (var item in current.Items)
            {
                yield return item;
            }

            cursor = current.Next;
        }
        while (cursor is not null);
    }

    internal static string Query(params (string Name, string? Value)[] parts)
    {
        var given = parts.Where(p => !string.IsNullOrEmpty(p.Value)).Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value!)}").ToList();
        return given.Count == 0 ? "" : "?" + string.Join('&', given);
    }

    internal static string? Text(DateOnly? date) => date?.ToString("yyyy-MM-dd");

    private static string? Text(bool? value) => value is { } b ? (b ? "true" : "false") : null;

    private static string? Text(int? value) => value?.ToString();

    private static string Escape(string code) => Uri.EscapeDataString(code);

    private static EntityTagHeaderValue ETag(long version) => new($"\"{version}\"");

    private async Task<ImportResult> ImportAsync(string path, Stream file, string mediaType, bool dryRun, CancellationToken ct)
    {
        using var content = new StreamContent(file);
        content.Headers.ContentType = new MediaTypeHeaderValue(mediaType);
        using var response = await Http.PostAsync($"{Root}{path}?dryRun={Text(dryRun)}", content, ct);

        // A file with errors is refused with the same account, so that every error can be shown.
        return response.StatusCode == System.Net.HttpStatusCode.BadRequest && response.Content.Headers.ContentType?.MediaType == "application/json"
            ? (await response.Content.ReadFromJsonAsync(Json.ImportResult, ct))!
            : await ReadAsync(response, Json.ImportResult, ct);
    }

    private async Task<T> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken ct)
    {
        using var response = await Http.GetAsync(Root + path, HttpCompletionOption.ResponseHeadersRead, ct);
        return await ReadAsync(response, type, ct);
    }

    private async Task<TOut> SendAsync<TIn, TOut>(HttpMethod method, string path, TIn body, JsonTypeInfo<TIn> inType, JsonTypeInfo<TOut> outType, CancellationToken ct, long? version = null)
    {
        using var request = new HttpRequestMessage(method, Root + path) { Content = JsonContent.Create(body, inType) };
        if (version is { } v)
        {
            request.Headers.IfMatch.Add(ETag(v));
        }

        using var response = await Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
        return await ReadAsync(response, outType, ct);
    }

    private async Task DeleteAsync(string path, long version, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, Root + path);
        request.Headers.IfMatch.Add(ETag(version));
        using var response = await Http.SendAsync(request, ct);
        await ThrowOnProblemAsync(response, ct);
    }

    private static async Task<T> ReadAsync<T>(HttpResponseMessage response, JsonTypeInfo<T> type, CancellationToken ct)
    {
        await ThrowOnProblemAsync(response, ct);
        return (await response.Content.ReadFromJsonAsync(type, ct))!;
    }

    private static async Task ThrowOnProblemAsync(HttpResponseMessage response, CancellationToken ct)
    {
        if (response.IsSuccessStatusCode)
        {
            return;
        }

        Problem? problem = null;
        if (response.Content.Headers.ContentType?.MediaType is "application/problem+json")
        {
            try
            {
                problem = await response.Content.ReadFromJsonAsync(Json.Problem, ct);
            }
            catch (JsonException)
            {
                // An answer of something that is not Bazaar; the status is all there is to say.
            }
        }

        throw new BazaarProblemException(problem ?? new Problem { Status = (int)response.StatusCode, Detail = $"The server answered {(int)response.StatusCode}." });
    }
}
