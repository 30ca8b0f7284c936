using Bazaar.Simulator.Kiryana;
using Bazaar.Simulator.Shop;

namespace Bazaar.EndToEnd.Tests.Simulation;

/// <summary>What a shopkeeper would look at to tell a made-up shop from a real one.</summary>
public class TradeTests(ITestOutputHelper output)
{
    private static readonly SimulatedShop Shop = new(7, new DateOnly(2026, 6, 1));

    [Fact]
    public void A_day_has_some_180_receipts_of_some_three_lines()
    {
        var perDay = Shop.Sales.GroupBy(SimulatedShop.Day).Select(g => g.Count()).ToList();
        output.WriteLine($"receipts a day: {perDay.Min()}..{perDay.Max()}, mean {perDay.Average():F0}; lines {Shop.Sales.Average(s => s.Movement.Lines!.Count):F2}");
        perDay.Count.ShouldBe(90);
        perDay.Average().ShouldBeInRange(165, 205);
        perDay.Count(n => n is >= 150 and <= 220).ShouldBeGreaterThan(70);
        perDay.ShouldAllBe(n => n > 100 && n < 320);
        Shop.Sales.Average(s => s.Movement.Lines!.Count).ShouldBeInRange(2.8, 3.2);
        Shop.Sales.ShouldAllBe(s => s.Movement.Lines!.Count >= 1 && s.Movement.Lines.Count <= 8);
    }

    [Fact]
    public void The_evening_is_busiest_then_the_hours_before_lunch_is_over()
    {
        var byHour = Shop.Sales.GroupBy(SimulatedShop.Hour).ToDictionary(g => g.Key, g => g.Count());
        byHour.Keys.Min().ShouldBe(8);
        byHour.Keys.Max().ShouldBe(22);
        byHour.OrderByDescending(h => h.Value).Take(3).Select(h => h.Key).Order().ShouldBe([18, 19, 20]);
        byHour.OrderByDescending(h => h.Value).Skip(3).Take(2).Select(h => h.Key).Order().ShouldBe([12, 13]);
    }

    [Fact]
    public void Friday_prayer_empties_the_shop()
    {
        var shares = Shop.Sales.ToLookup(s => SimulatedShop.Day(s).DayOfWeek == DayOfWeek.Friday);
        double Share(bool friday) => shares[friday].Count(s => SimulatedShop.Hour(s) == 13) / (double)shares[friday].Count();
        Share(true).ShouldBeLessThan(Share(false) / 3);
    }

    [Fact]
    public void Weekends_and_the_days_after_payday_bring_more()
    {
        var weekend = Shop.MeanTurnover(TradeCalendar.IsWeekend) / Shop.MeanTurnover(d => !TradeCalendar.IsWeekend(d));
        var payday = Shop.MeanTurnover(d => d.Day <= 5) / Shop.MeanTurnover(d => d.Day >= 25);
        output.WriteLine($"weekend {weekend:F2}, payday {payday:F2}");
        weekend.ShouldBeInRange(1.1m, 1.4m);
        payday.ShouldBeInRange(1.12m, 1.6m);
    }

    [Fact]
    public void Products_sell_as_often_as_the_catalogue_says_in_their_season()
    {
        decimal Sold(Season season) => Shop.Sales.SelectMany(s => s.Movement.Lines!).Where(l => Shop.Product(l).Season == season).Sum(l => Shop.Product(l).Price * Shop.Quantity(l));
        decimal Expected(Season season) => Shop.Plan.Catalogue.Products.Where(p => p.Season == season).Sum(p => p.Price * (decimal)Shop.Plan.DailyDemand(p)) * Shop.Plan.Days;
        var ratios = Enum.GetValues<Season>().ToDictionary(s => s, s => Sold(s) / Expected(s));
        output.WriteLine(string.Join(", ", ratios.Select(r => $"{r.Key} {r.Value:F2}")));
        ratios[Season.Flat].ShouldBeInRange(0.9m, 1.1m);
        ratios[Season.Summer].ShouldBeInRange(1.2m, 1.5m);
        ratios[Season.Winter].ShouldBeInRange(0.55m, 0.8m);
    }

