using Bazaar.Domain.Ledger;

namespace Bazaar.Domain.Tests.Ledger;

/// <summary>Facts and counts that are learnt late, and what reversals make of them (SCENARIOS 1–5).</summary>
public sealed class LateFactTests
{
    private const string Sugar = "SUGAR";
    private readonly Shop _shop = new();

    [Fact]
    public void A_sale_learnt_after_a_count_that_had_seen_it_does_not_move_on_hand()
    {
        var (count, sale) = LateSaleBeforeCount();

        Shop.Quantities(sale).ShouldBe([-1, 1]);
        sale.Lines[0].CoveredBy.ShouldBeNull();
        sale.Lines[0].EffectiveAt.ShouldBe(_shop.Time("11:00"));
        sale.Lines[1].CoveredBy.ShouldBe(count.Seq);
        sale.Lines[1].EffectiveAt.ShouldBe(count.OccurredAt);
        sale.Lines[1].Amount.ShouldBe(0);
        _shop.OnHand(Sugar).ShouldBe(8);
    }

    [Fact]
    public void A_late_sale_explains_its_part_of_the_variance_in_the_totals()
    {
        LateSaleBeforeCount();

        _shop.Total(Sugar, EntryKind.Count).ShouldBe(-1);
        _shop.Total(Sugar, EntryKind.Sale).ShouldBe(-1);
    }

    [Fact]
    public void A_late_sale_shows_as_of_its_time_and_not_as_known_before_it_was_learnt()
    {
        LateSaleBeforeCount();

        _shop.OnHandAt("11:30", Sugar).ShouldBe(9);
        _shop.OnHandAt("11:30", Sugar, asKnownAt: "13:00").ShouldBe(10);
        _shop.OnHandAt("12:00", Sugar).ShouldBe(8);
        _shop.OnHandAt("12:00", Sugar, asKnownAt: "13:00").ShouldBe(8);
    }

    [Fact]
    public void A_balancing_line_belongs_to_the_business_date_of_its_count()
    {
        _shop.Open("09:00", Sugar, 10);
        var count = _shop.Count("+1 12:00", Sugar, 8);

        var sale = _shop.LearnsAt("+1 15:00").Sell("11:00", Sugar, 1);

        sale.Lines[0].BusinessDate.ShouldBe(new DateOnly(2026, 3, 2));
        sale.Lines[1].BusinessDate.ShouldBe(count.BusinessDate);
        count.BusinessDate.ShouldBe(new DateOnly(2026, 3, 3));
    }

    [Fact]
    public void A_sale_learnt_late_but_made_after_the_count_moves_on_hand()
    {
        _shop.Open("09:00", Sugar, 10);
        _shop.Count("12:00", Sugar, 8);

        var sale = _shop.LearnsAt("15:00").Sell("13:00", Sugar, 1);

        Shop.Quantities(sale).ShouldBe([-1]);
        _shop.OnHand(Sugar).ShouldBe(7);
    }

    [Fact]
    public void A_count_entered_late_is_compared_with_the_book_of_its_own_time()
    {
        _shop.Open("09:00", Sugar, 10);
        _shop.Sell("13:00", Sugar, 2);

        var count = _shop.LearnsAt("14:00").Count("12:00", Sugar, 9);

        Shop.Quantities(count).ShouldBe([-1]);
        count.Lines[0].Counted.ShouldBe(9_000);
        _shop.OnHand(Sugar).ShouldBe(7);
        _shop.OnHandAt("12:30", Sugar).ShouldBe(9);
    }

    [Fact]
    public void A_late_fact_leans_on_the_first_count_after_it_and_later_counts_are_not_touched()
    {
        _shop.Open("09:00", Sugar, 10);
        var first = _shop.Count("12:00", Sugar, 8);
        _shop.Count("14:00", Sugar, 7);

        var sale = _shop.LearnsAt("15:00").Sell("11:00", Sugar, 1);

        sale.Lines.Select(l => l.CoveredBy).ShouldBe([null, first.Seq]);
        _shop.OnHand(Sugar).ShouldBe(7);
        _shop.OnHandAt("13:00", Sugar).ShouldBe(8);
    }

