using System.CommandLine;
using Bazaar.Cli.Input;
using Bazaar.Contracts;
using Bazaar.Contracts.Json;

namespace Bazaar.Cli.Commands.Products;

/// <summary><c>bazaar product edit</c>: changes what is named and leaves the rest.</summary>
internal static class EditCommand
{
    public static Verb Build(App app)
    {
        var verb = new Verb("edit", "Change a product. What is not named stays; a text given as \"\" is cleared.")
        {
            Examples = """
                bazaar product edit SUGAR --price 165
                bazaar product edit COLA --add-barcode 8961014012369
                bazaar product edit COLA --category "" --cost none
                bazaar product edit COLA --archived false
                """,
        };
        var sku = new Argument<string>("sku") { HelpName = "SKU", Description = "The product." };
        var fields = new ProductFields();
        fields.Barcodes.Description = "The barcodes of one base unit, in place of those it has; may be given more than once.";
        fields.Packs.Description = "The packs, in place of those it has; may be given more than once.";
        var addBarcode = new Option<string[]>("--add-barcode") { Description = "One more barcode of one base unit.", HelpName = "CODE" };
        var archived = Given.Choice("--archived", "false brings an archived product back.", "true", "false");
        verb.Add(sku);
        fields.AddTo(verb);
        verb.Add(addBarcode);
        verb.Add(archived);
        verb.Validators.Add(result =>
        {
            if (!verb.Options.Any(o => result.GetResult(o) is { Implicit: false }))
            {
                result.AddError("Say what to change, such as --price 165.");
            }
        });
        app.OnShop(verb, async (run, ct) =>
        {
            var before = await run.Client.GetProductAsync(run.Get(sku), ct);
            var barcodes = run.Patch(fields.Barcodes);
            var more = run.Get(addBarcode) ?? [];
            var days = run.PatchNumber(fields.ShelfLifeDays);
            var patch = new ProductPatch
            {
                Name = run.PatchText(fields.Name),
                NameUrdu = run.PatchText(fields.NameUrdu),
                Category = run.PatchText(fields.Category),
                Barcodes = barcodes.IsGiven || more.Length > 0 ? new(true, [.. barcodes.Value ?? before.Barcodes, .. more]) : default,
                Packs = run.Patch(fields.Packs) is { IsGiven: true } packs ? new(true, packs.Value) : default,
                Price = run.Patch(fields.Price),
                Cost = run.PatchNumber(fields.Cost),
                ShelfLifeDays = days.IsGiven ? new(true, ProductFields.WholeDays(days.Value)) : default,
                Archived = run.Get(archived) is { } yes ? yes == "true" : default(Optional<bool?>),
            };
            var product = await run.Client.EditProductAsync(before.Sku, before.Version, patch, ct);
            return run.Answer(product, BazaarJson.Wire.Product, p => ProductFields.Write(run.Terminal, p));
        });
        return verb;
    }
}
