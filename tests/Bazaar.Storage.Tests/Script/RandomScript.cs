using Bazaar.Domain.Ledger;

namespace Bazaar.Storage.Tests.Script;

/// <summary>Makes up what shops might do, wrong things too. The same seed makes the same script.</summary>
internal sealed class RandomScript(int seed, ScriptClock clock)
{
    public const int Products = 12;
    private static readonly string[] Actors = ["owner", "till-1", "till-2"];
    private static readonly EntryKind[] Kinds =
    [
        EntryKind.Sale, EntryKind.Sale, EntryKind.Sale, EntryKind.Sale, EntryKind.StockIn, EntryKind.StockIn, EntryKind.Opening, EntryKind.Removal, EntryKind.CustomerReturn,
        EntryKind.SupplierReturn, EntryKind.TransferOut, EntryKind.TransferIn, EntryKind.Count, EntryKind.Count, EntryKind.Adjustment, EntryKind.Reversal, EntryKind.Reversal,
    ];

    private readonly Random _random = new(seed);
    private readonly List<Draft> _made = [];

    public static IReadOnlyList<string> Stores { get; } = ["KHI-01", "LHR-02", "LON-03", "nyc.4"];

    public int Next(int most) => _random.Next(most);

    public bool Chance(double share) => _random.NextDouble() < share;

    /// <summary>Lets time pass: moments mostly, hours now and then.</summary>
    public void Wait() => clock.Now += Chance(0.02) ? TimeSpan.FromHours(Next(30)) : TimeSpan.FromTicks(10 * Next(2_000_000));

    /// <summary>What is sent next: new, sent before, or sent before with other content.</summary>
    public Draft NextDraft()
    {
        if (_made.Count > 0 && Chance(0.05))
        {
            return _made[^(1 + Next(Math.Min(_made.Count, 300)))];
        }

        var draft = NewDraft();
        if (_made.Count > 0 && Chance(0.01))
        {
            draft = draft with { Id = _made[Next(_made.Count)].Id };
        }

        draft = draft with { Fingerprint = Fingerprint.Of(draft) };
        _made.Add(draft);
        return draft;
    }

    private Draft NewDraft()
    {
        var kind = Kinds[Next(Kinds.Length)];
        var store = Chance(0.01) ? "NOWHERE" : Chance(0.1) ? Stores[Next(Stores.Count)].ToLowerInvariant() : Stores[Next(Stores.Count)];
        var draft = new Draft
        {
            Id = NewId(),
            Store = store,
            Kind = kind,
            Actor = Actors[Next(Actors.Length)],
            OccurredAt = Chance(0.3) ? null : clock.Now - TimeSpan.FromTicks(10 * (long)(_random.NextDouble() * _random.NextDouble() * TimeSpan.FromDays(12).TotalMicroseconds)),
            Reference = Chance(0.2) ? $"رسید {Next(50)}" : null,
            Reason = kind == EntryKind.Removal ? RemovalReasons.All[Next(RemovalReasons.All.Count)] : kind == EntryKind.Reversal ? "غلط" : null,
            Note = Chance(0.05) ? "two\nlines, a \\ and a \ttab" : null,
            Supplier = kind == EntryKind.StockIn && Chance(0.5) ? "UNILEVER" : null,
            AcceptShortage = Chance(0.15),
            ExpectedSeq = kind == EntryKind.Count && Chance(0.2) ? Next(3_000) : null,
        };
        if (kind == EntryKind.Reversal && _made.Count > 0)
        {
            // Mostly something recent of the same store; now and then something that never stood.
            var target = _made[^(1 + Next(Math.Min(_made.Count, 60)))];
            return draft with { Store = target.Store, ReversalOf = Chance(0.05) ? NewId() : target.Id, OccurredAt = null };
        }

        return draft with { Kind = kind == EntryKind.Reversal ? EntryKind.Sale : kind, Lines = [.. Enumerable.Range(0, 1 + Next(4)).Select(_ => NewLine(kind))] };
    }

    private DraftLine NewLine(EntryKind kind)
    {
        var product = Next(Products);
        var line = new DraftLine();
        line = Next(100) switch
        {
            0 => line with { Sku = "UNKNOWN" },
            1 => line with { Barcode = "not there" },
            2 => line with { Sku = $"P{product}", Pack = "barrel" },
            < 15 => line with { Barcode = $"IN-{product}" },
            < 22 => line with { Barcode = $"CARTON-{product}", Quantity = 1_000 * (1 + Next(3)) },
            < 30 => line with { Sku = $"P{product}", Pack = "carton" },
            < 35 => line with { Sku = $"p{product}", Pack = "third", Quantity = 3_000 * (1 + Next(5)) },
            _ => line with { Sku = $"P{product}" },
        };
        var quantity = Chance(product % 3 == 0 ? 0.4 : 0.02) ? 1 + Next(9_999) : 1_000L * (1 + Next(12));
        if (kind == EntryKind.Count)
        {
            return line with { Quantity = null, Counted = Chance(0.1) ? 0 : quantity * 3 };
        }

        return line with
        {
            Quantity = kind == EntryKind.Adjustment && Chance(0.5) ? -quantity : line.Quantity ?? quantity * (kind.HasCost() ? 8 : 1),
            Price = kind.HasPrice() && Chance(0.3) ? 1 + Next(50_000) : null,
            Cost = kind.HasCost() && Chance(0.7) ? 1 + Next(3_000_000) : null,
        };
    }

    private Guid NewId()
    {
        var bytes = new byte[16];
        _random.NextBytes(bytes);
        return new Guid(bytes);
    }
}
