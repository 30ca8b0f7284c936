using System.CommandLine;
using Bazaar.Cli.Input;
using Bazaar.Cli.Output;
using Bazaar.Contracts;
using Bazaar.Contracts.Json;

namespace Bazaar.Cli.Commands.Counts;

/// <summary><c>bazaar count post</c>: one entry for all that was counted.</summary>
internal static class PostCommand
{
    public static Verb Build(App app)
    {
        var verb = new Verb("post", "Post the count as one entry: from now on the book says what was counted.")
        {
            Examples = """
                bazaar count post --missing ignore
                bazaar count post 3 --missing zero --counted-at "2026-03-01 22:00"
                """,
        };
        var which = CountLookup.Argument();
        var missing = Given.Choice("--missing", "What becomes of products that nobody scanned: they stay as they are, or there are none.", "ignore", "zero");
        missing.Required = true;
        var countedAt = Given.Time("--counted-at", "When everything was counted; each product at its last scan when not given.", app.Terminal.Clock);
        verb.Add(which);
        verb.Add(missing);
        verb.Add(countedAt);
        app.OnShop(verb, async (run, ct) =>
        {
            if (await CountLookup.FindAsync(run, run.Parse.GetValue(which), ct) is not { } count)
            {
                return Exit.Refused;
            }

            var entry = await run.Client.PostCountAsync(count.Id, new CountPostRequest { Missing = run.Get(missing), CountedAt = run.Get(countedAt) }, ct);
            return run.Answer(entry, BazaarJson.Wire.Movement, e => Write(run.Terminal, count, e));
        });
        return verb;
    }

    // A whole store does not fit on a screen; history and review show it.
    private static void Write(Terminal terminal, CountSummary count, Movement entry)
    {
        var counted = entry.Lines.Where(l => l.Counted is not null).ToList();
        var different = counted.Count(l => l.Quantity != 0);
        terminal.Out.WriteLine($"Count {count.Number} is entry {entry.Seq} in {entry.Store}, {Text.Time(terminal, entry.OccurredAt)}: {Text.Count(counted.Count, "product")}, {different} of them other than the book said.");
        terminal.Out.WriteLine($"The stock's value changed by {Text.Money(entry.Total)}.");
        terminal.Out.WriteLine($"Id {entry.Id}");
    }
}
