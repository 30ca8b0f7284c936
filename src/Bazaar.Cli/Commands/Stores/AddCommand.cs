using Bazaar.Contracts;
using Bazaar.Contracts.Json;

namespace Bazaar.Cli.Commands.Stores;

/// <summary><c>bazaar store add</c>.</summary>
internal static class AddCommand
{
    public static Verb Build(App app)
    {
        var verb = new Verb("add", "Add a store.") { Examples = "bazaar store add LHR-001 --name \"Gulberg\" --city Lahore --time-zone Asia/Karachi" };
        var fields = new StoreFields();
        fields.Name.Required = true;
        fields.AddTo(verb);
        app.OnShop(verb, async (run, ct) =>
        {
            var store = await run.Client.AddStoreAsync(new StoreRequest
            {
                Code = run.Get(fields.Code),
                Name = run.Get(fields.Name),
                City = run.Get(fields.City),
                Region = run.Get(fields.Region),
                TimeZone = run.Get(fields.TimeZone),
                DayStartsAt = run.Get(fields.DayStartsAt),
            }, ct);
            return run.Answer(store, BazaarJson.Wire.Store, s => StoreCommands.Write(run.Terminal, s));
        });
        return verb;
    }
}
