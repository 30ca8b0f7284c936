namespace Bazaar.Domain.Ledger;

/// <summary>
/// Decides a reversal: a fact at the original's time that takes the original's effect back (SCENARIOS 5). A count that was
/// taken after that time has already seen the truth, so its word stands and on-hand does not move.
/// </summary>
public static class Reversing
{
    /// <summary>Decides a reversal.</summary>
    /// <param name="draft">The draft; it names the original.</param>
    /// <param name="store">The store, under the lock of its head.</param>
    /// <param name="original">The original; null when there is none.</param>
    /// <param name="balanceOf">The balance of each product of the original.</param>
    /// <param name="history">The first counts after the original: at a later time, or at its own time with a later sequence.</param>
    /// <param name="now">The time.</param>
    public static Decision Decide(Draft draft, StoreState store, Original? original, Func<long, Balance> balanceOf, History history, DateTimeOffset now)
    {
        if (store.Closed)
        {
            return new Decision.Refused(new Refusal.StoreClosed(store.Code));
        }

        if (FindFault(draft, original) is { } fault)
        {
            return new Decision.Refused(fault);
        }

        var entry = original!.Entry;
        var builder = new EntryBuilder(store, entry.OccurredAt, entry.BusinessDate, balanceOf, history.FirstCountAfter);
        foreach (var line in entry.Lines.Where(l => l.CoveredBy is null))
        {
            builder.Ask(line.Product, line.Sku, -line.Quantity);
        }

        foreach (var (product, leaning) in original.LeaningOn)
        {
            builder.Ask(product, SkuOf(entry, product), -leaning);
        }

        if (!draft.AcceptShortage && builder.FindShortages() is { } shortages)
        {
            return new Decision.Refused(shortages);
        }

        AddLines(original, builder);
        builder.AddBalancingLines();
        var recordedAt = Posting.Times(draft, store, now).RecordedAt;
        return builder.Finish(Posting.Header(draft, store, recordedAt, entry.OccurredAt, entry.BusinessDate) with
        {
            CountsAs = entry.CountsAs,
            CountsAsReason = entry.CountsAsReason,
        });
    }

    private static Refusal? FindFault(Draft draft, Original? original) => original switch
    {
        null => new Refusal.OriginalNotFound(draft.ReversalOf!.Value),
        { Entry.Kind: EntryKind.Reversal or EntryKind.TransferIn or EntryKind.TransferOut } => new Refusal.NotReversible(original.Entry.Kind),
        { IsReversed: true } => new Refusal.AlreadyReversed(original.Entry.Id),
        _ => null,
    };

    private static void AddLines(Original original, EntryBuilder builder)
    {
        var entry = original.Entry;
        foreach (var line in entry.Lines.Where(l => l.CoveredBy is null))
        {
            var touched = builder.Ask(line.Product, line.Sku, 0);
            builder.Add(
                touched,
                new LineValues
                {
                    Quantity = -line.Quantity,
                    Cost = line.Cost,
                    Amount = -(Int128)line.Amount,
                    Pack = line.Pack,
                    PackQuantity = line.PackQuantity,
                    Price = line.Price,
                    PackCost = line.PackCost,
                },
                ValuationOf(-line.Quantity));
        }

        if (entry.Kind != EntryKind.Count)
        {
            return;
        }

        // The count no longer explains anything: what leaned on it stands on its own again, and the count is no longer the last.
        var self = new CountMark(entry.Seq, entry.OccurredAt, entry.BusinessDate);
        foreach (var touched in builder.Products)
        {
            if (original.LeaningOn.TryGetValue(touched.Product, out var leaning) && leaning != 0)
            {
                builder.Add(touched, new LineValues { Quantity = -leaning, Cost = touched.Now.AverageCost }, Valuation.AtAverage, self);
            }

            touched.Now = touched.Now with
            {
                LastCountAt = original.LastOtherCountAt.TryGetValue(touched.Product, out var at) ? at : null,
            };
        }
    }

    private static Valuation ValuationOf(long quantity) => quantity switch
    {
        > 0 => Valuation.Receive,
        < 0 => Valuation.TakeBack,
        _ => Valuation.AtAverage,
    };

    private static string SkuOf(Entry entry, long product) => entry.Lines.First(l => l.Product == product).Sku;
}
