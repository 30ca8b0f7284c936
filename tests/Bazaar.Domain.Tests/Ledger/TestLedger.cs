using Bazaar.Domain.Ledger;

namespace Bazaar.Domain.Tests.Ledger;

/// <summary>
/// One store's ledger in memory: it feeds the rules what a database would, looked up the slow and obvious way,
/// and keeps what they accept.
/// </summary>
internal sealed class TestLedger : IProductBook
{
    private readonly Dictionary<long, LedgerProduct> _products = [];
    private readonly Dictionary<string, (long Product, string? Pack)> _barcodes = [];
    private readonly Dictionary<long, Balance> _balances = [];
    private readonly List<Entry> _entries = [];

    public TestLedger(string zone = "Asia/Karachi", TimeSpan dayStartsAt = default) => Store = new StoreState
    {
        Id = 1,
        Code = "KHI-01",
        Zone = TimeZoneInfo.FindSystemTimeZoneById(zone),
        DayStartsAt = dayStartsAt,
        Seq = 0,
        Hash = EntryHash.Genesis,
        RecordedAt = DateTimeOffset.UnixEpoch,
    };

    public StoreState Store { get; set; }

    /// <summary>What the clock says.</summary>
    public DateTimeOffset Now { get; set; }

    public IReadOnlyList<Entry> Entries => _entries;

    public IReadOnlyCollection<LedgerProduct> Products => _products.Values;

    public IEnumerable<(Entry Entry, Line Line)> Lines => _entries.SelectMany(e => e.Lines.Select(l => (e, l)));

    /// <summary>Adds a product, or replaces the one with its number.</summary>
    public void Put(LedgerProduct product) => _products[product.Id] = product;

    public void PutBarcode(string key, string sku, string? pack = null) => _barcodes[key] = (BySku(sku)!.Id, pack);

    public void SetBalance(string sku, Func<Balance, Balance> change) => _balances[BySku(sku)!.Id] = change(BalanceOf(sku));

    public LedgerProduct? BySku(string sku) => _products.Values.FirstOrDefault(p => string.Equals(p.Sku, sku, StringComparison.OrdinalIgnoreCase));

    public (LedgerProduct Product, PackRatio? Pack)? ByBarcode(string barcode)
    {
        if (!_barcodes.TryGetValue(barcode, out var found))
        {
            return null;
        }

        var product = _products[found.Product];
        return (product, found.Pack is null ? null : product.FindPack(found.Pack));
    }

    public Balance BalanceOf(string sku) => BySku(sku) is { } product ? BalanceOf(product.Id) : default;

    public long PriceOf(LedgerProduct product) => BalanceOf(product.Id).Price ?? product.Price;

    public Entry? Find(Guid id) => _entries.Find(e => e.Id == id);

    /// <summary>Decides a draft and keeps what is accepted. A known id is answered from what is kept.</summary>
    public Decision Post(Draft asked)
    {
        var draft = asked with { Fingerprint = Fingerprint.Of(asked) };
        if (!string.Equals(draft.Store, Store.Code, StringComparison.OrdinalIgnoreCase))
        {
            return new Decision.Refused(new Refusal.UnknownStore(draft.Store));
        }

        if (Find(draft.Id) is { } known)
        {
            return known.Fingerprint.AsSpan().SequenceEqual(draft.Fingerprint)
                ? new Decision.Accepted(known, [])
                : new Decision.Refused(new Refusal.IdReused(draft.Id, known.Seq));
        }

        var decision = draft.Kind == EntryKind.Reversal ? Reverse(draft) : Decide(draft);
        if (decision is Decision.Accepted accepted)
        {
            Keep(accepted);
        }

        return decision;
    }

    /// <summary>On hand at a time as the lines tell it, as far as they were known at another.</summary>
    public long OnHandAt(string sku, DateTimeOffset at, DateTimeOffset? asKnownAt = null) => Lines
        .Where(l => l.Line.Product == BySku(sku)!.Id && l.Line.EffectiveAt <= at && (asKnownAt is null || l.Entry.RecordedAt <= asKnownAt))
        .Sum(l => l.Line.Quantity);

