namespace Bazaar.Storage.Purchasing;

/// <summary>What lists and reports ask about orders. The order is <c>o</c>.</summary>
internal static class OrderSql
{
    /// <summary>Receipts of an order that were not taken back.</summary>
    public const string Standing = """
        FROM order_receipt r WHERE r.store = o.store AND r.number = o.number
          AND NOT EXISTS (SELECT 1 FROM entry x WHERE x.store = r.store AND x.reversal_of = r.seq)
        """;

    /// <summary>The status as <see cref="Domain.Purchasing.OrderProgress"/> works it out; a test holds the two together.</summary>
    public const string Status = $"""
        CASE WHEN o.state = 'draft' THEN 'draft'
          WHEN NOT EXISTS (SELECT 1 {Standing}) THEN CASE WHEN o.state = 'cancelled' THEN 'cancelled' ELSE 'ordered' END
          WHEN o.state = 'cancelled' OR EXISTS (SELECT 1 {Standing} AND r.closes_short = 1) OR {Complete} THEN 'received'
          ELSE 'partly-received' END
        """;

    /// <summary>True when all that was ordered has come.</summary>
    public const string Complete = $"""
        NOT EXISTS (SELECT 1 FROM purchase_line l WHERE l.store = o.store AND l.number = o.number AND l.base > {Received})
        """;

    /// <summary>What has come of a line <c>l</c>, thousandths of the base unit.</summary>
    public const string Received = """
        coalesce((SELECT CAST(sum(k.quantity) AS bigint) FROM order_receipt_line r JOIN line k ON k.store = r.store AND k.seq = r.seq AND k.line = r.line
          WHERE r.store = l.store AND r.number = l.number AND r.purchase_line = l.line
            AND NOT EXISTS (SELECT 1 FROM entry x WHERE x.store = r.store AND x.reversal_of = r.seq)), 0)
        """;
}
