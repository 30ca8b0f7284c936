using System.Globalization;
using Bazaar.Domain.Ledger;
using Bazaar.Domain.Primitives;

namespace Bazaar.Domain.Tests.Ledger;

/// <summary>A shop in plain words over a <see cref="TestLedger"/>: clock times of one day, quantities and money as people write them.</summary>
internal sealed class Shop
{
    private static readonly DateOnly Day = new(2026, 3, 2);
    private int _nextId = 1;

    public Shop(string zone = "Asia/Karachi", TimeSpan dayStartsAt = default)
    {
        Ledger = new TestLedger(zone, dayStartsAt);
        Ledger.Now = Time("08:00");
        Add("SUGAR");
    }

    public TestLedger Ledger { get; }

    /// <summary>Adds a product, or replaces the one of that code. Weighed in thousandths unless whole.</summary>
    public LedgerProduct Add(string sku, bool whole = false, decimal price = 160m, decimal? cost = null, bool archived = false, params PackRatio[] packs)
    {
        var id = Ledger.BySku(sku)?.Id ?? Ledger.Products.Count + 1;
        var product = new LedgerProduct(id, sku, whole ? 0 : 3, Money(price), Cost(cost), archived, packs);
        Ledger.Put(product);
        return product;
    }

    /// <summary>A time of the day, or of another day as in <c>+1 09:00</c>, by the store's clock.</summary>
    public DateTimeOffset Time(string clock)
    {
        var parts = clock.Split(' ');
        var days = parts.Length > 1 ? int.Parse(parts[0], CultureInfo.InvariantCulture) : 0;
        var local = Day.AddDays(days).ToDateTime(TimeOnly.Parse(parts[^1], CultureInfo.InvariantCulture));
        return new DateTimeOffset(local, Ledger.Store.Zone.GetUtcOffset(local));
    }

    /// <summary>Moves the clock: what follows is learnt at this time, whenever it happened.</summary>
    public Shop LearnsAt(string clock)
    {
        Ledger.Now = Time(clock);
        return this;
    }

    public static DraftLine Line(string sku, decimal quantity, string? pack = null, decimal? price = null, decimal? cost = null) =>
        new() { Sku = sku, Quantity = Quantity(quantity), Pack = pack, Price = price is { } p ? Money(p) : null, Cost = Cost(cost) };

    public static DraftLine CountLine(string sku, decimal counted, string? pack = null) => new() { Sku = sku, Counted = Quantity(counted), Pack = pack };

    public Draft Draft(EntryKind kind, string? at, params DraftLine[] lines) => new()
    {
        Id = NewId(),
        Store = "KHI-01",
        Kind = kind,
        OccurredAt = at is null ? null : Time(at),
        Actor = "ali",
        Reason = kind == EntryKind.Removal ? "damaged" : null,
        Lines = lines,
    };

    public Draft Taking(Entry original) => Draft(EntryKind.Reversal, null) with { ReversalOf = original.Id };

    public Entry Open(string at, string sku, decimal quantity, decimal? cost = null) => Accept(Draft(EntryKind.Opening, at, Line(sku, quantity, cost: cost)));

    public Entry Receive(string at, string sku, decimal quantity, decimal? cost = null, string? pack = null) =>
        Accept(Draft(EntryKind.StockIn, at, Line(sku, quantity, pack, cost: cost)));

    public Entry Sell(string at, string sku, decimal quantity, decimal? price = null, string? pack = null) =>
        Accept(Draft(EntryKind.Sale, at, Line(sku, quantity, pack, price)));

    public Entry Count(string at, string sku, decimal counted) => Accept(Draft(EntryKind.Count, at, CountLine(sku, counted)));

    public Entry Reverse(Entry original) => Accept(Taking(original));

    /// <summary>Posts what must be accepted. The clock goes on to when it happened, where that is ahead.</summary>
    public Entry Accept(Draft draft)
    {
        if (draft.OccurredAt > Ledger.Now)
        {
            Ledger.Now = draft.OccurredAt.Value;
        }

        return Ledger.Post(draft).ShouldBeOfType<Decision.Accepted>().Entry;
    }

    /// <summary>Posts what must be refused in this way, and leave nothing behind.</summary>
    public T Refuse<T>(Draft draft)
        where T : Refusal
    {
        var store = Ledger.Store;
        var balances = Ledger.Products.Select(p => Ledger.BalanceOf(p.Sku)).ToList();
        var reason = Ledger.Post(draft).ShouldBeOfType<Decision.Refused>().Reason.ShouldBeOfType<T>();
        Ledger.Store.ShouldBe(store);
        Ledger.Products.Select(p => Ledger.BalanceOf(p.Sku)).ShouldBe(balances);
        return reason;
    }

    public decimal OnHand(string sku) => Exact.QuantityToDecimal(Ledger.BalanceOf(sku).OnHand);

    public decimal OnHandAt(string at, string sku, string? asKnownAt = null) =>
        Exact.QuantityToDecimal(Ledger.OnHandAt(sku, Time(at), asKnownAt is null ? null : Time(asKnownAt)));

    public decimal AverageCost(string sku) => Exact.ToDecimal(Ledger.BalanceOf(sku).AverageCost, Exact.CostDecimals);

    /// <summary>What one kind moved on the day, as the reports see it.</summary>
    public decimal Total(string sku, EntryKind kind) =>
        Exact.QuantityToDecimal(Ledger.Daily().GetValueOrDefault((Day, Ledger.BySku(sku)!.Id, kind)));

    public static IEnumerable<decimal> Quantities(Entry entry) => entry.Lines.Select(l => Exact.QuantityToDecimal(l.Quantity));

    public Guid NewId() => new(_nextId++, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]);

    private static long Quantity(decimal value) => Scale(value, Exact.QuantityDecimals);

    private static long Money(decimal value) => Scale(value, Exact.MoneyDecimals);

    private static long? Cost(decimal? value) => value is { } v ? Scale(v, Exact.CostDecimals) : null;

    private static long Scale(decimal value, int decimals)
    {
        Exact.TryScale(value, decimals, out var scaled).ShouldBe(ScaleResult.Ok);
        return scaled;
    }
}