    [Fact]
    public void A_late_fact_between_two_counts_leans_on_the_second()
    {
        _shop.Open("09:00", Sugar, 10);
        _shop.Count("12:00", Sugar, 8);
        var second = _shop.Count("14:00", Sugar, 7);

        var sale = _shop.LearnsAt("15:00").Sell("13:00", Sugar, 1);

        sale.Lines.Select(l => l.CoveredBy).ShouldBe([null, second.Seq]);
        _shop.OnHand(Sugar).ShouldBe(7);
    }

    [Fact]
    public void A_count_entered_before_a_later_count_leaves_the_later_word_standing()
    {
        _shop.Open("09:00", Sugar, 10);
        var later = _shop.Count("14:00", Sugar, 7);

        var late = _shop.LearnsAt("15:00").Count("12:00", Sugar, 9);

        Shop.Quantities(late).ShouldBe([-1, 1]);
        late.Lines[1].CoveredBy.ShouldBe(later.Seq);
        late.Lines[1].Counted.ShouldBeNull();
        _shop.OnHand(Sugar).ShouldBe(7);
        _shop.OnHandAt("13:00", Sugar).ShouldBe(9);
    }

    [Fact]
    public void Only_the_counted_products_of_a_late_basket_are_covered()
    {
        _shop.Add("SALT");
        _shop.Open("09:00", Sugar, 10);
        _shop.Open("09:01", "SALT", 10);
        var count = _shop.Count("12:00", Sugar, 8);
        _shop.LearnsAt("15:00");

        var sale = _shop.Accept(_shop.Draft(EntryKind.Sale, "11:00", Shop.Line(Sugar, 1), Shop.Line("SALT", 2), Shop.Line(Sugar, 0.5m)));

        Shop.Quantities(sale).ShouldBe([-1, -2, -0.5m, 1.5m]);
        sale.Lines.Select(l => l.CoveredBy).ShouldBe([null, null, null, count.Seq]);
        sale.Lines.Select(l => l.Number).ShouldBe([1, 2, 3, 4]);
        _shop.OnHand(Sugar).ShouldBe(8);
        _shop.OnHand("SALT").ShouldBe(8);
    }

    [Fact]
    public void A_sale_at_the_very_time_of_a_count_posted_before_it_comes_after_the_count()
    {
        _shop.Open("09:00", Sugar, 10);
        _shop.Count("12:00", Sugar, 8);

        _shop.Sell("12:00", Sugar, 1);

        _shop.OnHand(Sugar).ShouldBe(7);
    }

    [Fact]
    public void Reversing_a_covered_sale_does_not_move_on_hand()
    {
        var (count, sale) = LateSaleBeforeCount();

        var reversal = _shop.Reverse(sale);

        Shop.Quantities(reversal).ShouldBe([1, -1]);
        reversal.Lines[1].CoveredBy.ShouldBe(count.Seq);
        reversal.OccurredAt.ShouldBe(sale.OccurredAt);
        reversal.RecordedAt.ShouldBe(_shop.Time("15:00"));
        _shop.OnHand(Sugar).ShouldBe(8);
        _shop.OnHandAt("11:30", Sugar).ShouldBe(10);
    }

    [Fact]
    public void Reversing_an_uncovered_sale_brings_the_goods_and_the_money_back()
    {
        _shop.Open("09:00", Sugar, 10);
        var sale = _shop.Sell("10:00", Sugar, 2, price: 160m);

        var reversal = _shop.LearnsAt("11:00").Reverse(sale);

        Shop.Quantities(reversal).ShouldBe([2]);
        reversal.Total.ShouldBe(-320_00);
        reversal.CountsAs.ShouldBe(EntryKind.Sale);
        reversal.BusinessDate.ShouldBe(sale.BusinessDate);
        reversal.ReversalOf.ShouldBe(sale.Id);
        _shop.OnHand(Sugar).ShouldBe(10);
        _shop.Total(Sugar, EntryKind.Sale).ShouldBe(0);
    }

