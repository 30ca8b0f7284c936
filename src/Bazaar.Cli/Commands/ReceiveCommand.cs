using System.CommandLine;
using Bazaar.Cli.Input;
using Bazaar.Contracts;

namespace Bazaar.Cli.Commands;

/// <summary><c>bazaar receive</c>: goods come in.</summary>
internal static class ReceiveCommand
{
    public static void Fill(App app, Verb verb)
    {
        verb.Examples = """
            bazaar receive SUGAR=50@141.50    # 50 kg at a cost of 141.50 each
            bazaar receive COLA=2:carton@2400 --supplier METRO --reference "invoice 77"
            bazaar receive RICE=20 --opening  # what is there on the first day
            """;
        var options = MovementOptions.AddTo(app, verb, ItemSyntax.Receive);
        var supplier = Given.Text("--supplier", "Who delivered it.", "CODE");
        var opening = new Option<bool>("--opening") { Description = "Stock that was there before Bazaar; no delivery." };
        verb.Add(supplier);
        verb.Add(opening);
        options.OnPost(
            verb,
            item => new MovementLineRequest { Quantity = item.Quantity, Pack = item.Pack, UnitCost = item.Money },
            parse => new MovementRequest { Type = parse.GetValue(opening) ? "opening" : "stockIn", Supplier = parse.GetValue(supplier) });
    }
}
