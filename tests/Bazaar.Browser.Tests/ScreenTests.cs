using System.Globalization;
using Bazaar.Browser.Tests.Harness;
using Bazaar.Contracts;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Bazaar.Browser.Tests;

/// <summary>What holds for every screen: it opens at its address, it is accessible in light and dark, it fits a phone, it speaks Urdu.</summary>
[Collection(BrowserTests.Name)]
public sealed class ScreenTests(Chromium chromium)
{
    private static readonly string[] Paths =
    [
        "/sell", "/receive", "/remove", "/count", "/counts", "/today", "/alerts", "/stock", "/stock/COLA", "/reports", "/reports/shrinkage", "/reports/suppliers", "/reports/accuracy", "/catalogue", "/catalogue/import", "/stores", "/audit", "/transfers", "/transfers/new", "/suppliers", "/suppliers/METRO", "/orders", "/orders/new", "/orders/PO-000001", "/orders/PO-000002", "/people", "/settings", "/waiting", "/more", "/welcome",
    ];

    [Theory]
    [InlineData("light", "en")]
    [InlineData("dark", "en")]
    [InlineData("light", "ur")]
    public async Task Every_screen_is_accessible_and_fits_a_phone(string theme, string language)
    {
        await using var shop = await Shop.WithGoodsAsync();
        await BuyAsync(shop);
        var page = await chromium.OpenAsync(shop, "/sell", phone: true, language);
        var errors = new List<string>();
        page.Console += (_, message) => Note(message.Type == "error", message.Text);
        page.PageError += (_, error) => Note(true, error);
        await page.EmulateMediaAsync(new() { ColorScheme = theme == "dark" ? ColorScheme.Dark : ColorScheme.Light, ReducedMotion = ReducedMotion.Reduce });
        foreach (var path in Paths)
        {
            (await page.GotoAsync(path)).ShouldNotBeNull().Ok.ShouldBeTrue(path);
            await Expect(page.Locator("h1").First).ToBeAttachedAsync();
            await Expect(page.Locator(".skeleton")).ToHaveCountAsync(0);
            await page.LiveAsync();
            new Uri(page.Url).AbsolutePath.ShouldBe(path);
            var found = await page.RunAxe();
            found.Violations.Where(v => v.Impact is "serious" or "critical").Select(v => $"{path}: {v.Id} {string.Join(' ', v.Nodes.Select(n => n.Html))}").ShouldBeEmpty();
            var overflow = await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
            overflow.ShouldBe(0, $"{path} is wider than a phone");
        }

        errors.ShouldBeEmpty();

        void Note(bool wrong, string text)
        {
            if (wrong)
            {
                errors.Add($"{page.Url}: {text}");
            }
        }
    }

    /// <summary>A supplier with terms, a draft and a sent order.</summary>
    private static async Task BuyAsync(Shop shop)
    {
        await shop.Client.AddSupplierAsync(new SupplierRequest { Code = "METRO", Name = "Metro", Phone = "042 111 638 765", Email = "orders@metro.example" });
        await shop.Client.AddSourcingAsync(null, new SourcingRequest { Supplier = "METRO", Sku = "COLA", Pack = "carton", UnitCost = 2_400, Minimum = 2, Preferred = true });
        foreach (var _ in Enumerable.Range(0, 2))
        {
            await shop.Client.AddOrderAsync(new PurchaseOrderRequest { Store = "SHOP", Supplier = "METRO", Lines = [new PurchaseOrderLineRequest { Sku = "COLA", Pack = "carton", Quantity = 2 }] });
        }

        await shop.Client.SubmitOrderAsync("PO-000002");
    }

    [Fact]
    public async Task Urdu_reads_from_the_right_in_its_own_font_and_digits()
    {
        await using var shop = await Shop.WithGoodsAsync();
        var page = await chromium.OpenAsync(shop, "/settings", phone: true);
        await page.GetByRole(AriaRole.Radio, new() { Name = "اردو" }).ClickAsync();
        await Expect(page.Locator("html")).ToHaveAttributeAsync("dir", "rtl");
        await page.GetByRole(AriaRole.Radio, new() { Name = "۱۲۳" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "بیچیں" }).Last.ClickAsync();

        await Expect(page.Locator(".tile", new() { HasText = "کولا" })).ToContainTextAsync("۱۰۰ عدد");
        (await page.EvaluateAsync<bool>("() => document.fonts.ready.then(() => [...document.fonts].some((font) => font.family.includes('Nastaliq') && font.status === 'loaded'))")).ShouldBeTrue();
        var search = await page.GetByRole(AriaRole.Combobox).BoundingBoxAsync();
        var camera = await page.Locator(".scan").BoundingBoxAsync();
        camera.ShouldNotBeNull().X.ShouldBeLessThan(search.ShouldNotBeNull().X, "what comes second stands on the left");
    }

    [Theory]
    [InlineData("day")]
    [InlineData("product")]
    public async Task Reports_show_the_numbers_of_the_API(string groupBy)
    {
        await using var shop = await Shop.OpenAsync("--demo");
        var page = await chromium.OpenAsync(shop, "/reports/sales");
        await page.GetByLabel("By").SelectOptionAsync(groupBy);
        var (from, to) = (await page.GetByLabel("From").InputValueAsync(), await page.GetByLabel("To").InputValueAsync());
        var report = await shop.Client.ReportSalesAsync(new() { Stores = ["SHOP"], From = DateOnly.Parse(from, CultureInfo.InvariantCulture), To = DateOnly.Parse(to, CultureInfo.InvariantCulture) }, groupBy);

        await Expect(page.GetByTestId("report").Locator("tbody tr")).ToHaveCountAsync(report.Rows.Count);
        var totals = report.Totals.ShouldNotBeNull();
        foreach (var number in new[] { totals.Gross, totals.Returns, totals.Net, totals.CostOfSales, totals.Profit })
        {
            await Expect(page.GetByTestId("report").Locator("tfoot")).ToContainTextAsync(number.ToString("N2", CultureInfo.InvariantCulture));
        }

        await Expect(page.GetByTestId("report").Locator("tbody tr").First).ToContainTextAsync(report.Rows[0].Net.ToString("N2", CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task The_page_allows_nothing_inline_and_nothing_from_elsewhere()
    {
        await using var shop = await Shop.OpenAsync();
        using var page = await shop.Client.Http.GetAsync("/sell");
        var policy = string.Join(' ', page.Headers.GetValues("Content-Security-Policy"));
        policy.ShouldContain("default-src 'none'");
        policy.ShouldNotContain("unsafe");
        policy.ShouldNotContain("http");
        page.Headers.CacheControl.ShouldNotBeNull().NoCache.ShouldBeTrue();
        var html = await page.Content.ReadAsStringAsync();
        var script = html.Split('"').First(part => part.StartsWith("/assets/", StringComparison.Ordinal) && part.EndsWith(".js", StringComparison.Ordinal));
        using var asset = await shop.Client.Http.GetAsync(script);
        asset.Headers.CacheControl.ShouldNotBeNull().ToString().ShouldContain("immutable");
    }
}
