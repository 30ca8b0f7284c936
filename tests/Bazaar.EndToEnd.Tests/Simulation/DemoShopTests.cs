using Bazaar.Contracts;
using Bazaar.Simulator.Demo;
using Bazaar.Simulator.Shop;

namespace Bazaar.EndToEnd.Tests.Simulation;

public class DemoShopTests
{
    // Half past three in the afternoon in Lahore.
    private static readonly FixedClock Now = new(new DateTimeOffset(2026, 3, 12, 10, 30, 0, TimeSpan.Zero));

    [Fact]
    public async Task An_empty_server_becomes_a_shop_with_ninety_days_behind_it()
    {
        using var server = new FakeShop(Now);
        var steps = new Reports();
        var result = await DemoShop.FillAsync(server.Client, "SHOP", seed: 7, progress: steps, clock: Now, ct: TestContext.Current.CancellationToken);

        result.Refused.ShouldBeEmpty();
        result.AlreadyFilled.ShouldBeFalse();
        result.Products.ShouldBe(241);
        var ledger = server.Ledger("SHOP");
        (result.Entries + result.Reversals).ShouldBe(ledger.Entries.Count);
        result.Reversals.ShouldBeGreaterThan(5);
        result.Message.ShouldStartWith($"Store SHOP has 241 products and {ledger.Entries.Count:N0} entries from 2025-12-13 until now.");
        server.ImportedRows.ShouldBe(241);
        server.Levels.Count.ShouldBe(241);
        server.Levels["SUGAR"].ReorderPoint.Value.ShouldBe(new ShopSimulation(7, new DateOnly(2025, 12, 13), 90).Levels["SUGAR"].ReorderPoint);
        steps.Select(s => s.Step).Distinct().ShouldBe([DemoStep.Catalogue, DemoStep.Levels, DemoStep.Trade]);
        steps.Last().Done.ShouldBe(steps.Last().Total);
    }

    [Fact]
    public async Task The_shop_has_what_the_simulation_says_and_its_past_ends_now()
    {
        using var server = new FakeShop(Now);
        await DemoShop.FillAsync(server.Client, "SHOP", seed: 3, days: 20, clock: Now, ct: TestContext.Current.CancellationToken);

        var run = new ShopSimulation(3, new DateOnly(2026, 2, 21), 20).Start();
        var done = run.Actions.TakeWhile(a => a.LearnedAt <= Now.GetUtcNow()).Count();
        var ledger = server.Ledger("SHOP");
        ledger.Entries.Count.ShouldBe(done);
        (Now.GetUtcNow() - ledger.Entries[^1].OccurredAt).ShouldBeLessThan(TimeSpan.FromHours(1));
    }

    [Fact]
    public async Task Filling_again_changes_nothing_and_says_so()
    {
        using var server = new FakeShop(Now);
        await DemoShop.FillAsync(server.Client, "SHOP", days: 10, clock: Now, ct: TestContext.Current.CancellationToken);
        var (entries, requests) = (server.Ledger("SHOP").Entries.Count, server.Requests);

        var again = await DemoShop.FillAsync(server.Client, "SHOP", days: 10, clock: Now, ct: TestContext.Current.CancellationToken);
        again.AlreadyFilled.ShouldBeTrue();
        again.Message.ShouldBe($"Store SHOP already has {entries:N0} entries; nothing was changed. The demo fills an empty store only.");
        server.Ledger("SHOP").Entries.Count.ShouldBe(entries);
        (server.Requests - requests).ShouldBe(2);
    }

    [Fact]
    public async Task A_shop_that_trades_already_is_left_alone()
    {
        using var server = new FakeShop(Now);
        server.Ledger("SHOP").Post(new MovementRequest { Id = Guid.NewGuid(), Type = "opening", Lines = [new MovementLineRequest { Sku = "SUGAR", Quantity = 5 }] });
        var result = await DemoShop.FillAsync(server.Client, "SHOP", clock: Now, ct: TestContext.Current.CancellationToken);
        result.AlreadyFilled.ShouldBeTrue();
        server.ImportedRows.ShouldBe(0);
        server.Ledger("SHOP").Entries.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(7)]
    [InlineData(12)]
    public async Task An_interrupted_demo_goes_on_where_it_was_cut_off(int request)
    {
        using var whole = new FakeShop(Now);
        await DemoShop.FillAsync(whole.Client, "SHOP", days: 10, clock: Now, ct: TestContext.Current.CancellationToken);

        using var server = new FakeShop(Now) { LosesAnswer = n => n == request };
        await Should.ThrowAsync<HttpRequestException>(() => DemoShop.FillAsync(server.Client, "SHOP", days: 10, clock: Now, ct: TestContext.Current.CancellationToken));
        server.Ledger("SHOP").Entries.Count.ShouldBeLessThan(whole.Ledger("SHOP").Entries.Count);

        // Hours later, the same demo still ends when it was begun.
        var later = new FixedClock(Now.GetUtcNow().AddHours(5));
        var result = await DemoShop.FillAsync(server.Client, "SHOP", days: 10, clock: server.Ledger("SHOP").Entries.Count > 0 ? later : Now, ct: TestContext.Current.CancellationToken);
        result.Refused.ShouldBeEmpty();
        server.Ledger("SHOP").Entries.Select(e => e.Hash).ShouldBe(whole.Ledger("SHOP").Entries.Select(e => e.Hash));
    }

    private sealed class Reports : List<DemoProgress>, IProgress<DemoProgress>
    {
        public void Report(DemoProgress value)
        {
            lock (this)
            {
                Add(value);
            }
        }
    }
}
