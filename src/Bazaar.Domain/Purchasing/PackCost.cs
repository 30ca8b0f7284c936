using Bazaar.Domain.Ledger;
using Bazaar.Domain.Primitives;

namespace Bazaar.Domain.Purchasing;

/// <summary>A cost as a supplier names it: per pack, or per base unit.</summary>
/// <param name="Cost">Ten-thousandths.</param>
/// <param name="Pack">The pack; null for the base unit.</param>
public readonly record struct PackCost(long Cost, PackRatio? Pack)
{
    private static readonly PackRatio BaseUnit = new("", 1_000, 1);

    /// <summary>The cost of one base unit, rounded half away from zero.</summary>
    public long PerUnit => In(null);

    /// <summary>
    /// The cost of another pack of the same goods: exact where it can be, else rounded once, half away from zero. What leaves the range
    /// of a cost becomes a number that is refused as such.
    /// </summary>
    /// <param name="pack">The other pack; null for the base unit.</param>
    public long In(PackRatio? pack)
    {
        // cost × per / size of this pack × size / per of the other, in one division, so that nothing is rounded twice. With the range of a
        // pack's size the products stay far inside 128 bits.
        var (from, to) = (Pack ?? BaseUnit, pack ?? BaseUnit);
        var result = Exact.DivideRounded((Int128)Cost * from.Per * to.SizeThousandths, (Int128)from.SizeThousandths * to.Per);
        return (long)Int128.Min(result, Exact.MaxCost + 1);
    }
}
