using Bazaar.Contracts.Json;

namespace Bazaar.Cli.Commands.Counts;

/// <summary><c>bazaar count cancel</c>.</summary>
internal static class CancelCommand
{
    public static Verb Build(App app)
    {
        var verb = new Verb("cancel", "End a count without posting it.") { Examples = "bazaar count cancel 3" };
        var which = CountLookup.Argument();
        verb.Add(which);
        app.OnShop(verb, async (run, ct) => await CountLookup.FindAsync(run, run.Parse.GetValue(which), ct) is { } count
            ? run.Answer(await run.Client.CancelCountAsync(count.Id, ct), BazaarJson.Wire.CountSession, c => CountText.Write(run.Terminal, c))
            : Exit.Refused);
        return verb;
    }
}
