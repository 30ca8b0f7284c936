namespace Bazaar.Domain.Ledger;

/// <summary>What a decision must look up in the past. For an entry that happens now, after everything known, that is nothing.</summary>
/// <param name="CountsAfter">Products that were counted after the entry occurred.</param>
/// <param name="MovedAfter">Products of a count with lines that take effect after it.</param>
/// <param name="AfterSeq">Of the counts at the very time of the entry, those with a later sequence come after it.</param>
public readonly record struct HistoryNeeds(IReadOnlyList<long> CountsAfter, IReadOnlyList<long> MovedAfter, long AfterSeq)
{
    /// <summary>True when nothing is needed.</summary>
    public bool IsEmpty => CountsAfter.Count == 0 && MovedAfter.Count == 0;

    /// <summary>Finds what is needed.</summary>
    /// <param name="kind">The entry's kind.</param>
    /// <param name="occurredAt">When it happened.</param>
    /// <param name="products">Its products and their balances.</param>
    /// <param name="originalSeq">With a reversal the sequence of the entry taken back: it stands in that entry's place, before what followed at the same time.</param>
    public static HistoryNeeds Of(EntryKind kind, DateTimeOffset occurredAt, IEnumerable<(long Product, Balance Balance)> products, long originalSeq = long.MaxValue)
    {
        List<long> countsAfter = [], movedAfter = [];
        foreach (var (product, balance) in products)
        {
            if (balance.LastCountAt > occurredAt || (balance.LastCountAt == occurredAt && originalSeq < long.MaxValue))
            {
                countsAfter.Add(product);
            }

            if (kind == EntryKind.Count && balance.LastEffectiveAt > occurredAt)
            {
                movedAfter.Add(product);
            }
        }

        return new HistoryNeeds(countsAfter, movedAfter, originalSeq);
    }
}
