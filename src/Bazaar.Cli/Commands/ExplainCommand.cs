using System.CommandLine;
using Bazaar.Cli.Output;
using Bazaar.Contracts;
using Bazaar.Contracts.Json;

namespace Bazaar.Cli.Commands;

/// <summary><c>bazaar explain</c>: why the number is what it is.</summary>
internal static class ExplainCommand
{
    public static void Fill(App app, Verb verb)
    {
        verb.Examples = "bazaar explain SUGAR";
        var sku = new Argument<string>("sku") { HelpName = "SKU", Description = "The product." };
        verb.Add(sku);
        app.OnShop(verb, async (run, ct) =>
        {
            var why = await run.Client.ExplainStockAsync(run.Store, run.Get(sku), ct);
            return run.Answer(why, BazaarJson.Wire.StockExplanation, w => Write(run.Terminal, w));
        });
    }

    private static void Write(Terminal terminal, StockExplanation why)
    {
        var steps = new List<(string Number, string What)>();
        if (why.LastCount is { } count)
        {
            steps.Add((Text.Quantity(count.Counted), $"counted {Text.Time(terminal, count.OccurredAt)} (entry {count.Seq}, variance {Text.Signed(count.Variance)})"));
        }

        steps.AddRange(why.Since.Select(kind => (Text.Signed(kind.Quantity), $"{Text.Kind(kind.Type).ToLowerInvariant()}, {Text.Count(kind.Lines, "line")}")));
        steps.Add(("= " + Text.Quantity(why.OnHand), "on hand"));
        var width = steps.Max(s => s.Number.Length);
        terminal.Out.WriteLine($"{why.Sku} in {why.Store}: {Text.Quantity(why.OnHand)} {why.Unit}");
        foreach (var (number, what) in steps)
        {
            terminal.Out.WriteLine($"  {number.PadLeft(width)}  {what}");
        }

        if (why.LastCount is null)
        {
            terminal.Out.WriteLine("It was never counted.");
        }

        if (why.SeenByCount != 0)
        {
            terminal.Out.WriteLine($"Learned after the count, but already seen by it: {Text.Signed(why.SeenByCount)}. It moves nothing.");
        }
    }
}
