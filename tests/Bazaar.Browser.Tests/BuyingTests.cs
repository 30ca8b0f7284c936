using System.Globalization;
using Bazaar.Browser.Tests.Harness;
using Bazaar.Contracts;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Bazaar.Browser.Tests;

/// <summary>Who supplies what at what cost, and orders from their first draft to what came of them.</summary>
[Collection(BrowserTests.Name)]
public sealed class BuyingTests(Chromium chromium)
{
    [Fact]
    public async Task What_a_supplier_asks_is_written_changed_and_remembered_and_fills_the_order()
    {
        await using var shop = await Shop.WithGoodsAsync();
        var page = await chromium.OpenAsync(shop, "/suppliers");
        await page.Button("Add supplier").ClickAsync();
        await page.GetByLabel("Name").FillAsync("Metro");
        await page.GetByLabel("Code").FillAsync("METRO");
        await page.Button("Save").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Metro" })).ToBeVisibleAsync();
        await page.Button("Add a product").ClickAsync();
        await page.Locator(".finder-box input").FillAsync("cola");
        await page.Locator(".result").First.ClickAsync();
        await page.GetByLabel("How it is priced").SelectOptionAsync("pack:carton");
        await page.GetByLabel("Cost per carton").FillAsync("2400");
        await page.GetByLabel("Least per order (carton)").FillAsync("2");
        await page.Button("Save").ClickAsync();
        var terms = page.GetByTestId("supplies").Locator("tbody tr");
        await Expect(terms).ToContainTextAsync("2,400.00 / carton");
        await Expect(terms).ToContainTextAsync("100.00 / pc");

        await page.Button("Change the terms: Cola 500 ml").ClickAsync();
        await page.GetByLabel("Cost per carton").FillAsync("2520");
        await page.Button("Save").ClickAsync();
        await Expect(terms).ToContainTextAsync("2,520.00 / carton");
        await page.Button("Price history: Cola 500 ml").ClickAsync();
        await Expect(page.GetByTestId("price-history").Locator("li")).ToHaveCountAsync(2);
        await Expect(page.GetByTestId("price-history").Locator("li").First).ToContainTextAsync("+5%");

        await page.GotoAsync("/stock/COLA");
        await Expect(page.GetByTestId("source")).ToContainTextAsync("at least 2 carton");
        await page.GotoAsync("/orders/new?supplier=METRO");
        await Expect(page.GetByLabel("Suppliers")).ToHaveValueAsync("METRO");
        await page.PickAsync("cola");
        await Expect(page.GetByLabel("How many")).ToHaveValueAsync("2");
        await Expect(page.GetByLabel("Cost per carton")).ToHaveValueAsync("2520");
    }

    [Fact]
    public async Task A_draft_that_somebody_else_changed_is_not_overwritten_unasked_and_then_sent_and_cancelled()
    {
        await using var shop = await Shop.WithGoodsAsync();
        var order = await DraftAsync(shop);
        var page = await chromium.OpenAsync(shop, $"/orders/{order.Number}");
        await page.Locator("[data-sku=COLA]").GetByLabel("How many").FillAsync("36");
        await shop.Client.EditOrderAsync(order.Number, order.Version, new PurchaseOrderPatch { Note = "Ring first" });
        await page.Button("Save").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Somebody else changed this");
        (await shop.Client.GetOrderAsync(order.Number)).Lines[0].Quantity.ShouldBe(24m, "nothing was written over the other's change");
        await page.Button("Show theirs").ClickAsync();
        await Expect(page.GetByLabel("Note (optional)")).ToHaveValueAsync("Ring first");

        await page.Locator("[data-sku=COLA]").GetByLabel("How many").FillAsync("30");
        await page.Button("Order").ClickAsync();
        await page.ToldAsync("Ordered:");
        (await shop.Client.GetOrderAsync(order.Number)).ShouldSatisfyAllConditions(o => o.Status.ShouldBe("ordered"), o => o.Lines[0].Quantity.ShouldBe(30m), o => o.Note.ShouldBe("Ring first"));

        await page.Button("Cancel the order").ClickAsync();
        await page.Button("Cannot deliver").ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Cancel the order" }).ClickAsync();
        await Expect(page.GetByText("Cancelled: Cannot deliver")).ToBeVisibleAsync();
        (await shop.Client.GetOrderAsync(order.Number)).CancelReason.ShouldBe("Cannot deliver");
    }

    [Fact]
    public async Task More_and_less_than_ordered_are_named_before_and_after_receiving_and_in_the_report()
    {
        await using var shop = await Shop.WithGoodsAsync();
        var order = await DraftAsync(shop);
        await shop.Client.SubmitOrderAsync(order.Number);
        var page = await chromium.OpenAsync(shop, $"/orders/{order.Number}");
        await page.GetByLabel("Comes now Cola 500 ml").FillAsync("25");
        await page.GetByLabel("Comes now Tapal tea 190 g").FillAsync("9");
        await page.GetByLabel("Cost Tapal tea 190 g").FillAsync("405");
        await Expect(page.GetByText("1 pc more than ordered")).ToBeVisibleAsync();
        await Expect(page.GetByText("1 pc missing")).ToBeVisibleAsync();
        await page.Button("Receive, and wait for no more").ClickAsync();

        await Expect(page.GetByTestId("order")).ToContainTextAsync("1 pc too many");
        await Expect(page.GetByTestId("order")).ToContainTextAsync("1 pc never came");
        (await shop.OnHandAsync("COLA")).ShouldBe(125m);
        (await shop.Client.ReadFeedAsync("SHOP", 0)).Items[^1].Lines.ShouldContain(l => l.Sku == "TEA" && l.UnitCost == 405m);

        await page.GotoAsync("/reports/suppliers");
        var totals = (await shop.Client.ReportSuppliersAsync(new() { Stores = ["SHOP"] })).Totals.ShouldNotBeNull();
        foreach (var number in new[] { totals.Ordered, totals.Received, totals.UnderDelivered, totals.OverDelivered })
        {
            number.ShouldBeGreaterThan(0);
            await Expect(page.GetByTestId("report").Locator("tfoot")).ToContainTextAsync(number.ToString("N2", CultureInfo.InvariantCulture));
        }
    }

    private static async Task<PurchaseOrder> DraftAsync(Shop shop)
    {
        await shop.Client.AddSupplierAsync(new SupplierRequest { Code = "METRO", Name = "Metro" });
        return await shop.Client.AddOrderAsync(new PurchaseOrderRequest
        {
            Store = "SHOP",
            Supplier = "METRO",
            Lines = [new PurchaseOrderLineRequest { Sku = "COLA", Quantity = 24, UnitCost = 100 }, new PurchaseOrderLineRequest { Sku = "TEA", Quantity = 10, UnitCost = 400 }],
        });
    }
}
