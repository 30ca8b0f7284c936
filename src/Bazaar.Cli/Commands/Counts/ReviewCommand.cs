using Bazaar.Cli.Input;
using Bazaar.Cli.Output;
using Bazaar.Contracts;
using Bazaar.Contracts.Json;

namespace Bazaar.Cli.Commands.Counts;

/// <summary><c>bazaar count review</c>: what was counted beside the book.</summary>
internal static class ReviewCommand
{
    private const int LargestPage = 200;

    public static Verb Build(App app)
    {
        var verb = new Verb("review", "Put what was counted beside the book, the dearest difference first.")
        {
            Examples = """
                bazaar count review
                bazaar count review 3 --show missing
                """,
        };
        var which = CountLookup.Argument();
        var show = Given.Choice("--show", "Which products; those that differ when not given.", "different", "missing", "all");
        verb.Add(which);
        verb.Add(show);
        app.OnShop(verb, async (run, ct) =>
        {
            if (await CountLookup.FindAsync(run, run.Parse.GetValue(which), ct) is not { } count)
            {
                return Exit.Refused;
            }

            var (items, _) = await Pages.TakeAsync(
                int.MaxValue, LargestPage, (size, cursor) => run.Client.ListVariancesAsync(count.Id, run.Get(show) ?? "different", size, cursor, ct));
            var session = await run.Client.GetCountAsync(count.Id, ct);
            return run.Answer(new Page<CountVariance>(items, null), BazaarJson.Wire.PageCountVariance, page =>
            {
                CountText.Write(run.Terminal, session);
                Write(run.Terminal, page.Items);
            });
        });
        return verb;
    }

    private static void Write(Terminal terminal, IReadOnlyList<CountVariance> rows)
    {
        if (rows.Count == 0)
        {
            terminal.Error.WriteLine("Nothing differs.");
            return;
        }

        Table.Write(
            terminal,
            rows,
            new("SKU", r => r.Sku),
            new("Name", r => r.Name),
            new("Book", r => Text.Quantity(r.Book), Right: true),
            new("Counted", r => r.Counted is { } counted ? Text.Quantity(counted) : "missing", Right: true),
            new("Difference", r => Text.Signed(r.Variance), Right: true),
            new("Unit", r => r.Unit),
            new("Value", r => Text.Money(r.Value), Right: true),
            new("Moved meanwhile", r => r.MovedMeanwhile == 0 ? null : Text.Signed(r.MovedMeanwhile), Right: true),
            new("By", r => string.Join(", ", r.Counters.Select(c => $"{c.Counter} {Text.Quantity(c.Quantity)}"))));
    }
}
