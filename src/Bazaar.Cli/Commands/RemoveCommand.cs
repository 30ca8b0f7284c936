using Bazaar.Cli.Input;
using Bazaar.Contracts;

namespace Bazaar.Cli.Commands;

/// <summary><c>bazaar remove</c>: goods go out that were not sold.</summary>
internal static class RemoveCommand
{
    public static void Fill(App app, Verb verb)
    {
        verb.Examples = """
            bazaar remove MILK=3 --reason expired
            bazaar remove EGGS=1:tray --reason damaged --note "dropped"
            """;
        var options = MovementOptions.AddTo(app, verb, ItemSyntax.Remove);
        var reason = Given.Choice("--reason", "Why.", "damaged", "expired", "lost", "theft", "ownUse", "sample", "other");
        reason.Required = true;
        verb.Add(reason);
        options.OnPost(
            verb,
            item => new MovementLineRequest { Quantity = item.Quantity, Pack = item.Pack },
            parse => new MovementRequest { Type = "removal", Reason = parse.GetValue(reason) });
    }
}
