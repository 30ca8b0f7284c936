using Bazaar.Browser.Tests.Harness;
using Bazaar.Contracts;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Bazaar.Browser.Tests;

/// <summary>Counts that several people take together, each with a phone of their own.</summary>
[Collection(BrowserTests.Name)]
public sealed class SharedCountTests(Chromium chromium)
{
    [Fact]
    public async Task Two_phones_count_one_session_that_is_reviewed_and_posted_as_one_entry()
    {
        await using var shop = await Shop.WithGoodsAsync();
        var ali = await chromium.OpenAsync(shop, "/counts", phone: true);
        await ali.Button("New count").ClickAsync();
        await ali.GetByLabel("What do you call it? (optional)").FillAsync("Before Ramzan");
        await ali.Button("Open the count").ClickAsync();
        await JoinAsync(ali, "Ali");
        var sana = await chromium.OpenAsync(shop, "/counts", phone: true);
        await sana.GetByTestId("open-counts").GetByText("Before Ramzan").ClickAsync();
        await JoinAsync(sana, "Sana");

        await CountAsync(ali, "cola", "60");
        await Expect(sana.GetByTestId("feed")).ToContainTextAsync("Cola 500 ml");
        await ScanAsync(sana, "5449000000996");
        await CountAsync(sana, "cola", "37");

        // A scanner too slow to be told from a hand types into the number field.
        await CountAsync(sana, "cola", "4000000000006");
        await sana.ToldAsync("No product has the code 4000000000006. It is kept");
        await CountAsync(ali, "tea", "50");

        // Each sees the other's part without asking, beside their own.
        await sana.GetByTestId("feed").GetByText("Cola 500 ml").First.ClickAsync();
        await Expect(sana.GetByTestId("now")).ToContainTextAsync("Ali 60 · Sana 38");
        await Expect(sana.GetByTestId("so-far")).ToHaveTextAsync("98 pc");
        await Expect(ali.GetByTestId("counters")).ToContainTextAsync("Sana3");

        // What is sold after it was counted is no difference.
        await shop.Client.PostMovementAsync("SHOP", new MovementRequest { Type = "sale", Lines = [new MovementLineRequest { Sku = "TEA", Quantity = 2 }] });
        await ali.GetByRole(AriaRole.Link, new() { Name = "Review" }).ClickAsync();
        await Expect(ali.Locator(".variance")).ToHaveCountAsync(1);
        var id = (await shop.Client.ListCountsAsync("SHOP")).Items.ShouldHaveSingleItem().Id;
        var variance = (await shop.Client.ListVariancesAsync(id, "different")).Items.Single(v => !v.Missing);
        (variance.Sku, variance.Counted, variance.Book, variance.Variance, variance.Value).ShouldBe(("COLA", 98m, 100m, -2m, -200m));
        await Expect(ali.Locator("[data-sku=COLA]")).ToContainTextAsync("98 pc counted, 100 in the book");
        await Expect(ali.Locator("[data-sku=COLA]")).ToContainTextAsync("Rs -200");
        await Expect(ali.GetByTestId("totals")).ToContainTextAsync("1 of 2 products");
        await ali.GetByRole(AriaRole.Radio, new() { Name = "Not counted 1" }).ClickAsync();
        await Expect(ali.Locator("[data-sku=SUGAR]")).ToContainTextAsync("80 kg in the book");

        await Expect(ali.Button("Book this count")).ToBeDisabledAsync();
        await ali.Button("Decide").ClickAsync();
        await ali.GetByLabel("Or it does not matter, because").FillAsync("a customer's pens");
        await ali.Button("Leave it out").ClickAsync();
        await ali.Button("Book this count").ClickAsync();

        await ali.ToldAsync("Booked");
        await Expect(ali.GetByText("In the book", new() { Exact = false }).First).ToBeVisibleAsync();
        (await shop.OnHandAsync("COLA"), await shop.OnHandAsync("TEA"), await shop.OnHandAsync("SUGAR")).ShouldBe((98m, 48m, 80m));
        (await shop.Client.ReadFeedAsync("SHOP", 0)).Items.Where(m => m.Type == "count").ShouldHaveSingleItem().Reference.ShouldBe("count 1");

        // The other phone learns that it is over.
        await Expect(sana.GetByTestId("totals")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task What_is_scanned_without_a_network_is_kept_and_counted_once()
    {
        await using var shop = await Shop.WithGoodsAsync();
        var count = await shop.Client.OpenCountAsync(new CountRequest { Store = "SHOP" });
        var page = await chromium.OpenAsync(shop, $"/counts/{count.Id}", phone: true);
        await JoinAsync(page, "Ali");
        await CountAsync(page, "cola", "10");
        await Expect(page.GetByTestId("counters")).ToContainTextAsync("1 scan");
        shop.Network.Cut();
        await CountAsync(page, "cola", "5");
        await ScanAsync(page, "4006381333931");
        await Expect(page.GetByTestId("unsent")).ToHaveTextAsync("2 not sent yet");
        await Expect(page.GetByTestId("feed").Locator("li")).ToHaveCountAsync(3);

        shop.Network.Mend();
        await Expect(page.GetByTestId("unsent")).ToHaveCountAsync(0, new() { Timeout = 60_000 });

        var scans = (await shop.Client.ListScansAsync(count.Id)).Items;
        scans.Select(s => (s.Sku, s.Quantity, s.Counter)).ShouldBe([("TEA", 1m, "Ali"), ("COLA", 5m, "Ali"), ("COLA", 10m, "Ali")]);
    }

    private static async Task JoinAsync(IPage page, string name)
    {
        await page.GetByLabel("Who counts with this device?").FillAsync(name);
        await page.Button("Start counting").ClickAsync();
        await Expect(page.Locator(".finder-box input")).ToBeVisibleAsync();
    }

    private static async Task CountAsync(IPage page, string product, string quantity)
    {
        await page.PickAsync(product);
        await page.GetByTestId("now").GetByLabel("How many").FillAsync(quantity);
        await page.Button("Add").ClickAsync();
    }

    /// <summary>As fast as a scanner types, however busy this computer is.</summary>
    private static Task ScanAsync(IPage page, string code) => page.EvaluateAsync(
        "code => [...code, 'Enter'].forEach((key) => document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true })))", code);
}
