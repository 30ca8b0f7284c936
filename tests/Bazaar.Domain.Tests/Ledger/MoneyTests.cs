using Bazaar.Domain.Ledger;
using Bazaar.Domain.Primitives;

namespace Bazaar.Domain.Tests.Ledger;

/// <summary>Costs, prices and packs (SCENARIOS 6, 7 and 11).</summary>
public sealed class MoneyTests
{
    private const string Sugar = "SUGAR";
    private readonly Shop _shop = new();

    [Fact]
    public void The_average_cost_follows_what_comes_in_and_values_what_goes_out()
    {
        _shop.Receive("09:00", Sugar, 10, cost: 100m);
        _shop.AverageCost(Sugar).ShouldBe(100m);
        _shop.Receive("10:00", Sugar, 10, cost: 120m);
        _shop.AverageCost(Sugar).ShouldBe(110m);

        var sale = _shop.Sell("11:00", Sugar, 5);
        sale.Lines[0].CostChange.ShouldBe(-550_00);
        _shop.AverageCost(Sugar).ShouldBe(110m);

        var back = _shop.Accept(_shop.Draft(EntryKind.SupplierReturn, "12:00", Shop.Line(Sugar, 2)));
        back.Lines[0].Cost.ShouldBe(110_0000);
        back.Total.ShouldBe(220_00);

        var returned = _shop.Accept(_shop.Draft(EntryKind.CustomerReturn, "13:00", Shop.Line(Sugar, 1)));
        returned.Lines[0].Cost.ShouldBe(110_0000);
        returned.Lines[0].Quantity.ShouldBe(1_000);
        _shop.AverageCost(Sugar).ShouldBe(110m);
        _shop.OnHand(Sugar).ShouldBe(14);
    }

    [Fact]
    public void Goods_received_onto_stock_below_zero_bring_their_own_cost()
    {
        _shop.Accept(_shop.Draft(EntryKind.Sale, "09:00", Shop.Line(Sugar, 3)) with { AcceptShortage = true });

        _shop.Receive("10:00", Sugar, 10, cost: 120m);

        _shop.OnHand(Sugar).ShouldBe(7);
        _shop.AverageCost(Sugar).ShouldBe(120m);
    }

    [Fact]
    public void A_late_receipt_changes_the_average_from_now_on_and_no_sale_already_posted()
    {
        _shop.Receive("09:00", Sugar, 10, cost: 100m);
        var sale = _shop.Sell("11:00", Sugar, 5);

        _shop.LearnsAt("15:00").Receive("10:00", Sugar, 5, cost: 120m);

        sale.Lines[0].Cost.ShouldBe(100_0000);
        _shop.Ledger.Find(sale.Id)!.Hash.ShouldBe(sale.Hash);
        _shop.AverageCost(Sugar).ShouldBe(110m);
        _shop.Sell("16:00", Sugar, 1).Lines[0].Cost.ShouldBe(110_0000);
    }

    [Fact]
    public void Taking_a_receipt_back_takes_its_cost_back_out_of_the_average()
    {
        _shop.Receive("09:00", Sugar, 10, cost: 100m);
        var dear = _shop.Receive("10:00", Sugar, 10, cost: 120m);

        _shop.Reverse(dear).Total.ShouldBe(-1_200_00);

        _shop.AverageCost(Sugar).ShouldBe(100m);
    }

    [Theory]
    [InlineData(1_000, 10_000, 2_000, 10_001, 10_001)]
    [InlineData(2_000, 10_000, 1_000, 10_001, 10_000)]
    [InlineData(1_000, 10_000, 1_000, 10_001, 10_001)]
    [InlineData(0, 77, 5_000, 10_000, 10_000)]
    [InlineData(-3_000, 77, 1_000, 10_000, 10_000)]
    [InlineData(Exact.MaxOnHand - 1_000, Exact.MaxCost, 1_000, Exact.MaxCost, Exact.MaxCost)]
    public void The_average_is_rounded_half_away_from_zero_to_four_decimals(long onHand, long average, long quantity, long cost, long expected) =>
        MovingAverage.Receive(onHand, average, quantity, cost).ShouldBe(expected);

    [Theory]
    [InlineData(20_000, 110_0000, 10_000, 120_0000, 100_0000)]
    [InlineData(10_000, 110_0000, 10_000, 120_0000, 110_0000)]
    [InlineData(5_000, 110_0000, 10_000, 120_0000, 110_0000)]
    [InlineData(10_000, 10_0000, 9_000, 120_0000, 10_0000)]
    [InlineData(-1_000, 110_0000, 1_000, 120_0000, 110_0000)]
    [InlineData(Exact.MaxOnHand, Exact.MaxCost, Exact.MaxOnHand - 1, 0, Exact.MaxCost)]
    public void Where_taking_back_leaves_nothing_sensible_the_average_stays(long onHand, long average, long quantity, long cost, long expected) =>
        MovingAverage.TakeBack(onHand, average, quantity, cost).ShouldBe(expected);

