using Bazaar.Browser.Tests.Harness;
using static Microsoft.Playwright.Assertions;

namespace Bazaar.Browser.Tests;

/// <summary>Selling: by name, by scanner, by weight; what the book does not have; taking back.</summary>
[Collection(BrowserTests.Name)]
public sealed class SellTests(Chromium chromium)
{
    [Fact]
    public async Task A_basket_is_found_by_name_sold_and_taken_back()
    {
        await using var shop = await Shop.WithGoodsAsync();
        var page = await chromium.OpenAsync(shop);

        await page.PickAsync("cola");
        await page.PickAsync("2*چائے");
        await Expect(page.GetByTestId("total")).ToHaveTextAsync("Rs 1,061");
        await page.Keyboard.PressAsync("F9");

        await page.ToldAsync("Sold: Rs 1,061");
        (await shop.OnHandAsync("COLA")).ShouldBe(99m);
        (await shop.OnHandAsync("TEA")).ShouldBe(48m);

        await page.Button("Undo").ClickAsync();
        await page.ToldAsync("Taken back: Rs 1,061");
        await Expect(page.Locator(".tile", new() { HasText = "Cola" })).ToContainTextAsync("100 pc");
        await Expect(page.Locator(".waiting-link")).ToHaveCountAsync(0);
        (await shop.OnHandAsync("TEA")).ShouldBe(50m);
    }

    [Fact]
    public async Task Three_scanned_items_are_sold_in_five_seconds_and_four_taps()
    {
        await using var shop = await Shop.WithGoodsAsync();
        var page = await chromium.OpenAsync(shop, phone: true);
        await Expect(page.Locator(".tile", new() { HasText = "Cola" })).ToBeVisibleAsync();
        var watch = System.Diagnostics.Stopwatch.StartNew();
        foreach (var code in new[] { "5449000000996", "4006381333931", "5449000000996" })
        {
            // A scanner types wherever the focus is, faster than anybody, and ends with Enter.
            await page.EvaluateAsync("code => { for (const key of [...code, 'Enter']) document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true })); }", code);
        }

        await Expect(page.GetByTestId("total")).ToHaveTextAsync("Rs 710.50");
        await page.Button("Sell").TapAsync();
        await page.ToldAsync("Sold: Rs 710.50");

        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5));
        (await shop.OnHandAsync("COLA")).ShouldBe(98m);
        (await shop.OnHandAsync("TEA")).ShouldBe(49m);
    }

    [Fact]
    public async Task What_is_weighed_is_asked_for_and_can_be_bought_for_an_amount()
    {
        await using var shop = await Shop.WithGoodsAsync();
        var page = await chromium.OpenAsync(shop, phone: true);
        await page.Locator(".tile", new() { HasText = "Sugar" }).ClickAsync();
        await page.GetByLabel("For this much money").FillAsync("50");
        await page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Done" }).ClickAsync();
        await page.Button("Sell").ClickAsync();

        await page.ToldAsync("Sold: Rs 50.08");
        (await shop.OnHandAsync("SUGAR")).ShouldBe(79.687m);
    }

    [Fact]
    public async Task More_than_the_book_has_is_asked_about_and_sold_if_the_goods_are_there()
    {
        await using var shop = await Shop.WithGoodsAsync();
        var page = await chromium.OpenAsync(shop);
        await page.PickAsync("51*tea");
        await page.Keyboard.PressAsync("F9");
        await Expect(page.GetByRole(Microsoft.Playwright.AriaRole.Dialog)).ToContainTextAsync("51 pc asked, 50 pc in the book");
        (await shop.OnHandAsync("TEA")).ShouldBe(50m);

        await page.Button("Sell anyway").ClickAsync();

        await page.ToldAsync("Sold:");
        await Expect(page.Locator(".waiting-link")).ToHaveCountAsync(0);
        (await shop.OnHandAsync("TEA")).ShouldBe(-1m);
    }
}
