using Bazaar.Domain.Catalog;
using Bazaar.Domain.Primitives;

namespace Bazaar.Domain.Ledger;

/// <summary>Turns lines as they were asked for into products and base units, collecting every fault.</summary>
public static class LineResolver
{
    /// <summary>Resolves all lines of a draft that no store's own prices matter to.</summary>
    /// <param name="draft">The draft.</param>
    /// <param name="book">The catalogue.</param>
    /// <param name="lines">The resolved lines when the answer is null.</param>
    /// <returns>The faults, or null.</returns>
    public static Refusal.InvalidLines? Resolve(Draft draft, IProductBook book, out IReadOnlyList<ResolvedLine> lines) => Resolve(draft, book, product => product.Price, out lines);

    /// <summary>Resolves all lines of a draft.</summary>
    /// <param name="draft">The draft.</param>
    /// <param name="book">The catalogue.</param>
    /// <param name="priceOf">What a unit of a product costs in this store, hundredths.</param>
    /// <param name="lines">The resolved lines when the answer is null. Counts of one product are merged into one line.</param>
    /// <returns>The faults, or null.</returns>
    public static Refusal.InvalidLines? Resolve(Draft draft, IProductBook book, Func<LedgerProduct, long> priceOf, out IReadOnlyList<ResolvedLine> lines)
    {
        var resolved = new List<ResolvedLine>(draft.Lines.Count);
        List<LineFault>? faults = null;
        for (var i = 0; i < draft.Lines.Count; i++)
        {
            if (ResolveLine(i, draft.Kind, draft.Lines[i], book, priceOf, out var line) is { } fault)
            {
                (faults ??= []).Add(fault);
            }
            else
            {
                resolved.Add(line!);
            }
        }

        lines = draft.Kind == EntryKind.Count ? MergeCounts(resolved) : resolved;
        return faults is null ? null : new Refusal.InvalidLines(faults);
    }

    /// <summary>Asks a catalogue for everything that resolving a line may ask for, as long as nothing is found: how an engine learns what to fetch ahead.</summary>
    /// <param name="asked">The line.</param>
    /// <param name="book">Notes what it is asked for, and answers nothing.</param>
    public static void LookUp(DraftLine asked, IProductBook book) => FindProduct(asked, book);

    private static LineFault? ResolveLine(int index, EntryKind kind, DraftLine asked, IProductBook book, Func<LedgerProduct, long> priceOf, out ResolvedLine? line)
    {
        line = null;
        if (FindProduct(asked, book) is not { } found)
        {
            return asked.Sku is not null
                ? new LineFault(index, "sku", LineFaultKind.UnknownProduct, $"There is no product {asked.Sku}.")
                : new LineFault(index, "barcode", LineFaultKind.UnknownProduct, $"No product has the barcode {asked.Barcode}.");
        }

        var (product, pack, labelQuantity, labelAmount) = found;
        if (labelAmount is { } amount && asked.Quantity is null && kind != EntryKind.Count && priceOf(product) is > 0 and var price)
        {
            // The label carries the price to pay; the weight follows from the price of a unit, which is what the scale worked with.
            labelQuantity = (long)Exact.DivideRounded((Int128)amount * 1_000, price);
            if (labelQuantity == 0)
            {
                return new LineFault(
                    index, "barcode", LineFaultKind.Invalid, $"The label's {Exact.ToDecimal(amount, Exact.MoneyDecimals)} buys none of {product.Sku} at {Exact.ToDecimal(price, Exact.MoneyDecimals)}. Check the price, or say the quantity.");
            }
        }

        if (asked.Pack is { } name)
        {
            pack = product.FindPack(name);
            if (pack is null && !IsBaseUnit(name))
            {
                return new LineFault(index, "pack", LineFaultKind.Invalid, $"{product.Sku} has no pack {name}.");
            }
        }

        var field = kind == EntryKind.Count ? "counted" : "quantity";
        var given = kind == EntryKind.Count ? asked.Counted : asked.Quantity ?? labelQuantity;
        if (given is not { } quantity)
        {
            return new LineFault(index, field, LineFaultKind.Invalid, $"The line needs a {field}.");
        }

        Int128 inBase = quantity;
        if (pack is not null && !pack.TryToBase(quantity, out inBase))
        {
            return new LineFault(index, field, LineFaultKind.NotExact, $"{Exact.QuantityToDecimal(quantity)} {pack.Name} of {product.Sku} is not an exact quantity.");
        }

        if (Int128.Abs(inBase) > Exact.MaxLineQuantity)
        {
            return new LineFault(index, field, LineFaultKind.OutOfRange, $"A line holds at most {Exact.QuantityToDecimal(Exact.MaxLineQuantity)}.");
        }

        if (product.UnitDecimals == 0 && inBase % 1_000 != 0)
        {
            return new LineFault(index, field, LineFaultKind.NotExact, $"{product.Sku} is counted in whole pieces; {Exact.QuantityToDecimal((long)inBase)} is not a whole number.");
        }

        var direction = kind.Direction();
        line = new ResolvedLine
        {
            Product = product,
            Quantity = (long)inBase * (direction == 0 ? 1 : direction),
            Pack = pack,
            PackQuantity = pack is null ? null : quantity,
            Price = asked.Price,
            Cost = asked.Cost,
            Amount = asked.Quantity is null && asked.Price is null ? labelAmount : null,
        };
        return null;
    }

