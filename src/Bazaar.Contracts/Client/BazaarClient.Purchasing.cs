namespace Bazaar.Contracts.Client;

/// <summary>Suppliers, sourcing and purchase orders.</summary>
public sealed partial class BazaarClient
{
    /// <summary>GET /suppliers.</summary>
    public Task<Page<Supplier>> ListSuppliersAsync(string? q = null, bool? active = null, int? limit = null, string? cursor = null, CancellationToken ct = default) =>
        GetAsync("suppliers" + Query(("q", q), ("active", Text(active)), ("limit", Text(limit)), ("cursor", cursor)), Json.PageSupplier, ct);

    /// <summary>GET /suppliers/{supplier}.</summary>
    public Task<Supplier> GetSupplierAsync(string supplier, CancellationToken ct = default) => GetAsync($"suppliers/{Escape(supplier)}", Json.Supplier, ct);

    /// <summary>POST /suppliers.</summary>
    public Task<Supplier> AddSupplierAsync(SupplierRequest supplier, CancellationToken ct = default) => SendAsync(HttpMethod.Post, "suppliers", supplier, Json.SupplierRequest, Json.Supplier, ct);

    /// <summary>PATCH /suppliers/{supplier}, on the version that was read.</summary>
    public Task<Supplier> EditSupplierAsync(string supplier, long version, SupplierPatch patch, CancellationToken ct = default) =>
        SendAsync(HttpMethod.Patch, $"suppliers/{Escape(supplier)}", patch, Json.SupplierPatch, Json.Supplier, ct, version);

    /// <summary>DELETE /suppliers/{supplier}: archives.</summary>
    public Task ArchiveSupplierAsync(string supplier, long version, CancellationToken ct = default) => DeleteAsync($"suppliers/{Escape(supplier)}", version, ct);

    /// <summary>GET /stores/{store}/sourcing: what holds for a store; or /sourcing: what holds for all.</summary>
    /// <param name="store">The store; null for what holds where a store has no word of its own.</param>
    /// <param name="sku">Only this product.</param>
    /// <param name="supplier">Only this supplier.</param>
    /// <param name="limit">The most rows.</param>
    /// <param name="cursor">Where to go on.</param>
    /// <param name="ct">Stops waiting.</param>
    public Task<Page<Sourcing>> ListSourcingAsync(string? store, string? sku = null, string? supplier = null, int? limit = null, string? cursor = null, CancellationToken ct = default) =>
        GetAsync(SourcingPath(store) + Query(("sku", sku), ("supplier", supplier), ("limit", Text(limit)), ("cursor", cursor)), Json.PageSourcing, ct);

    /// <summary>POST /stores/{store}/sourcing or /sourcing.</summary>
    public Task<Sourcing> AddSourcingAsync(string? store, SourcingRequest sourcing, CancellationToken ct = default) =>
        SendAsync(HttpMethod.Post, SourcingPath(store), sourcing, Json.SourcingRequest, Json.Sourcing, ct);

    /// <summary>GET …/sourcing/{sku}/suppliers/{supplier}.</summary>
    public Task<Sourcing> GetSourcingAsync(string? store, string sku, string supplier, CancellationToken ct = default) => GetAsync(SourcingPath(store, sku, supplier), Json.Sourcing, ct);

    /// <summary>PATCH …/sourcing/{sku}/suppliers/{supplier}, on the version that was read.</summary>
    public Task<Sourcing> EditSourcingAsync(string? store, string sku, string supplier, long version, SourcingPatch patch, CancellationToken ct = default) =>
        SendAsync(HttpMethod.Patch, SourcingPath(store, sku, supplier), patch, Json.SourcingPatch, Json.Sourcing, ct, version);

    /// <summary>DELETE …/sourcing/{sku}/suppliers/{supplier}.</summary>
    public Task RemoveSourcingAsync(string? store, string sku, string supplier, long version, CancellationToken ct = default) => DeleteAsync(SourcingPath(store, sku, supplier), version, ct);

