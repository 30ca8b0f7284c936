using System.CommandLine;
using Bazaar.Cli.Input;
using Bazaar.Cli.Output;
using Bazaar.Contracts;
using Bazaar.Contracts.Client;
using Bazaar.Contracts.Json;

namespace Bazaar.Cli.Commands.Counts;

/// <summary><c>bazaar count add</c>: what someone counted.</summary>
internal static class AddCommand
{
    public static Verb Build(App app)
    {
        var verb = new Verb("add", "Add to the open count. Everyone's additions add up; a negative quantity takes back.")
        {
            Examples = """
                bazaar count add TEA=12 8961014012345 COLA=2:carton --counter Ali
                bazaar count add TEA=-1               # one too many was scanned
                bazaar count add EGGS=0               # looked, and there are none
                """,
        };
        var items = new Argument<string[]>("items") { Description = "What is there; one of each when no quantity is given.", Arity = ArgumentArity.OneOrMore, HelpName = ItemSyntax.Scan.Shape };
        var which = CountLookup.Option();
        var counter = Given.Text("--counter", "Who counted; you when not given.", "NAME");
        var at = Given.Time("--at", "When it was counted; now when not given.", app.Terminal.Clock);
        verb.Add(items);
        foreach (var option in (Option[])[which, counter, at])
        {
            verb.Add(option);
        }

        app.On(verb, async (globals, parse, ct) =>
        {
            var typed = parse.GetRequiredValue(items);
            var tokens = ItemToken.ParseAll(typed, ItemSyntax.Scan);
            await using var session = await Session.OpenAsync(globals, ct);
            var run = new Run(globals.Terminal, globals, parse, session.Client);
            if (await CountLookup.FindAsync(run, run.Get(which), ct) is not { } count)
            {
                return Exit.Refused;
            }

            var lines = await Items.ToLinesAsync(run.Client, tokens, item => new MovementLineRequest { Quantity = item.Quantity, Pack = item.Pack }, ct);
            var scans = lines.Select(l => new CountScan
            {
                Id = Guid.CreateVersion7(run.Terminal.Clock.GetUtcNow()), Sku = l.Sku, Barcode = l.Barcode, Quantity = l.Quantity, Pack = l.Pack, Counter = run.Get(counter), At = run.Get(at),
            });
            try
            {
                var result = await run.Client.AddScansAsync(count.Id, new CountScansRequest { Scans = [.. scans] }, ct);
                return run.Answer(result, BazaarJson.Wire.CountScansResult, r => Write(run.Terminal, count, r));
            }
            catch (BazaarProblemException e)
            {
                var problem = e.Problem with { Errors = e.Problem.Errors?.ToDictionary(f => f.Key.Replace("scans[", "lines[", StringComparison.Ordinal), f => f.Value) };
                throw new ItemsRefusedException(problem, typed);
            }
        });
        return verb;
    }

    private static void Write(Terminal terminal, CountSummary count, CountScansResult result)
    {
        terminal.Out.WriteLine($"Count {count.Number}: {Text.Count(result.Accepted, "scan")} added.");
        foreach (var scan in result.ToResolve)
        {
            terminal.Error.WriteLine($"{scan.Code}: {CountText.Why(scan.Why)}; it is kept to be resolved.");
        }
    }
}
