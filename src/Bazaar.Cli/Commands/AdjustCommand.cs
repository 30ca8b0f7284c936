using Bazaar.Cli.Input;
using Bazaar.Contracts;

namespace Bazaar.Cli.Commands;

/// <summary><c>bazaar adjust</c>: corrects the book by a difference.</summary>
internal static class AdjustCommand
{
    public static void Fill(App app, Verb verb)
    {
        verb.Examples = """
            bazaar adjust SUGAR=-2 TEA=+1 --note "mixed up at the shelf"
            """;
        var options = MovementOptions.AddTo(app, verb, ItemSyntax.Adjust);
        options.OnPost(
            verb,
            item => new MovementLineRequest { Quantity = item.Quantity },
            _ => new MovementRequest { Type = "adjustment" });
    }
}
