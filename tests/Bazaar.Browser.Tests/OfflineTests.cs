using Bazaar.Browser.Tests.Harness;
using Bazaar.Contracts;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Bazaar.Browser.Tests;

/// <summary>Without a network: the app opens and sells; what was sold arrives later, once each, in order.</summary>
[Collection(BrowserTests.Name)]
public sealed class OfflineTests(Chromium chromium)
{
    private const int Baskets = 20;

    [Fact]
    public async Task Twenty_baskets_sold_with_the_cable_cut_and_the_browser_closed_arrive_once_each()
    {
        await using var shop = await Shop.WithGoodsAsync();
        await using (var first = await OpenProfileAsync(shop))
        {
            var page = first.Pages[0];
            await page.GotoAsync("/sell");
            await Expect(page.Locator(".tile", new() { HasText = "Cola" })).ToBeVisibleAsync();
            await page.EvaluateAsync("() => navigator.serviceWorker.ready.then(() => true)");
            shop.Network.Cut();
            await Expect(page.GetByTestId("contact")).ToHaveAttributeAsync("data-state", "offline");
            for (var basket = 1; basket <= Baskets; basket++)
            {
                await page.PickAsync("cola");
                await page.PickAsync(basket + "*tea");
                await page.Keyboard.PressAsync("F9");
                await Expect(page.Locator(".waiting-link")).ToHaveTextAsync($"{basket} waiting");
            }
        }

        (await SalesAsync(shop)).ShouldBeEmpty();
        await using var second = await OpenProfileAsync(shop);
        var again = second.Pages[0];
        await again.GotoAsync("/sell");
        await Expect(again.Locator(".waiting-link")).ToHaveTextAsync($"{Baskets} waiting");
        await Expect(again.GetByTestId("contact")).ToHaveAttributeAsync("data-state", "offline");

        // One more with the network still down, from the copy that the device kept.
        await again.PickAsync("cola");
        await again.Keyboard.PressAsync("F9");
        await Expect(again.Locator(".waiting-link")).ToHaveTextAsync($"{Baskets + 1} waiting");
        shop.Network.Mend();
        await Expect(again.Locator(".waiting-link")).ToHaveCountAsync(0, new() { Timeout = 60_000 });

        var sales = await SalesAsync(shop);
        sales.Count.ShouldBe(Baskets + 1);
        sales.Take(Baskets).Select(s => s.Lines.Single(l => l.Sku == "TEA").Quantity).ShouldBe(Enumerable.Range(1, Baskets).Select(n => (decimal)-n));
        sales.Zip(sales.Skip(1)).ShouldAllBe(pair => pair.First.OccurredAt < pair.Second.OccurredAt);
        sales.ShouldAllBe(s => s.OccurredAt < s.RecordedAt);
        (await shop.OnHandAsync("COLA")).ShouldBe(100m - Baskets - 1);

        // More was sold than the book had: facts, and somebody is told.
        (await shop.OnHandAsync("TEA")).ShouldBe(50m - (Baskets * (Baskets + 1) / 2));
        (await shop.Client.Http.GetStringAsync("api/v1/alerts?kind=negative")).ShouldContain("TEA");
        (await shop.Client.VerifyAsync()).Ok.ShouldBeTrue();
    }

    [Fact]
    public async Task Two_tabs_send_what_waits_once()
    {
        await using var shop = await Shop.WithGoodsAsync();
        var page = await chromium.OpenAsync(shop);
        var other = await page.Context.NewPageAsync();
        await other.GotoAsync("/sell");
        await Expect(other.Locator(".tile", new() { HasText = "Cola" })).ToBeVisibleAsync();
        await page.LiveAsync();
        shop.Network.Cut();
        await Expect(page.GetByTestId("contact")).ToHaveAttributeAsync("data-state", "offline");
        await Expect(other.GetByTestId("contact")).ToHaveAttributeAsync("data-state", "offline");
        var sent = new System.Collections.Concurrent.ConcurrentBag<string>();
        page.Context.Request += (_, request) =>
        {
            if (request is { Method: "POST", PostData: { } body })
            {
                sent.Add(body);
            }
        };

        foreach (var tab in new[] { page, other, page, other })
        {
            await tab.BringToFrontAsync();
            await tab.PickAsync("cola");
            await tab.Keyboard.PressAsync("F9");
            await tab.ToldAsync("Kept here");
        }

        sent.Clear();
        shop.Network.Mend();
        await Expect(page.Locator(".waiting-link")).ToHaveCountAsync(0, new() { Timeout = 60_000 });
        await Expect(other.Locator(".waiting-link")).ToHaveCountAsync(0);

        (await SalesAsync(shop)).Count.ShouldBe(4);
        sent.Count.ShouldBe(sent.Distinct().Count(), "no tab repeated what the other had sent");
    }

