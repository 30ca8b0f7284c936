using System.CommandLine;
using Bazaar.Cli.Input;
using Bazaar.Cli.Output;
using Bazaar.Contracts;
using Bazaar.Contracts.Json;

namespace Bazaar.Cli.Commands.Stock;

/// <summary><c>bazaar stock</c>: what a store has.</summary>
internal static class StockCommands
{
    private const int LargestPage = 200;

    public static void Fill(App app, Verb verb)
    {
        verb.Examples = """
            bazaar stock
            bazaar stock sugar
            bazaar stock --status low
            bazaar stock SUGAR --at "2026-03-01 12:00"
            bazaar stock everywhere SUGAR
            bazaar stock set SUGAR --reorder-point 20 --target 80
            """;
        var query = new Argument<string?>("query") { HelpName = "QUERY", Description = "Part of a name or code; with --at, one product's code.", Arity = ArgumentArity.ZeroOrOne };
        var status = Given.Choice("--status", "Only products that are so.", "out", "low", "over", "negative", "ok");
        var category = Given.Text("--category", "Only this category.");
        var at = Given.Time("--at", "As it was then.", app.Terminal.Clock);
        var known = Given.Time("--as-known-at", "With --at: only what was known by then.", app.Terminal.Clock);
        verb.Add(query);
        foreach (var option in (Option[])[status, category, at, known])
        {
            verb.Add(option);
        }

        verb.Add(SetCommand.Build(app));
        verb.Add(EverywhereCommand.Build(app));
        app.OnShop(verb, async (run, ct) =>
        {
            if (run.Get(at) is { } time)
            {
                var sku = run.Parse.GetValue(query) ?? throw new UsageException("Name the product: bazaar stock SUGAR --at \"2026-03-01 12:00\"");
                return run.Answer(await run.Client.GetStockAsOfAsync(run.Store, sku, time, run.Get(known), ct), BazaarJson.Wire.StockAsOf, then => Write(run.Terminal, then));
            }

            var (items, _) = await Pages.TakeAsync(int.MaxValue, LargestPage, (size, cursor) =>
                run.Client.ListStockAsync(run.Store, run.Parse.GetValue(query), run.Get(category), run.Get(status), size, cursor, ct));
            return run.Answer(new Page<StockItem>(items, null), BazaarJson.Wire.PageStockItem, page => Write(run.Terminal, page.Items));
        });
    }

    private static void Write(Terminal terminal, StockAsOf then)
    {
        var known = then.AsKnownAt is { } asKnownAt ? $", as known at {Text.Time(terminal, asKnownAt)}" : "";
        terminal.Out.WriteLine($"{then.Sku} in {then.Store} at {Text.Time(terminal, then.At)}{known}: {Text.Quantity(then.OnHand)} {then.Unit}");
    }

    private static void Write(Terminal terminal, IReadOnlyList<StockItem> items)
    {
        if (items.Count == 0)
        {
            terminal.Error.WriteLine("No product is like that.");
            return;
        }

        Table.Write(
            terminal,
            items,
            new("SKU", i => i.Sku),
            new("Name", i => i.Name),
            new("On hand", i => Text.Quantity(i.OnHand), Right: true),
            new("Unit", i => i.Unit),
            new("Status", i => i.Status),
            new("Reorder at", i => i.ReorderPoint is { } point ? Text.Quantity(point) : null, Right: true),
            new("Price", i => Text.Money(i.Price), Right: true),
            new("Value", i => Text.Money(i.Value), Right: true));
    }
}
