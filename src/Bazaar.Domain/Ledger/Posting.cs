using Bazaar.Domain.Primitives;

namespace Bazaar.Domain.Ledger;

/// <summary>Decides whether an entry stands, and what it does. Pure: the same state and draft give the same entry.</summary>
public static class Posting
{
    /// <summary>How far ahead of our clock a fact may say it happened.</summary>
    public static TimeSpan MaxClockSkew { get; } = TimeSpan.FromMinutes(5);

    /// <summary>Decides a draft of any kind but a reversal.</summary>
    /// <param name="draft">The draft.</param>
    /// <param name="store">The store, under the lock of its head.</param>
    /// <param name="lines">The draft's lines, resolved.</param>
    /// <param name="balanceOf">The balance of each product of the draft.</param>
    /// <param name="history">What <see cref="HistoryNeeds"/> asked for.</param>
    /// <param name="now">The time.</param>
    public static Decision Decide(Draft draft, StoreState store, IReadOnlyList<ResolvedLine> lines, Func<long, Balance> balanceOf, History history, DateTimeOffset now)
    {
        if (store.Closed)
        {
            return new Decision.Refused(new Refusal.StoreClosed(store.Code));
        }

        // Goods that are already ours may move between our stores, archived or not.
        if (draft.Kind is EntryKind.Opening or EntryKind.StockIn
            && lines.Where(l => l.Product.Archived).Select(l => l.Product.Sku).Distinct().ToList() is { Count: > 0 } archived)
        {
            return new Decision.Refused(new Refusal.ProductArchived(archived));
        }

        var (recordedAt, occurredAt) = Times(draft, store, now);
        var businessDate = Clock.BusinessDate(occurredAt, store.Zone, store.DayStartsAt);
        var builder = new EntryBuilder(store, occurredAt, businessDate, balanceOf, history.FirstCountAfter);
        var movedSince = Announce(draft, lines, balanceOf, history, builder);
        if (movedSince is not null)
        {
            return new Decision.Refused(movedSince);
        }

        if (!draft.AcceptShortage && builder.FindShortages() is { } shortages)
        {
            return new Decision.Refused(shortages);
        }

        foreach (var line in lines)
        {
            AddLine(draft.Kind, line, builder, history, occurredAt);
        }

        builder.AddBalancingLines();
        return builder.Finish(Header(draft, store, recordedAt, occurredAt, businessDate) with
        {
            CountsAs = draft.Kind,
            CountsAsReason = draft.Kind == EntryKind.Removal ? draft.Reason ?? "" : "",
        });
    }

    /// <summary>When an entry is recorded and, where the client does not say, when it happened. Time never runs backwards within a store.</summary>
    public static (DateTimeOffset RecordedAt, DateTimeOffset OccurredAt) Times(Draft draft, StoreState store, DateTimeOffset now)
    {
        var clock = Clock.Truncate(now);
        var recordedAt = clock > store.RecordedAt ? clock : store.RecordedAt;
        return (recordedAt, draft.OccurredAt ?? recordedAt);
    }

    internal static Entry Header(Draft draft, StoreState store, DateTimeOffset recordedAt, DateTimeOffset occurredAt, DateOnly businessDate) => new()
    {
        Store = store.Code,
        Seq = store.Seq + 1,
        Id = draft.Id,
        Kind = draft.Kind,
        OccurredAt = occurredAt,
        RecordedAt = recordedAt,
        BusinessDate = businessDate,
        Actor = draft.Actor,
        Reference = draft.Reference,
        Reason = draft.Reason,
        Note = draft.Note,
        Supplier = draft.Supplier,
        Total = 0,
        ReversalOf = draft.ReversalOf,
        CountsAs = draft.Kind,
        Lines = [],
        Fingerprint = draft.Fingerprint,
        PreviousHash = store.Hash,
    };

