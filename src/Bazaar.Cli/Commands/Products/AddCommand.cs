using System.CommandLine;
using Bazaar.Cli.Input;
using Bazaar.Contracts;
using Bazaar.Contracts.Json;

namespace Bazaar.Cli.Commands.Products;

/// <summary><c>bazaar product add</c>.</summary>
internal static class AddCommand
{
    public static Verb Build(App app)
    {
        var verb = new Verb("add", "Add a product to the catalogue.")
        {
            Examples = """
                bazaar product add SUGAR --name Sugar --unit kg --price 160
                bazaar product add COLA --name "Cola 500 ml" --price 120 --barcode 8961014012345 --pack carton=24
                """,
        };
        var sku = new Argument<string>("sku") { HelpName = "SKU", Description = "Its code: letters, digits and . _ -" };
        var unit = Given.Text("--unit", "The base unit: piece, kg, g, l, ml, m …");
        unit.DefaultValueFactory = _ => "piece";
        var fields = new ProductFields();
        fields.Name.Required = true;
        fields.Price.Required = true;
        verb.Add(sku);
        verb.Add(unit);
        fields.AddTo(verb);
        app.OnShop(verb, async (run, ct) =>
        {
            var product = await run.Client.AddProductAsync(new ProductRequest
            {
                Sku = run.Get(sku),
                Name = run.Get(fields.Name),
                NameUrdu = run.Get(fields.NameUrdu),
                Category = run.Get(fields.Category),
                Unit = run.Get(unit),
                Barcodes = run.Get(fields.Barcodes),
                Packs = run.Get(fields.Packs),
                Price = run.Get(fields.Price),
                Cost = Given.NumberOf(run.Get(fields.Cost)),
                ShelfLifeDays = ProductFields.WholeDays(Given.NumberOf(run.Get(fields.ShelfLifeDays))),
            }, ct);
            return run.Answer(product, BazaarJson.Wire.Product, p => ProductFields.Write(run.Terminal, p));
        });
        return verb;
    }
}
