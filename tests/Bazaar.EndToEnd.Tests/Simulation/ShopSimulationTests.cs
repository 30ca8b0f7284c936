using System.Text;
using System.Text.Json;
using Bazaar.Contracts.Json;
using Bazaar.Simulator.Shop;

namespace Bazaar.EndToEnd.Tests.Simulation;

public class ShopSimulationTests(ITestOutputHelper output)
{
    private static readonly DateOnly June = new(2026, 6, 1);
    private static readonly Lazy<SimulatedShop> Summer = new(() => new SimulatedShop(7, June));

    [Fact]
    public void The_same_seed_gives_the_same_stream_byte_for_byte()
    {
        Bytes(new ShopSimulation(42, June, 30)).ShouldBe(Bytes(new ShopSimulation(42, June, 30)));
    }

    [Fact]
    public void One_plan_can_be_run_twice_and_does_the_same()
    {
        var plan = new ShopSimulation(42, June, 10);
        Bytes(plan).ShouldBe(Bytes(plan));
    }

    [Fact]
    public void Another_seed_store_or_first_day_gives_another_stream_with_other_ids()
    {
        ShopSimulation[] plans = [new(42, June, 5), new(43, June, 5), new(42, June, 5, "LHR-002"), new(42, June.AddDays(1), 5)];
        plans.Select(Bytes).ShouldBeUnique();
        plans.SelectMany(p => p.Start().Actions).Select(Id).ShouldBeUnique();
    }

    [Fact]
    public void The_stream_is_made_as_it_is_read()
    {
        var run = new ShopSimulation(1, June, 365).Start();
        run.Actions.Take(3).Count().ShouldBe(3);
        run.Book.Values.Count(q => q > 0).ShouldBeLessThan(100);
    }

    [Fact]
    public void Actions_come_in_the_order_they_are_learned_and_facts_are_never_in_the_future()
    {
        var shop = Summer.Value;
        shop.Actions.Select(a => a.LearnedAt).ShouldBeInOrder();
        shop.Actions.OfType<PostAction>().ShouldAllBe(p => p.Movement.OccurredAt <= p.LearnedAt);
        shop.Actions.Select(a => Id(a).ToString("N")[..11]).ShouldBeInOrder(SortDirection.Ascending);
        shop.Actions.Select(Id).ShouldBeUnique();
        shop.Actions.ShouldAllBe(a => Id(a).Version == 7);
    }

    [Theory]
    [InlineData(1, 2026, 1)]
    [InlineData(2, 2026, 4)]
    [InlineData(3, 2025, 9)]
    [InlineData(7, 2026, 6)]
    public void The_book_it_keeps_is_the_one_the_ledgers_rules_give(long seed, int year, int month)
    {
        var shop = new SimulatedShop(seed, new DateOnly(year, month, 5));
        var ledger = Post(shop);
        ledger.OnHand.Where(p => p.Value != 0).OrderBy(p => p.Key).ShouldBe(shop.Run.Book.Where(p => p.Value != 0).OrderBy(p => p.Key), $"seed {seed}");
    }

    [Fact]
    public void The_shelf_holds_less_than_the_book_by_what_was_stolen_and_more_only_for_the_invoice_in_the_drawer()
    {
        var shop = Summer.Value;
        var more = shop.Run.Shelf.Where(s => s.Value > shop.Run.Book[s.Key]).Select(s => s.Key).ToList();
        var less = shop.Run.Shelf.Count(s => s.Value < shop.Run.Book[s.Key]);
        output.WriteLine($"more on the shelf: {string.Join(", ", more)}; less: {less}");
        more.Select(s => Supplier.Of(shop.Plan.Catalogue.Products.First(p => p.Sku == s))).Distinct().Count().ShouldBeLessThanOrEqualTo(1);
        less.ShouldBeInRange(10, 120);
        shop.Run.Shelf.Values.ShouldAllBe(q => q >= 0);
    }

