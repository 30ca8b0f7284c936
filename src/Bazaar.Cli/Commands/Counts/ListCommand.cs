using System.CommandLine;
using Bazaar.Cli.Input;
using Bazaar.Cli.Output;
using Bazaar.Contracts;
using Bazaar.Contracts.Json;

namespace Bazaar.Cli.Commands.Counts;

/// <summary><c>bazaar count list</c>.</summary>
internal static class ListCommand
{
    private const int UsualRows = 20;
    private const int LargestPage = 200;

    public static Verb Build(App app)
    {
        var verb = new Verb("list", "List counts, newest first; those of one store with --store.")
        {
            Examples = """
                bazaar count list --status open
                bazaar count list --region Punjab
                """,
        };
        var status = Given.Choice("--status", "Only those that are so.", "open", "posted", "cancelled");
        var places = new StoreOptions(verb);
        var limit = Given.Whole("--limit", $"How many; {UsualRows} when not given.");
        foreach (var option in (Option[])[status, limit])
        {
            verb.Add(option);
        }

        app.OnShop(verb, async (run, ct) =>
        {
            var wanted = (int)Math.Min(run.Get(limit) ?? UsualRows, int.MaxValue);
            var (items, next) = await Pages.TakeAsync(wanted, LargestPage, (size, cursor) => run.Client.ListCountsAsync(run.Globals.OneStore, run.Get(status), size, cursor, places.Of(run), ct));
            return run.Answer(new Page<CountSummary>(items, next), BazaarJson.Wire.PageCountSummary, page => Write(run.Terminal, page.Items));
        });
        return verb;
    }

    private static void Write(Terminal terminal, IReadOnlyList<CountSummary> items)
    {
        if (items.Count == 0)
        {
            terminal.Error.WriteLine("There is no such count.");
            return;
        }

        Table.Write(
            terminal,
            items,
            new("No", c => c.Number.ToString(), Right: true),
            new("Opened", c => Text.Time(terminal, c.OpenedAt)),
            new("Store", c => c.Store),
            new("Name", c => c.Name),
            new("Category", c => c.Scope.Category),
            new("Scans", c => c.Scans.ToString(), Right: true),
            new("Status", c => c.Status));
    }
}
