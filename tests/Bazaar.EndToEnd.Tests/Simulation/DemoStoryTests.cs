using Bazaar.Contracts;
using Bazaar.Contracts.Client;
using Bazaar.EndToEnd.Tests.Processes;
using Bazaar.Simulator.Demo;
using Bazaar.Simulator.Kiryana;
using Bazaar.Simulator.Story;

namespace Bazaar.EndToEnd.Tests.Simulation;

/// <summary>Who looks around in a demo finds suppliers, orders, counts and transfers, all made as people make them.</summary>
public class DemoStoryTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 12, 10, 30, 0, TimeSpan.Zero);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_demo_shop_has_suppliers_orders_and_counts_and_its_ledger_is_sound()
    {
        using var folder = new ShopFolder();
        await using (var server = await folder.ServeAsync("--demo"))
        {
            await ShouldHaveTheStoryAsync(server.Client, "SHOP");
            (await server.CloseAsync()).Error.ShouldContain("It has 8 suppliers, 7 purchase orders and 2 counts besides.");
        }

        // Opened again, nothing is done twice.
        await using var again = await folder.ServeAsync("--demo");
        await ShouldHaveTheStoryAsync(again.Client, "SHOP");
        (await again.CloseAsync()).Error.ShouldNotContain("besides");
    }

    [Fact]
    public async Task A_chain_has_transfers_that_arrived_are_on_their_way_or_lost_something()
    {
        using var folder = new ShopFolder();
        await using var server = await folder.ServeAsync();
        (await DemoChain.FillAsync(server.Client, stores: DemoStory.Chain.Count, days: 6, ct: Ct)).IsDemo.ShouldBeTrue();

        (await DemoStory.TellAsync(server.Client, DemoStory.Chain, ct: Ct)).ShouldBe("They have 8 suppliers, 7 purchase orders, 5 transfers and 2 counts besides.");

        await ShouldHaveTheStoryAsync(server.Client, "LHR-001");
        var transfers = (await server.Client.ListTransfersAsync(ct: Ct)).Items;
        transfers.Select(t => t.Status).Order().ShouldBe(["closed", "in-transit", "in-transit", "received", "received"]);
        var closed = await server.Client.GetTransferAsync(transfers.Single(t => t.Status == "closed").Id, Ct);
        closed.Lines.Sum(l => l.Lost).ShouldBe(1);
        closed.Steps[^1].Reason.ShouldBe("damaged");
    }

    [Theory]
    [InlineData(20)]
    [InlineData(85)]
    [InlineData(97)]
    [InlineData(101)]
    [InlineData(105)]
    public Task A_story_that_was_cut_off_goes_on_where_it_was(int request) =>
        ShouldGoOnAsync(request, ["SHOP"], client => DemoShop.FillAsync(client, "SHOP", days: 4, ct: Ct));

    [Theory]
    [InlineData(111)]
    [InlineData(125)]
    public Task A_chains_story_that_was_cut_off_goes_on_too(int request) =>
        ShouldGoOnAsync(request, DemoStory.Chain, client => DemoChain.FillAsync(client, stores: DemoStory.Chain.Count, days: 4, ct: Ct));

    [Fact]
    public void The_same_scene_gives_the_same_story()
    {
        var catalogue = KiryanaCatalogue.Load();
        var scene = new StoryScene(7, Now, catalogue, [("SHOP", [.. catalogue.Products.Select(Item)])]);

        var (plan, same) = (StoryPlan.Make(scene), StoryPlan.Make(scene));

        same.Orders.Select(o => o.Order.Id).ShouldBe(plan.Orders.Select(o => o.Order.Id));
        same.Orders.SelectMany(o => o.Order.Lines!).ShouldBe(plan.Orders.SelectMany(o => o.Order.Lines!));
        same.Counts.SelectMany(c => c.Scans).ShouldBe(plan.Counts.SelectMany(c => c.Scans));
        plan.Suppliers.SelectMany(s => s.Terms).ShouldAllBe(t => t.UnitCost > 0);
        plan.Suppliers.Count(s => s.NewCosts.Count > 0).ShouldBe(2);
        plan.Orders.Count(o => o.Order.ExpectedAt < Now).ShouldBe(1);
        plan.Transfers.ShouldBeEmpty();
        (scene with { Seed = 8 }).Id("order", "OIL-AGENCY").ShouldNotBe(scene.Id("order", "OIL-AGENCY"));
    }

    private static async Task ShouldGoOnAsync(int request, IReadOnlyList<string> stores, Func<BazaarClient, Task> fill)
    {
        using var folder = new ShopFolder();
        await using var server = await folder.ServeAsync();
        await fill(server.Client);
        using var http = server.CreateHttp(new LosesOneAnswer(request));
        await Should.ThrowAsync<HttpRequestException>(() => DemoStory.TellAsync(new BazaarClient(http), stores, ct: Ct));

        (await DemoStory.TellAsync(server.Client, stores, ct: Ct)).ShouldNotBeNull().ShouldEndWith(" and 2 counts besides.");

        await ShouldHaveTheStoryAsync(server.Client, stores[0]);
        (await server.Client.ListTransfersAsync(ct: Ct)).Items.Count.ShouldBe(stores.Count > 1 ? 5 : 0);
        (await DemoStory.TellAsync(server.Client, stores, ct: Ct)).ShouldBeNull();
    }

    private static async Task ShouldHaveTheStoryAsync(BazaarClient client, string main)
    {
        (await client.ListSuppliersAsync(ct: Ct)).Items.Count.ShouldBe(8);
        var dearer = (await client.ListSourcingAsync(null, supplier: "OIL-AGENCY", ct: Ct)).Items;
        var histories = await Task.WhenAll(dearer.Select(s => client.ListSourcingHistoryAsync(null, s.Sku, ct: Ct)));
        histories.Count(h => h.Items.Count == 2).ShouldBe(2);

        var orders = (await client.ListOrdersAsync(new OrderQuery(), ct: Ct)).Items;
        orders.Select(o => o.Status).Order().ShouldBe(["draft", "ordered", "ordered", "received", "received", "received", "received"]);
        var late = orders.Single(o => o.Late);
        (late.Store, late.Supplier).ShouldBe((main, "GHALLA-MANDI"));
        (await client.GetTodayAsync(main, Ct)).Counts.LateOrders.ShouldBe(1);
        var details = await Task.WhenAll(orders.Select(o => client.GetOrderAsync(o.Number, Ct)));
        details.Count(o => o.Receipts is [{ ClosedShort: true }] && o.Lines.Sum(l => l.UnderDelivered) == 1).ShouldBe(1);
        details.Count(o => o.CancelReason is not null && o.Lines.Any(l => l.Received > 0) && o.Lines.Any(l => l.UnderDelivered > 0)).ShouldBe(1);

        var counts = (await client.ListCountsAsync(main, ct: Ct)).Items;
        counts.Select(c => c.Status).Order().ShouldBe(["open", "posted"]);
        counts.ShouldAllBe(c => c.Scans > 0);
        (await client.ListVariancesAsync(counts.Single(c => c.Status == "posted").Id, "counted-different", ct: Ct)).Items.Count.ShouldBeInRange(1, 3);
        (await client.VerifyAsync(ct: Ct)).Ok.ShouldBeTrue();
    }

    private static StockItem Item(KiryanaProduct product) => new()
    {
        Store = "SHOP",
        Sku = product.Sku,
        Name = product.Name,
        Category = product.Category,
        Unit = product.Unit,
        OnHand = 10,
        TargetLevel = 30,
        Price = product.Price,
        UnitCost = product.Cost,
        Value = 10 * product.Cost,
        Status = "ok",
        Seq = 1,
    };

    /// <summary>The request is carried out, and its answer lost on its way.</summary>
    private sealed class LosesOneAnswer(int request) : DelegatingHandler
    {
        private int _requests;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage message, CancellationToken cancellationToken)
        {
            var answer = await base.SendAsync(message, cancellationToken);
            return Interlocked.Increment(ref _requests) == request ? throw new HttpRequestException("The line went dead.") : answer;
        }
    }
}