    [Fact]
    public void Reversing_a_sale_that_a_later_count_has_seen_leaves_the_count_standing()
    {
        _shop.Open("09:00", Sugar, 10);
        var sale = _shop.Sell("10:00", Sugar, 2);
        _shop.Count("12:00", Sugar, 8);

        var reversal = _shop.LearnsAt("13:00").Reverse(sale);

        Shop.Quantities(reversal).ShouldBe([2, -2]);
        _shop.OnHand(Sugar).ShouldBe(8);
        _shop.Total(Sugar, EntryKind.Count).ShouldBe(-2);
    }

    [Fact]
    public void Reversing_a_count_takes_back_its_variance_and_what_leaned_on_it()
    {
        var (count, _) = LateSaleBeforeCount();

        var reversal = _shop.Reverse(count);

        Shop.Quantities(reversal).ShouldBe([2, -1]);
        reversal.Lines.Select(l => l.EffectiveAt).ShouldAllBe(t => t == count.OccurredAt);
        _shop.OnHand(Sugar).ShouldBe(9);
        _shop.Total(Sugar, EntryKind.Count).ShouldBe(0);
    }

    [Fact]
    public void After_a_count_is_reversed_a_late_fact_leans_on_nothing()
    {
        var (count, _) = LateSaleBeforeCount();
        _shop.Reverse(count);

        var sale = _shop.Sell("11:15", Sugar, 1);

        Shop.Quantities(sale).ShouldBe([-1]);
        _shop.OnHand(Sugar).ShouldBe(8);
    }

    [Fact]
    public void Reversing_a_count_before_another_count_leaves_the_other_word_standing()
    {
        _shop.Open("09:00", Sugar, 10);
        var first = _shop.Count("12:00", Sugar, 8);
        var second = _shop.Count("14:00", Sugar, 7);
        _shop.LearnsAt("15:00").Sell("11:00", Sugar, 1);

        var reversal = _shop.Reverse(first);

        Shop.Quantities(reversal).ShouldBe([2, -1, -1]);
        reversal.Lines.Select(l => l.CoveredBy).ShouldBe([null, first.Seq, second.Seq]);
        _shop.OnHand(Sugar).ShouldBe(7);
        _shop.OnHandAt("13:00", Sugar).ShouldBe(9);
    }

    [Fact]
    public void Reversing_the_last_count_makes_the_one_before_it_the_last()
    {
        _shop.Open("09:00", Sugar, 10);
        _shop.Count("12:00", Sugar, 8);
        var second = _shop.Count("14:00", Sugar, 7);

        _shop.LearnsAt("15:00").Reverse(second);

        _shop.OnHand(Sugar).ShouldBe(8);
        _shop.Ledger.BalanceOf(Sugar).LastCountAt.ShouldBe(_shop.Time("12:00"));
        _shop.Sell("11:00", Sugar, 1);
        _shop.OnHand(Sugar).ShouldBe(8);
    }

    [Fact]
    public void Of_two_counts_at_the_same_time_the_second_stands_when_the_first_is_reversed()
    {
        _shop.Open("09:00", Sugar, 10);
        var first = _shop.Count("12:00", Sugar, 8);
        _shop.Count("12:00", Sugar, 8);

        _shop.LearnsAt("13:00").Reverse(first);

        _shop.OnHand(Sugar).ShouldBe(8);
    }

    [Fact]
    public void A_reversed_sale_at_the_very_time_of_the_count_after_it_does_not_move_on_hand()
    {
        _shop.Open("09:00", Sugar, 10);
        var sale = _shop.Sell("12:00", Sugar, 2);
        _shop.Count("12:00", Sugar, 8);

        _shop.LearnsAt("13:00").Reverse(sale);

        _shop.OnHand(Sugar).ShouldBe(8);
    }

    private (Entry Count, Entry Sale) LateSaleBeforeCount()
    {
        _shop.Open("09:00", Sugar, 10);
        _shop.OnHand(Sugar).ShouldBe(10);
        var count = _shop.Count("12:00", Sugar, 8);
        Shop.Quantities(count).ShouldBe([-2]);
        _shop.OnHand(Sugar).ShouldBe(8);
        return (count, _shop.LearnsAt("15:00").Sell("11:00", Sugar, 1));
    }
}
