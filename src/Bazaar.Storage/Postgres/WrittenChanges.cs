using Bazaar.Domain.Ledger;
using Bazaar.Storage.Ledger;

namespace Bazaar.Storage.Postgres;

/// <summary>What a transaction has written so far; it becomes memory after the commit, and only then.</summary>
internal sealed class WrittenChanges
{
    /// <summary>The newest head of each store.</summary>
    public Dictionary<long, StoreState> Heads { get; } = [];

    /// <summary>The newest balances.</summary>
    public Dictionary<(long Store, long Product), Balance> Balances { get; } = [];

    /// <summary>Daily totals that have a row now.</summary>
    public HashSet<DailyKey> Daily { get; } = [];

    /// <summary>Activities that have a row now.</summary>
    public HashSet<ActivityKey> Activity { get; } = [];

    /// <summary>The entries' ids.</summary>
    public HashSet<(long Store, Guid Id)> Ids { get; } = [];

    /// <summary>Takes note.</summary>
    public void Add(LedgerChanges changes)
    {
        foreach (var (store, entry, _) in changes.Entries)
        {
            Ids.Add((store, entry.Id));
        }

        foreach (var (store, head) in changes.Heads)
        {
            Heads[store] = head;
        }

        foreach (var (key, (balance, _)) in changes.Balances)
        {
            Balances[key] = balance;
        }

        Daily.UnionWith(changes.Daily.Keys);
        Activity.UnionWith(changes.Activity.Keys);
    }

    /// <summary>Nothing is written after all.</summary>
    public void Clear()
    {
        Heads.Clear();
        Balances.Clear();
        Daily.Clear();
        Activity.Clear();
        Ids.Clear();
    }

    /// <summary>Each store's code and newest sequence, for who listens.</summary>
    public Dictionary<string, long> Sequences() => Heads.Values.ToDictionary(h => h.Code, h => h.Seq);
}
