using Bazaar.Contracts;
using Bazaar.Contracts.Client;
using Bazaar.Server.Tests.Harness;
using static Bazaar.Server.Tests.Purchasing.Buyer;

namespace Bazaar.Server.Tests.Purchasing;

/// <summary>Lists of orders, and the report on suppliers.</summary>
public sealed class OrderListTests(Shop shop, ITestOutputHelper output) : IClassFixture<Shop>
{
    [Fact]
    public async Task Lists_are_newest_first_paged_and_filtered()
    {
        var (buyer, other) = (await Buyer.NewAsync(shop), await Buyer.NewAsync(shop));
        var sku = await shop.NewProductAsync();
        var orders = new List<PurchaseOrder>();
        for (var i = 0; i < 5; i++)
        {
            orders.Add(i < 3 ? await buyer.OrderAsync(Line(sku, 10)) : await buyer.DraftAsync(Line(sku, 2)));
        }

        var elsewhere = await shop.Api.AddOrderAsync(new PurchaseOrderRequest { Store = buyer.Store.Code, Supplier = other.Supplier, Lines = [] });
        await shop.Api.CancelOrderAsync(orders[0].Number, new CancelOrderRequest { Reason = "x" });

        (await ListAsync(buyer)).ShouldBe([elsewhere.Number, .. orders.Select(o => o.Number).Reverse()]);
        (await ListAsync(buyer, q => q with { Status = "draft" })).ShouldBe([elsewhere.Number, orders[4].Number, orders[3].Number]);
        (await ListAsync(buyer, q => q with { Status = "ordered" })).ShouldBe([orders[2].Number, orders[1].Number]);
        (await ListAsync(buyer, q => q with { Status = "cancelled" })).ShouldBe([orders[0].Number]);
        (await ListAsync(buyer, q => q with { Supplier = other.Supplier.ToLowerInvariant() })).ShouldBe([elsewhere.Number]);
        (await ListAsync(buyer, q => q with { Stores = [other.Store.Code] })).ShouldBeEmpty();
        (await ListAsync(buyer, q => q with { Stores = [other.Store.Code, buyer.Store.Code] })).Length.ShouldBe(6);
        var today = DateOnly.FromDateTime(orders[0].CreatedAt.ToOffset(TimeSpan.FromHours(5)).Date);
        (await ListAsync(buyer, q => q with { From = today, To = today.AddDays(1) })).Length.ShouldBe(6);
        (await ListAsync(buyer, q => q with { To = today.AddDays(-1) })).ShouldBeEmpty();

        var row = (await shop.Api.ListOrdersAsync(new OrderQuery { Stores = [buyer.Store.Code] }, limit: 2, cursor: null)).Items[1];
        row.ShouldSatisfyAllConditions(r => r.Id.ShouldBe(orders[4].Id), r => r.Lines.ShouldBe(1), r => r.Total.ShouldBe(20), r => r.SupplierName.ShouldBe("A supplier"), r => r.Late.ShouldBeFalse());
        foreach (var wrong in (string[])["status=lost", "limit=0", "cursor=%21", "from=01.03.2026", "from=2026-03-02&to=2026-03-01", "late=perhaps"])
        {
            (await shop.SendAsync("GET", "purchase-orders?" + wrong)).Status.ShouldBe(400, wrong);
        }

        (await shop.SendAsync("GET", "purchase-orders?store=NOWHERE")).ShouldBeProblem(404, ProblemCodes.NotFound);
        (await shop.SendAsync("GET", "purchase-orders?supplier=NOBODY")).ShouldBeProblem(404, ProblemCodes.NotFound);
    }

