using System.CommandLine;
using Bazaar.Cli.Input;
using Bazaar.Cli.Output;
using Bazaar.Contracts;
using Bazaar.Contracts.Json;

namespace Bazaar.Cli.Commands.Stock;

/// <summary><c>bazaar stock everywhere</c>: what each store has of one product, and all of them together.</summary>
internal static class EverywhereCommand
{
    private const int LargestPage = 200;

    public static Verb Build(App app)
    {
        var verb = new Verb("everywhere", "What every store has of one product, and all of them together.")
        {
            Examples = """
                bazaar stock everywhere SUGAR
                bazaar stock everywhere SUGAR --region Punjab --status out
                """,
        };
        var sku = new Argument<string>("sku") { HelpName = "SKU", Description = "The product." };
        var status = Given.Choice("--status", "Only stores where it is so.", "out", "low", "over", "negative", "ok");
        verb.Add(sku);
        verb.Add(status);
        var stores = new StoreOptions(verb);
        app.OnShop(verb, async (run, ct) =>
        {
            ProductStockTotal? total = null;
            var (items, _) = await Pages.TakeAsync(int.MaxValue, LargestPage, async (size, cursor) =>
            {
                var page = await run.Client.ListProductStockAsync(run.Get(sku), stores.Of(run), run.Get(status), size, cursor, ct);
                total = page.Total;
                return new Page<StockItem>(page.Items, page.Next);
            });
            return run.Answer(new ProductStock(items, null, total!), BazaarJson.Wire.ProductStock, all => Write(run.Terminal, all));
        }, manyStores: true);
        return verb;
    }

    private static void Write(Terminal terminal, ProductStock stock)
    {
        if (stock.Items.Count == 0)
        {
            terminal.Error.WriteLine("No store is like that.");
            return;
        }

        Table.Write(
            terminal,
            [.. stock.Items.Select(i => new Line(i.Store, i.OnHand, i.Unit, i.Status, i.Value)), new Line("total", stock.Total.OnHand, stock.Items[0].Unit, null, stock.Total.Value)],
            new("Store", l => l.Store),
            new("On hand", l => Text.Quantity(l.OnHand), Right: true),
            new("Unit", l => l.Unit),
            new("Status", l => l.Status),
            new("Value", l => Text.Money(l.Value), Right: true));
    }

    private sealed record Line(string Store, decimal OnHand, string Unit, string? Status, decimal Value);
}
