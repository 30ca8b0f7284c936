namespace Bazaar.Contracts.Client;

/// <content>Counts that people take together.</content>
public sealed partial class BazaarClient
{
    /// <summary>POST /counts.</summary>
    public Task<CountSession> OpenCountAsync(CountRequest count, CancellationToken ct = default) => SendAsync(HttpMethod.Post, "counts", count, Json.CountRequest, Json.CountSession, ct);

    /// <summary>GET /counts, newest first.</summary>
    /// <param name="store">Only of this store.</param>
    /// <param name="status">Only those that are so.</param>
    /// <param name="limit">The most rows.</param>
    /// <param name="cursor">Where to go on.</param>
    /// <param name="within">Only of stores in its cities and regions; its stores are ignored.</param>
    /// <param name="ct">Stops waiting.</param>
    public Task<Page<CountSummary>> ListCountsAsync(string? store = null, string? status = null, int? limit = null, string? cursor = null, StoreFilter? within = null, CancellationToken ct = default) =>
        GetAsync("counts" + Query([("store", store), .. Places(within), ("status", status), ("limit", Text(limit)), ("cursor", cursor)]), Json.PageCountSummary, ct);

    /// <summary>GET /counts/{id}.</summary>
    public Task<CountSession> GetCountAsync(Guid id, CancellationToken ct = default) => GetAsync($"counts/{id}", Json.CountSession, ct);

    /// <summary>POST /counts/{id}/scans: up to 1,000.</summary>
    public Task<CountScansResult> AddScansAsync(Guid id, CountScansRequest scans, CancellationToken ct = default) =>
        SendAsync(HttpMethod.Post, $"counts/{id}/scans", scans, Json.CountScansRequest, Json.CountScansResult, ct);

    /// <summary>GET /counts/{id}/scans, newest first.</summary>
    /// <param name="id">The count.</param>
    /// <param name="sku">Only this product's.</param>
    /// <param name="limit">Rows of a page.</param>
    /// <param name="cursor">Where to go on.</param>
    /// <param name="ct">Stops waiting.</param>
    public Task<Page<CountedScan>> ListScansAsync(Guid id, string? sku = null, int? limit = null, string? cursor = null, CancellationToken ct = default) =>
        GetAsync($"counts/{id}/scans" + Query(("sku", sku), ("limit", Text(limit)), ("cursor", cursor)), Json.PageCountedScan, ct);

    /// <summary>POST /counts/{id}/codes: what a code is that no product has.</summary>
    public Task<CountSession> ResolveCodeAsync(Guid id, CountCodeRequest code, CancellationToken ct = default) =>
        SendAsync(HttpMethod.Post, $"counts/{id}/codes", code, Json.CountCodeRequest, Json.CountSession, ct);

    /// <summary>GET /counts/{id}/variances, the largest first.</summary>
    /// <param name="id">The count.</param>
    /// <param name="show"><c>all</c>, <c>different</c>, <c>counted-different</c> (without what is missing) or <c>missing</c>.</param>
    /// <param name="limit">Rows of a page.</param>
    /// <param name="cursor">Where to go on.</param>
    /// <param name="ct">Stops waiting.</param>
    public Task<Page<CountVariance>> ListVariancesAsync(Guid id, string? show = null, int? limit = null, string? cursor = null, CancellationToken ct = default) =>
        GetAsync($"counts/{id}/variances" + Query(("show", show), ("limit", Text(limit)), ("cursor", cursor)), Json.PageCountVariance, ct);

    /// <summary>GET /counts/{id}/totals.</summary>
    public Task<CountTotals> GetCountTotalsAsync(Guid id, CancellationToken ct = default) => GetAsync($"counts/{id}/totals", Json.CountTotals, ct);

    /// <summary>POST /counts/{id}/post.</summary>
    public Task<Movement> PostCountAsync(Guid id, CountPostRequest post, CancellationToken ct = default) => SendAsync(HttpMethod.Post, $"counts/{id}/post", post, Json.CountPostRequest, Json.Movement, ct);

    /// <summary>POST /counts/{id}/cancel.</summary>
    public async Task<CountSession> CancelCountAsync(Guid id, CancellationToken ct = default)
    {
        using var response = await Http.PostAsync($"{Root}counts/{id}/cancel", null, ct);
        return await ReadAsync(response, Json.CountSession, ct);
    }
}
