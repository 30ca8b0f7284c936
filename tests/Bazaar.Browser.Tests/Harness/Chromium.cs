using Microsoft.Playwright;

namespace Bazaar.Browser.Tests.Harness;

/// <summary>Debian's Chromium, one for all tests; each test has a profile of its own.</summary>
public sealed class Chromium : IAsyncLifetime
{
    public const string Path = "/usr/bin/chromium";

    public static readonly string[] Flags =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private IBrowser? _browser;

    public IPlaywright Playwright { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Playwright = await Microsoft.Playwright.Playwright.CreateAsync();
        _browser = await Playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Path, Args = Flags });
    }

    /// <summary>A page of a fresh profile; errors of its scripts fail the test that asks for them.</summary>
    internal async Task<IPage> OpenAsync(Shop shop, string path = "/sell", bool phone = false, string language = "en", string store = "SHOP")
    {
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = phone ? new ViewportSize { Width = 390, Height = 844 } : new ViewportSize { Width = 1440, Height = 900 },
            HasTouch = phone,
            TimezoneId = "Asia/Karachi",
            BaseURL = shop.Address,
        });
        await context.AddInitScriptAsync(Settings(language, store));
        var page = await context.NewPageAsync();
        await page.GotoAsync(path);
        return page;
    }

    /// <summary>What the device remembers on its first day.</summary>
    internal static string Settings(string language, string store = "SHOP") =>
        $"if (!localStorage.getItem('bazaar.settings')) localStorage.setItem('bazaar.settings', JSON.stringify({{ store: '{store}', language: '{language}', beep: false }}));";

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        Playwright.Dispose();
    }
}

/// <summary>Tests that share the browser run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class BrowserTests : ICollectionFixture<Chromium>
{
    public const string Name = "browser";
}
