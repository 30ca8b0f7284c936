using System.CommandLine;
using Bazaar.Contracts.Json;

namespace Bazaar.Cli.Commands.Products;

/// <summary><c>bazaar product archive</c>: no more of it comes in; what is left can be sold.</summary>
internal static class ArchiveCommand
{
    public static Verb Build(App app)
    {
        var verb = new Verb("archive", "Archive a product: no more of it comes in, what is left can be sold.")
        {
            Examples = """
                bazaar product archive COLA
                bazaar product edit COLA --archived false
                """,
        };
        var sku = new Argument<string>("sku") { HelpName = "SKU", Description = "The product." };
        verb.Add(sku);
        app.OnShop(verb, async (run, ct) =>
        {
            var before = await run.Client.GetProductAsync(run.Get(sku), ct);
            await run.Client.ArchiveProductAsync(before.Sku, before.Version, ct);
            if (run.Globals.Json)
            {
                run.Terminal.WriteJson(await run.Client.GetProductAsync(before.Sku, ct), BazaarJson.Wire.Product);
            }
            else
            {
                run.Terminal.Out.WriteLine($"{before.Sku} is archived.");
            }

            return Exit.Done;
        });
        return verb;
    }
}
