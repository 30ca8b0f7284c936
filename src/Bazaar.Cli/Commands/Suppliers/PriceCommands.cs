using System.CommandLine;
using Bazaar.Cli.Input;
using Bazaar.Cli.Output;
using Bazaar.Contracts;
using Bazaar.Contracts.Json;

namespace Bazaar.Cli.Commands.Suppliers;

/// <summary><c>bazaar supplier price</c>: what suppliers ask for the goods.</summary>
internal static class PriceCommands
{
    private const int LargestPage = 200;
    private const string Whose = " It holds for every store, or with --store for that one.";

    public static Verb Build(App app)
    {
        var noun = new Verb("price", "What suppliers ask for the goods." + Whose);
        noun.Add(SetPriceCommand.Build(app));
        noun.Add(List(app));
        noun.Add(History(app));
        noun.Add(Remove(app));
        return noun;
    }

    public static Argument<string> Supplier() => new("supplier") { HelpName = "SUPPLIER", Description = "The supplier's code." };

    public static Argument<string> Sku() => new("sku") { HelpName = "SKU", Description = "The product." };

    public static void Write(Terminal terminal, params IReadOnlyList<Sourcing> terms)
    {
        if (terms.Count == 0)
        {
            terminal.Error.WriteLine("No supplier's price is like that.");
            return;
        }

        Table.Write(
            terminal,
            terms,
            new("SKU", t => t.Sku),
            new("Name", t => t.Name),
            new("Supplier", t => t.Supplier),
            new("Cost", t => Text.Cost(t.UnitCost), Right: true),
            new("Per", t => t.Pack),
            new("Each", t => t.Pack is not null && t.BaseCost is { } cost ? Text.Cost(cost) : null, Right: true),
            new("Comes in", t => t.PackSize is { } size ? Text.Quantity(size) : null, Right: true),
            new("Minimum", t => t.Minimum is { } minimum ? Text.Quantity(minimum) : null, Right: true),
            new("Lead time", t => t.LeadTimeDays is { } days ? Text.Count(days, "day") : null),
            new("Store", t => t.Store),
            new("", t => t.Preferred ? "preferred" : null));
    }

    private static Verb List(App app)
    {
        var verb = new Verb("list", "List what suppliers ask. With --store: what holds there, its own word or every store's.")
        {
            Examples = """
                bazaar supplier price list
                bazaar supplier price list --sku SUGAR --store LHR-001
                """,
        };
        var sku = Given.Text("--sku", "Only this product.", "SKU");
        var supplier = Given.Text("--supplier", "Only this supplier.", "CODE");
        verb.Add(sku);
        verb.Add(supplier);
        app.OnShop(verb, async (run, ct) =>
        {
            var (items, _) = await Pages.TakeAsync(int.MaxValue, LargestPage, (size, cursor) =>
                run.Client.ListSourcingAsync(run.Globals.OneStore, run.Get(sku), run.Get(supplier), size, cursor, ct));
            return run.Answer(new Page<Sourcing>(items, null), BazaarJson.Wire.PageSourcing, page => Write(run.Terminal, page.Items));
        });
        return verb;
    }

    private static Verb History(App app)
    {
        var verb = new Verb("history", "What a product cost over time, newest first.") { Examples = "bazaar supplier price history SUGAR --supplier METRO" };
        var sku = Sku();
        var supplier = Given.Text("--supplier", "Only this supplier.", "CODE");
        verb.Add(sku);
        verb.Add(supplier);
        app.OnShop(verb, async (run, ct) =>
        {
            var (items, _) = await Pages.TakeAsync(int.MaxValue, LargestPage, (size, cursor) =>
                run.Client.ListSourcingHistoryAsync(run.Globals.OneStore, run.Get(sku), run.Get(supplier), size, cursor, ct));
            return run.Answer(new Page<SourcingChange>(items, null), BazaarJson.Wire.PageSourcingChange, page => Write(run.Terminal, page.Items));
        });
        return verb;
    }

    private static Verb Remove(App app)
    {
        var verb = new Verb("remove", "A supplier no longer supplies a product." + Whose) { Examples = "bazaar supplier price remove METRO SUGAR" };
        var (supplier, sku) = (Supplier(), Sku());
        verb.Add(supplier);
        verb.Add(sku);
        app.OnShop(verb, async (run, ct) =>
        {
            var before = await run.Client.GetSourcingAsync(run.Globals.OneStore, run.Get(sku), run.Get(supplier), ct);
            await run.Client.RemoveSourcingAsync(run.Globals.OneStore, before.Sku, before.Supplier, before.Version, ct);
            return run.Answer(before, BazaarJson.Wire.Sourcing, t => run.Terminal.Out.WriteLine($"{t.Supplier} no longer supplies {t.Sku}{(t.Store is { } store ? $" to {store}" : "")}."));
        });
        return verb;
    }

    private static void Write(Terminal terminal, IReadOnlyList<SourcingChange> changes)
    {
        if (changes.Count == 0)
        {
            terminal.Error.WriteLine("Nobody ever said what it costs.");
            return;
        }

        Table.Write(
            terminal,
            changes,
            new("When", c => Text.Time(terminal, c.At)),
            new("Supplier", c => c.Supplier),
            new("From", c => Cost(c.FromCost, c.FromPack), Right: true),
            new("To", c => c.ToCost is null ? "no longer" : Cost(c.ToCost, c.ToPack), Right: true),
            new("Store", c => c.Store),
            new("By", c => c.Actor));
    }

    private static string? Cost(decimal? cost, string? pack) => cost is { } c ? Text.Cost(c) + (pack is null ? "" : $" a {pack}") : null;
}
