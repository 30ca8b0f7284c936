using Bazaar.Domain.Ledger;
using Bazaar.Domain.Primitives;

namespace Bazaar.Domain.Tests.Ledger;

/// <summary>Numbers at the edge of what the ledger holds are exact; beyond it they are refused, never wrapped.</summary>
public sealed class RangeTests
{
    private const string Gold = "GOLD";
    private const decimal MostOfALine = 1_000_000_000_000m;
    private readonly Shop _shop = new();

    public RangeTests() => _shop.Add(Gold, price: 0m);

    [Fact]
    public void On_hand_reaches_its_limit_and_goes_no_further()
    {
        _shop.Accept(_shop.Draft(EntryKind.Opening, null, [.. Most(9)]));
        _shop.Ledger.BalanceOf(Gold).OnHand.ShouldBe(Exact.MaxOnHand);

        _shop.Refuse<Refusal.OutOfRange>(_shop.Draft(EntryKind.Opening, null, Shop.Line(Gold, 0.001m))).Sku.ShouldBe(Gold);
    }

    [Fact]
    public void On_hand_below_zero_reaches_its_limit_and_goes_no_further()
    {
        _shop.Accept(_shop.Draft(EntryKind.Sale, null, [.. Most(9)]) with { AcceptShortage = true });
        _shop.Ledger.BalanceOf(Gold).OnHand.ShouldBe(-Exact.MaxOnHand);

        _shop.Refuse<Refusal.OutOfRange>(_shop.Draft(EntryKind.Sale, null, Shop.Line(Gold, 0.001m)) with { AcceptShortage = true });
    }

    [Theory]
    [InlineData(10)]
    [InlineData(5_000)]
    [InlineData(20_000)]
    public void A_sum_of_lines_beyond_the_limit_is_refused_however_many_they_are(int lines)
    {
        _shop.Refuse<Refusal.OutOfRange>(_shop.Draft(EntryKind.Opening, null, [.. Most(lines)]));
        _shop.Refuse<Refusal.OutOfRange>(_shop.Draft(EntryKind.Adjustment, null, [.. Most(lines, -MostOfALine)]) with { AcceptShortage = true });
        _shop.Refuse<Refusal.Shortage>(_shop.Draft(EntryKind.Sale, null, [.. Most(lines)])).Shortages[0].Requested.ShouldBePositive();
    }

    [Theory]
    [InlineData(10)]
    [InlineData(5_000)]
    [InlineData(18_447)]
    public void Counts_that_sum_beyond_the_limit_are_refused_however_many_they_are(int lines) =>
        _shop.Refuse<Refusal.OutOfRange>(_shop.Draft(EntryKind.Count, null, [.. Enumerable.Repeat(Shop.CountLine(Gold, MostOfALine), lines)]));

    [Fact]
    public void A_lines_amount_reaches_its_limit_and_goes_no_further()
    {
        _shop.Open("09:00", Gold, MostOfALine);

        _shop.Refuse<Refusal.OutOfRange>(_shop.Draft(EntryKind.Sale, null, Shop.Line(Gold, MostOfALine, price: 10.01m))).Sku.ShouldBe(Gold);
        _shop.Accept(_shop.Draft(EntryKind.Sale, null, Shop.Line(Gold, MostOfALine, price: 10m))).Total.ShouldBe(Exact.MaxAmount);
    }

    [Fact]
    public void A_total_beyond_the_limit_is_refused_and_names_no_product()
    {
        _shop.Open("09:00", Gold, MostOfALine);
        var half = MostOfALine / 2;

        _shop.Refuse<Refusal.OutOfRange>(_shop.Draft(EntryKind.Sale, null, Shop.Line(Gold, half, price: 20m), Shop.Line(Gold, 0.001m, price: 10m)))
            .Sku.ShouldBeNull();
    }

    [Fact]
    public void A_value_at_cost_beyond_the_limit_is_refused()
    {
        _shop.Add("COIN", price: 0m, cost: 1_000_000_000m);

        _shop.Refuse<Refusal.OutOfRange>(_shop.Draft(EntryKind.Sale, null, Shop.Line("COIN", 10_000.001m)) with { AcceptShortage = true }).Sku.ShouldBe("COIN");
        _shop.Accept(_shop.Draft(EntryKind.Sale, null, Shop.Line("COIN", 10_000m)) with { AcceptShortage = true }).Lines[0].CostChange.ShouldBe(-Exact.MaxAmount);
    }

    [Fact]
    public void Being_out_of_range_on_one_line_refuses_the_whole_entry()
    {
        var draft = _shop.Draft(EntryKind.Opening, null, [Shop.Line("SUGAR", 1), .. Most(10)]);

        _shop.Refuse<Refusal.OutOfRange>(draft).Sku.ShouldBe(Gold);

        _shop.OnHand("SUGAR").ShouldBe(0);
    }

    private static IEnumerable<DraftLine> Most(int lines, decimal quantity = MostOfALine) => Enumerable.Repeat(Shop.Line(Gold, quantity), lines);
}
