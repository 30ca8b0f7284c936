using System.Runtime.InteropServices;
using Bazaar.Domain.Ledger;
using Bazaar.Domain.Primitives;
using Bazaar.Storage.Ledger;

namespace Bazaar.Storage.Audit;

/// <summary>Walks one store's entries in order and keeps what everything else must agree with.</summary>
internal sealed class ChainReplay(string store, List<Finding> findings)
{
    private readonly Dictionary<long, (DateTimeOffset At, DateOnly Date)> _counts = [];
    private byte[] _lastHash = EntryHash.Genesis;
    private EntryKind? _lastKind;
    private DateTimeOffset _lastRecordedAt;

    public long LastSeq { get; private set; }

    public long Entries { get; private set; }

    public long Lines { get; private set; }

    public Dictionary<long, ReplayedBalance> Balances { get; } = [];

    public Dictionary<(long Date, long Product, string Kind, string Reason), DailySum> Daily { get; } = [];

    public Dictionary<(long Date, string Kind, string Reason, string Actor), ActivitySum> Activity { get; } = [];

    public void Add(Entry entry)
    {
        if (entry.Seq != LastSeq + 1)
        {
            Find("gap", LastSeq + 1, null, $"Entries {LastSeq + 1} to {entry.Seq - 1} are missing.");
        }
        else if (!entry.PreviousHash.AsSpan().SequenceEqual(_lastHash))
        {
            Find("hash", entry.Seq, null, $"Entry {entry.Seq} does not follow from entry {LastSeq}: its previous hash differs.");
        }

        if (!EntryHash.Of(entry).AsSpan().SequenceEqual(entry.Hash))
        {
            Find("hash", entry.Seq, null, $"Entry {entry.Seq} was changed: its content does not give its hash.");
        }

        if (entry.RecordedAt < _lastRecordedAt)
        {
            Find("line", entry.Seq, null, $"Entry {entry.Seq} was recorded before entry {LastSeq}.");
        }

        LastSeq = entry.Seq;
        _lastHash = entry.Hash;
        _lastRecordedAt = entry.RecordedAt;
        Entries++;
        if (entry.Kind == EntryKind.Count)
        {
            _counts[entry.Seq] = (entry.OccurredAt, entry.BusinessDate);
        }

        AddActivity(entry.BusinessDate, entry.CountsAs, entry.CountsAsReason, entry.Actor, entry.Kind == EntryKind.Reversal ? -1 : 1, 0, 0);
        foreach (var line in entry.Lines)
        {
            AddLine(entry, line);
        }

        _lastKind = entry.Kind;
    }

    /// <summary>Names an entry that cannot be read; what follows is checked against its own previous hash.</summary>
    public void AddUnreadable(long seq, string why)
    {
        Find("line", seq, null, $"Entry {seq} was changed: it cannot be read ({why}).");
        LastSeq = seq;
        Entries++;
    }

    public void CheckHead(long seq, byte[] hash, long recordedAt)
    {
        if (seq != LastSeq || !hash.AsSpan().SequenceEqual(_lastHash))
        {
            Find("head", LastSeq, null, $"The store's head says entry {seq}, {Convert.ToHexStringLower(hash)}; the chain ends at entry {LastSeq}, {Convert.ToHexStringLower(_lastHash)}.");
        }
        else if (Entries > 0 && recordedAt != Clock.ToMicros(_lastRecordedAt))
        {
            Find("head", LastSeq, null, $"The store's head says that entry {LastSeq} was recorded at another time than the entry does.");
        }
    }

