using Bazaar.Browser.Tests.Harness;
using Bazaar.Contracts;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Bazaar.Browser.Tests;

/// <summary>Who runs several stores: which needs somebody, who may work where, who changed what, and how right the books are.</summary>
[Collection(BrowserTests.Name)]
public sealed class OperatorTests(Chromium chromium)
{
    [Fact]
    public async Task The_chain_is_searched_sorted_and_a_store_closed_and_its_change_is_on_record()
    {
        await using var shop = await Shop.WithGoodsAsync();
        foreach (var (code, name) in new[] { ("NEAR", "Near shop"), ("FAR", "Far shop"), ("HILL", "Hill shop"), ("DALE", "Dale shop"), ("FORT", "Fort shop"), ("GATE", "Gate shop"), ("MALL", "Mall shop"), ("PORT", "Port shop") })
        {
            await shop.Client.AddStoreAsync(new StoreRequest { Code = code, Name = name, City = code == "PORT" ? "Karachi" : "Lahore", TimeZone = "Asia/Karachi" });
        }

        var page = await chromium.OpenAsync(shop, "/stores");
        var rows = page.GetByTestId("stores").Locator("tbody tr");
        await Expect(rows).ToHaveCountAsync(9);
        await page.GetByLabel("Sorted by").SelectOptionAsync("value");
        await Expect(rows.First).ToContainTextAsync("SHOP");
        await page.GetByLabel("Find a store").FillAsync("karachi");
        await Expect(rows).ToHaveCountAsync(1);
        await page.Button("Change Port shop").ClickAsync();
        await page.Button("Close the store").ClickAsync();
        await page.Button("Yes, close it").ClickAsync();
        await Expect(rows.First).ToContainTextAsync("closed");
        (await shop.Client.GetStoreAsync("PORT")).Closed.ShouldBeTrue();

        await page.GotoAsync("/audit");
        await page.GetByLabel("What", new() { Exact = true }).SelectOptionAsync("store");
        var newest = page.GetByTestId("trail").Locator("> *").First;
        await Expect(newest).ToContainTextAsync("Store: closed PORT");
    }

    [Fact]
    public async Task Somebody_may_work_in_the_stores_that_were_chosen_for_them()
    {
        await using var shop = await Shop.WithGoodsAsync();
        await shop.Client.AddStoreAsync(new StoreRequest { Code = "NEAR", Name = "Near shop", TimeZone = "Asia/Karachi" });
        var page = await chromium.OpenAsync(shop, "/people");
        await page.Button("Make a key").ClickAsync();
        await page.GetByLabel("Device", new() { Exact = true }).FillAsync("till-2");
        await page.GetByRole(AriaRole.Radio, new() { Name = "Only these" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Make a key" })).ToBeDisabledAsync();
        await page.GetByLabel("Near shop").CheckAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Make a key" }).ClickAsync();
        await Expect(page.GetByTestId("key")).ToBeVisibleAsync();
        await page.Button("Done").ClickAsync();
        await Expect(page.GetByText("· NEAR ·")).ToBeVisibleAsync();

        await page.Button("Revoke").ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Revoke" }).ClickAsync();
        await Expect(page.GetByText("revoked")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Accuracy_and_sorting_of_a_report_follow_what_was_counted()
    {
        await using var shop = await Shop.WithGoodsAsync();
        await shop.Client.PostMovementAsync("SHOP", new MovementRequest { Type = "count", Lines = [new MovementLineRequest { Sku = "COLA", Counted = 97 }, new MovementLineRequest { Sku = "TEA", Counted = 50 }] });
        var page = await chromium.OpenAsync(shop, "/reports/accuracy?groupBy=category");
        var report = page.GetByTestId("report");
        await Expect(report.Locator("tfoot")).ToContainTextAsync("50%");
        await Expect(report.Locator("tbody tr")).ToHaveCountAsync(2);
        await page.Button("Accuracy").ClickAsync();
        await Expect(report.Locator("tbody tr").First).ToContainTextAsync("Tea");
        await page.Button("Accuracy").ClickAsync();
        await Expect(report.Locator("tbody tr").First).ToContainTextAsync("Drinks");

        // What was chosen stays from one report to the next, and the file that is saved holds the same.
        await page.GetByLabel("Category").SelectOptionAsync("Drinks");
        await Expect(report.Locator("tbody tr")).ToHaveCountAsync(1);
        var file = await page.RunAndWaitForDownloadAsync(() => page.Button("CSV").ClickAsync());
        (await File.ReadAllTextAsync(await file.PathAsync())).ShouldSatisfyAllConditions(csv => csv.ShouldContain("Drinks"), csv => csv.ShouldNotContain("Tea"));
        await page.GetByRole(AriaRole.Link, new() { Name = "Stock value" }).ClickAsync();
        await Expect(page.GetByLabel("Category")).ToHaveValueAsync("Drinks");
    }
}
