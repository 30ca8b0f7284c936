using Bazaar.Browser.Tests.Harness;
using Bazaar.Contracts;
using Bazaar.Domain.Access;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Bazaar.Browser.Tests;

/// <summary>What single people and devices may do, and until when.</summary>
[Collection(BrowserTests.Name)]
public sealed class PeopleTests(Chromium chromium)
{
    private const string Password = "correct horse 42";

    [Fact]
    public async Task A_right_is_taken_from_a_person_and_the_list_says_so()
    {
        await using var shop = await Shop.WithGoodsAsync();
        var page = await chromium.OpenAsync(shop, "/people");
        await FillPersonAsync(page, "boss", "admin");
        await page.Button("Save").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await SignInAsync(page, "boss");
        await FillPersonAsync(page, "ali", "staff");
        await page.GetByText("Single rights").ClickAsync();

        // The boxes are the rights of the role as the server has them.
        await Expect(page.GetByRole(AriaRole.Group, new() { Name = "Single rights" }).GetByRole(AriaRole.Checkbox)).ToHaveCountAsync(Rights.ScopesOf(Role.Staff).Count(s => s != "self"));
        await page.GetByLabel("Sell although the book has less").UncheckAsync();
        await page.Button("Save").ClickAsync();

        await Expect(page.GetByTestId("user").Filter(new() { HasText = "ali" })).ToContainTextAsync("May not: Sell although the book has less");
    }

    [Theory]
    [InlineData(Role.Staff)]
    [InlineData(Role.Manager)]
    [InlineData(Role.Auditor)]
    public async Task The_screen_knows_the_rights_of_a_role_as_the_server_does(Role role)
    {
        await using var shop = await Shop.WithGoodsAsync();
        var page = await chromium.OpenAsync(shop, "/people");
        await FillPersonAsync(page, "somebody", role.Name());
        await page.GetByText("Single rights").ClickAsync();

        await Expect(page.GetByRole(AriaRole.Group, new() { Name = "Single rights" }).GetByRole(AriaRole.Checkbox)).ToHaveCountAsync(Rights.ScopesOf(role).Count(s => s != "self"));
    }

    [Fact]
    public async Task A_key_ends_on_its_last_day_and_one_that_ends_soon_is_marked()
    {
        await using var shop = await Shop.WithGoodsAsync();
        var page = await chromium.OpenAsync(shop, "/people");
        await FillKeyAsync(page, "till-1", days: 5);
        await FillKeyAsync(page, "till-2", days: 60);

        await Expect(page.GetByTestId("key-row").Filter(new() { HasText = "till-1" })).ToContainTextAsync("ends in 6 days");
        await Expect(page.GetByTestId("key-row").Filter(new() { HasText = "till-2" })).ToContainTextAsync("until");
        await Expect(page.GetByTestId("key-row").Filter(new() { HasText = "till-2" })).ToContainTextAsync("Staff");

        // No key can be made that has ended already: the answer is made older on its way.
        await page.RouteAsync("**/api/v1/api-keys?*", async route =>
        {
            var answer = await route.FetchAsync();
            await route.FulfillAsync(new() { Response = answer, Body = (await answer.TextAsync()).Replace("\"expiresAt\":\"20", "\"expiresAt\":\"19", StringComparison.Ordinal) });
        });
        await page.ReloadAsync();
        await Expect(page.GetByTestId("key-row").Filter(new() { HasText = "till-1" })).ToContainTextAsync("expired");
        await Expect(page.Button("Revoke")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Movements_are_reported_of_one_supplier()
    {
        await using var shop = await Shop.WithGoodsAsync();
        await shop.Client.AddSupplierAsync(new SupplierRequest { Code = "METRO", Name = "Metro" });
        await shop.Client.PostMovementAsync("SHOP", new MovementRequest { Type = "stockIn", Supplier = "METRO", Lines = [new MovementLineRequest { Sku = "COLA", Quantity = 24, UnitCost = 100 }] });
        var page = await chromium.OpenAsync(shop, "/reports/movements");
        await Expect(page.GetByTestId("report").Locator("tbody tr")).ToHaveCountAsync(2);

        await page.GetByLabel("Supplier").SelectOptionAsync("METRO");

        await Expect(page.GetByTestId("report").Locator("tbody tr")).ToHaveCountAsync(1);
        await Expect(page.GetByTestId("report")).ToContainTextAsync("2,400.00");
    }

    private static async Task FillPersonAsync(IPage page, string name, string role)
    {
        await page.Button("Add person").First.ClickAsync();
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync(name);
        await page.GetByLabel("Role").SelectOptionAsync(role);
        await page.GetByLabel("Password").FillAsync(Password);
    }

    private static async Task FillKeyAsync(IPage page, string name, int days)
    {
        await page.Button("Make a key").First.ClickAsync();
        await page.GetByLabel("Device", new() { Exact = true }).FillAsync(name);
        var lastDay = await page.EvaluateAsync<string>("(days) => new Intl.DateTimeFormat('sv-SE').format(new Date(Date.now() + days * 86_400_000))", days);
        await page.GetByLabel("Last day (optional)").FillAsync(lastDay);
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Make a key" }).ClickAsync();
        await page.Button("Done").ClickAsync();
    }

    private static async Task SignInAsync(IPage page, string name)
    {
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync(name);
        await page.GetByLabel("Password").FillAsync(Password);
        await page.Button("Sign in").ClickAsync();
        await Expect(page.GetByText("Who are you?")).ToHaveCountAsync(0);
    }
}
