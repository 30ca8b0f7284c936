using System.CommandLine;
using Bazaar.Cli.Input;
using Bazaar.Contracts.Client;
using Bazaar.Server.Hosting;

namespace Bazaar.Cli.Commands;

/// <summary><c>bazaar serve</c>: opens the shop to browsers, tills and other programs.</summary>
internal static class ServeCommand
{
    private const string UsualUrls = "http://127.0.0.1:5080";

    public static void Fill(App app, Verb verb)
    {
        verb.Examples = """
            bazaar serve
            bazaar serve --urls http://127.0.0.1:8080 --data /srv/shop
            bazaar serve --demo  # a shop with 90 days of made-up trade
            bazaar serve --demo chain  # fifty stores and their last month
            """;
        var urls = Given.Text("--urls", $"What to listen on, several separated by semicolons; {UsualUrls} when not given. [BAZAAR_URLS]", "URLS");
        var database = Given.Text("--database", "Where the ledger is, such as sqlite:/srv/shop/bazaar.db or postgres://user:password@host/db; in the data folder when not given. [BAZAAR_DATABASE]", "DATABASE");
        var limits = Given.Text("--limits", "How much each user, key or address may do, such as writes=12000/60,bulk=off; off for no limits. [BAZAAR_LIMITS]", "LIMITS");
        var proxies = Given.Text("--proxies", "Whose X-Forwarded-For is believed: addresses or networks, separated by commas. [BAZAAR_PROXIES]", "ADDRESSES");
        var demo = Given.Choice("--demo", "Fill an empty shop with 90 days of made-up trade first; 'chain': with fifty stores and a month of theirs.", Demo.Shop, Demo.Chain);
        demo.Arity = ArgumentArity.ZeroOrOne;
        verb.Add(urls);
        verb.Add(database);
        verb.Add(limits);
        verb.Add(proxies);
        verb.Add(demo);
        app.On(verb, async (globals, parse, ct) =>
        {
            if (globals.Server is not null)
            {
                throw new UsageException("bazaar serve starts a server here: leave --server (and BAZAAR_SERVER) out.");
            }

            var options = new BazaarOptions
            {
                DataFolder = globals.DataFolder,
                Database = parse.GetValue(database) ?? globals.Settings["BAZAAR_DATABASE"],
                AdminPassword = globals.Settings["BAZAAR_ADMIN_PASSWORD"],
                Urls = parse.GetValue(urls) ?? globals.Settings["BAZAAR_URLS"] ?? UsualUrls,
                Limits = parse.GetValue(limits) ?? globals.Settings["BAZAAR_LIMITS"],
                Proxies = parse.GetValue(proxies) ?? globals.Settings["BAZAAR_PROXIES"],
            };
            var kind = parse.GetResult(demo) is { Implicit: false } ? parse.GetValue(demo) ?? Demo.Shop : null;
            options = options with
            {
                AddsFirstStore = kind is not Demo.Chain,
                OpenDemo = kind is null ? (home, tell, stop) => Demo.OpenBesideAsync(globals, options, home, tell, stop) : null,
            };
            await ServeAsync(globals, options, kind, ct);
            return Exit.Done;
        });
    }

    private static async Task ServeAsync(Globals globals, BazaarOptions options, string? demo, CancellationToken ct)
    {
        await using var host = await BazaarHost.StartAsync(options, ct);
        if (host.AdminPassword is { } password)
        {
            globals.Terminal.Error.WriteLine($"Others can reach this shop, so everybody signs in. The first user is admin, with the password {password}");
            globals.Terminal.Error.WriteLine("It is told this once. Change it with 'bazaar login --user admin' and 'bazaar user password'.");
        }

        if (demo is not null)
        {
            using var http = host.CreateOwnerClient();
            await Demo.OpenAsync(globals, demo, new BazaarClient(http), ct);
        }

        globals.Terminal.Out.WriteLine($"Bazaar is open at {host.Address.ToString().TrimEnd('/')} (data in {options.DataFolder}). Ctrl+C closes it.");
        await globals.Terminal.Out.FlushAsync(ct);
        try
        {
            await host.WaitForShutdownAsync(ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // Ctrl+C is how a server is meant to end.
        }
    }
}
