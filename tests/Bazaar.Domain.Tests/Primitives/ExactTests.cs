using System.Numerics;
using Bazaar.Domain.Primitives;

namespace Bazaar.Domain.Tests.Primitives;

public sealed class ExactTests
{
    [Theory]
    [InlineData("2.5", 3, 2_500)]
    [InlineData("-2.5", 3, -2_500)]
    [InlineData("0.001", 3, 1)]
    [InlineData("1.0000000", 3, 1_000)]
    [InlineData("160", 2, 16_000)]
    [InlineData("100.0001", 4, 1_000_001)]
    [InlineData("0", 4, 0)]
    [InlineData("9223372036854775807", 0, long.MaxValue)]
    [InlineData("-9223372036854775808", 0, long.MinValue)]
    [InlineData("9223372036854775", 3, 9_223_372_036_854_775_000)]
    public void A_decimal_becomes_its_scaled_integer(string value, int decimals, long expected)
    {
        Exact.TryScale(decimal.Parse(value), decimals, out var scaled).ShouldBe(ScaleResult.Ok);

        scaled.ShouldBe(expected);
    }

    [Theory]
    [InlineData("0.0001", 3, ScaleResult.NotExact)]
    [InlineData("-0.0001", 3, ScaleResult.NotExact)]
    [InlineData("1.005", 2, ScaleResult.NotExact)]
    [InlineData("0.0000000000000000000000000001", 4, ScaleResult.NotExact)]
    [InlineData("1.0000000000000000000000000001", 3, ScaleResult.NotExact)]
    [InlineData("9223372036854775808", 0, ScaleResult.OutOfRange)]
    [InlineData("9223372036854776", 3, ScaleResult.OutOfRange)]
    [InlineData("-9223372036854776", 3, ScaleResult.OutOfRange)]
    [InlineData("79228162514264337593543950335", 4, ScaleResult.OutOfRange)]
    [InlineData("-79228162514264337593543950335", 4, ScaleResult.OutOfRange)]
    public void What_does_not_fit_is_told_and_never_rounded_or_wrapped(string value, int decimals, ScaleResult expected)
    {
        Exact.TryScale(decimal.Parse(value), decimals, out var scaled).ShouldBe(expected);

        scaled.ShouldBe(0);
    }

    [Theory]
    [InlineData(16_000, 2, "160.00")]
    [InlineData(-1, 4, "-0.0001")]
    [InlineData(0, 2, "0.00")]
    [InlineData(long.MaxValue, 3, "9223372036854775.807")]
    [InlineData(long.MinValue, 3, "-9223372036854775.808")]
    public void A_scaled_integer_keeps_its_decimals(long scaled, int decimals, string expected) =>
        Exact.ToDecimal(scaled, decimals).ToString().ShouldBe(expected);

    [Theory]
    [InlineData(2_500, "2.5")]
    [InlineData(-2_050, "-2.05")]
    [InlineData(1_000, "1")]
    [InlineData(10_000, "10")]
    [InlineData(1, "0.001")]
    [InlineData(0, "0")]
    [InlineData(Exact.MaxOnHand, "9000000000000")]
    public void A_quantity_is_written_without_trailing_zeros(long thousandths, string expected) =>
        Exact.QuantityToDecimal(thousandths).ToString().ShouldBe(expected);

    [Theory]
    [InlineData(5, 2, 3)]
    [InlineData(-5, 2, -3)]
    [InlineData(4, 3, 1)]
    [InlineData(-4, 3, -1)]
    [InlineData(1, 2, 1)]
    [InlineData(-1, 2, -1)]
    [InlineData(1, 3, 0)]
    [InlineData(-1, 3, 0)]
    [InlineData(0, 7, 0)]
    [InlineData(499, 1_000, 0)]
    [InlineData(500, 1_000, 1)]
    [InlineData(-499, 1_000, 0)]
    [InlineData(-500, 1_000, -1)]
    public void Halves_are_rounded_away_from_zero(long dividend, long divisor, long expected) =>
        Exact.DivideRounded(dividend, divisor).ShouldBe((Int128)expected);

    [Theory]
    [InlineData(333, 160_00, 53_28)]
    [InlineData(1, 5_00, 1)]
    [InlineData(1, 4_99, 0)]
    [InlineData(-1, 5_00, -1)]
    [InlineData(-333, 160_00, -53_28)]
    public void An_amount_is_quantity_times_price_to_two_decimals(long thousandths, long price, long expected) =>
        Exact.AmountAtPrice(thousandths, price).ShouldBe((Int128)expected);

    [Theory]
    [InlineData(5_000, 110_0000, 550_00)]
    [InlineData(1, 5_0000, 1)]
    [InlineData(1, 4_9999, 0)]
    [InlineData(-1, 5_0000, -1)]
    public void A_value_is_quantity_times_cost_to_two_decimals(long thousandths, long cost, long expected) =>
        Exact.AmountAtCost(thousandths, cost).ShouldBe((Int128)expected);

    [Fact]
    public void The_largest_numbers_do_not_wrap()
    {
        Exact.AmountAtPrice(long.MaxValue, long.MaxValue).ShouldBe((Int128)Rounded((BigInteger)long.MaxValue * long.MaxValue, 1_000));
        Exact.AmountAtCost(long.MinValue, long.MaxValue).ShouldBe((Int128)Rounded((BigInteger)long.MinValue * long.MaxValue, 100_000));
    }

    [Fact]
    public void Random_numbers_go_there_and_back_and_round_as_in_plain_arithmetic()
    {
        const int Seed = 20260302;
        var random = new Random(Seed);
        for (var i = 0; i < 20_000; i++)
        {
            var scaled = random.NextInt64(long.MinValue, long.MaxValue) >> random.Next(1, 64);
            var decimals = random.Next(0, 5);
            var why = $"seed {Seed}, number {i}";
            Exact.TryScale(Exact.ToDecimal(scaled, decimals), decimals, out var back).ShouldBe(ScaleResult.Ok, why);
            back.ShouldBe(scaled, why);
            Exact.QuantityToDecimal(scaled).ShouldBe(Exact.ToDecimal(scaled, 3), why);
            var divisor = random.NextInt64(1, 1_000_000);
            Exact.DivideRounded(scaled, divisor).ShouldBe((Int128)Rounded(scaled, divisor), why);
        }
    }

    /// <summary>Twice the number and half a step more, cut off: another way to the same rounding.</summary>
    private static BigInteger Rounded(BigInteger dividend, BigInteger divisor) =>
        dividend.Sign * (((BigInteger.Abs(dividend) * 2) + divisor) / (divisor * 2));
}