    private static Found? FindProduct(DraftLine asked, IProductBook book)
    {
        if (asked.Sku is { } sku)
        {
            return book.BySku(sku) is { } bySku ? new Found(bySku) : null;
        }

        if (!Barcode.TryParse(asked.Barcode, out var barcode, out _))
        {
            return null;
        }

        return book.ByBarcode(barcode.Key) is { } hit ? new Found(hit.Product, hit.Pack) : FindByLabel(barcode, book);
    }

    /// <summary>A label printed by the shop's scale: the item's code with the weight or the price behind it.</summary>
    private static Found? FindByLabel(Barcode barcode, IProductBook book)
    {
        if (!ScaleLabel.TryParse(barcode, ScaleLabelFormat.Defaults, out var label))
        {
            return null;
        }

        foreach (var code in label.LookUp())
        {
            var product = book.BySku(code);
            if (product is null && Barcode.TryParse(code, out var item, out _))
            {
                product = book.ByBarcode(item.Key)?.Product;
            }

            if (product is not null)
            {
                return label switch
                {
                    WeightLabel weight => new Found(product, Quantity: weight.Thousandths),
                    PriceLabel price => new Found(product, Amount: price.Hundredths),
                    _ => null,
                };
            }
        }

        return null;
    }

    /// <summary>What a line's code stands for: a product, perhaps a pack of it, perhaps a weight or a price.</summary>
    private sealed record Found(LedgerProduct Product, PackRatio? Pack = null, long? Quantity = null, long? Amount = null);

    /// <summary>Naming the unit itself as the pack is plain speech, not an error.</summary>
    private static bool IsBaseUnit(string pack) => string.Equals(pack, "unit", StringComparison.OrdinalIgnoreCase);

    private static List<ResolvedLine> MergeCounts(List<ResolvedLine> lines)
    {
        var merged = new List<ResolvedLine>(lines.Count);
        var places = new Dictionary<long, int>(lines.Count);
        foreach (var line in lines)
        {
            if (places.TryAdd(line.Product.Id, merged.Count))
            {
                merged.Add(line);
            }
            else if (places[line.Product.Id] is var at)
            {
                // However many they are, the sum stops far outside the range of on-hand, which then refuses it.
                var sum = Math.Min(merged[at].Quantity + line.Quantity, long.MaxValue / 2);
                merged[at] = merged[at] with { Quantity = sum, Pack = null, PackQuantity = null };
            }
        }

        return merged;
    }
}
