using Bazaar.Cli.Commands.Counts;
using Bazaar.Cli.Input;
using Bazaar.Contracts;

namespace Bazaar.Cli.Commands;

/// <summary><c>bazaar count</c>: what is really there, of a few products at once or of a whole store together.</summary>
internal static class CountCommand
{
    public static void Fill(App app, Verb verb)
    {
        verb.Examples = """
            bazaar count SUGAR=37.5 TEA=12
            bazaar count EGGS=0 --at "2026-03-01 21:00"
            bazaar count TEA=12 --expected-seq 4711  # refused if tea moved since entry 4711
            bazaar count open --name "Drinks"        # a count that several people take; then add, review, post
            """;
        var options = MovementOptions.AddTo(app, verb, ItemSyntax.Count);
        var seq = Given.Whole("--expected-seq", "Refuse the count when a product moved after this entry.", "SEQ");
        verb.Add(seq);
        verb.Add(OpenCommand.Build(app));
        verb.Add(AddCommand.Build(app));
        verb.Add(ReviewCommand.Build(app));
        verb.Add(ResolveCommand.Build(app));
        verb.Add(PostCommand.Build(app));
        verb.Add(CancelCommand.Build(app));
        verb.Add(ListCommand.Build(app));
        options.OnPost(
            verb,
            item => new MovementLineRequest { Counted = item.Quantity, Pack = item.Pack },
            parse => new MovementRequest { Type = "count", ExpectedSeq = parse.GetValue(seq) });
    }
}