    /// <summary>The totals that reports read: a balancing line counts with the count that it leans on.</summary>
    public Dictionary<(DateOnly Date, long Product, EntryKind Kind), long> Daily() => Lines
        .GroupBy(l => (l.Line.BusinessDate, l.Line.Product, l.Line.CoveredBy is null ? l.Entry.CountsAs : EntryKind.Count))
        .ToDictionary(g => g.Key, g => g.Sum(l => l.Line.Quantity));

    private Decision Decide(Draft draft)
    {
        if (LineResolver.Resolve(draft, this, PriceOf, out var lines) is { } faults)
        {
            return new Decision.Refused(faults);
        }

        var occurredAt = Posting.Times(draft, Store, Now).OccurredAt;
        var needs = HistoryNeeds.Of(draft.Kind, occurredAt, lines.Select(l => (l.Product.Id, BalanceOf(l.Product.Id))));
        return Posting.Decide(draft with { OccurredAt = occurredAt }, Store, lines, BalanceOf, Read(needs, occurredAt), Now);
    }

    private Decision Reverse(Draft draft)
    {
        if (Find(draft.ReversalOf!.Value) is not { } entry)
        {
            return Reversing.Decide(draft, Store, null, BalanceOf, History.None, Now);
        }

        var products = entry.Lines.Select(l => (l.Product, BalanceOf(l.Product))).Distinct();
        var needs = HistoryNeeds.Of(EntryKind.Reversal, entry.OccurredAt, products, entry.Seq);
        return Reversing.Decide(draft, Store, OriginalOf(entry), BalanceOf, Read(needs, entry.OccurredAt), Now);
    }

    private Original OriginalOf(Entry entry)
    {
        var leaning = new Dictionary<long, long>();
        var lastOther = new Dictionary<long, DateTimeOffset>();
        if (entry.Kind == EntryKind.Count)
        {
            foreach (var product in entry.Lines.Select(l => l.Product).Distinct())
            {
                leaning[product] = Lines.Where(l => l.Line.CoveredBy == entry.Seq && l.Line.Product == product).Sum(l => l.Line.Quantity);
                var others = StandingCounts(product).Where(c => c.Seq != entry.Seq).ToList();
                if (others.Count > 0)
                {
                    lastOther[product] = others.Max(c => c.OccurredAt);
                }
            }
        }

        return new Original(entry, IsReversed(entry), leaning, lastOther);
    }

    /// <summary>Only what was asked for is looked up, so that a rule which asks for too little is found out.</summary>
    private History Read(HistoryNeeds needs, DateTimeOffset occurredAt)
    {
        var counts = new Dictionary<long, CountMark>();
        foreach (var product in needs.CountsAfter)
        {
            var after = StandingCounts(product).Where(c => c.OccurredAt > occurredAt || (c.OccurredAt == occurredAt && c.Seq > needs.AfterSeq)).ToList();
            if (after.Count > 0)
            {
                counts[product] = after.OrderBy(c => c.OccurredAt).ThenBy(c => c.Seq).First();
            }
        }

        var moved = needs.MovedAfter.ToDictionary(
            product => product,
            product => Lines.Where(l => l.Line.Product == product && l.Line.EffectiveAt > occurredAt).Sum(l => l.Line.Quantity));
        return new History { FirstCountAfter = counts, MovedAfter = moved };
    }

    private IEnumerable<CountMark> StandingCounts(long product) => _entries
        .Where(e => e.Kind == EntryKind.Count && !IsReversed(e) && e.Lines.Any(l => l.Product == product && l.Counted is not null))
        .Select(e => new CountMark(e.Seq, e.OccurredAt, e.BusinessDate));

    private bool IsReversed(Entry entry) => _entries.Exists(e => e.ReversalOf == entry.Id);

    private Balance BalanceOf(long product) => _balances.TryGetValue(product, out var balance) ? balance : Balance.Of(_products[product]);

    private void Keep(Decision.Accepted accepted)
    {
        var entry = accepted.Entry;
        _entries.Add(entry);
        Store = Store with { Seq = entry.Seq, Hash = entry.Hash, RecordedAt = entry.RecordedAt };
        foreach (var change in accepted.Balances)
        {
            change.Before.ShouldBe(BalanceOf(change.Product));
            _balances[change.Product] = change.After;
        }
    }
}
