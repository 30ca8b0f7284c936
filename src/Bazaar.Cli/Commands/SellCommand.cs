using Bazaar.Cli.Input;
using Bazaar.Contracts;

namespace Bazaar.Cli.Commands;

/// <summary><c>bazaar sell</c>: one receipt, all or nothing.</summary>
internal static class SellCommand
{
    public static void Fill(App app, Verb verb)
    {
        verb.Examples = """
            bazaar sell SUGAR                # one, at the store's price
            bazaar sell SUGAR=2.5 TEA=1@450  # 2.5 kg of sugar; tea at 450
            bazaar sell COLA=2:carton        # two cartons
            bazaar sell 8961014012345 --reference "till 2, 881"
            bazaar sell MILK=3 --at 09:30 --accept-shortage
            """;
        var options = MovementOptions.AddTo(app, verb, ItemSyntax.Sell);
        options.OnPost(
            verb,
            item => new MovementLineRequest { Quantity = item.Quantity, Pack = item.Pack, UnitPrice = item.Money },
            _ => new MovementRequest { Type = "sale" });
    }
}