    [Fact]
    public async Task What_should_have_come_and_has_not_is_late()
    {
        var buyer = await Buyer.NewAsync(shop);
        var sku = await shop.NewProductAsync();
        var (overdue, partly, come, ahead, draft) = (
            await LateAsync(buyer, sku), await LateAsync(buyer, sku), await LateAsync(buyer, sku), await buyer.OrderAsync(Line(sku, 10)),
            await shop.Api.AddOrderAsync(new PurchaseOrderRequest { Store = buyer.Store.Code, Supplier = buyer.Supplier, ExpectedAt = TestStore.At(9) }));
        await buyer.ReceiveAsync(partly, sku, 3);
        await buyer.ReceiveAsync(come, sku, 10);

        (await ListAsync(buyer, q => q with { Late = true })).ShouldBe([partly.Number, overdue.Number]);
        (await ListAsync(buyer, q => q with { Late = false })).ShouldBe([draft.Number, ahead.Number, come.Number]);
        (await buyer.ReadAsync(overdue)).Late.ShouldBeTrue();
        (await buyer.ReadAsync(come)).Late.ShouldBeFalse();
    }

    [Fact]
    public async Task The_list_says_of_every_order_what_the_order_says_itself()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"Seed {seed}");
        var random = new Random(seed);
        var buyer = await Buyer.NewAsync(shop);
        var (sugar, tea) = (await shop.NewProductAsync(), await shop.NewProductAsync());
        for (var i = 0; i < 40; i++)
        {
            await LiveAsync(buyer, await buyer.DraftAsync(Line(sugar, 4), Line(tea, 2)), [sugar, tea], random);
        }

        foreach (var row in (await shop.Api.ListOrdersAsync(new OrderQuery { Stores = [buyer.Store.Code] }, limit: 200)).Items)
        {
            var order = await shop.Api.GetOrderAsync(row.Number);
            (row.Status, row.Total, row.Lines, row.Late).ShouldBe((order.Status, order.Total, order.Lines.Count, order.Late));
            (await ListAsync(buyer, q => q with { Status = order.Status })).ShouldContain(order.Number);
        }

        await buyer.Store.ShouldProveItselfAsync();
    }

    [Fact]
    public async Task The_report_on_suppliers_adds_up_to_what_was_ordered_and_what_came()
    {
        var (buyer, other) = (await Buyer.NewAsync(shop), await Buyer.NewAsync(shop));
        var category = shop.Unique("Category");
        var (sugar, tea) = (await shop.NewProductAsync(), await shop.NewProductAsync());
        await shop.Api.EditProductAsync(sugar, 1, new ProductPatch { Category = category });
        var inTime = await shop.Api.AddOrderAsync(new PurchaseOrderRequest { Store = buyer.Store.Code, Supplier = buyer.Supplier, ExpectedAt = TimeProvider.System.GetUtcNow().AddDays(1), Lines = [Line(sugar, 10), Line(tea, 5)] });
        inTime = await shop.Api.SubmitOrderAsync(inTime.Number);
        await shop.Api.ReceiveOrderAsync(inTime.Number, new ReceiveOrderRequest { AllowOver = true, Lines = [new() { Line = 1, Quantity = 12, UnitCost = 11 }, new() { Line = 2, Quantity = 5 }] });
        var shortOne = await LateAsync(buyer, tea);
        await buyer.ReceiveAsync(shortOne, tea, 4, closeShort: true);
        var waiting = await LateAsync(buyer, sugar);
        var back = await buyer.ReceiveAsync(waiting, sugar, 9);
        await shop.Api.ReverseMovementAsync(buyer.Store.Code, back.Movement.Id, new ReversalRequest { Reason = "x" });
        await buyer.DraftAsync(Line(sugar, 100));
        await shop.Api.SubmitOrderAsync((await shop.Api.AddOrderAsync(new PurchaseOrderRequest { Store = buyer.Store.Code, Supplier = other.Supplier, Lines = [Line(tea, 1)] })).Number);

        var report = await shop.Api.ReportSuppliersAsync(new ReportFilter { Stores = [buyer.Store.Code] });
        report.Rows.Select(r => r.Supplier).ShouldBe([buyer.Supplier, other.Supplier], ignoreOrder: true);
        report.Rows.Single(r => r.Supplier == buyer.Supplier).ShouldBe(new SuppliersRow
        {
            Supplier = buyer.Supplier, Name = "A supplier", Orders = 3, Ordered = 350, Received = 132 + 50 + 40, Outstanding = 100, UnderDelivered = 60, OverDelivered = 20, Due = 3, OnTime = 1, OnTimeShare = 0.3333m,
        });
        report.Totals.ShouldSatisfyAllConditions(t => t.Orders.ShouldBe(4), t => t.Ordered.ShouldBe(360), t => t.Outstanding.ShouldBe(110), t => t.Due.ShouldBe(3));
        (await shop.Api.ReportSuppliersAsync(new ReportFilter { Stores = [buyer.Store.Code], Category = category })).Rows.ShouldHaveSingleItem()
            .ShouldSatisfyAllConditions(r => r.Orders.ShouldBe(2), r => r.Ordered.ShouldBe(200), r => r.Received.ShouldBe(132), r => r.OverDelivered.ShouldBe(20));
        (await shop.Api.ReportSuppliersAsync(new ReportFilter { Stores = [other.Store.Code] })).Rows.ShouldBeEmpty();

        var csv = (await shop.SendAsync("GET", $"reports/suppliers?store={buyer.Store.Code}&format=csv")).ShouldBe(200).Text;
        csv.Split('\n')[0].Trim('\uFEFF', '\r').ShouldBe("Supplier,Name,Orders,Ordered,Received,Outstanding,Under-delivered,Over-delivered,Due,On time,On-time share");
        csv.ShouldContain("total,,4,360.00");
        (await shop.SendAsync("GET", "reports/suppliers?format=xlsx")).ShouldBe(200);
        (await shop.SendAsync("GET", "reports/suppliers?groupBy=day")).ShouldBeProblem(400, ProblemCodes.Invalid);
    }

    private static async Task<PurchaseOrder> LateAsync(Buyer buyer, string sku) => await buyer.Shop.Api.SubmitOrderAsync(
        (await buyer.Shop.Api.AddOrderAsync(new PurchaseOrderRequest { Store = buyer.Store.Code, Supplier = buyer.Supplier, ExpectedAt = TestStore.At(9), Lines = [Line(sku, 10)] })).Number);

    private async Task<string[]> ListAsync(Buyer buyer, Func<OrderQuery, OrderQuery>? more = null)
    {
        var query = new OrderQuery { Stores = [buyer.Store.Code] };
        var numbers = new List<string>();
        await foreach (var order in BazaarClient.AllAsync(cursor => shop.Api.ListOrdersAsync(more?.Invoke(query) ?? query, 2, cursor)))
        {
            numbers.Add(order.Number);
        }

        return [.. numbers];
    }

    /// <summary>A life as orders have it: sent or not, some goods, some taken back, perhaps cancelled.</summary>
    private async Task LiveAsync(Buyer buyer, PurchaseOrder order, string[] skus, Random random)
    {
        if (random.Next(5) > 0)
        {
            await shop.Api.SubmitOrderAsync(order.Number);
            for (var receipts = random.Next(4); receipts > 0; receipts--)
            {
                var receipt = await buyer.ReceiveAsync(order, skus[random.Next(2)], random.Next(1, 5), allowOver: true, closeShort: random.Next(6) == 0);
                if (random.Next(3) == 0)
                {
                    await shop.Api.ReverseMovementAsync(buyer.Store.Code, receipt.Movement.Id, new ReversalRequest { Reason = "x" });
                }
            }
        }

        if (random.Next(4) == 0 && (await buyer.ReadAsync(order)).Status is "draft" or "ordered" or "partly-received")
        {
            await shop.Api.CancelOrderAsync(order.Number, new CancelOrderRequest { Reason = "x" });
        }
    }
}
