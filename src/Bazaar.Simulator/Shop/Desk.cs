using Bazaar.Contracts;

namespace Bazaar.Simulator.Shop;

/// <summary>Some of a product, and how the line that says so is written.</summary>
/// <param name="Shelf">The product.</param>
/// <param name="Quantity">In base units; what was found, in a count.</param>
/// <param name="Line">The line as it is sent.</param>
internal sealed record Goods(Shelf Shelf, decimal Quantity, MovementLineRequest Line);

/// <summary>Where facts are written down: keeps the book, and hands out what was done.</summary>
internal sealed class Desk(string store, SeededRandom ids)
{
    private readonly Queue<SimulatedAction> _done = new();
    private readonly Dictionary<Guid, Posted> _reversible = [];

    public bool TryTake(out SimulatedAction? action) => _done.TryDequeue(out action);

    /// <summary>Writes an entry down.</summary>
    /// <param name="learnedAt">When that happens.</param>
    /// <param name="draft">The entry without id, store and lines. It occurred when it is learned, unless it says otherwise.</param>
    /// <param name="goods">Its lines.</param>
    public void Post(DateTimeOffset learnedAt, MovementRequest draft, IReadOnlyList<Goods> goods)
    {
        var movement = draft with
        {
            Id = ids.Id(learnedAt),
            Store = store,
            OccurredAt = draft.OccurredAt ?? learnedAt,
            Lines = [.. goods.Select(g => Plain(g.Line))],
        };
        Apply(movement.Type!, movement.OccurredAt.Value, goods);
        _done.Enqueue(new PostAction(movement, learnedAt));
    }

    /// <summary>Rings up a sale that did not happen: the book says the goods left, the shelf still has them.</summary>
    public Guid PostByMistake(DateTimeOffset learnedAt, MovementRequest draft, IReadOnlyList<Goods> goods)
    {
        Post(learnedAt, draft, goods);
        var id = ((PostAction)_done.Last()).Movement.Id!.Value;
        _reversible[id] = new Posted(learnedAt, goods);
        return id;
    }

    /// <summary>Takes a mistaken sale back.</summary>
    public void Reverse(DateTimeOffset learnedAt, Guid entry, string reason)
    {
        _reversible.Remove(entry, out var posted);
        foreach (var g in posted!.Goods)
        {
            g.Shelf.Book(g.Quantity, posted.OccurredAt);
        }

        _done.Enqueue(new ReverseAction(entry, ids.Id(learnedAt), reason, learnedAt));
    }

    private static void Apply(string type, DateTimeOffset occurredAt, IReadOnlyList<Goods> goods)
    {
        foreach (var g in goods)
        {
            switch (type)
            {
                case "count":
                    g.Shelf.Count(occurredAt);
                    break;
                case "opening" or "stockIn" or "customerReturn":
                    g.Shelf.Book(g.Quantity, occurredAt);
                    break;
                default:
                    g.Shelf.Book(-g.Quantity, occurredAt);
                    break;
            }
        }
    }

    // 0.50 is written 0.5, as people write it.
    private static MovementLineRequest Plain(MovementLineRequest line) => line with
    {
        Quantity = Plain(line.Quantity),
        Counted = Plain(line.Counted),
        UnitPrice = Plain(line.UnitPrice),
        UnitCost = Plain(line.UnitCost),
    };

    private static decimal? Plain(decimal? number) => number / 1.0000000000000000000000000000m;

    private sealed record Posted(DateTimeOffset OccurredAt, IReadOnlyList<Goods> Goods);
}
