using Bazaar.Browser.Tests.Harness;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Bazaar.Browser.Tests;

/// <summary>Goods that come in, leave, and are counted.</summary>
[Collection(BrowserTests.Name)]
public sealed class GoodsTests(Chromium chromium)
{
    [Fact]
    public async Task A_delivery_of_two_cartons_is_received_with_its_cost()
    {
        await using var shop = await Shop.WithGoodsAsync();
        var page = await chromium.OpenAsync(shop, "/receive");
        await page.PickAsync("cola");

        await page.GetByLabel("How many").FillAsync("2");
        await page.GetByLabel("Pack").SelectOptionAsync("carton");
        await page.GetByLabel("Cost per carton").FillAsync("2400");
        await page.GetByLabel("Supplier (code)").FillAsync("METRO");
        await page.Button("Receive").ClickAsync();

        await page.ToldAsync("Received: 1 product.");
        (await shop.OnHandAsync("COLA")).ShouldBe(148m);
        (await shop.Client.ReadFeedAsync("SHOP", 0)).Items[^1].ShouldSatisfyAllConditions(m => m.Supplier.ShouldBe("METRO"), m => m.Lines[0].UnitCost.ShouldBe(100m));
    }

    [Fact]
    public async Task Spoiled_goods_leave_with_a_reason()
    {
        await using var shop = await Shop.WithGoodsAsync();
        var page = await chromium.OpenAsync(shop, "/remove");
        await page.PickAsync("sugar");
        await page.GetByLabel("How many").FillAsync("1.250");
        await Expect(page.Button("Remove")).ToBeDisabledAsync();
        await page.GetByRole(AriaRole.Radio, new() { Name = "Damaged" }).ClickAsync();
        await page.Button("Remove").ClickAsync();

        await page.ToldAsync("Removed: 1 product.");
        (await shop.OnHandAsync("SUGAR")).ShouldBe(78.75m);
    }

    [Fact]
    public async Task A_count_shows_its_differences_before_it_is_posted()
    {
        await using var shop = await Shop.WithGoodsAsync();
        var page = await chromium.OpenAsync(shop, "/count");
        await page.PickAsync("cola");
        await page.PickAsync("tea");
        await page.Locator("[data-sku=COLA]").GetByLabel("Counted").FillAsync("98");
        await page.Locator("[data-sku=TEA]").GetByLabel("Counted").FillAsync("50");
        await page.Button("Compare 2 products with the book").ClickAsync();

        await Expect(page.GetByTestId("variances")).ToContainTextAsync("−2");
        (await shop.OnHandAsync("COLA")).ShouldBe(100m, "nothing is posted before it was looked at");
        await page.Button("Take my count").ClickAsync();

        await page.ToldAsync("Counted: 2 products.");
        (await shop.OnHandAsync("COLA")).ShouldBe(98m);
    }

    [Fact]
    public async Task A_file_is_tried_first_and_its_faults_stand_beside_their_rows()
    {
        await using var shop = await Shop.WithGoodsAsync();
        var page = await chromium.OpenAsync(shop, "/catalogue/import");
        await page.SetInputFilesAsync("input[type=file]", File("goods.csv", "sku,name,unit,price\nSALT,Salt 800 g,piece,60\nRICE,Rice,kg,abc\nOIL,Oil,barrel!,500\n"));

        await Expect(page.Locator("tr.faulty")).ToHaveCountAsync(2);
        await Expect(page.Locator("tr.faulty").First).ToContainTextAsync("abc");
        await Expect(page.Locator("tr.faulty").First).ToContainTextAsync("price");
        await page.SetInputFilesAsync("input[type=file]", File("goods.csv", "sku,name,unit,price\nSALT,Salt 800 g,piece,60\nRICE,Rice,kg,320.50\n"));
        await page.Button("Import 2 rows").ClickAsync();

        await Expect(page.GetByText("Done: 2 new")).ToBeVisibleAsync();
        (await shop.Client.GetProductAsync("RICE")).Price.ShouldBe(320.50m);
    }

    [Fact]
    public async Task A_new_shop_sells_after_three_questions()
    {
        await using var shop = await Shop.OpenAsync();
        var page = await chromium.OpenAsync(shop, "/sell", phone: true);
        await page.GetByRole(AriaRole.Link, new() { Name = "Begin" }).ClickAsync();
        await page.Button("Next").ClickAsync();
        await page.GetByLabel("The shop's name").FillAsync("Madina Store");
        await page.Button("Next").ClickAsync();
        await page.GetByText("Type the first product").ClickAsync();
        await page.GetByLabel("Name").FillAsync("Eggs");
        await page.GetByLabel("Price").FillAsync("28");
        await page.GetByLabel("How many are there?").FillAsync("60");
        await page.Button("Add").ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Start selling" }).ClickAsync();
        await page.Locator(".tile", new() { HasText = "Eggs" }).ClickAsync();
        await page.Button("Sell").ClickAsync();

        await page.ToldAsync("Sold: Rs 28");
        (await shop.OnHandAsync("EGGS")).ShouldBe(59m);
        (await shop.Client.GetStoreAsync("SHOP")).Name.ShouldBe("Madina Store");
    }

    [Fact]
    public async Task The_demo_shop_opens_beside_an_empty_one_that_stays_empty()
    {
        await using var shop = await Shop.OpenAsync();
        var page = await chromium.OpenAsync(shop, "/welcome", phone: true);
        await page.GetByText("Show me the demo shop").ClickAsync();
        await page.WaitForURLAsync(url => new Uri(url).Authority != new Uri(shop.Address).Authority, new() { Timeout = 60_000 });
        await Expect(page.Locator(".tile").First).ToBeVisibleAsync();
        (await shop.Client.ListProductsAsync()).Items.ShouldBeEmpty();

        // And back again.
        await page.GotoAsync(new Uri(new Uri(page.Url), "/settings").ToString());
        await page.GetByText("Back to my shop").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Begin" })).ToBeVisibleAsync();
        new Uri(page.Url).Authority.ShouldBe(new Uri(shop.Address).Authority);
    }

    private static FilePayload File(string name, string text) => new() { Name = name, MimeType = "text/csv", Buffer = System.Text.Encoding.UTF8.GetBytes(text) };
}
