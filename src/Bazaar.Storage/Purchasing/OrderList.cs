using Bazaar.Domain.Primitives;
using Bazaar.Domain.Purchasing;
using Dapper;

namespace Bazaar.Storage.Purchasing;

/// <summary>What orders to list.</summary>
public sealed record OrderFilter
{
    /// <summary>Keys of the stores to show; null: all.</summary>
    public IReadOnlyCollection<string>? StoreKeys { get; init; }

    /// <summary>The supplier's key.</summary>
    public string? SupplierKey { get; init; }

    /// <summary>The status.</summary>
    public OrderStatus? Status { get; init; }

    /// <summary>True: only what should have come by now. False: only the others.</summary>
    public bool? Late { get; init; }

    /// <summary>First business date, included.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last business date, included.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Only numbers before this one.</summary>
    public long? Before { get; init; }

    /// <summary>The most rows.</summary>
    public int Limit { get; init; } = 50;
}

/// <summary>An order in a list.</summary>
public sealed record OrderListRow
{
    /// <summary>Its number.</summary>
    public long Number { get; init; }

    /// <summary>Its id.</summary>
    public required byte[] Id { get; init; }

    /// <summary>The store's code.</summary>
    public required string Store { get; init; }

    /// <summary>The supplier's code.</summary>
    public required string Supplier { get; init; }

    /// <summary>The supplier's name.</summary>
    public required string SupplierName { get; init; }

    /// <summary>The status's name.</summary>
    public required string Status { get; init; }

    /// <summary>When the goods should be there.</summary>
    public long? ExpectedAt { get; init; }

    /// <summary>When it was sent.</summary>
    public long? OrderedAt { get; init; }

    /// <summary>When it was written.</summary>
    public long CreatedAt { get; init; }

    /// <summary>How many lines it has.</summary>
    public long LineCount { get; init; }

    /// <summary>Hundredths.</summary>
    public long Total { get; init; }

    /// <summary>Free text.</summary>
    public string? Note { get; init; }

    /// <summary>True when it should have come by a time and has not.</summary>
    /// <param name="now">The time.</param>
    public bool IsLate(DateTimeOffset now) => Status is "ordered" or "partly-received" && ExpectedAt < Clock.ToMicros(now);
}

/// <summary>Lists orders, newest first.</summary>
/// <param name="database">The engine.</param>
public sealed class OrderList(IDatabase database)
{
    /// <summary>Orders that may still be open: those last written as such, and those of which a receipt was taken back since.</summary>
    private const string MayBeOpen = """
        o.number IN (SELECT n.number FROM purchase_order n WHERE n.settled = 0
          UNION SELECT r.number FROM entry x JOIN order_receipt r ON r.store = x.store AND r.seq = x.reversal_of WHERE x.reversal_of IS NOT NULL)
        """;

    /// <summary>Reads a page.</summary>
    /// <param name="filter">What to list.</param>
    /// <param name="now">The time.</param>
    /// <param name="ct">Stops waiting.</param>
    public async Task<IReadOnlyList<OrderListRow>> ReadAsync(OrderFilter filter, DateTimeOffset now, CancellationToken ct)
    {
        var conditions = new List<string> { "1 = 1" };
        AddIf(filter.StoreKeys is not null, "s.code_key IN @StoreKeys");
        AddIf(filter.SupplierKey is not null, "v.code_key = @SupplierKey");
        AddIf(filter.From is not null, "o.business_date >= @from");
        AddIf(filter.To is not null, "o.business_date <= @to");
        AddIf(filter.Before is not null, "o.number < @Before");
        AddIf(filter.Late == true || filter.Status is OrderStatus.Draft or OrderStatus.Ordered or OrderStatus.PartlyReceived, MayBeOpen);
        var outer = new List<string> { "1 = 1" };
        const string IsLate = "q.Status IN ('ordered', 'partly-received') AND coalesce(q.ExpectedAt < @now, 1 = 0)";
        if (filter.Status is not null)
        {
            outer.Add("q.Status = @status");
        }

        if (filter.Late is { } late)
        {
            outer.Add(late ? IsLate : $"NOT ({IsLate})");
        }

        using var lease = await database.ReadAsync(ct);
        return (await lease.Connection.QueryAsync<OrderListRow>(
            $"""
            SELECT q.*,
              (SELECT count(*) FROM purchase_line l WHERE l.store = q.StoreId AND l.number = q.Number) AS LineCount,
              (SELECT CAST(coalesce(sum(l.amount), 0) AS bigint) FROM purchase_line l WHERE l.store = q.StoreId AND l.number = q.Number) AS Total
            FROM (
              SELECT o.number AS Number, o.store AS StoreId, o.id AS Id, s.code AS Store, v.code AS Supplier, v.name AS SupplierName, {OrderSql.Status} AS Status,
                o.expected_at AS ExpectedAt, o.ordered_at AS OrderedAt, o.created_at AS CreatedAt, o.note AS Note
              FROM purchase_order o JOIN store s ON s.id = o.store JOIN supplier v ON v.id = o.supplier
              WHERE {string.Join(" AND ", conditions)}) q
            WHERE {string.Join(" AND ", outer)} ORDER BY q.Number DESC LIMIT @Limit
            """,
            new
            {
                filter.StoreKeys, filter.SupplierKey, from = Number(filter.From), to = Number(filter.To), filter.Before, filter.Limit,
                status = filter.Status?.Name(), now = Clock.ToMicros(now),
            })).AsList();

        void AddIf(bool given, string condition)
        {
            if (given)
            {
                conditions.Add(condition);
            }
        }

        static long Number(DateOnly? date) => date is { } d ? SqlDate.ToNumber(d) : 0;
    }
}