    [Fact]
    public void Amounts_are_rounded_line_by_line_and_the_total_is_their_sum()
    {
        _shop.Open("09:00", Sugar, 10);

        var sale = _shop.Accept(_shop.Draft(EntryKind.Sale, "10:00", Shop.Line(Sugar, 0.333m), Shop.Line(Sugar, 0.001m, price: 5m), Shop.Line(Sugar, 0.001m, price: 5m)));

        sale.Lines.Select(l => l.Amount).ShouldBe([53_28, 1, 1]);
        sale.Total.ShouldBe(53_30);
    }

    [Fact]
    public void Three_tenths_less_three_times_one_tenth_is_nothing()
    {
        _shop.Open("09:00", Sugar, 0.3m);

        _shop.Sell("10:00", Sugar, 0.1m);
        _shop.Sell("10:01", Sugar, 0.1m);
        _shop.Sell("10:02", Sugar, 0.1m);

        _shop.Ledger.BalanceOf(Sugar).OnHand.ShouldBe(0);
    }

    [Fact]
    public void A_price_is_the_clients_or_the_stores_or_the_catalogues()
    {
        _shop.Open("09:00", Sugar, 10);
        _shop.Sell("10:00", Sugar, 1).Lines[0].Price.ShouldBe(160_00);

        _shop.Ledger.SetBalance(Sugar, b => b with { Price = 155_00 });
        _shop.Sell("10:01", Sugar, 1).Lines[0].Price.ShouldBe(155_00);

        _shop.Sell("10:02", Sugar, 1, price: 150m).Lines[0].Price.ShouldBe(150_00);
    }

    [Fact]
    public void A_cost_is_the_clients_or_the_catalogues_or_the_average()
    {
        _shop.Receive("09:00", Sugar, 10, cost: 100m);
        _shop.Receive("10:00", Sugar, 10).Lines[0].Cost.ShouldBe(100_0000);

        _shop.Add(Sugar, cost: 90m);
        _shop.Receive("11:00", Sugar, 20).Lines[0].Cost.ShouldBe(90_0000);

        _shop.AverageCost(Sugar).ShouldBe(95m);
    }

    [Fact]
    public void Cartons_are_bought_at_the_cost_of_a_carton_and_kept_as_they_were_given()
    {
        _shop.Add("SOAP", whole: true, price: 120m, packs: new PackRatio("Carton", 24_000, 1));

        var line = _shop.Receive("09:00", "SOAP", 2, cost: 2_400m, pack: "carton").Lines[0];

        line.Quantity.ShouldBe(48_000);
        line.Cost.ShouldBe(100_0000);
        (line.Pack, line.PackQuantity, line.PackCost).ShouldBe(("Carton", 2_000L, 2_400_0000L));
        line.Amount.ShouldBe(4_800_00);
    }

    [Fact]
    public void Half_a_carton_is_sold_as_twelve_at_half_the_cartons_price()
    {
        _shop.Add("SOAP", whole: true, price: 120m, packs: new PackRatio("Carton", 24_000, 1));
        _shop.Receive("09:00", "SOAP", 2, cost: 2_400m, pack: "Carton");

        var line = _shop.Sell("10:00", "SOAP", 0.5m, pack: "Carton").Lines[0];

        line.Quantity.ShouldBe(-12_000);
        (line.Pack, line.PackQuantity, line.Price, line.Amount).ShouldBe(("Carton", 500L, 2_880_00L, 1_440_00L));
        _shop.OnHand("SOAP").ShouldBe(36);
    }

    [Fact]
    public void A_cost_that_a_pack_divides_unevenly_keeps_the_amount_exact()
    {
        _shop.Add("PEN", whole: true, packs: new PackRatio("Box", 7_000, 1));

        var line = _shop.Receive("09:00", "PEN", 3, cost: 100m, pack: "Box").Lines[0];

        line.Cost.ShouldBe(14_2857);
        line.Amount.ShouldBe(300_00);
    }

    [Fact]
    public void A_removal_and_an_adjustment_are_valued_at_the_average_and_a_count_at_its_variance()
    {
        _shop.Receive("09:00", Sugar, 10, cost: 100m);

        _shop.Accept(_shop.Draft(EntryKind.Removal, "10:00", Shop.Line(Sugar, 2))).Total.ShouldBe(200_00);
        _shop.Accept(_shop.Draft(EntryKind.Adjustment, "10:01", Shop.Line(Sugar, -1))).Total.ShouldBe(-100_00);
        _shop.Count("11:00", Sugar, 6.5m).Total.ShouldBe(-50_00);
    }
}
