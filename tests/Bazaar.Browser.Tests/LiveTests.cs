using Bazaar.Browser.Tests.Harness;
using Bazaar.Contracts;
using static Microsoft.Playwright.Assertions;

namespace Bazaar.Browser.Tests;

/// <summary>What happens elsewhere is seen here, without asking.</summary>
[Collection(BrowserTests.Name)]
public sealed class LiveTests(Chromium chromium)
{
    [Fact]
    public async Task A_sale_in_one_browser_is_seen_in_another_within_a_second()
    {
        await using var shop = await Shop.WithGoodsAsync();
        var till = await chromium.OpenAsync(shop);
        var watcher = await chromium.OpenAsync(shop, "/stock");
        var row = watcher.Locator(".stock-row", new() { HasText = "Cola" });
        await Expect(row).ToContainTextAsync("100 pc");
        await watcher.LiveAsync();
        await till.PickAsync("3*cola");

        await till.Keyboard.PressAsync("F9");

        await till.ToldAsync("Sold");
        await Expect(row).ToContainTextAsync("97 pc", new() { Timeout = 1_000 });
    }

    [Fact]
    public async Task A_broken_stream_is_resumed_without_loss()
    {
        await using var shop = await Shop.WithGoodsAsync();
        var watcher = await chromium.OpenAsync(shop, "/stock");
        var row = watcher.Locator(".stock-row", new() { HasText = "Cola" });
        await Expect(row).ToContainTextAsync("100 pc");
        await watcher.LiveAsync();

        shop.Network.Cut();
        await Expect(watcher.GetByTestId("contact")).ToHaveAttributeAsync("data-state", "offline");
        await shop.Client.PostMovementAsync("SHOP", new MovementRequest { Type = "sale", Lines = [new MovementLineRequest { Sku = "COLA", Quantity = 40 }] });
        shop.Network.Mend();

        await Expect(row).ToContainTextAsync("60 pc", new() { Timeout = 30_000 });
    }
}
