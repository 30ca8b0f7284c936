using System.CommandLine;
using Bazaar.Cli.Input;
using Bazaar.Contracts;
using Bazaar.Contracts.Json;

namespace Bazaar.Cli.Commands.Counts;

/// <summary><c>bazaar count open</c>.</summary>
internal static class OpenCommand
{
    public static Verb Build(App app)
    {
        var verb = new Verb("open", "Open a count that several people take together while the shop goes on selling.")
        {
            Examples = """
                bazaar count open
                bazaar count open --name "Before Ramzan" --category Drinks --blind
                """,
        };
        var name = Given.Text("--name", "What you call it.");
        var category = Given.Text("--category", "Count only this category.");
        var blind = new Option<bool>("--blind") { Description = "Who counts does not see what the book says." };
        verb.Add(name);
        verb.Add(category);
        verb.Add(blind);
        app.OnShop(verb, async (run, ct) =>
        {
            var count = await run.Client.OpenCountAsync(
                new CountRequest { Store = run.Store, Name = run.Get(name), Scope = new CountScope { Category = run.Get(category) }, Blind = run.Get(blind) }, ct);
            return run.Answer(count, BazaarJson.Wire.CountSession, c => CountText.Write(run.Terminal, c));
        });
        return verb;
    }
}
