using System.CommandLine;
using Bazaar.Cli.Input;
using Bazaar.Cli.Output;
using Bazaar.Contracts;
using Bazaar.Contracts.Json;

namespace Bazaar.Cli.Commands.Alerts;

/// <summary><c>bazaar alerts</c>: what needs attention.</summary>
internal static class AlertCommands
{
    private const int LargestPage = 200;

    public static void Fill(App app, Verb verb)
    {
        verb.Examples = """
            bazaar alerts
            bazaar alerts --kind low
            bazaar alerts --city Lahore
            bazaar alerts acknowledge 12
            bazaar alerts snooze 12 --until 2026-03-08
            """;
        var kind = Given.Choice("--kind", "Only this kind.", "low", "out", "negative");
        var status = Given.Choice("--status", "Only those that are so.", "open", "acknowledged", "snoozed", "resolved");
        var stores = new StoreOptions(verb);
        verb.Add(kind);
        verb.Add(status);
        verb.Add(SettleCommand.Build(app, "acknowledge", "Say that you have seen an alert and deal with it."));
        verb.Add(SettleCommand.Build(app, "resolve", "Say that an alert is dealt with."));
        verb.Add(SnoozeCommand.Build(app));
        app.OnShop(verb, async (run, ct) =>
        {
            var (items, _) = await Pages.TakeAsync(int.MaxValue, LargestPage, (size, cursor) =>
                run.Client.ListAlertsAsync(stores.Of(run), run.Get(kind), run.Get(status), size, cursor, ct));
            return run.Answer(new Page<Alert>(items, null), BazaarJson.Wire.PageAlert, page => Write(run.Terminal, page.Items));
        }, manyStores: true);
    }

    /// <summary>Shows alerts.</summary>
    /// <param name="terminal">Where to.</param>
    /// <param name="alerts">Which.</param>
    public static void Write(Terminal terminal, params IReadOnlyList<Alert> alerts)
    {
        if (alerts.Count == 0)
        {
            terminal.Error.WriteLine("Nothing needs attention.");
            return;
        }

        Table.Write(
            terminal,
            alerts,
            new("Id", a => a.Id.ToString(), Right: true),
            new("Kind", a => a.Kind),
            new("Store", a => a.Store),
            new("SKU", a => a.Sku),
            new("Name", a => a.Name),
            new("Since", a => Text.Time(terminal, a.Since)),
            new("Status", a => a.SnoozedUntil is { } until ? $"{a.Status} until {Text.Time(terminal, until)}" : a.Status),
            new("Why", a => a.Reason));
    }
}
