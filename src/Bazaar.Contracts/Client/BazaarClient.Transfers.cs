namespace Bazaar.Contracts.Client;

/// <content>Transfers between stores.</content>
public sealed partial class BazaarClient
{
    /// <summary>POST /transfers.</summary>
    public Task<Transfer> SendTransferAsync(TransferRequest transfer, CancellationToken ct = default) => SendAsync(HttpMethod.Post, "transfers", transfer, Json.TransferRequest, Json.Transfer, ct);

    /// <summary>POST /transfers/{id}/receive.</summary>
    public Task<Transfer> ReceiveTransferAsync(Guid id, TransferReceiptRequest receipt, CancellationToken ct = default) =>
        SendAsync(HttpMethod.Post, $"transfers/{id}/receive", receipt, Json.TransferReceiptRequest, Json.Transfer, ct);

    /// <summary>POST /transfers/{id}/close.</summary>
    public Task<Transfer> CloseTransferAsync(Guid id, TransferCloseRequest close, CancellationToken ct = default) =>
        SendAsync(HttpMethod.Post, $"transfers/{id}/close", close, Json.TransferCloseRequest, Json.Transfer, ct);

    /// <summary>POST /transfers/{id}/cancel.</summary>
    public Task<Transfer> CancelTransferAsync(Guid id, TransferCancelRequest cancel, CancellationToken ct = default) =>
        SendAsync(HttpMethod.Post, $"transfers/{id}/cancel", cancel, Json.TransferCancelRequest, Json.Transfer, ct);

    /// <summary>GET /transfers/{id}.</summary>
    public Task<Transfer> GetTransferAsync(Guid id, CancellationToken ct = default) => GetAsync($"transfers/{id}", Json.Transfer, ct);

    /// <summary>GET /transfers, newest first.</summary>
    public Task<Page<TransferSummary>> ListTransfersAsync(
        string? from = null, string? to = null, string? store = null, string? status = null, long? number = null, int? limit = null, string? cursor = null, StoreFilter? within = null, CancellationToken ct = default) => GetAsync(
        "transfers" + Query([("from", from), ("to", to), ("store", store), .. Places(within), ("status", status), ("number", number?.ToString()), ("limit", Text(limit)), ("cursor", cursor)]),
        Json.PageTransferSummary,
        ct);

    /// <summary>GET /transfers/in-transit: what is on its way, line by line.</summary>
    public Task<Page<InTransitItem>> ListInTransitAsync(
        string? from = null, string? to = null, string? store = null, string? sku = null, int? limit = null, string? cursor = null, StoreFilter? within = null, CancellationToken ct = default) => GetAsync(
        "transfers/in-transit" + Query([("from", from), ("to", to), ("store", store), .. Places(within), ("sku", sku), ("limit", Text(limit)), ("cursor", cursor)]),
        Json.PageInTransitItem,
        ct);

    private static IEnumerable<(string Name, string? Value)> Places(StoreFilter? within) => within is null ? [] : (within with { Stores = [] }).Parts();
}
