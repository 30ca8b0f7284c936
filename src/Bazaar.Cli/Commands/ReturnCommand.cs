using System.CommandLine;
using Bazaar.Cli.Input;
using Bazaar.Contracts;

namespace Bazaar.Cli.Commands;

/// <summary><c>bazaar return</c>: a customer brings goods back, or goods go back to a supplier.</summary>
internal static class ReturnCommand
{
    public static void Fill(App app, Verb verb)
    {
        verb.Examples = """
            bazaar return SUGAR=1  # a customer brings 1 kg back, at the store's price
            bazaar return TEA=1@450 --reference "till 2, 881"
            bazaar return COLA=1:carton --to-supplier METRO
            """;
        var options = MovementOptions.AddTo(app, verb, ItemSyntax.Return);
        var supplier = Given.Text("--to-supplier", "The goods go back to this supplier.", "CODE");
        verb.Add(supplier);
        verb.Validators.Add(result =>
        {
            if (result.GetValue(supplier) is not null && result.GetValue<string[]>("items") is { } items && items.Any(i => i.Contains('@')))
            {
                result.AddError("Goods go back to a supplier at their average cost: leave the @price out.");
            }
        });
        options.OnPost(
            verb,
            item => new MovementLineRequest { Quantity = item.Quantity, Pack = item.Pack, UnitPrice = item.Money },
            parse => new MovementRequest { Type = parse.GetValue(supplier) is null ? "customerReturn" : "supplierReturn", Supplier = parse.GetValue(supplier) });
    }
}
