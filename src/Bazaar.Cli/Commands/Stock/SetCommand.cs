using System.CommandLine;
using Bazaar.Cli.Input;
using Bazaar.Cli.Output;
using Bazaar.Contracts;
using Bazaar.Contracts.Json;

namespace Bazaar.Cli.Commands.Stock;

/// <summary><c>bazaar stock set</c>: one store's own levels and price of a product.</summary>
internal static class SetCommand
{
    public static Verb Build(App app)
    {
        var verb = new Verb("set", "Set a store's reorder point, target level or own price of a product.")
        {
            Examples = """
                bazaar stock set SUGAR --reorder-point 20 --target 80
                bazaar stock set SUGAR --price 165
                bazaar stock set SUGAR --price none  # back to the catalogue's price
                """,
        };
        var sku = new Argument<string>("sku") { HelpName = "SKU", Description = "The product." };
        var reorderPoint = Given.Clearable("--reorder-point", "Order when on hand is at or below this.");
        var target = Given.Clearable("--target", "Order up to this.");
        var price = Given.Clearable("--price", "What this store sells it for.");
        verb.Add(sku);
        verb.Add(reorderPoint);
        verb.Add(target);
        verb.Add(price);
        verb.Validators.Add(result =>
        {
            if (result.GetResult(reorderPoint) is null && result.GetResult(target) is null && result.GetResult(price) is null)
            {
                result.AddError("Say what to set: --reorder-point, --target or --price.");
            }
        });
        app.OnShop(verb, async (run, ct) =>
        {
            var item = await run.Client.EditStockAsync(run.Store, run.Get(sku), new StockPatch
            {
                ReorderPoint = run.PatchNumber(reorderPoint),
                TargetLevel = run.PatchNumber(target),
                Price = run.PatchNumber(price),
            }, ct);
            return run.Answer(item, BazaarJson.Wire.StockItem, i => run.Terminal.Out.WriteLine(
                $"{i.Sku} in {i.Store}: {Text.Quantity(i.OnHand)} {i.Unit} ({i.Status}), reorder at {OrNone(i.ReorderPoint)}, target {OrNone(i.TargetLevel)}, price {Text.Money(i.Price)}"));
        });
        return verb;
    }

    private static string OrNone(decimal? level) => level is { } l ? Text.Quantity(l) : "none";
}
