using Bazaar.Contracts.Json;

namespace Bazaar.Cli.Commands.Stores;

/// <summary><c>bazaar store show</c>.</summary>
internal static class ShowCommand
{
    public static Verb Build(App app)
    {
        var verb = new Verb("show", "Show one store.") { Examples = "bazaar store show LHR-001" };
        var code = new StoreFields().Code;
        verb.Add(code);
        app.OnShop(verb, async (run, ct) =>
            run.Answer(await run.Client.GetStoreAsync(run.Get(code), ct), BazaarJson.Wire.Store, s => StoreCommands.Write(run.Terminal, s)));
        return verb;
    }
}
