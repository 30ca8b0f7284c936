using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Bazaar.Browser.Tests.Harness;

/// <summary>What people do on every screen.</summary>
internal static class Hands
{
    /// <summary>Types a name or code, and takes the first product found.</summary>
    public static async Task PickAsync(this IPage page, string text)
    {
        var box = page.Locator(".finder-box input");
        await box.FillAsync(text);
        await Expect(page.Locator(".result[aria-selected=true]")).ToBeVisibleAsync();
        await box.PressAsync("Enter");
        await Expect(box).ToHaveValueAsync("");
    }

    /// <summary>Waits until this device has its copy and follows the store.</summary>
    public static Task LiveAsync(this IPage page) => Expect(page.GetByTestId("contact")).ToHaveAttributeAsync("data-state", "online");

    /// <summary>The notice that just came up.</summary>
    public static Task ToldAsync(this IPage page, string text) => Expect(page.Locator(".toasts")).ToContainTextAsync(text);

    public static ILocator Button(this IPage page, string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });
}
