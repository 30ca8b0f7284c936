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
        (await shop.OnHandAsync("TEA")).ShouldBe(50m);
    }
}
