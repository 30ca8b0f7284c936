using Bazaar.Domain.Primitives;

namespace Bazaar.Domain.Ledger;

/// <summary>
/// Collects the lines of one entry, keeping on-hand and the average cost of each product as they go. Quantities are asked for
/// in any order; nothing leaves this class until <see cref="Finish"/> finds every number inside its range.
/// </summary>
internal sealed class EntryBuilder(StoreState store, DateTimeOffset occurredAt, DateOnly businessDate, Func<long, Balance> balanceOf, IReadOnlyDictionary<long, CountMark> firstCountAfter)
{
    private readonly List<Line> _lines = [];
    private readonly List<Touched> _touched = [];
    private readonly Dictionary<long, Touched> _byProduct = [];
    private Refusal? _outOfRange;

    /// <summary>One product of the entry, as it stands so far.</summary>
    internal sealed class Touched(long product, string sku, Balance before)
    {
        public long Product { get; } = product;

        public string Sku { get; } = sku;

        public Balance Before { get; } = before;

        public Balance Now { get; set; } = before;

        /// <summary>The sum of what its lines ask, before any balancing.</summary>
        public Int128 Asked { get; set; }
    }

    public IReadOnlyList<Touched> Products => _touched;

    /// <summary>Announces a line's quantity, so that the whole entry can be checked before anything moves.</summary>
    public Touched Ask(long product, string sku, long quantity)
    {
        if (!_byProduct.TryGetValue(product, out var touched))
        {
            touched = new Touched(product, sku, balanceOf(product));
            _byProduct.Add(product, touched);
            _touched.Add(touched);
        }

        touched.Asked += quantity;
        return touched;
    }

    /// <summary>True when a count that stands had already seen this fact, so that it must not move on-hand.</summary>
    public bool IsCovered(long product) => firstCountAfter.ContainsKey(product);

    /// <summary>Every product that the announced lines would take, net, below zero.</summary>
    public Refusal.Shortage? FindShortages()
    {
        List<ProductShortage>? shortages = null;
        foreach (var product in _touched)
        {
            if (product.Asked < 0 && !IsCovered(product.Product) && product.Before.OnHand + product.Asked < 0)
            {
                var requested = (long)Int128.Min(-product.Asked, long.MaxValue);
                (shortages ??= []).Add(new ProductShortage(product.Sku, requested, product.Before.OnHand));
            }
        }

        return shortages is null ? null : new Refusal.Shortage(shortages);
    }

    /// <summary>Adds a line that was announced. Number, product, on-hand and dates are filled in here.</summary>
    /// <param name="touched">The product.</param>
    /// <param name="line">Its quantity, cost, amount and what was given.</param>
    /// <param name="valuation">How the line changes the average cost.</param>
    /// <param name="coveredBy">Set on a balancing line: the count that it leans on.</param>
    public void Add(Touched touched, LineValues line, Valuation valuation, CountMark? coveredBy = null)
    {
        var now = touched.Now;
        var onHand = (Int128)now.OnHand + line.Quantity;
        if (Int128.Abs(onHand) > Exact.MaxOnHand || Int128.Abs(line.Amount) > Exact.MaxAmount
            || Int128.Abs(Exact.AmountAtCost(line.Quantity, line.Cost)) > Exact.MaxAmount)
        {
            _outOfRange ??= new Refusal.OutOfRange(touched.Sku);
            return;
        }

        var average = valuation switch
        {
            Valuation.Receive => MovingAverage.Receive(now.OnHand, now.AverageCost, line.Quantity, line.Cost),
            Valuation.TakeBack => MovingAverage.TakeBack(now.OnHand, now.AverageCost, -line.Quantity, line.Cost),
            _ => now.AverageCost,
        };
        var effectiveAt = coveredBy?.OccurredAt ?? occurredAt;
        touched.Now = now with
        {
            OnHand = (long)onHand,
            AverageCost = average,
            Seq = store.Seq + 1,
            LastEffectiveAt = now.LastEffectiveAt > effectiveAt ? now.LastEffectiveAt : effectiveAt,
        };
        _lines.Add(new Line
        {
            Number = _lines.Count + 1,
            Product = touched.Product,
            Sku = touched.Sku,
            Quantity = line.Quantity,
            Counted = line.Counted,
            Pack = line.Pack,
            PackQuantity = line.PackQuantity,
            Price = line.Price,
            Cost = line.Cost,
            PackCost = line.PackCost,
            Amount = (long)line.Amount,
            OnHand = touched.Now.OnHand,
            CoveredBy = coveredBy?.Seq,
            EffectiveAt = effectiveAt,
            BusinessDate = coveredBy?.BusinessDate ?? businessDate,
        });
    }

    /// <summary>Adds, for each product that a later count had already seen, the line that takes this entry's effect back out.</summary>
    public void AddBalancingLines()
    {
        foreach (var product in _touched)
        {
            if (product.Asked != 0 && firstCountAfter.TryGetValue(product.Product, out var count))
            {
                Add(product, new LineValues { Quantity = -(long)product.Asked, Cost = product.Now.AverageCost }, Valuation.AtAverage, count);
            }
        }
    }

    /// <summary>Completes the entry, or says which number left its range.</summary>
    public Decision Finish(Entry header)
    {
        var total = _lines.Aggregate(Int128.Zero, (sum, line) => sum + line.Amount);
        if (_outOfRange is not null || Int128.Abs(total) > Exact.MaxAmount)
        {
            return new Decision.Refused(_outOfRange ?? new Refusal.OutOfRange(null));
        }

        var entry = header with { Lines = _lines, Total = (long)total };
        return new Decision.Accepted(
            entry with { Hash = EntryHash.Of(entry) },
            [.. _touched.Select(t => new BalanceChange(t.Product, t.Before, t.Now))]);
    }
}

/// <summary>The values of one line. Scaled integers.</summary>
internal readonly record struct LineValues
{
    public required long Quantity { get; init; }

    public required long Cost { get; init; }

    public Int128 Amount { get; init; }

    public long? Counted { get; init; }

    public string? Pack { get; init; }

    public long? PackQuantity { get; init; }

    public long? Price { get; init; }

    public long? PackCost { get; init; }
}

/// <summary>How a line changes the moving average.</summary>
internal enum Valuation
{
    /// <summary>Not at all: it moves at the average.</summary>
    AtAverage,

    /// <summary>Goods come in at a cost of their own.</summary>
    Receive,

    /// <summary>Goods that came in at a cost go back out at it.</summary>
    TakeBack,
}
