using Bazaar.Domain.Ledger;
using Bazaar.Domain.Primitives;

namespace Bazaar.Domain.Purchasing;

/// <summary>A line as it was asked for. Scaled integers.</summary>
/// <param name="Sku">The product.</param>
/// <param name="Quantity">Thousandths of the pack named, else of the base unit.</param>
/// <param name="Pack">The pack.</param>
/// <param name="Cost">Ten-thousandths per pack named, else per base unit; null: what is usual.</param>
public sealed record OrderLineDraft(string Sku, long Quantity, string? Pack, long? Cost);

/// <summary>Turns lines as they were asked for into lines of an order, exactly as the ledger will take them in.</summary>
public static class Ordering
{
    /// <summary>The most lines of an order or a receipt.</summary>
    public const int MaxLines = 1_000;

    /// <summary>Resolves all lines, or says everything that is wrong.</summary>
    /// <param name="asked">The lines.</param>
    /// <param name="book">The catalogue.</param>
    /// <param name="usualCost">What a product costs where the line does not say; null when nobody knows.</param>
    /// <param name="lines">The lines, when the answer is null.</param>
    public static Refusal? Resolve(IReadOnlyList<OrderLineDraft> asked, IProductBook book, Func<LedgerProduct, PackCost?> usualCost, out IReadOnlyList<OrderLine> lines)
    {
        lines = [];
        var draft = new Draft
        {
            Id = Guid.Empty,
            Store = "",
            Kind = EntryKind.StockIn,
            Actor = "",
            Lines = [.. asked.Select(l => new DraftLine { Sku = l.Sku, Quantity = l.Quantity, Pack = l.Pack, Cost = l.Cost })],
        };
        if (LineResolver.Resolve(draft, book, out var resolved) is { } faults)
        {
            return faults;
        }

        if (resolved.Where(l => l.Product.Archived).Select(l => l.Product.Sku).Distinct().ToList() is { Count: > 0 } archived)
        {
            return new Refusal.ProductArchived(archived);
        }

        var (made, wrong) = (new List<OrderLine>(resolved.Count), new List<LineFault>());
        for (var i = 0; i < resolved.Count; i++)
        {
            if (CostOf(resolved[i], usualCost) is not { } cost)
            {
                wrong.Add(new LineFault(i, "unitCost", LineFaultKind.Invalid, $"What {resolved[i].Product.Sku} costs is not known here. Give a unitCost, or say what the supplier asks for it."));
                continue;
            }

            var amount = Exact.AmountAtCost(resolved[i].PackQuantity ?? resolved[i].Quantity, cost);
            if (cost > Exact.MaxCost || amount > Exact.MaxAmount)
            {
                wrong.Add(new LineFault(i, "quantity", LineFaultKind.OutOfRange, $"The amount of {resolved[i].Product.Sku} is too large."));
                continue;
            }

            made.Add(ToLine(i + 1, resolved[i], cost, (long)amount));
        }

        lines = made;
        return wrong.Count > 0 ? new Refusal.InvalidLines(wrong)
            : made.Aggregate(Int128.Zero, (sum, l) => sum + l.Amount) > Exact.MaxAmount ? new Refusal.OutOfRange(null)
            : null;
    }

    private static long? CostOf(ResolvedLine line, Func<LedgerProduct, PackCost?> usualCost) => line.Cost ?? usualCost(line.Product)?.In(line.Pack);

    private static OrderLine ToLine(int number, ResolvedLine line, long cost, long amount) => new()
    {
        Number = number,
        Product = line.Product.Id,
        Sku = line.Product.Sku,
        Pack = line.Pack,
        Quantity = line.PackQuantity ?? line.Quantity,
        Base = line.Quantity,
        Cost = cost,
        Amount = amount,
    };
}
