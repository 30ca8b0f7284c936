using Bazaar.Browser.Tests.Harness;
using Bazaar.Contracts;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Bazaar.Browser.Tests;

/// <summary>What needs somebody is seen, put off, or done with a word of why; by mouse and by keyboard, by those who may.</summary>
[Collection(BrowserTests.Name)]
public sealed class AlertTests(Chromium chromium)
{
    private const string Password = "correct horse 42";

    [Fact]
    public async Task An_alert_is_put_off_and_another_ended_with_a_word_of_why()
    {
        await using var shop = await OversoldAsync();
        var page = await chromium.OpenAsync(shop, "/today");
        var rows = page.GetByTestId("alert");
        await Expect(rows).ToHaveCountAsync(2);
        await Expect(rows.First).ToContainTextAsync("2 pc below zero");
        await page.Button("Put off or done: Tapal tea 190 g").ClickAsync();
        await page.Button("In a week").ClickAsync();
        await page.ToldAsync("Put off until");
        await Expect(rows).ToHaveCountAsync(1);
        var later = (await shop.Client.ListAlertsAsync("SHOP", status: "snoozed")).Items.ShouldHaveSingleItem();
        later.Sku.ShouldBe("TEA");
        later.SnoozedUntil.ShouldNotBeNull().ShouldBe(TimeProvider.System.GetUtcNow().AddDays(7), TimeSpan.FromDays(1));

        // The other one by keyboard alone.
        await page.GotoAsync("/alerts?kind=negative");
        await Expect(rows).ToHaveCountAsync(1);
        await rows.First.GetByRole(AriaRole.Link).FocusAsync();
        await page.Keyboard.PressAsync("d");
        await Expect(page.Button("It is done")).ToBeDisabledAsync();
        await page.GetByLabel("Why is it done?", new() { Exact = true }).First.FocusAsync();
        await page.Keyboard.TypeAsync("Found two behind the fridge, sugar s");
        await page.Keyboard.PressAsync("Enter");
        await Expect(rows).ToHaveCountAsync(0);
        await page.GetByLabel("Status").SelectOptionAsync("resolved");
        await Expect(rows.First).ToContainTextAsync("Found two behind the fridge");
        (await shop.Client.ListAlertsAsync("SHOP", status: "resolved")).Items.ShouldHaveSingleItem().Sku.ShouldBe("COLA");
        await page.GetByLabel("Status").SelectOptionAsync("snoozed");
        await page.GetByRole(AriaRole.Button, new() { Name = "All", Exact = true }).ClickAsync();
        await Expect(rows.First).ToContainTextAsync("Put off until");
    }

    [Fact]
    public async Task Who_may_not_settle_sees_no_buttons()
    {
        await using var shop = await OversoldAsync();
        await shop.Client.AddUserAsync(new UserRequest { UserName = "boss", Role = "admin", Password = Password });
        shop.Client.Http.DefaultRequestHeaders.Authorization = new("Bearer", (await shop.Client.LoginAsync("boss", Password)).AccessToken);
        await shop.Client.AddUserAsync(new UserRequest { UserName = "sana", Role = "manager", AllStores = true, Withheld = ["alerts.settle"], Password = Password });
        var page = await chromium.OpenAsync(shop, "/alerts");
        await page.GetByLabel("Name").FillAsync("sana");
        await page.GetByLabel("Password").FillAsync(Password);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByTestId("alert")).ToHaveCountAsync(2);
        await Expect(page.GetByTestId("alert").GetByRole(AriaRole.Button)).ToHaveCountAsync(0);
        await page.GetByTestId("alert").First.GetByRole(AriaRole.Link).FocusAsync();
        await page.Keyboard.PressAsync("d");
        await Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
    }

    /// <summary>Two goods of which more left than the book knew of.</summary>
    private static async Task<Shop> OversoldAsync()
    {
        var shop = await Shop.WithGoodsAsync();
        await shop.Client.PostMovementAsync("SHOP", new MovementRequest
        {
            Type = "sale",
            OnShortage = "accept",
            Lines = [new MovementLineRequest { Sku = "COLA", Quantity = 102 }, new MovementLineRequest { Sku = "TEA", Quantity = 52 }],
        });
        return shop;
    }
}