    [Fact]
    public void Counts_find_too_little_but_not_too_much_of_it()
    {
        var shop = Summer.Value;
        var ledger = Post(shop);
        var counts = ledger.Entries.Where(e => e.Type == "count").ToList();
        var found = counts.SelectMany(c => c.Lines).Sum(l => l.Quantity * shop.Plan.Catalogue.Products.First(p => p.Sku == l.Sku).Cost);
        var share = -found / shop.Sales.Sum(shop.Amount);
        output.WriteLine($"{counts.Count} counts found {found:F0} rupees, {share:P2} of turnover");
        counts.Count.ShouldBeInRange(24, 27);
        counts.SelectMany(c => c.Lines).Count(l => l.Quantity < 0).ShouldBeGreaterThan(50);
        counts.SelectMany(c => c.Lines).Count(l => l.Quantity > 0).ShouldBe(0);
        share.ShouldBeInRange(0.002m, 0.012m);
        shop.Posts("count").ShouldAllBe(c => c.Movement.OccurredAt!.Value.Hour == TradeCalendar.ClosesAt);
    }

    [Fact]
    public void Only_tills_that_were_offline_sell_what_the_book_does_not_have()
    {
        var shop = Summer.Value;
        var offline = shop.Sales.Where(s => s.Movement.Reference == "T2-OFFLINE").ToList();
        offline.Count.ShouldBe(2);
        Post(shop).WentNegative.ShouldBe(offline.Select(s => s.Movement.Lines![0].Sku!));
        shop.Run.Book.Where(b => b.Value < 0).ShouldHaveSingleItem().Key.ShouldBe(offline[1].Movement.Lines![0].Sku);
    }

    [Fact]
    public void Some_facts_are_learned_after_the_count_that_saw_them()
    {
        var shop = Summer.Value;
        var late = shop.Sales.Where(s => s.LearnedAt - s.Movement.OccurredAt > TimeSpan.FromHours(6)).ToList();
        var covered = Post(shop).Entries.Where(e => e.Lines.Any(l => l.CoveredByCount is not null)).ToList();
        output.WriteLine($"{late.Count} late facts, {covered.Count} of them before a count");
        late.Count.ShouldBeInRange(20, 90);
        covered.Count.ShouldBeInRange(5, 40);
        late.ShouldAllBe(s => s.LearnedAt.Hour == 8 && SimulatedShop.Hour(s) >= 18);
    }

    [Fact]
    public void Mistakes_are_taken_back_within_minutes()
    {
        var shop = Summer.Value;
        var posted = shop.Actions.OfType<PostAction>().ToDictionary(p => p.Movement.Id!.Value);
        shop.Reversed.Count.ShouldBeInRange(10, 60);
        shop.Actions.OfType<ReverseAction>().ShouldAllBe(r => r.LearnedAt - posted[r.Entry].LearnedAt > TimeSpan.Zero && r.LearnedAt - posted[r.Entry].LearnedAt < TimeSpan.FromMinutes(10));
    }

    private static FakeLedger Post(SimulatedShop shop)
    {
        var ledger = new FakeLedger("SHOP", new FixedClock(shop.Actions[^1].LearnedAt));
        foreach (var action in shop.Actions)
        {
            var result = action switch
            {
                PostAction post => ledger.Post(post.Movement),
                ReverseAction reverse => ledger.Reverse(reverse.Entry, new() { Id = reverse.Id, Reason = reverse.Reason }),
                _ => throw new InvalidOperationException(),
            };
            result.Status.ShouldBe(201, result.Problem?.Detail);
        }

        return ledger;
    }

    private static Guid Id(SimulatedAction action) => action is PostAction post ? post.Movement.Id!.Value : ((ReverseAction)action).Id;

    private static string Bytes(ShopSimulation plan) => plan.Start().Actions.Aggregate(new StringBuilder(), (text, a) => text
        .Append(a.LearnedAt.ToString("O")).AppendLine(a is PostAction post ? JsonSerializer.Serialize(post.Movement, BazaarJson.Wire.MovementRequest) : a.ToString())).ToString();
}
