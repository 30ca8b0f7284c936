using Bazaar.Cli.Input;
using Bazaar.Cli.Output;
using Bazaar.Contracts;
using Bazaar.Contracts.Json;

namespace Bazaar.Cli.Commands.Stores;

/// <summary><c>bazaar store overview</c>: how every store stands today.</summary>
internal static class OverviewCommand
{
    private const int LargestPage = 1_000;

    public static Verb Build(App app)
    {
        var verb = new Verb("overview", "How every store stands today.")
        {
            Examples = """
                bazaar store overview
                bazaar store overview --region Punjab
                """,
        };
        var stores = new StoreOptions(verb);
        app.OnShop(verb, async (run, ct) =>
        {
            var (items, _) = await Pages.TakeAsync(int.MaxValue, LargestPage, (size, cursor) => run.Client.ReportOverviewAsync(stores.Of(run), null, size, cursor, ct));
            return run.Answer(new Page<StoreOverview>(items, null), BazaarJson.Wire.PageStoreOverview, page => Write(run.Terminal, page.Items));
        }, manyStores: true);
        return verb;
    }

    private static void Write(Terminal terminal, IReadOnlyList<StoreOverview> stores)
    {
        if (stores.Count == 0)
        {
            terminal.Error.WriteLine("No store is like that.");
            return;
        }

        Table.Write(
            terminal,
            stores,
            new("Store", s => s.Store),
            new("Name", s => s.Name),
            new("City", s => s.City),
            new("Today", s => Text.Money(s.SalesToday), Right: true),
            new("Usual day", s => s.UsualDay is { } usual ? Text.Money(usual) : null, Right: true),
            new("Stock", s => Text.Money(s.Value), Right: true),
            new("Below 0", s => s.Negative > 0 ? s.Negative.ToString() : null, Right: true),
            new("Out", s => s.Out > 0 ? s.Out.ToString() : null, Right: true),
            new("Low", s => s.Low > 0 ? s.Low.ToString() : null, Right: true),
            new("Alerts", s => s.OpenAlerts > 0 ? s.OpenAlerts.ToString() : null, Right: true),
            new("Last seen", s => s.LastSeenAt is { } at ? Text.Time(terminal, at) : null),
            new("", s => s.Closed ? "closed" : null));
    }
}
