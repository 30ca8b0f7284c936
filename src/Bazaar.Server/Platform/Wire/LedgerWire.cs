using Bazaar.Contracts;
using Bazaar.Domain.Ledger;
using Bazaar.Domain.Primitives;

namespace Bazaar.Server.Platform.Wire;

/// <summary>Puts entries on the wire: scaled integers become decimals, bytes become hex.</summary>
internal static class LedgerWire
{
    public static Movement ToWire(this Entry entry) => new()
    {
        Id = entry.Id,
        Store = entry.Store,
        Seq = entry.Seq,
        Type = entry.Kind.Name(),
        OccurredAt = entry.OccurredAt,
        RecordedAt = entry.RecordedAt,
        BusinessDate = entry.BusinessDate,
        Actor = entry.Actor,
        Reference = entry.Reference,
        Reason = entry.Reason,
        Note = entry.Note,
        Supplier = entry.Supplier,
        Total = Money(entry.Total),
        ReversalOf = entry.ReversalOf,
        ReversedBy = entry.ReversedBy,
        Lines = ToWire(entry.Lines),
        Fingerprint = Convert.ToHexStringLower(entry.Fingerprint),
        PreviousHash = Convert.ToHexStringLower(entry.PreviousHash),
        Hash = Convert.ToHexStringLower(entry.Hash),
    };

    public static decimal Money(long hundredths) => Exact.ToDecimal(hundredths, Exact.MoneyDecimals);

    public static decimal Cost(long tenThousandths) => Exact.ToDecimal(tenThousandths, Exact.CostDecimals);

    public static decimal Quantity(long thousandths) => Exact.QuantityToDecimal(thousandths);

    private static MovementLine[] ToWire(IReadOnlyList<Line> lines)
    {
        var wire = new MovementLine[lines.Count];
        for (var i = 0; i < wire.Length; i++)
        {
            var line = lines[i];
            wire[i] = new MovementLine
            {
                Line = line.Number,
                Sku = line.Sku,
                Quantity = Quantity(line.Quantity),
                Counted = line.Counted is { } counted ? Quantity(counted) : null,
                Pack = line.Pack,
                PackQuantity = line.PackQuantity is { } packs ? Quantity(packs) : null,
                UnitPrice = line.Price is { } price ? Money(price) : null,
                UnitCost = Cost(line.Cost),
                PackCost = line.PackCost is { } packCost ? Cost(packCost) : null,
                Amount = Money(line.Amount),
                OnHand = Quantity(line.OnHand),
                CoveredByCount = line.CoveredBy,
            };
        }

        return wire;
    }
}
