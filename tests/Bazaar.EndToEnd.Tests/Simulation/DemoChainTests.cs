using Bazaar.Simulator.Demo;
using Bazaar.Simulator.Kiryana;

namespace Bazaar.EndToEnd.Tests.Simulation;

public class DemoChainTests
{
    private static readonly FixedClock Now = new(new DateTimeOffset(2026, 3, 12, 10, 30, 0, TimeSpan.Zero));

    [Fact]
    public void The_chain_is_fifty_stores_of_all_sizes_and_fates()
    {
        var plans = ChainPlan.Make(7, 30).ToList();

        plans.Count.ShouldBe(ChainPlan.Stores);
        plans.Select(p => p.Code).ShouldBeUnique();
        plans.Select(p => p.City).Distinct().Count().ShouldBe(11);
        plans.Select(p => p.Region).Distinct().Count().ShouldBe(5);
        plans.Count(p => p.Closed).ShouldBe(2);
        plans.Count(p => p.UnsuppliedDays > 0).ShouldBe(3);
        plans.Count(p => p.SilentDays > 0).ShouldBe(3);
        plans.Count(p => p.Days < 30).ShouldBe(2);
        plans.Select(p => p.PriceLevel).Distinct().Count().ShouldBeGreaterThan(5);
        (plans.Max(p => p.Size) / plans.Min(p => p.Size)).ShouldBeGreaterThan(2);
        ChainPlan.Make(7, 30).ShouldBe(plans);
        ChainPlan.Make(8, 30).ShouldNotBe(plans);
    }

    [Fact]
    public async Task An_empty_server_becomes_a_chain_and_filling_again_changes_nothing()
    {
        using var server = new FakeShop(Now);
        var result = await DemoChain.FillAsync(server.Client, stores: 5, days: 6, clock: Now, ct: TestContext.Current.CancellationToken);

        result.Refused.ShouldBeEmpty();
        string[] codes = ["LHR-001", "KHI-001", "ISB-001", "RWP-001", "FSD-001"];
        var ledgers = codes.Select(server.Ledger).ToList();
        ledgers.ShouldAllBe(l => l.Entries.Count > 100);
        (result.Entries + result.Reversals).ShouldBe(ledgers.Sum(l => l.Entries.Count));
        result.Message.ShouldStartWith("5 stores in 5 cities have ");
        ledgers[0].Entries[0].Hash.ShouldNotBe(ledgers[1].Entries[0].Hash);

        var again = await DemoChain.FillAsync(server.Client, stores: 5, days: 6, clock: Now, ct: TestContext.Current.CancellationToken);
        again.AlreadyFilled.ShouldBeTrue();
        ledgers.Sum(l => l.Entries.Count).ShouldBe(result.Entries + result.Reversals);
    }

    [Fact]
    public void A_dearer_store_asks_more_for_the_same_goods()
    {
        var catalogue = KiryanaCatalogue.Load();
        var dear = catalogue.AtPrices(1.05m);

        dear.Products.Select(p => p.Sku).ShouldBe(catalogue.Products.Select(p => p.Sku));
        dear.Products.Zip(catalogue.Products).ShouldAllBe(p => p.First.Price >= p.Second.Price);
        dear.Products.Single(p => p.Sku == "SUGAR").Price.ShouldBe(Math.Round(catalogue.Products.Single(p => p.Sku == "SUGAR").Price * 1.05m, MidpointRounding.AwayFromZero));
    }
}