    private void AddLine(Entry entry, Line line)
    {
        Lines++;
        var (effectiveAt, date) = (entry.OccurredAt, entry.BusinessDate);
        if (line.CoveredBy is { } count)
        {
            if (_counts.TryGetValue(count, out var covering))
            {
                (effectiveAt, date) = covering;
            }
            else
            {
                Find("line", entry.Seq, line.Sku, $"Line {line.Number} of entry {entry.Seq} leans on entry {count}, which is no count before it.");
            }
        }

        if (line.EffectiveAt != effectiveAt || line.BusinessDate != date)
        {
            Find("line", entry.Seq, line.Sku, $"Line {line.Number} of entry {entry.Seq} takes effect at {Clock.Canonical(line.EffectiveAt)} on {line.BusinessDate:yyyy-MM-dd}; it should be {Clock.Canonical(effectiveAt)} on {date:yyyy-MM-dd}.");
        }

        AddToBalance(entry, line);
        var (kind, reason) = line.CoveredBy is null ? (entry.CountsAs, entry.CountsAsReason) : (EntryKind.Count, "");
        ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(Daily, (SqlDate.ToNumber(date), line.Product, kind.Name(), reason), out _);
        sum = new DailySum(sum.Quantity + line.Quantity, sum.Amount + line.Amount, sum.Cost + line.CostChange);
        AddActivity(date, kind, reason, entry.Actor, 0, line.Amount, line.CostChange);
    }

    private void AddToBalance(Entry entry, Line line)
    {
        var known = Balances.TryGetValue(line.Product, out var balance);
        var receives = line.CoveredBy is null && (entry.Kind.HasCost() || (entry.Kind == EntryKind.Reversal && line.Quantity > 0));

        // What is lost on the way to another store comes back by a transferIn and leaves by the next entry, at the cost with which it was sent.
        var isLostOnTheWay = entry.Kind == EntryKind.Removal && _lastKind == EntryKind.TransferIn;
        var takesBack = line.CoveredBy is null && (isLostOnTheWay || (entry.Kind == EntryKind.Reversal && line.Quantity < 0));

        // Before the first receipt the average is what the catalogue said then, which the first line kept.
        var average = known ? balance.Average : line.Cost;
        if (!receives && !takesBack && line.Quantity != 0 && line.Cost != average)
        {
            Find("cost", entry.Seq, line.Sku, $"Line {line.Number} of entry {entry.Seq} is valued at {Exact.ToDecimal(line.Cost, Exact.CostDecimals)}; the average was {Exact.ToDecimal(average, Exact.CostDecimals)}.");
        }

        var onHand = balance.OnHand + line.Quantity;
        if (onHand != line.OnHand)
        {
            Find("line", entry.Seq, line.Sku, $"Line {line.Number} of entry {entry.Seq} says {Exact.QuantityToDecimal(line.OnHand)} on hand; the lines add up to {Exact.QuantityToDecimal(onHand)}.");
        }

        average = receives ? MovingAverage.Receive(balance.OnHand, average, line.Quantity, line.Cost)
            : takesBack ? MovingAverage.TakeBack(balance.OnHand, average, -line.Quantity, line.Cost)
            : average;
        var countAt = line.Counted is not null && entry.ReversedBy is null ? Later(balance.CountAt, line.EffectiveAt) : balance.CountAt;
        Balances[line.Product] = new ReplayedBalance(onHand, average, entry.Seq, countAt, Later(balance.EffectiveAt, line.EffectiveAt));
    }

    private static DateTimeOffset Later(DateTimeOffset? one, DateTimeOffset other) => one > other ? one.Value : other;

    private void AddActivity(DateOnly date, EntryKind kind, string reason, string actor, int entries, long amount, long cost)
    {
        ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(Activity, (SqlDate.ToNumber(date), kind.Name(), reason, actor), out _);
        sum = new ActivitySum(sum.Entries + entries, sum.Amount + amount, sum.Cost + cost);
    }

    private void Find(string kind, long? seq, string? sku, string message)
    {
        if (findings.Count < LedgerCheck.MaxFindings)
        {
            findings.Add(new Finding(store, kind, seq, sku, message));
        }
    }
}

/// <summary>What the entries say of one product.</summary>
/// <param name="OnHand">The sum of its lines.</param>
/// <param name="Average">The average cost.</param>
/// <param name="Seq">The last entry that touched it.</param>
/// <param name="CountAt">When the latest count that stands was taken.</param>
/// <param name="EffectiveAt">The latest time at which any line takes effect.</param>
internal readonly record struct ReplayedBalance(long OnHand, long Average, long Seq, DateTimeOffset? CountAt, DateTimeOffset? EffectiveAt);
