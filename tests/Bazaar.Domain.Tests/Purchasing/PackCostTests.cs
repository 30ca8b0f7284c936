using Bazaar.Domain.Ledger;
using Bazaar.Domain.Primitives;
using Bazaar.Domain.Purchasing;

namespace Bazaar.Domain.Tests.Purchasing;

public sealed class PackCostTests
{
    private static readonly PackRatio Carton = new("carton", 24_000, 1);
    private static readonly PackRatio Case = new("case", 144_000, 1);
    private static readonly PackRatio Third = new("third", 10_000, 3);

    [Theory]
    [InlineData(2_400_0000, 100_0000)]
    [InlineData(2_399_9999, 100_0000)]
    [InlineData(100_0000, 4_1667)]
    [InlineData(0, 0)]
    public void A_carton_s_cost_is_shared_among_its_pieces_and_rounded_half_away_from_zero(long carton, long each) =>
        new PackCost(carton, Carton).PerUnit.ShouldBe(each);

    [Fact]
    public void A_cost_in_the_pack_it_was_named_in_is_exact_whatever_the_pack()
    {
        foreach (var pack in new[] { Carton, Case, Third, null })
        {
            new PackCost(33_3333, pack).In(pack).ShouldBe(33_3333);
        }
    }

    [Fact]
    public void From_pack_to_pack_is_rounded_once() =>

        // By way of the piece it would be 6 × 24 × 4.1667 = 600.0048.
        new PackCost(100_0000, Carton).In(Case).ShouldBe(600_0000);

    [Fact]
    public void Three_packs_that_hold_ten_cost_three_tenths_each() => new PackCost(10_0000, null).In(Third).ShouldBe(33_3333);

    [Fact]
    public void What_leaves_the_range_of_a_cost_stays_a_number_that_is_refused()
    {
        var crumb = new PackRatio("crumb", 1, 1_000_000);

        new PackCost(Exact.MaxCost, crumb).PerUnit.ShouldBeGreaterThan(Exact.MaxCost);
        new PackCost(Exact.MaxCost, null).In(new PackRatio("heap", Exact.MaxLineQuantity, 1)).ShouldBeGreaterThan(Exact.MaxCost);
    }
}
