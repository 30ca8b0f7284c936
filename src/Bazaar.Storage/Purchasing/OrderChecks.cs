using System.Data.Common;
using Bazaar.Domain.Ledger;
using Bazaar.Domain.Primitives;
using Bazaar.Domain.Purchasing;
using Dapper;

namespace Bazaar.Storage.Purchasing;

/// <summary>The store that an order is for.</summary>
internal sealed record BuyingStore
{
    public long Id { get; init; }

    public required string Code { get; init; }

    public required string TimeZone { get; init; }

    public long DayStartsAt { get; init; }

    public long Closed { get; init; }

    /// <summary>The store's business date of a time, as tables keep it.</summary>
    public long BusinessDate(DateTimeOffset at) => SqlDate.ToNumber(Clock.BusinessDate(at, TimeZoneInfo.FindSystemTimeZoneById(TimeZone), TimeSpan.FromMinutes(DayStartsAt)));
}

/// <summary>Who orders from whom.</summary>
/// <param name="Store">The store.</param>
/// <param name="Supplier">The supplier.</param>
internal sealed record Parties(BuyingStore Store, SupplierRow Supplier);

/// <summary>Checks an order against stores, suppliers and the catalogue, inside its transaction.</summary>
internal static class OrderChecks
{
    /// <summary>Finds store and supplier, both open for business.</summary>
    public static async Task<(OrderRefusal? Refusal, Parties? Parties)> PartiesAsync(DbConnection connection, DbTransaction transaction, string store, string supplier)
    {
        var place = await connection.QuerySingleOrDefaultAsync<BuyingStore?>(
            "SELECT id, code, time_zone AS TimeZone, day_starts_at AS DayStartsAt, closed FROM store WHERE code_key = @key", new { key = Code.Key(store) }, transaction);
        if (place is null)
        {
            return (new OrderRefusal.Ledger(new Refusal.UnknownStore(store)), null);
        }

        if (place.Closed != 0)
        {
            return (new OrderRefusal.Ledger(new Refusal.StoreClosed(place.Code)), null);
        }

        return await SupplierStore.FindAsync(connection, transaction, supplier) switch
        {
            null => (new OrderRefusal.UnknownSupplier(supplier), null),
            { ArchivedAt: not null } row => (new OrderRefusal.SupplierArchived(row.Code), null),
            var row => (null, new Parties(place, row)),
        };
    }

    /// <summary>Resolves lines against the catalogue; what costs nothing is said of costs as the supplier asks, else as the catalogue says.</summary>
    public static async Task<(OrderRefusal? Refusal, IReadOnlyList<OrderLine> Lines)> LinesAsync(DbConnection connection, DbTransaction transaction, Parties parties, IReadOnlyList<OrderLineDraft> asked)
    {
        if (asked.Count == 0)
        {
            return (null, []);
        }

        var book = await CatalogBook.LoadAsync(connection, transaction, asked.Select(l => l.Sku));
        var sources = await SourcesAsync(connection, transaction, parties.Store.Id, parties.Supplier.Id, [.. asked.Select(l => book.BySku(l.Sku)?.Id ?? 0).Distinct()]);
        var refusal = Ordering.Resolve(asked, book, product => UsualCost(product, sources.GetValueOrDefault(product.Id)), out var lines);
        return (refusal is null ? null : new OrderRefusal.Ledger(refusal), lines);
    }

    /// <summary>Refuses what was archived since the order was written.</summary>
    public static async Task<OrderRefusal?> ArchivedAsync(DbConnection connection, DbTransaction transaction, PurchaseOrder order)
    {
        var archived = (await connection.QueryAsync<string>(
            """
            SELECT DISTINCT p.sku FROM purchase_line l JOIN product p ON p.id = l.product
            WHERE l.store = @StoreId AND l.number = @Number AND p.archived_at IS NOT NULL ORDER BY p.sku
            """,
            new { order.StoreId, order.Number },
            transaction)).AsList();
        return archived.Count == 0 ? null : new OrderRefusal.Ledger(new Refusal.ProductArchived(archived));
    }

    /// <summary>How many days the goods take: the slowest line says; null when nobody knows.</summary>
    public static async Task<long?> LeadTimeAsync(DbConnection connection, DbTransaction transaction, PurchaseOrder order, SupplierRow supplier)
    {
        var sources = await SourcesAsync(connection, transaction, order.StoreId, supplier.Id, [.. order.Lines.Select(l => l.Product).Distinct()]);
        return order.Lines.Max(l => sources.GetValueOrDefault(l.Product)?.LeadTimeDays ?? supplier.LeadTimeDays);
    }

    private static PackCost? UsualCost(LedgerProduct product, Source? source)
    {
        // A pack that the product no longer has says nothing about what a unit costs.
        if (source is not null && (source.Pack is null ? null : product.FindPack(source.Pack)) is var pack && (source.Pack is null || pack is not null))
        {
            return new PackCost(source.UnitCost, pack);
        }

        return product.Cost is { } cost ? new PackCost(cost, null) : null;
    }

    private static async Task<Dictionary<long, Source>> SourcesAsync(DbConnection connection, DbTransaction transaction, long store, long supplier, IReadOnlyList<long> products)
    {
        var found = new Dictionary<long, Source>();
        foreach (var chunk in products.Chunk(500))
        {
            // The store's own row comes last, and stands.
            foreach (var row in await connection.QueryAsync<Source>(
                """
                SELECT product, unit_cost AS UnitCost, pack, lead_time_days AS LeadTimeDays FROM sourcing
                WHERE store IN (0, @store) AND supplier = @supplier AND product IN @chunk ORDER BY store
                """,
                new { store, supplier, chunk },
                transaction))
            {
                found[row.Product] = row;
            }
        }

        return found;
    }

    private sealed record Source
    {
        public long Product { get; init; }

        public long UnitCost { get; init; }

        public string? Pack { get; init; }

        public long? LeadTimeDays { get; init; }
    }
}
