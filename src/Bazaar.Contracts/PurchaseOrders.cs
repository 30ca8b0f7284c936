using System.Text.Json.Serialization;
using Bazaar.Contracts.Json;

namespace Bazaar.Contracts;

/// <summary>A line of an order.</summary>
public sealed record PurchaseOrderLineRequest
{
    /// <summary>The product.</summary>
    public string? Sku { get; init; }

    /// <summary>One of the product's packs: what quantity and cost speak of.</summary>
    public string? Pack { get; init; }

    /// <summary>Positive; in packs named, else in base units; at most 3 decimals.</summary>
    public decimal? Quantity { get; init; }

    /// <summary>Cost per pack named, else per base unit; at most 4 decimals. When absent, what the supplier asks, else the product's usual cost.</summary>
    public decimal? UnitCost { get; init; }
}

/// <summary>An order to write. It is a draft until it is submitted.</summary>
public sealed record PurchaseOrderRequest
{
    /// <summary>The order's own id (UUID, version 7 advised). Sent again, it is written once. Optional.</summary>
    public Guid? Id { get; init; }

    /// <summary>The store that will receive the goods.</summary>
    public string? Store { get; init; }

    /// <summary>The supplier's code.</summary>
    public string? Supplier { get; init; }

    /// <summary>When the goods should be there. When absent, submitting fills it in from the lead time.</summary>
    public DateTimeOffset? ExpectedAt { get; init; }

    /// <summary>At most 1,000 characters.</summary>
    public string? Note { get; init; }

    /// <summary>At most 1,000 lines; a draft may have none.</summary>
    public IReadOnlyList<PurchaseOrderLineRequest>? Lines { get; init; }
}

/// <summary>Changes to a draft; members that are absent stay as they are.</summary>
public sealed record PurchaseOrderPatch
{
    /// <inheritdoc cref="PurchaseOrderRequest.Supplier"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string> Supplier { get; init; }

    /// <inheritdoc cref="PurchaseOrderRequest.ExpectedAt"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<DateTimeOffset?> ExpectedAt { get; init; }

    /// <inheritdoc cref="PurchaseOrderRequest.Note"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string> Note { get; init; }

    /// <summary>All lines, in place of those there are.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<IReadOnlyList<PurchaseOrderLineRequest>> Lines { get; init; }
}

/// <summary>Calls off what has not come.</summary>
public sealed record CancelOrderRequest
{
    /// <summary>Why. At most 200 characters.</summary>
    public string? Reason { get; init; }
}

/// <summary>A line of an order, and what has come of it. Quantities are in packs named, else in base units.</summary>
public sealed record PurchaseOrderLine
{
    /// <summary>1, 2, 3 … within the order.</summary>
    public required int Line { get; init; }

    /// <summary>The product.</summary>
    public required string Sku { get; init; }

    /// <summary>The pack that quantities and cost speak of.</summary>
    public string? Pack { get; init; }

    /// <summary>What was ordered.</summary>
    public required decimal Quantity { get; init; }

    /// <summary>Cost per pack named, else per base unit.</summary>
    public required decimal UnitCost { get; init; }

    /// <summary>Quantity × cost.</summary>
    public required decimal Amount { get; init; }

    /// <summary>What has come, as the ledger has it: entries that were taken back do not count.</summary>
    public required decimal Received { get; init; }

    /// <summary>What is still to come; 0 when nobody waits for it.</summary>
    public required decimal Outstanding { get; init; }

    /// <summary>What came beyond what was ordered.</summary>
    public required decimal OverDelivered { get; init; }

    /// <summary>What nobody waits for any more.</summary>
    public required decimal UnderDelivered { get; init; }
}

/// <summary>An entry that brought goods for an order.</summary>
/// <param name="Seq">Its sequence in the store.</param>
/// <param name="Id">Its id.</param>
/// <param name="OccurredAt">When they came.</param>
/// <param name="ClosedShort">True when nobody waits for the rest after it.</param>
/// <param name="Reversed">True when it was taken back.</param>
public sealed record OrderReceiptLink(long Seq, Guid Id, DateTimeOffset OccurredAt, bool ClosedShort, bool Reversed);

/// <summary>A purchase order.</summary>
public sealed record PurchaseOrder
{
    /// <summary>The order's id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The organisation's number of it, such as <c>PO-000123</c>; works in addresses like the id.</summary>
    public required string Number { get; init; }

    /// <summary>The store that will receive the goods.</summary>
    public required string Store { get; init; }

    /// <summary>The supplier's code.</summary>
    public required string Supplier { get; init; }

    /// <summary><c>draft</c>, <c>ordered</c>, <c>partly-received</c>, <c>received</c> or <c>cancelled</c>.</summary>
    public required string Status { get; init; }

    /// <summary>True when it should have come by now and has not.</summary>
    public required bool Late { get; init; }

    /// <summary>When the goods should be there.</summary>
    public DateTimeOffset? ExpectedAt { get; init; }

    /// <summary>Free text.</summary>
    public string? Note { get; init; }

    /// <summary>Who wrote it.</summary>
    public required string Actor { get; init; }

    /// <summary>When it was written.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was sent to the supplier.</summary>
    public DateTimeOffset? OrderedAt { get; init; }

