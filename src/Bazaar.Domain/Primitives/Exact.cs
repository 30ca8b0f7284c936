namespace Bazaar.Domain.Primitives;

/// <summary>Exact decimal arithmetic on scaled 64-bit integers. No floating point, no silent rounding, no wrap.</summary>
public static class Exact
{
    /// <summary>Decimals of a quantity: thousandths.</summary>
    public const int QuantityDecimals = 3;

    /// <summary>Decimals of a price or an amount: hundredths.</summary>
    public const int MoneyDecimals = 2;

    /// <summary>Decimals of a unit cost: ten-thousandths.</summary>
    public const int CostDecimals = 4;

    /// <summary>The largest quantity of one line, in thousandths: 10^12 base units.</summary>
    public const long MaxLineQuantity = 1_000_000_000_000_000;

    /// <summary>The largest on-hand, in thousandths: what every JSON reader still holds exactly.</summary>
    public const long MaxOnHand = 9_000_000_000_000_000;

    /// <summary>The largest price, in hundredths: 10^9.</summary>
    public const long MaxPrice = 100_000_000_000;

    /// <summary>The largest unit cost, in ten-thousandths: 10^9.</summary>
    public const long MaxCost = 10_000_000_000_000;

    /// <summary>The largest amount of a line or an entry, in hundredths: 10^13.</summary>
    public const long MaxAmount = 1_000_000_000_000_000;

    private static readonly long[] PowersOfTen = [1, 10, 100, 1_000, 10_000];

    /// <summary>Turns a decimal into its scaled integer, or says that it has more decimals than allowed or is too large.</summary>
    /// <param name="value">The number as given.</param>
    /// <param name="decimals">0..4.</param>
    /// <param name="scaled">The scaled integer when the answer is <see cref="ScaleResult.Ok"/>.</param>
    public static ScaleResult TryScale(decimal value, int decimals, out long scaled)
    {
        scaled = 0;
        var factor = PowersOfTen[decimals];
        if (value > long.MaxValue / factor || value < long.MinValue / factor)
        {
            return ScaleResult.OutOfRange;
        }

        var product = value * factor;
        if (product != decimal.Truncate(product))
        {
            return ScaleResult.NotExact;
        }

        scaled = (long)product;
        return ScaleResult.Ok;
    }

    /// <summary>A scaled integer as a decimal that keeps its number of decimals: 16000 hundredths is 160.00.</summary>
    /// <param name="scaled">The scaled integer.</param>
    /// <param name="decimals">0..4.</param>
    public static decimal ToDecimal(long scaled, int decimals)
    {
        var magnitude = scaled < 0 ? (ulong)-scaled : (ulong)scaled;
        return new decimal((int)(magnitude & 0xFFFFFFFF), (int)(magnitude >> 32), 0, scaled < 0, (byte)decimals);
    }

    /// <summary>A quantity as a decimal without trailing zeros: 2500 thousandths is 2.5.</summary>
    /// <param name="thousandths">The quantity.</param>
    public static decimal QuantityToDecimal(long thousandths)
    {
        var decimals = QuantityDecimals;
        while (decimals > 0 && thousandths % 10 == 0)
        {
            thousandths /= 10;
            decimals--;
        }

        return ToDecimal(thousandths, decimals);
    }

    /// <summary>Divides and rounds half away from zero.</summary>
    /// <param name="dividend">What is divided.</param>
    /// <param name="divisor">Positive.</param>
    public static Int128 DivideRounded(Int128 dividend, Int128 divisor)
    {
        var quotient = dividend / divisor;
        var remainder = Int128.Abs(dividend % divisor);
        return remainder * 2 >= divisor ? quotient + (dividend < 0 ? -1 : 1) : quotient;
    }

    /// <summary>Quantity × price, in hundredths, rounded half away from zero.</summary>
    /// <param name="thousandths">The quantity.</param>
    /// <param name="priceHundredths">The price per unit.</param>
    public static Int128 AmountAtPrice(long thousandths, long priceHundredths) =>
        DivideRounded((Int128)thousandths * priceHundredths, 1_000);

    /// <summary>Quantity × unit cost, in hundredths, rounded half away from zero.</summary>
    /// <param name="thousandths">The quantity.</param>
    /// <param name="costTenThousandths">The cost per unit.</param>
    public static Int128 AmountAtCost(long thousandths, long costTenThousandths) =>
        DivideRounded((Int128)thousandths * costTenThousandths, 100_000);
}

/// <summary>What became of <see cref="Exact.TryScale"/>.</summary>
public enum ScaleResult
{
    /// <summary>It fits.</summary>
    Ok,

    /// <summary>It has more decimals than allowed.</summary>
    NotExact,

    /// <summary>It is too large.</summary>
    OutOfRange,
}
