namespace Bazaar.Domain.Counting;

/// <summary>
/// Puts what was scanned beside the book. Shops go on selling while people count, so each product is compared with the book at its own
/// last scan: what moved between that scan and the time of the whole count is added to what was scanned. Pure.
/// </summary>
public static class CountSheet
{
    /// <summary>Makes the sheet.</summary>
    /// <param name="tallies">What was scanned, one a product.</param>
    /// <param name="onHand">Product → thousandths on hand now.</param>
    /// <param name="movedSince">Lines that take effect after the earliest scan; those before a product's own scan do not matter.</param>
    /// <param name="takenAt">The time of the whole count: its last scan, or the time that was stated.</param>
    /// <param name="isStated">True when that time was stated: then everything was counted at it, whenever it was scanned.</param>
    /// <returns>A line for each product scanned, and for each that should be there but was not scanned.</returns>
    public static IReadOnlyList<SheetLine> Of(
        IReadOnlyCollection<Tally> tallies, IReadOnlyDictionary<long, long> onHand, IEnumerable<Moved> movedSince, DateTimeOffset takenAt, bool isStated)
    {
        var scanned = tallies.ToDictionary(t => t.Product, t => isStated ? t with { FirstAt = takenAt, LastAt = takenAt } : t);
        var (after, between, during) = (new Dictionary<long, long>(), new Dictionary<long, long>(), new Dictionary<long, long>());
        foreach (var line in movedSince)
        {
            if (line.At > takenAt)
            {
                Add(after, line);
            }
            else if (line.IsPhysical && scanned.TryGetValue(line.Product, out var tally) && line.At > tally.FirstAt)
            {
                Add(line.At > tally.LastAt ? between : during, line);
            }
        }

        var sheet = tallies.Select(t =>
        {
            // Less than nothing cannot be there: what was sold in between had then not been scanned.
            var counted = Math.Max(0, t.Scanned + between.GetValueOrDefault(t.Product));
            return new SheetLine(t.Product, t.Scanned, t.LastAt, t.Scanned < 0 ? t.Scanned : counted, Book(t.Product), during.GetValueOrDefault(t.Product));
        });
        var missing = onHand.Keys.Where(p => !scanned.ContainsKey(p) && Book(p) != 0).Select(p => new SheetLine(p, null, null, 0, Book(p)));
        return [.. sheet, .. missing];

        long Book(long product) => onHand.GetValueOrDefault(product) - after.GetValueOrDefault(product);

        static void Add(Dictionary<long, long> sums, Moved line) => sums[line.Product] = sums.GetValueOrDefault(line.Product) + line.Quantity;
    }
}

/// <summary>What was scanned of a product, all counters together.</summary>
/// <param name="Product">The database's number of the product.</param>
/// <param name="Scanned">Thousandths.</param>
/// <param name="FirstAt">When it was first scanned.</param>
/// <param name="LastAt">When it was last scanned. A correction speaks of a scan before it, so it does not count here.</param>
public readonly record struct Tally(long Product, long Scanned, DateTimeOffset FirstAt, DateTimeOffset LastAt);

/// <summary>A line of the ledger.</summary>
/// <param name="Product">The product.</param>
/// <param name="Quantity">Thousandths, signed.</param>
/// <param name="At">When it takes effect.</param>
/// <param name="IsPhysical">False for what only corrects the book: counts, what leans on them, and what takes them back.</param>
public readonly record struct Moved(long Product, long Quantity, DateTimeOffset At, bool IsPhysical);

/// <summary>One product of a count. Thousandths.</summary>
/// <param name="Product">The database's number of the product.</param>
/// <param name="Scanned">What was scanned; null when nothing was.</param>
/// <param name="LastAt">When it was last scanned.</param>
/// <param name="Counted">What was there at the time of the whole count. Negative when corrections took away more than was scanned.</param>
/// <param name="Book">What the book said at that time.</param>
/// <param name="MovedMeanwhile">What moved between its first and its last scan: whether it was scanned before it moved, nobody knows.</param>
public sealed record SheetLine(long Product, long? Scanned, DateTimeOffset? LastAt, long Counted, long Book, long MovedMeanwhile = 0)
{
    /// <summary>True when the product should be there and was not scanned.</summary>
    public bool IsMissing => Scanned is null;

    /// <summary>More (or less) there than the book said.</summary>
    public long Variance => Counted - Book;
}
