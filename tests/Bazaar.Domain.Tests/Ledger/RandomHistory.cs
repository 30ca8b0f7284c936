using Bazaar.Domain.Ledger;

namespace Bazaar.Domain.Tests.Ledger;

/// <summary>
/// Posts a seeded history of facts and counts, on time and late, and reversals of any of them, to a ledger and tells a
/// <see cref="SlowModel"/> what was said. The model also foretells which drafts are refused for want of stock.
/// </summary>
internal sealed class RandomHistory
{
    public const int ProductCount = 3;

    private static readonly EntryKind[] Facts =
        [EntryKind.Opening, EntryKind.StockIn, EntryKind.StockIn, EntryKind.Sale, EntryKind.Sale, EntryKind.Sale, EntryKind.Removal, EntryKind.CustomerReturn, EntryKind.SupplierReturn, EntryKind.Adjustment];

    private readonly Random _random;
    private readonly bool _factsOnly;
    private readonly List<Entry> _reversible = [];

    /// <param name="seed">The same seed makes the same history.</param>
    /// <param name="factsOnly">True: everything already happened, so nothing is refused.</param>
    public RandomHistory(int seed, bool factsOnly = false)
    {
        _random = new Random(seed);
        _factsOnly = factsOnly;
        for (var id = 1; id <= ProductCount; id++)
        {
            Ledger.Put(new LedgerProduct(id, $"P{id}", 3, 100_00, id == 2 ? null : 80_0000, Archived: false, []));
        }

        Ledger.Now = Start;
    }

    /// <summary>Near enough to midnight that histories cross business dates.</summary>
    public static DateTimeOffset Start { get; } = new(2026, 3, 2, 21, 0, 0, TimeSpan.FromHours(5));

    public TestLedger Ledger { get; } = new();

    public SlowModel Model { get; } = new();

    public List<Draft> Drafts { get; } = [];

    public List<DateTimeOffset> Clocks { get; } = [];

    public int Refusals { get; private set; }

    /// <summary>Posts one draft and checks the answer against the model's. With a refusal the ledger must be as it was.</summary>
    public void Step()
    {
        // A clock that sometimes stands still, and minutes as people write them: several things at the very same time.
        Ledger.Now += TimeSpan.FromMinutes(_random.Next(0, 12));
        var draft = _reversible.Count > 0 && _random.Next(4) == 0 ? NextReversal() : NextPosting();
        Drafts.Add(draft);
        Clocks.Add(Ledger.Now);

        var before = OnHands();
        var head = Ledger.Store;
        var balances = Ledger.Products.Select(p => Ledger.BalanceOf(p.Sku)).ToList();
        Tell(draft);
        var expected = OnHands(Model.OnHand);
        var refuse = !draft.AcceptShortage && before.Zip(expected).Any(p => p.Second < 0 && p.Second < p.First);

        switch (Ledger.Post(draft))
        {
            case Decision.Accepted accepted:
                refuse.ShouldBeFalse("the ledger accepted what would go below zero");
                if (accepted.Entry.Kind != EntryKind.Reversal)
                {
                    _reversible.Add(accepted.Entry);
                }

                break;
            case Decision.Refused refused:
                refuse.ShouldBeTrue($"the ledger refused what fits: {refused.Reason}");
                FitsShortages(refused.Reason.ShouldBeOfType<Refusal.Shortage>(), before, expected);
                Untell(draft);
                Ledger.Store.ShouldBe(head);
                Ledger.Products.Select(p => Ledger.BalanceOf(p.Sku)).ShouldBe(balances);
                Refusals++;
                break;
        }
    }

    public List<long> OnHands() => OnHands(product => Ledger.BalanceOf($"P{product}").OnHand);

    private static List<long> OnHands(Func<long, long> onHand) => [.. Enumerable.Range(1, ProductCount).Select(p => onHand(p))];

    private static void FitsShortages(Refusal.Shortage refusal, List<long> before, List<long> after)
    {
        var expected = Enumerable.Range(0, ProductCount)
            .Where(p => after[p] < 0 && after[p] < before[p])
            .Select(p => new ProductShortage($"P{p + 1}", before[p] - after[p], before[p]));
        refusal.Shortages.OrderBy(s => s.Sku, StringComparer.Ordinal).ShouldBe(expected);
    }

    private Draft NextReversal()
    {
        var original = _reversible[_random.Next(_reversible.Count)];
        _reversible.Remove(original);
        return New(EntryKind.Reversal) with { ReversalOf = original.Id };
    }

    private Draft NextPosting()
    {
        var kind = _random.Next(3) == 0 ? EntryKind.Count : Facts[_random.Next(Facts.Length)];
        var lines = Enumerable.Range(0, _random.Next(1, 4)).Select(_ => NextLine(kind)).ToList();
        DateTimeOffset? occurredAt = _random.Next(3) switch
        {
            0 => null,
            1 => Ledger.Now,
            _ => Start + TimeSpan.FromMinutes(_random.NextInt64((long)(Ledger.Now - Start).TotalMinutes + 1)),
        };
        return New(kind) with { OccurredAt = occurredAt, Lines = lines };
    }

    private DraftLine NextLine(EntryKind kind)
    {
        var sku = $"P{_random.Next(1, ProductCount + 1)}";
        var quantity = _random.NextInt64(1, 12_000);
        return kind switch
        {
            EntryKind.Count => new DraftLine { Sku = sku, Counted = _random.NextInt64(0, 10_000) },
            EntryKind.Adjustment => new DraftLine { Sku = sku, Quantity = _random.Next(2) == 0 ? quantity : -quantity },
            EntryKind.StockIn => new DraftLine { Sku = sku, Quantity = quantity, Cost = _random.NextInt64(0, 2_000_000) },
            _ => new DraftLine { Sku = sku, Quantity = quantity },
        };
    }

    private Draft New(EntryKind kind) => new()
    {
        Id = new Guid(Drafts.Count + 1, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]),
        Store = "KHI-01",
        Kind = kind,
        Actor = "ali",
        Reason = kind == EntryKind.Removal ? "expired" : null,
        AcceptShortage = _factsOnly || _random.Next(3) == 0,
    };

    private void Tell(Draft draft)
    {
        if (draft.ReversalOf is { } original)
        {
            Model.TakeBack(Ledger.Find(original)!.Seq, Ledger.Now);
            return;
        }

        foreach (var product in draft.Lines.GroupBy(l => l.Sku!))
        {
            var said = draft.Kind == EntryKind.Count ? product.Sum(l => l.Counted!.Value) : product.Sum(l => l.Quantity!.Value);
            var sign = draft.Kind is EntryKind.Sale or EntryKind.Removal or EntryKind.SupplierReturn ? -1 : 1;
            Model.Learn(Ledger.Store.Seq + 1, draft.OccurredAt ?? Ledger.Now, Ledger.Now, product.Key[1] - '0', draft.Kind, sign * said);
        }
    }

    private void Untell(Draft draft)
    {
        if (draft.ReversalOf is { } original)
        {
            Model.Restore(Ledger.Find(original)!.Seq);
            _reversible.Add(Ledger.Find(original)!);
        }
        else
        {
            Model.Forget(Ledger.Store.Seq + 1);
        }
    }
}
