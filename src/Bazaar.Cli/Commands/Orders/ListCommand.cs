using System.CommandLine;
using Bazaar.Cli.Input;
using Bazaar.Cli.Output;
using Bazaar.Contracts;
using Bazaar.Contracts.Client;
using Bazaar.Contracts.Json;

namespace Bazaar.Cli.Commands.Orders;

/// <summary><c>bazaar order list</c>.</summary>
internal static class ListCommand
{
    private const int UsualRows = 20;
    private const int LargestPage = 200;

    public static Verb Build(App app)
    {
        var verb = new Verb("list", "List orders, newest first; of all stores, or of those named.")
        {
            Examples = """
                bazaar order list
                bazaar order list --late --city Lahore
                bazaar order list --supplier METRO --status ordered --from 2026-03-01
                """,
        };
        var supplier = Given.Text("--supplier", "Only from this supplier.", "CODE");
        var status = Given.Choice("--status", "Only in this status.", "draft", "ordered", "partly-received", "received", "cancelled");
        var late = new Option<bool>("--late") { Description = "Only what should have come by now and has not." };
        var from = Given.Date("--from", "First business date, included.");
        var to = Given.Date("--to", "Last business date, included.");
        var places = new StoreOptions(verb);
        var limit = Given.Whole("--limit", $"How many orders; {UsualRows} when not given.");
        foreach (var option in (Option[])[supplier, status, late, from, to, limit])
        {
            verb.Add(option);
        }

        app.OnShop(verb, async (run, ct) =>
        {
            var within = places.Of(run);
            var query = new OrderQuery
            {
                Stores = within.Stores, Cities = within.Cities, Regions = within.Regions, Supplier = run.Get(supplier), Status = run.Get(status), Late = run.Get(late) ? true : null, From = run.Get(from), To = run.Get(to),
            };
            var wanted = (int)Math.Min(run.Get(limit) ?? UsualRows, int.MaxValue);
            var (items, next) = await Pages.TakeAsync(wanted, LargestPage, (size, cursor) => run.Client.ListOrdersAsync(query, size, cursor, ct));
            return run.Answer(new Page<PurchaseOrderSummary>(items, next), BazaarJson.Wire.PagePurchaseOrderSummary, page =>
            {
                Write(run.Terminal, page.Items);
                if (page.Next is not null)
                {
                    run.Terminal.Error.WriteLine($"There are more: --limit {wanted * 5L}");
                }
            });
        }, manyStores: true);
        return verb;
    }

    private static void Write(Terminal terminal, IReadOnlyList<PurchaseOrderSummary> orders)
    {
        if (orders.Count == 0)
        {
            terminal.Error.WriteLine("No order is like that.");
            return;
        }

        Table.Write(
            terminal,
            orders,
            new("Order", o => o.Number),
            new("Store", o => o.Store),
            new("Supplier", o => o.Supplier),
            new("Status", o => OrderCommands.Status(o.Status) + (o.Late ? ", late" : "")),
            new("Written", o => Text.Time(terminal, o.CreatedAt)),
            new("Expected", o => o.ExpectedAt is { } at ? Text.Time(terminal, at) : null),
            new("Lines", o => o.Lines.ToString(), Right: true),
            new("Total", o => Text.Money(o.Total), Right: true),
            new("Note", o => o.Note));
    }
}