    /// <summary>Announces every line; with a count, what it asks is the variance against the book at that time.</summary>
    private static Refusal.StockMoved? Announce(Draft draft, IReadOnlyList<ResolvedLine> lines, Func<long, Balance> balanceOf, History history, EntryBuilder builder)
    {
        foreach (var line in lines)
        {
            var product = line.Product;
            var asked = line.Quantity;
            if (draft.Kind == EntryKind.Count)
            {
                var balance = balanceOf(product.Id);
                if (balance.Seq > draft.ExpectedSeq)
                {
                    return new Refusal.StockMoved(product.Sku, balance.Seq);
                }

                asked = line.Quantity - BookAtCount(product.Id, balance, history);
            }

            builder.Ask(product.Id, product.Sku, asked);
        }

        return null;
    }

    private static long BookAtCount(long product, Balance balance, History history) => balance.OnHand - history.MovedAfter.GetValueOrDefault(product);

    private static void AddLine(EntryKind kind, ResolvedLine line, EntryBuilder builder, History history, DateTimeOffset occurredAt)
    {
        var product = line.Product;
        var touched = builder.Ask(product.Id, product.Sku, 0);
        var values = new LineValues
        {
            Quantity = line.Quantity,
            Cost = touched.Now.AverageCost,
            Pack = line.Pack?.Name,
            PackQuantity = line.PackQuantity,
        };

        if (kind == EntryKind.Count)
        {
            var variance = line.Quantity - BookAtCount(product.Id, touched.Before, history);
            touched.Now = touched.Now with { LastCountAt = touched.Now.LastCountAt > occurredAt ? touched.Now.LastCountAt : occurredAt };
            builder.Add(touched, values with { Quantity = variance, Counted = line.Quantity, Amount = Exact.AmountAtCost(variance, values.Cost) }, Valuation.AtAverage);
        }
        else if (kind.HasPrice())
        {
            var price = line.Price ?? PricePerPack(line, touched.Now);
            builder.Add(touched, values with { Price = price, Amount = line.Amount ?? Exact.AmountAtPrice(Magnitude(line), price) }, Valuation.AtAverage);
        }
        else if (kind.HasCost())
        {
            var (perUnit, perPack) = Costs(line, touched.Now);
            var amount = perPack is { } cost ? Exact.AmountAtCost(Magnitude(line), cost) : Exact.AmountAtCost(line.Quantity, perUnit);
            builder.Add(touched, values with { Cost = perUnit, PackCost = perPack, Amount = amount }, Valuation.Receive);
        }
        else if (kind == EntryKind.Removal && line.Cost is { } cost)
        {
            // Goods lost on the way: they came back into the book at this cost in the entry before, and leave it at the same.
            builder.Add(touched, values with { Cost = cost, Amount = Exact.AmountAtCost(Math.Abs(line.Quantity), cost) }, Valuation.TakeBack);
        }
        else
        {
            var signed = kind == EntryKind.Adjustment ? line.Quantity : Math.Abs(line.Quantity);
            builder.Add(touched, values with { Amount = Exact.AmountAtCost(signed, values.Cost) }, Valuation.AtAverage);
        }
    }

    /// <summary>What price and amount speak of: packs where a pack was named, else base units. Positive.</summary>
    private static long Magnitude(ResolvedLine line) => Math.Abs(line.PackQuantity ?? line.Quantity);

    private static long PricePerPack(ResolvedLine line, Balance balance)
    {
        var perUnit = balance.Price ?? line.Product.Price;
        return line.Pack is null ? perUnit : (long)Int128.Min(line.Pack.PerPack(perUnit), Exact.MaxAmount);
    }

    private static (long PerUnit, long? PerPack) Costs(ResolvedLine line, Balance balance)
    {
        if (line.Cost is not { } given)
        {
            return (line.Product.Cost ?? balance.AverageCost, null);
        }

        // A pack that holds almost nothing can make a cost per unit that no cost column holds; the amount's range then refuses it.
        return line.Pack is null ? (given, null) : ((long)Int128.Min(line.Pack.PerUnit(given), Exact.MaxCost), given);
    }
}
