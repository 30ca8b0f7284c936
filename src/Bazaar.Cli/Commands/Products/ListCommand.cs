using System.CommandLine;
using Bazaar.Cli.Input;
using Bazaar.Cli.Output;
using Bazaar.Contracts;
using Bazaar.Contracts.Json;

namespace Bazaar.Cli.Commands.Products;

/// <summary><c>bazaar product list</c>.</summary>
internal static class ListCommand
{
    private const int LargestPage = 200;

    public static Verb Build(App app)
    {
        var verb = new Verb("list", "List the catalogue.")
        {
            Examples = """
                bazaar product list
                bazaar product list cola --category Drinks
                bazaar product list --barcode 8961014012345
                """,
        };
        var query = new Argument<string?>("query") { HelpName = "QUERY", Description = "Part of a name or code.", Arity = ArgumentArity.ZeroOrOne };
        var category = Given.Text("--category", "Only this category.");
        var barcode = Given.Text("--barcode", "Only what carries this barcode.", "CODE");
        var archived = new Option<bool>("--archived") { Description = "Only archived products." };
        verb.Add(query);
        verb.Add(category);
        verb.Add(barcode);
        verb.Add(archived);
        app.OnShop(verb, async (run, ct) =>
        {
            var (items, _) = await Pages.TakeAsync(int.MaxValue, LargestPage, (size, cursor) =>
                run.Client.ListProductsAsync(run.Parse.GetValue(query), run.Get(category), run.Get(barcode), run.Get(archived) ? true : null, size, cursor, ct));
            return run.Answer(new Page<Product>(items, null), BazaarJson.Wire.PageProduct, page => Write(run.Terminal, page.Items));
        });
        return verb;
    }

    private static void Write(Terminal terminal, IReadOnlyList<Product> products)
    {
        if (products.Count == 0)
        {
            terminal.Error.WriteLine("No product is like that.");
            return;
        }

        Table.Write(
            terminal,
            products,
            new("SKU", p => p.Sku),
            new("Name", p => p.Name),
            new("Category", p => p.Category),
            new("Unit", p => p.Unit),
            new("Price", p => Text.Money(p.Price), Right: true),
            new("Barcodes", p => string.Join(' ', p.Barcodes)),
            new("", p => p.Archived ? "archived" : null));
    }
}