    [Fact]
    public async Task What_the_shop_refuses_comes_back_to_a_list_that_someone_resolves()
    {
        await using var shop = await Shop.WithGoodsAsync();
        var page = await chromium.OpenAsync(shop);
        await Expect(page.Locator(".tile", new() { HasText = "Cola" })).ToBeVisibleAsync();
        await page.LiveAsync();
        shop.Network.Cut();
        await Expect(page.GetByTestId("contact")).ToHaveAttributeAsync("data-state", "offline");
        await page.PickAsync("cola");
        await page.Keyboard.PressAsync("F9");
        await page.ToldAsync("Kept here");

        // Meanwhile the store was closed.
        using (var close = new HttpRequestMessage(HttpMethod.Patch, "api/v1/stores/SHOP") { Content = new StringContent("""{"closed":true}""", System.Text.Encoding.UTF8, "application/json") })
        {
            close.Headers.TryAddWithoutValidation("If-Match", "\"1\"");
            (await shop.Client.Http.SendAsync(close)).EnsureSuccessStatusCode();
        }

        shop.Network.Mend();
        await page.Locator(".waiting-link", new() { HasText = "1 refused" }).ClickAsync();
        await Expect(page.Locator(".refusal")).ToContainTextAsync("closed");
        page.Dialog += (_, dialog) => _ = dialog.AcceptAsync();
        await page.Button("Discard").ClickAsync();
        await Expect(page.GetByText("Everything is with the shop")).ToBeVisibleAsync();
        (await SalesAsync(shop)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Urdu_keeps_its_font_without_a_network_after_the_first_visit()
    {
        await using var shop = await Shop.WithGoodsAsync();
        var page = await chromium.OpenAsync(shop, language: "ur");
        await Expect(page.Locator(".tile").First).ToBeVisibleAsync();
        await page.EvaluateAsync("() => navigator.serviceWorker.ready.then(() => true)");
        await page.WaitForFunctionAsync("async () => (await (await caches.open('on-demand')).keys()).filter((one) => one.url.includes('nastaliq')).length === 2");
        shop.Network.Cut();

        // The browser's own cache may be emptied at any time: what the app kept has to be enough.
        var session = await page.Context.NewCDPSessionAsync(page);
        await session.SendAsync("Network.clearBrowserCache");
        await page.ReloadAsync();

        await Expect(page.Locator(".tile").First).ToBeVisibleAsync();
        (await page.EvaluateAsync<bool>("() => document.fonts.load('16px \"Noto Nastaliq Urdu\"', 'چائے').then((fonts) => fonts.length > 0)")).ShouldBeTrue();
    }

    private static async Task<List<Movement>> SalesAsync(Shop shop)
    {
        var page = await shop.Client.ReadFeedAsync("SHOP", 0);
        return [.. page.Items.Where(m => m.Type == "sale").OrderBy(m => m.Seq)];
    }

    private Task<IBrowserContext> OpenProfileAsync(Shop shop) => OpenProfileAsync(chromium.Playwright, shop);

    private static async Task<IBrowserContext> OpenProfileAsync(IPlaywright playwright, Shop shop)
    {
        var context = await playwright.Chromium.LaunchPersistentContextAsync(shop.Beside("profile"), new BrowserTypeLaunchPersistentContextOptions
        {
            ExecutablePath = Chromium.Path,
            Args = Chromium.Flags,
            BaseURL = shop.Address,
            ViewportSize = new ViewportSize { Width = 1440, Height = 900 },
        });
        await context.AddInitScriptAsync(Chromium.Settings("en"));
        return context;
    }
}
