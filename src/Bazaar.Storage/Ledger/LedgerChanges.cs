using Bazaar.Domain.Ledger;
using Bazaar.Domain.Primitives;

namespace Bazaar.Storage.Ledger;

/// <summary>What a batch will write, summed up so that each balance, total and head is written once.</summary>
public sealed class LedgerChanges
{
    /// <summary>Accepted entries with their stores, in order.</summary>
    public List<(long Store, Entry Entry, long? ReversalOfSeq)> Entries { get; } = [];

    /// <summary>The newest head of each store.</summary>
    public Dictionary<long, StoreState> Heads { get; } = [];

    /// <summary>The newest balance of each product, and when it changed.</summary>
    public Dictionary<(long Store, long Product), (Balance Balance, DateTimeOffset At)> Balances { get; } = [];

    /// <summary>What to add to each daily total.</summary>
    public Dictionary<DailyKey, DailySum> Daily { get; } = [];

    /// <summary>What to add to each store's activity.</summary>
    public Dictionary<ActivityKey, ActivitySum> Activity { get; } = [];

    /// <summary>Alerts that begin or end, in order.</summary>
    public List<AlertChange> Alerts { get; } = [];

    /// <summary>True when there is nothing to write.</summary>
    public bool IsEmpty => Entries.Count == 0;

    /// <summary>Takes up an accepted entry.</summary>
    /// <param name="store">The store before it.</param>
    /// <param name="accepted">The decision.</param>
    /// <param name="reversalOfSeq">The sequence of the entry it takes back.</param>
    /// <returns>The store after it.</returns>
    public StoreState Add(StoreState store, Decision.Accepted accepted, long? reversalOfSeq)
    {
        var entry = accepted.Entry;
        var head = store with { Seq = entry.Seq, Hash = entry.Hash, RecordedAt = entry.RecordedAt };
        Entries.Add((store.Id, entry, reversalOfSeq));
        Heads[store.Id] = head;
        AddTotals(store.Id, entry);
        foreach (var change in accepted.Balances)
        {
            Balances[(store.Id, change.Product)] = (change.After, entry.RecordedAt);
            AddAlerts(store.Id, entry, change);
        }

        return head;
    }

    /// <summary>Forgets everything, after it was written.</summary>
    public void Clear()
    {
        Entries.Clear();
        Heads.Clear();
        Balances.Clear();
        Daily.Clear();
        Activity.Clear();
        Alerts.Clear();
    }

    private void AddTotals(long store, Entry entry)
    {
        AddActivity(new ActivityKey(store, entry.BusinessDate, entry.CountsAs, entry.CountsAsReason, entry.Actor), entry.Kind == EntryKind.Reversal ? -1 : 1, 0, 0);
        foreach (var line in entry.Lines)
        {
            // A balancing line explains the count it leans on, so it is counted with it, on its date.
            var (kind, reason) = line.CoveredBy is null ? (entry.CountsAs, entry.CountsAsReason) : (EntryKind.Count, "");
            var key = new DailyKey(store, line.BusinessDate, line.Product, kind, reason);
            var sum = Daily.GetValueOrDefault(key);
            Daily[key] = checked(new DailySum(sum.Quantity + line.Quantity, sum.Amount + line.Amount, sum.Cost + line.CostChange));
            AddActivity(new ActivityKey(store, line.BusinessDate, kind, reason, entry.Actor), 0, line.Amount, line.CostChange);
        }
    }

    private void AddActivity(ActivityKey key, int entries, long amount, long cost)
    {
        var sum = Activity.GetValueOrDefault(key);
        Activity[key] = checked(new ActivitySum(sum.Entries + entries, sum.Amount + amount, sum.Cost + cost));
    }

    private void AddAlerts(long store, Entry entry, BalanceChange change)
    {
        var before = StatusOf(change.Before);
        var after = StatusOf(change.After);
        if (before == after)
        {
            return;
        }

        if (before is not null && StockStatus.NeedsAlert(before))
        {
            Alerts.Add(new AlertChange(store, change.Product, before, Begins: false, entry.RecordedAt, entry.Seq, change.After.OnHand));
        }

        if (after is not null && StockStatus.NeedsAlert(after))
        {
            Alerts.Add(new AlertChange(store, change.Product, after, Begins: true, entry.RecordedAt, entry.Seq, change.After.OnHand));
        }
    }

    /// <summary>A product that was never in the store and has no levels there is not "out": nobody expects it.</summary>
    private static string? StatusOf(Balance balance) =>
        balance.Seq == 0 && balance.ReorderPoint is null ? null : StockStatus.Of(balance.OnHand, balance.ReorderPoint, balance.TargetLevel);
}

/// <summary>A daily total's key.</summary>
/// <param name="Store">The store.</param>
/// <param name="Date">The business date.</param>
/// <param name="Product">The product.</param>
/// <param name="Kind">What the lines count as.</param>
/// <param name="Reason">The removal reason, or empty.</param>
public readonly record struct DailyKey(long Store, DateOnly Date, long Product, EntryKind Kind, string Reason);

/// <summary>A daily total.</summary>
/// <param name="Quantity">Thousandths, signed.</param>
/// <param name="Amount">Hundredths.</param>
/// <param name="Cost">Hundredths by which the stock's value changed.</param>
public readonly record struct DailySum(long Quantity, long Amount, long Cost)
{
    /// <summary>The sum as people read it.</summary>
    public override string ToString() => $"quantity {Exact.QuantityToDecimal(Quantity)}, amount {Money(Amount)}, cost {Money(Cost)}";

    internal static decimal Money(long hundredths) => Exact.ToDecimal(hundredths, Exact.MoneyDecimals);
}

/// <summary>A store's activity's key.</summary>
/// <param name="Store">The store.</param>
/// <param name="Date">The business date.</param>
/// <param name="Kind">What the lines count as.</param>
/// <param name="Reason">The removal reason, or empty.</param>
/// <param name="Actor">Who posted.</param>
public readonly record struct ActivityKey(long Store, DateOnly Date, EntryKind Kind, string Reason, string Actor);

/// <summary>A store's activity.</summary>
/// <param name="Entries">Entries less those taken back.</param>
/// <param name="Amount">Hundredths.</param>
/// <param name="Cost">Hundredths by which the stock's value changed.</param>
public readonly record struct ActivitySum(long Entries, long Amount, long Cost)
{
    /// <summary>The sum as people read it.</summary>
    public override string ToString() => $"{Entries} entries, amount {DailySum.Money(Amount)}, cost {DailySum.Money(Cost)}";
}

/// <summary>An alert that begins or ends.</summary>
/// <param name="Store">The store.</param>
/// <param name="Product">The product.</param>
/// <param name="Kind">The status it tells of.</param>
/// <param name="Begins">True when it begins.</param>
/// <param name="At">When.</param>
/// <param name="Seq">The entry; null when a changed level is the cause.</param>
/// <param name="OnHand">Thousandths.</param>
public readonly record struct AlertChange(long Store, long Product, string Kind, bool Begins, DateTimeOffset At, long? Seq, long OnHand);
