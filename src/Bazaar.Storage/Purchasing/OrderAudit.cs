using System.Data.Common;
using System.Text.Json.Nodes;
using Bazaar.Domain.Audit;
using Bazaar.Domain.Primitives;
using Bazaar.Domain.Purchasing;
using Bazaar.Storage.Audit;

namespace Bazaar.Storage.Purchasing;

/// <summary>Puts changes of orders on record.</summary>
internal static class OrderAudit
{
    /// <summary>Appends what changed, when anything did.</summary>
    public static async Task AppendAsync(DbConnection connection, DbTransaction? transaction, Origin origin, string action, PurchaseOrder? before, PurchaseOrder after)
    {
        if (AuditText.Change(action, OrderNumber.Format(after.Number), after.Store, before is null ? null : ToJson(before), ToJson(after)) is { } change)
        {
            await AuditLog.AppendAsync(connection, transaction, origin, change);
        }
    }

    private static JsonObject ToJson(PurchaseOrder order) => new()
    {
        ["supplier"] = order.Supplier,
        ["status"] = OrderProgress.Of(order).Status.Name(),
        ["expectedAt"] = order.ExpectedAt is { } at ? Clock.Canonical(at) : null,
        ["note"] = order.Note,
        ["cancelReason"] = order.CancelReason,
        ["lines"] = new JsonArray([.. order.Lines.Select(l => new JsonObject
        {
            ["sku"] = l.Sku,
            ["quantity"] = Exact.QuantityToDecimal(l.Quantity),
            ["pack"] = l.Pack?.Name,
            ["unitCost"] = Exact.ToDecimal(l.Cost, Exact.CostDecimals),
        })]),
        ["receipts"] = new JsonArray([.. order.Receipts.Select(r => JsonValue.Create(r.Seq))]),
    };
}