    [Fact]
    public void The_fasting_month_sells_dates_and_rests_at_noon()
    {
        var shop = new SimulatedShop(7, new DateOnly(2026, 1, 15), 75);
        decimal Dates(bool fasting) => shop.Sales.Where(s => TradeCalendar.IsRamadan(SimulatedShop.Day(s)) == fasting)
            .Sum(s => s.Movement.Lines!.Where(l => l.Sku == "KHAJOOR").Sum(l => l.Quantity!.Value)) / shop.Sales.Select(SimulatedShop.Day).Distinct().Count(d => TradeCalendar.IsRamadan(d) == fasting);
        shop.Sales.Count(s => TradeCalendar.IsRamadan(SimulatedShop.Day(s))).ShouldBeGreaterThan(4000);
        Dates(true).ShouldBeGreaterThan(Dates(false) * 1.3m);
        var hours = shop.Sales.Where(s => TradeCalendar.IsRamadan(SimulatedShop.Day(s))).GroupBy(SimulatedShop.Hour).ToDictionary(g => g.Key, g => g.Count());
        hours[13].ShouldBeLessThan(hours[17]);
        hours[18].ShouldBeLessThan(hours[17]);
    }

    [Fact]
    public void Loose_goods_are_sold_in_steps_of_the_scale_and_pieces_whole()
    {
        foreach (var line in Shop.Sales.SelectMany(s => s.Movement.Lines!))
        {
            (Shop.Quantity(line) % Habit.Step(Shop.Product(line))).ShouldBe(0, line.ToString());
        }

        Shop.Sales.SelectMany(s => s.Movement.Lines!).Count(l => l.Pack is not null).ShouldBeInRange(100, 1000);
        Shop.Sales.SelectMany(s => s.Movement.Lines!).Count(l => l.Barcode is not null).ShouldBeInRange(5000, 25000);
    }

    [Fact]
    public void Vans_come_on_their_weekdays_and_bring_only_what_they_supply()
    {
        foreach (var delivery in Shop.Posts("stockIn"))
        {
            var supplier = Supplier.All.Single(s => s.Code == delivery.Movement.Supplier);
            supplier.Days.ShouldContain(SimulatedShop.Day(delivery).DayOfWeek);
            delivery.Movement.Lines!.ShouldAllBe(l => Supplier.Of(Shop.Product(l)) == supplier && l.UnitCost > 0);
        }

        Shop.Posts("stockIn").Select(d => d.Movement.Supplier).Distinct().Count().ShouldBe(Supplier.All.Length);
    }

    [Fact]
    public void Margins_losses_and_cover_are_those_of_a_shop_that_survives()
    {
        decimal Cost(IEnumerable<PostAction> posts) => posts.Sum(p => p.Movement.Lines!.Sum(l => Shop.Quantity(l) * Shop.Product(l).Cost));
        var turnover = Shop.Sales.Sum(Shop.Amount);
        decimal Share(string type, string? reason = null) => Cost(Shop.Posts(type).Where(p => p.Movement.Reason == reason)) / turnover;
        var margin = 1 - (Cost(Shop.Sales) / turnover);
        var stolen = Shop.Run.Floor.Shelves.Sum(s => s.Stolen * s.Product.Cost) / turnover;
        var cover = Shop.Run.Book.Sum(b => b.Value * Shop.Plan.Catalogue.Products.First(p => p.Sku == b.Key).Cost) / (Cost(Shop.Sales) / Shop.Plan.Days);
        output.WriteLine($"turnover {turnover / 90:F0} a day, margin {margin:P1}, stolen {stolen:P2}, expired {Share("removal", "expired"):P2}, damaged {Share("removal", "damaged"):P2}, cover {cover:F1} days");
        margin.ShouldBeInRange(0.08m, 0.11m);
        stolen.ShouldBeInRange(0.003m, 0.01m);
        Share("removal", "expired").ShouldBeInRange(0.0005m, 0.005m);
        Share("removal", "damaged").ShouldBeInRange(0.0005m, 0.005m);
        Share("customerReturn").ShouldBeInRange(0.0003m, 0.005m);
        cover.ShouldBeInRange(7, 20);
    }

    [Fact]
    public void Reorder_points_leave_something_to_do_but_not_everything()
    {
        Shop.Plan.Levels.Values.ShouldAllBe(l => l.ReorderPoint > 0 && l.TargetLevel > l.ReorderPoint);
        var low = Shop.Run.Book.Count(b => b.Value <= Shop.Plan.Levels[b.Key].ReorderPoint);
        var empty = Shop.Run.Shelf.Count(s => s.Value == 0);
        output.WriteLine($"{low} of {Shop.Run.Book.Count} at or below the reorder point, {empty} shelves empty");
        low.ShouldBeInRange(15, 90);
        empty.ShouldBeLessThan(12);
    }
}
