using Bazaar.Contracts;
using Bazaar.Contracts.Json;

namespace Bazaar.Cli.Commands.Stores;

/// <summary><c>bazaar store edit</c>: changes what is named and leaves the rest.</summary>
internal static class EditCommand
{
    public static Verb Build(App app)
    {
        var verb = new Verb("edit", "Change a store. What is not named stays; a text given as \"\" is cleared.")
        {
            Examples = """
                bazaar store edit SHOP --name "Bismillah Kiryana" --city Lahore
                bazaar store edit SHOP --day-starts-at 03:00
                """,
        };
        var fields = new StoreFields();
        fields.AddTo(verb);
        verb.Validators.Add(result =>
        {
            if (!verb.Options.Any(o => result.GetResult(o) is { Implicit: false }))
            {
                result.AddError("Say what to change, such as --name.");
            }
        });
        app.OnShop(verb, async (run, ct) =>
        {
            var before = await run.Client.GetStoreAsync(run.Get(fields.Code), ct);
            var store = await run.Client.EditStoreAsync(before.Code, before.Version, new StorePatch
            {
                Name = run.PatchText(fields.Name),
                City = run.PatchText(fields.City),
                Region = run.PatchText(fields.Region),
                TimeZone = run.PatchText(fields.TimeZone),
                DayStartsAt = run.PatchText(fields.DayStartsAt),
            }, ct);
            return run.Answer(store, BazaarJson.Wire.Store, s => StoreCommands.Write(run.Terminal, s));
        });
        return verb;
    }
}
