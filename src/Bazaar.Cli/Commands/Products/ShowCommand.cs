using System.CommandLine;
using Bazaar.Contracts.Json;

namespace Bazaar.Cli.Commands.Products;

/// <summary><c>bazaar product show</c>.</summary>
internal static class ShowCommand
{
    public static Verb Build(App app)
    {
        var verb = new Verb("show", "Show one product.") { Examples = "bazaar product show SUGAR" };
        var sku = new Argument<string>("sku") { HelpName = "SKU", Description = "The product." };
        verb.Add(sku);
        app.OnShop(verb, async (run, ct) =>
            run.Answer(await run.Client.GetProductAsync(run.Get(sku), ct), BazaarJson.Wire.Product, p => ProductFields.Write(run.Terminal, p)));
        return verb;
    }
}