    /// <summary>GET …/sourcing/{sku}/history: what the product cost, newest first.</summary>
    public Task<Page<SourcingChange>> ListSourcingHistoryAsync(string? store, string sku, string? supplier = null, int? limit = null, string? cursor = null, CancellationToken ct = default) =>
        GetAsync($"{SourcingPath(store)}/{Escape(sku)}/history" + Query(("supplier", supplier), ("limit", Text(limit)), ("cursor", cursor)), Json.PageSourcingChange, ct);

    /// <summary>GET /purchase-orders, newest first.</summary>
    public Task<Page<PurchaseOrderSummary>> ListOrdersAsync(OrderQuery query, int? limit = null, string? cursor = null, CancellationToken ct = default) => GetAsync(
        "purchase-orders" + Query(
        [
            .. query.Parts(), ("supplier", query.Supplier), ("status", query.Status), ("late", Text(query.Late)), ("from", Text(query.From)), ("to", Text(query.To)),
            ("limit", Text(limit)), ("cursor", cursor),
        ]),
        Json.PagePurchaseOrderSummary,
        ct);

    /// <summary>GET /purchase-orders/{order}, by id or number.</summary>
    public Task<PurchaseOrder> GetOrderAsync(string order, CancellationToken ct = default) => GetAsync(OrderPath(order), Json.PurchaseOrder, ct);

    /// <summary>POST /purchase-orders: writes a draft.</summary>
    public Task<PurchaseOrder> AddOrderAsync(PurchaseOrderRequest order, CancellationToken ct = default) => SendAsync(HttpMethod.Post, "purchase-orders", order, Json.PurchaseOrderRequest, Json.PurchaseOrder, ct);

    /// <summary>PATCH /purchase-orders/{order}, on the version that was read.</summary>
    public Task<PurchaseOrder> EditOrderAsync(string order, long version, PurchaseOrderPatch patch, CancellationToken ct = default) =>
        SendAsync(HttpMethod.Patch, OrderPath(order), patch, Json.PurchaseOrderPatch, Json.PurchaseOrder, ct, version);

    /// <summary>POST /purchase-orders/{order}/submit.</summary>
    public async Task<PurchaseOrder> SubmitOrderAsync(string order, CancellationToken ct = default)
    {
        using var response = await Http.PostAsync($"{Root}{OrderPath(order)}/submit", null, ct);
        return await ReadAsync(response, Json.PurchaseOrder, ct);
    }

    /// <summary>POST /purchase-orders/{order}/cancel.</summary>
    public Task<PurchaseOrder> CancelOrderAsync(string order, CancelOrderRequest cancel, CancellationToken ct = default) =>
        SendAsync(HttpMethod.Post, OrderPath(order) + "/cancel", cancel, Json.CancelOrderRequest, Json.PurchaseOrder, ct);

    /// <summary>POST /purchase-orders/{order}/receive.</summary>
    public Task<PurchaseReceipt> ReceiveOrderAsync(string order, ReceiveOrderRequest receipt, CancellationToken ct = default) =>
        SendAsync(HttpMethod.Post, OrderPath(order) + "/receive", receipt, Json.ReceiveOrderRequest, Json.PurchaseReceipt, ct);

    /// <summary>GET /reports/suppliers.</summary>
    public Task<Report<SuppliersRow>> ReportSuppliersAsync(ReportFilter filter, CancellationToken ct = default) => GetAsync("reports/suppliers" + filter.Query(null), Json.ReportSuppliersRow, ct);

    private static string OrderPath(string order) => $"purchase-orders/{Escape(order)}";

    private static string SourcingPath(string? store) => store is null ? "sourcing" : $"stores/{Escape(store)}/sourcing";

    private static string SourcingPath(string? store, string sku, string supplier) => $"{SourcingPath(store)}/{Escape(sku)}/suppliers/{Escape(supplier)}";
}

/// <summary>Which orders to list.</summary>
public sealed record OrderQuery : StoreFilter
{
    /// <summary>Only from this supplier.</summary>
    public string? Supplier { get; init; }

    /// <summary>Only in this status.</summary>
    public string? Status { get; init; }

    /// <summary>True: only what should have come by now and has not.</summary>
    public bool? Late { get; init; }

    /// <summary>First business date, included.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last business date, included.</summary>
    public DateOnly? To { get; init; }
}
