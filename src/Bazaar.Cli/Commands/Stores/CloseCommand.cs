using Bazaar.Contracts;
using Bazaar.Contracts.Json;

namespace Bazaar.Cli.Commands.Stores;

/// <summary><c>bazaar store close</c> and <c>bazaar store open</c>.</summary>
internal static class CloseCommand
{
    public static Verb Build(App app, string name, string description, bool closed)
    {
        var verb = new Verb(name, description) { Examples = $"bazaar store {name} LHR-001" };
        var code = new StoreFields().Code;
        verb.Add(code);
        app.OnShop(verb, async (run, ct) =>
        {
            var before = await run.Client.GetStoreAsync(run.Get(code), ct);
            var store = await run.Client.EditStoreAsync(before.Code, before.Version, new StorePatch { Closed = closed }, ct);
            return run.Answer(store, BazaarJson.Wire.Store, s =>
            {
                run.Terminal.Out.WriteLine($"{s.Code} is {(s.Closed ? "closed" : "open")}.");
                foreach (var warning in s.Warnings ?? [])
                {
                    run.Terminal.Error.WriteLine(warning.Message);
                }
            });
        });
        return verb;
    }
}
