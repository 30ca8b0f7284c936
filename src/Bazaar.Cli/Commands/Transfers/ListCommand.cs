using System.CommandLine;
using Bazaar.Cli.Input;
using Bazaar.Cli.Output;
using Bazaar.Contracts;
using Bazaar.Contracts.Json;

namespace Bazaar.Cli.Commands.Transfers;

/// <summary><c>bazaar transfer list</c>.</summary>
internal static class ListCommand
{
    private const int UsualRows = 20;
    private const int LargestPage = 200;

    public static Verb Build(App app)
    {
        var verb = new Verb("list", "List transfers, newest first; those of one store with --store.")
        {
            Examples = """
                bazaar transfer list --status in-transit
                bazaar transfer list --to LHR-002 --limit 100
                bazaar transfer list --city Lahore
                """,
        };
        var from = Given.Text("--from", "Only those that this store sent.", "CODE");
        var to = Given.Text("--to", "Only those that this store receives.", "CODE");
        var status = Given.Choice("--status", "Only those that are so.", "in-transit", "received", "closed", "cancelled");
        var places = new StoreOptions(verb);
        var limit = Given.Whole("--limit", $"How many; {UsualRows} when not given.");
        foreach (var option in (Option[])[from, to, status, limit])
        {
            verb.Add(option);
        }

        app.OnShop(verb, async (run, ct) =>
        {
            var wanted = (int)Math.Min(run.Get(limit) ?? UsualRows, int.MaxValue);
            var (items, next) = await Pages.TakeAsync(wanted, LargestPage, (size, cursor) =>
                run.Client.ListTransfersAsync(run.Get(from), run.Get(to), run.Globals.OneStore, run.Get(status), null, size, cursor, places.Of(run), ct));
            return run.Answer(new Page<TransferSummary>(items, next), BazaarJson.Wire.PageTransferSummary, page => Write(run.Terminal, page.Items));
        });
        return verb;
    }

    private static void Write(Terminal terminal, IReadOnlyList<TransferSummary> items)
    {
        if (items.Count == 0)
        {
            terminal.Error.WriteLine("There is no such transfer.");
            return;
        }

        Table.Write(
            terminal,
            items,
            new("No", t => t.Number.ToString(), Right: true),
            new("Sent", t => Text.Time(terminal, t.OccurredAt)),
            new("From", t => t.From),
            new("To", t => t.To),
            new("Lines", t => t.Lines.ToString(), Right: true),
            new("Status", t => TransferCommands.Words(t.Status)),
            new("By", t => t.Actor),
            new("Note", t => t.Note));
    }
}
