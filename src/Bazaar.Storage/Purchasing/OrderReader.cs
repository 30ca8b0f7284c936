using System.Data.Common;
using Bazaar.Domain.Ledger;
using Bazaar.Domain.Primitives;
using Bazaar.Domain.Purchasing;
using Dapper;

namespace Bazaar.Storage.Purchasing;

/// <summary>Names an order: by the id its maker gave it, or by its number.</summary>
/// <param name="Id">The id.</param>
/// <param name="Number">The number, when the id is null.</param>
public readonly record struct OrderKey(Guid? Id, long Number)
{
    /// <summary>Reads either; null when the text is neither.</summary>
    /// <param name="text">An id or a number such as <c>PO-000123</c>.</param>
    public static OrderKey? TryParse(string text) =>
        Guid.TryParseExact(text, "D", out var id) ? new OrderKey(id, 0) : OrderNumber.TryParse(text, out var number) ? new OrderKey(null, number) : null;

    internal string Condition => Id is null ? "number = @number" : "id = @id";

    internal object Parameters => new { id = Id?.ToByteArray(bigEndian: true), number = Number };
}

/// <summary>Reads whole orders, with what the ledger received for them.</summary>
internal static class OrderReader
{
    /// <summary>Locks an order until the transaction ends, and reads it.</summary>
    public static async Task<PurchaseOrder?> LockAsync(DbConnection connection, DbTransaction? transaction, OrderKey key) =>
        await connection.ExecuteAsync($"UPDATE purchase_order SET version = version WHERE {key.Condition}", key.Parameters, transaction) == 0
            ? null
            : await ReadAsync(connection, transaction, key);

    /// <summary>Reads an order.</summary>
    public static async Task<PurchaseOrder?> ReadAsync(DbConnection connection, DbTransaction? transaction, OrderKey key)
    {
        // Several statements see several moments when nothing is locked; a document that changed in between is read anew.
        while (await HeaderAsync(connection, transaction, key) is { } header)
        {
            var where = new { store = header.StoreId, number = header.Number };
            var lines = await connection.QueryAsync<LineRow>(
                """
                SELECT l.line AS Number, l.product, p.sku, l.quantity, l.pack, l.pack_size AS PackSize, l.pack_per AS PackPer, l.base AS Base, l.cost, l.amount
                FROM purchase_line l JOIN product p ON p.id = l.product WHERE l.store = @store AND l.number = @number ORDER BY l.line
                """,
                where,
                transaction);
            var receiptLines = (await connection.QueryAsync<ReceiptLineRow>(
                """
                SELECT r.seq, r.purchase_line AS OrderLine, k.quantity, k.cost, r.reason
                FROM order_receipt_line r JOIN line k ON k.store = r.store AND k.seq = r.seq AND k.line = r.line
                WHERE r.store = @store AND r.number = @number ORDER BY r.seq, r.line
                """,
                where,
                transaction)).ToLookup(r => r.Seq);
            var receipts = (await connection.QueryAsync<ReceiptRow>(
                """
                SELECT r.seq, e.id, e.occurred_at AS OccurredAt, r.closes_short AS ClosesShort, x.seq AS ReversedBy
                FROM order_receipt r JOIN entry e ON e.store = r.store AND e.seq = r.seq LEFT JOIN entry x ON x.store = r.store AND x.reversal_of = r.seq
                WHERE r.store = @store AND r.number = @number ORDER BY r.seq
                """,
                where,
                transaction)).AsList();
            if (transaction is not null || await connection.ExecuteScalarAsync<long>(
                "SELECT version FROM purchase_order WHERE store = @store AND number = @number", where, transaction) == header.Version)
            {
                return header.ToOrder([.. lines.Select(l => l.ToLine())], [.. receipts.Select(r => r.ToReceipt(receiptLines[r.Seq]))]);
            }
        }

        return null;
    }

    private static Task<HeaderRow?> HeaderAsync(DbConnection connection, DbTransaction? transaction, OrderKey key) => connection.QuerySingleOrDefaultAsync<HeaderRow?>(
        $"""
        SELECT o.store AS StoreId, s.code AS Store, o.number, o.id, o.supplier AS SupplierId, v.code AS Supplier, o.expected_at AS ExpectedAt, o.note, o.reason, o.actor,
          o.ordered_at AS OrderedAt, o.cancelled_at AS CancelledAt, o.fingerprint, o.version, o.created_at AS CreatedAt
        FROM purchase_order o JOIN store s ON s.id = o.store JOIN supplier v ON v.id = o.supplier WHERE o.{key.Condition}
        """,
        key.Parameters,
        transaction);

    private sealed record HeaderRow
    {
        public long StoreId { get; init; }

        public required string Store { get; init; }

        public long Number { get; init; }

        public required byte[] Id { get; init; }

        public long SupplierId { get; init; }

        public required string Supplier { get; init; }

        public long? ExpectedAt { get; init; }

        public string? Note { get; init; }

        public string? Reason { get; init; }

        public required string Actor { get; init; }

        public long? OrderedAt { get; init; }

        public long? CancelledAt { get; init; }

        public required byte[] Fingerprint { get; init; }

        public long Version { get; init; }

        public long CreatedAt { get; init; }

        public PurchaseOrder ToOrder(IReadOnlyList<OrderLine> lines, IReadOnlyList<OrderReceipt> receipts) => new()
        {
            Id = new Guid(Id, bigEndian: true),
            Number = Number,
            Store = Store,
            StoreId = StoreId,
            Supplier = Supplier,
            SupplierId = SupplierId,
            ExpectedAt = Time(ExpectedAt),
            Note = Note,
            CancelReason = Reason,
            Actor = Actor,
            OrderedAt = Time(OrderedAt),
            CancelledAt = Time(CancelledAt),
            Fingerprint = Fingerprint,
            Version = Version,
            CreatedAt = Clock.FromMicros(CreatedAt),
            Lines = lines,
            Receipts = receipts,
        };

        private static DateTimeOffset? Time(long? micros) => micros is { } m ? Clock.FromMicros(m) : null;
    }

    private sealed record LineRow
    {
        public long Number { get; init; }

        public long Product { get; init; }

        public required string Sku { get; init; }

        public long Quantity { get; init; }

        public string? Pack { get; init; }

        public long? PackSize { get; init; }

        public long? PackPer { get; init; }

        public long Base { get; init; }

        public long Cost { get; init; }

        public long Amount { get; init; }

        public OrderLine ToLine() => new()
        {
            Number = (int)Number,
            Product = Product,
            Sku = Sku,
            Pack = Pack is null ? null : new PackRatio(Pack, PackSize!.Value, PackPer!.Value),
            Quantity = Quantity,
            Base = Base,
            Cost = Cost,
            Amount = Amount,
        };
    }

    private sealed record ReceiptRow
    {
        public long Seq { get; init; }

        public required byte[] Id { get; init; }

        public long OccurredAt { get; init; }

        public long ClosesShort { get; init; }

        public long? ReversedBy { get; init; }

        public OrderReceipt ToReceipt(IEnumerable<ReceiptLineRow> lines) => new(
            Seq, new Guid(Id, bigEndian: true), Clock.FromMicros(OccurredAt), ClosesShort != 0, ReversedBy,
            [.. lines.Select(l => new ReceiptLine((int)l.OrderLine, l.Quantity, l.Cost, l.Reason))]);
    }

    private sealed record ReceiptLineRow
    {
        public long Seq { get; init; }

        public long OrderLine { get; init; }

        public long Quantity { get; init; }

        public long Cost { get; init; }

        public string? Reason { get; init; }
    }
}
