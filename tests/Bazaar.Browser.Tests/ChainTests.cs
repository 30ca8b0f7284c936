using Bazaar.Browser.Tests.Harness;
using Bazaar.Contracts;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Bazaar.Browser.Tests;

/// <summary>Several stores, suppliers and people: orders, transfers, logins and what each may see.</summary>
[Collection(BrowserTests.Name)]
public sealed class ChainTests(Chromium chromium)
{
    private const string Password = "correct horse 42";

    [Fact]
    public async Task Goods_are_ordered_from_a_supplier_and_counted_in_short()
    {
        await using var shop = await Shop.WithGoodsAsync();
        var page = await chromium.OpenAsync(shop, "/suppliers");
        await page.Button("Add supplier").First.ClickAsync();
        await page.GetByLabel("Name").FillAsync("Metro");
        await page.GetByLabel("Code").FillAsync("METRO");
        await page.Button("Save").ClickAsync();
        await page.ToldAsync("Saved.");

        await page.GotoAsync("/orders/new");
        await page.GetByLabel("Suppliers").SelectOptionAsync("METRO");
        await page.PickAsync("cola");
        await page.GetByLabel("How many").FillAsync("24");
        await page.GetByLabel("Cost per pc").FillAsync("101.50");
        await page.Button("Order").ClickAsync();
        await page.ToldAsync("Ordered:");
        await page.GetByLabel("Comes now Cola 500 ml").FillAsync("20");
        await page.Button("Receive this").ClickAsync();

        await page.ToldAsync("Received:");
        await Expect(page.GetByText("Partly here")).ToBeVisibleAsync();
        (await shop.OnHandAsync("COLA")).ShouldBe(120m);
    }

    [Fact]
    public async Task Goods_leave_one_store_and_arrive_in_the_other()
    {
        await using var shop = await Shop.WithGoodsAsync();
        await shop.Client.AddStoreAsync(new StoreRequest { Code = "NEAR", Name = "Near shop", TimeZone = "Asia/Karachi" });
        var page = await chromium.OpenAsync(shop, "/transfers/new");
        await page.GetByLabel("To which store").SelectOptionAsync("NEAR");
        await page.PickAsync("tea");
        await page.GetByLabel("How many").FillAsync("10");
        await page.Button("Send").ClickAsync();
        await Expect(page.GetByText("On the way", new() { Exact = true })).ToBeVisibleAsync();
        (await shop.OnHandAsync("TEA")).ShouldBe(40m);

        // One click on the chain's overview goes to the other store.
        await page.GotoAsync("/stores");
        await page.GetByRole(AriaRole.Button, new() { Name = "Near shop", Exact = true }).ClickAsync();
        await Expect(page.Locator(".topbar .place")).ToHaveTextAsync("Near shop");
        await page.GotoAsync("/transfers");
        await page.Button("Receive").ClickAsync();
        await page.GetByLabel("Tapal tea 190 g").FillAsync("9");
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Receive" }).ClickAsync();

        await page.ToldAsync("Received.");
        (await shop.Client.GetStockAsync("NEAR", "TEA")).OnHand.ShouldBe(9m);
    }

    [Fact]
    public async Task A_new_device_of_a_chain_asks_which_store_it_is_for()
    {
        await using var shop = await Shop.WithGoodsAsync();
        await shop.Client.AddStoreAsync(new StoreRequest { Code = "NEAR", Name = "Near shop", City = "Lahore", TimeZone = "Asia/Karachi" });
        var page = await chromium.OpenAsync(shop, "/stock", phone: true, store: "");
        await page.GetByRole(AriaRole.Button, new() { Name = "Near shop" }).ClickAsync();

        await Expect(page.Locator(".topbar .place")).ToHaveTextAsync("Near shop");
        await page.ReloadAsync();
        await Expect(page.Locator(".topbar .place")).ToHaveTextAsync("Near shop");
        new Uri(page.Url).AbsolutePath.ShouldBe("/stock");
    }

    [Fact]
    public async Task Staff_sign_in_sell_and_see_no_screens_that_are_not_theirs()
    {
        await using var shop = await Shop.WithGoodsAsync();
        var admin = await chromium.OpenAsync(shop, "/people");
        await AddAsync(admin, "boss", "admin");
        await SignInAsync(admin, "boss");
        await AddAsync(admin, "ali", "staff");
        await Expect(admin.GetByText("ali", new() { Exact = true }).First).ToBeVisibleAsync();

        var page = await chromium.OpenAsync(shop);
        await SignInAsync(page, "ali");
        await Expect(page.Locator(".sidebar")).Not.ToContainTextAsync("People & keys");
        await Expect(page.Locator(".sidebar")).Not.ToContainTextAsync("Reports");
        await Expect(page.Locator(".sidebar")).Not.ToContainTextAsync("Audit");
        await page.PickAsync("cola");
        await page.Keyboard.PressAsync("F9");
        await page.ToldAsync("Sold: Rs 120");

        // The screen is not offered; and who types its address is refused by the server, not by the screen.
        var refused = await page.RunAndWaitForResponseAsync(() => page.GotoAsync("/people"), r => r.Url.Contains("/api/v1/users", StringComparison.Ordinal) && r.Status != 401);
        refused.Status.ShouldBe(403);

        // A reload stays signed in: the refresh token lies in a cookie that no script sees.
        await page.GotoAsync("/sell");
        await Expect(page.Locator(".tile", new() { HasText = "Cola" })).ToContainTextAsync("99 pc");
        (await page.EvaluateAsync<string>("() => document.cookie + JSON.stringify(localStorage)")).ShouldNotContain("eyJ");
        await page.GotoAsync("/settings");
        await page.GetByText("Sign out").ClickAsync();
        await Expect(page.GetByText("Who are you?")).ToBeVisibleAsync();
    }

    private static async Task AddAsync(IPage page, string name, string role)
    {
        await page.Button("Add person").First.ClickAsync();
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync(name);
        await page.GetByLabel("Role").SelectOptionAsync(role);
        await page.GetByLabel("Password").FillAsync(Password);
        await page.Button("Save").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
    }

    private static async Task SignInAsync(IPage page, string name)
    {
        await page.GetByLabel("Name").FillAsync(name);
        await page.GetByLabel("Password").FillAsync(Password);
        await page.Button("Sign in").ClickAsync();
        await Expect(page.GetByText("Who are you?")).ToHaveCountAsync(0);
    }
}
