using Bazaar.Domain.Primitives;

namespace Bazaar.Domain.Ledger;

/// <summary>What the ledger needs to know of a product.</summary>
/// <param name="Id">The database's own number.</param>
/// <param name="Sku">The stock keeping unit.</param>
/// <param name="UnitDecimals">How many decimals the base unit allows: 0 for pieces, 3 for weights.</param>
/// <param name="Price">The catalogue's price per base unit, in hundredths.</param>
/// <param name="Cost">The usual cost per base unit, in ten-thousandths.</param>
/// <param name="Archived">True when it may no longer be received.</param>
/// <param name="Packs">Its packs.</param>
public sealed record LedgerProduct(long Id, string Sku, int UnitDecimals, long Price, long? Cost, bool Archived, IReadOnlyList<PackRatio> Packs)
{
    /// <summary>Finds a pack by its name, letter case ignored.</summary>
    /// <param name="name">The pack's name.</param>
    public PackRatio? FindPack(string name)
    {
        foreach (var pack in Packs)
        {
            if (string.Equals(pack.Name, name, StringComparison.OrdinalIgnoreCase))
            {
                return pack;
            }
        }

        return null;
    }
}

/// <summary>A pack as an exact ratio: <paramref name="Per"/> packs hold <paramref name="SizeThousandths"/> thousandths of the base unit.</summary>
/// <param name="Name">The pack's name.</param>
/// <param name="SizeThousandths">Positive.</param>
/// <param name="Per">Positive; 1 for whole packs.</param>
public sealed record PackRatio(string Name, long SizeThousandths, long Per)
{
    /// <summary>Turns packs into base units; false when the result is not a whole number of thousandths.</summary>
    /// <param name="packThousandths">How many packs, in thousandths.</param>
    /// <param name="thousandths">The base units, in thousandths; may exceed the range of a line, which the caller checks.</param>
    public bool TryToBase(long packThousandths, out Int128 thousandths)
    {
        var product = (Int128)packThousandths * SizeThousandths;
        var divisor = (Int128)Per * 1_000;
        thousandths = product / divisor;
        return product % divisor == 0;
    }

    /// <summary>A value per base unit as a value per pack, rounded half away from zero.</summary>
    /// <param name="perUnit">Price or cost per base unit.</param>
    public Int128 PerPack(long perUnit) => Exact.DivideRounded((Int128)perUnit * SizeThousandths, (Int128)Per * 1_000);

    /// <summary>A value per pack as a value per base unit, rounded half away from zero.</summary>
    /// <param name="perPack">Price or cost per pack.</param>
    public Int128 PerUnit(long perPack) => Exact.DivideRounded((Int128)perPack * Per * 1_000, SizeThousandths);
}