    /// <summary>When what had not come was called off.</summary>
    public DateTimeOffset? CancelledAt { get; init; }

    /// <summary>Why.</summary>
    public string? CancelReason { get; init; }

    /// <summary>The sum of the lines' amounts.</summary>
    public required decimal Total { get; init; }

    /// <summary>The lines.</summary>
    public required IReadOnlyList<PurchaseOrderLine> Lines { get; init; }

    /// <summary>The entries that brought goods for it.</summary>
    public required IReadOnlyList<OrderReceiptLink> Receipts { get; init; }

    /// <summary>Grows with each change of the document; the ETag.</summary>
    public required long Version { get; init; }
}

/// <summary>A purchase order in a list.</summary>
public sealed record PurchaseOrderSummary
{
    /// <inheritdoc cref="PurchaseOrder.Id"/>
    public required Guid Id { get; init; }

    /// <inheritdoc cref="PurchaseOrder.Number"/>
    public required string Number { get; init; }

    /// <inheritdoc cref="PurchaseOrder.Store"/>
    public required string Store { get; init; }

    /// <inheritdoc cref="PurchaseOrder.Supplier"/>
    public required string Supplier { get; init; }

    /// <summary>The supplier's name.</summary>
    public required string SupplierName { get; init; }

    /// <inheritdoc cref="PurchaseOrder.Status"/>
    public required string Status { get; init; }

    /// <inheritdoc cref="PurchaseOrder.Late"/>
    public required bool Late { get; init; }

    /// <inheritdoc cref="PurchaseOrder.ExpectedAt"/>
    public DateTimeOffset? ExpectedAt { get; init; }

    /// <inheritdoc cref="PurchaseOrder.OrderedAt"/>
    public DateTimeOffset? OrderedAt { get; init; }

    /// <inheritdoc cref="PurchaseOrder.CreatedAt"/>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>How many lines it has.</summary>
    public required int Lines { get; init; }

    /// <inheritdoc cref="PurchaseOrder.Total"/>
    public required decimal Total { get; init; }

    /// <inheritdoc cref="PurchaseOrder.Note"/>
    public string? Note { get; init; }
}

/// <summary>A line of what came.</summary>
public sealed record ReceiveOrderLine
{
    /// <summary>The order's line. Either this or <see cref="Sku"/>.</summary>
    public int? Line { get; init; }

    /// <summary>The product, when the order has one line of it.</summary>
    public string? Sku { get; init; }

    /// <summary>What came; positive, in packs of the order's line, else in base units.</summary>
    public decimal? Quantity { get; init; }

    /// <summary>What it cost, likewise; as ordered when absent.</summary>
    public decimal? UnitCost { get; init; }

    /// <summary>Why it differs from what was ordered. At most 200 characters.</summary>
    public string? Reason { get; init; }
}

/// <summary>Goods that came for an order.</summary>
public sealed record ReceiveOrderRequest
{
    /// <summary>The id of the entry (UUID, version 7 advised). Sent again, it is posted once. Optional.</summary>
    public Guid? Id { get; init; }

    /// <summary>When they came; now when absent.</summary>
    public DateTimeOffset? OccurredAt { get; init; }

    /// <summary>Such as the number of the supplier's invoice. At most 1,000 characters.</summary>
    public string? Note { get; init; }

    /// <summary>1 to 1,000 lines.</summary>
    public IReadOnlyList<ReceiveOrderLine>? Lines { get; init; }

    /// <summary>True when nobody waits for the rest.</summary>
    public bool? CloseShort { get; init; }

    /// <summary>True when more than what is outstanding is meant; else it is refused as <c>over-delivery</c>.</summary>
    public bool? AllowOver { get; init; }
}

/// <summary>What a receipt did to a line of the order. Quantities are in packs of the order's line, else in base units.</summary>
public sealed record PurchaseReceiptLine
{
    /// <summary>The order's line.</summary>
    public required int Line { get; init; }

    /// <summary>The product.</summary>
    public required string Sku { get; init; }

    /// <summary>The pack that quantities speak of.</summary>
    public string? Pack { get; init; }

    /// <summary>What came with this receipt.</summary>
    public required decimal Quantity { get; init; }

    /// <summary>What has come with it and before it.</summary>
    public required decimal Received { get; init; }

    /// <summary>What is still to come after it.</summary>
    public required decimal Outstanding { get; init; }

    /// <summary>What came beyond what was ordered.</summary>
    public required decimal OverDelivered { get; init; }

    /// <summary>Why it differs from what was ordered.</summary>
    public string? Reason { get; init; }
}

/// <summary>The answer to a receipt: how the order stood after it, and the entry. A repeat gets the same answer, whatever came later.</summary>
public sealed record PurchaseReceipt
{
    /// <summary>The order's id.</summary>
    public required Guid Order { get; init; }

    /// <summary>The order's number.</summary>
    public required string Number { get; init; }

    /// <summary>The order's status after it.</summary>
    public required string Status { get; init; }

    /// <summary>True when nobody waits for the rest.</summary>
    public required bool ClosedShort { get; init; }

    /// <summary>Every line of the order that this receipt touched, once.</summary>
    public required IReadOnlyList<PurchaseReceiptLine> Lines { get; init; }

    /// <summary>The entry.</summary>
    public required Movement Movement { get; init; }
}
