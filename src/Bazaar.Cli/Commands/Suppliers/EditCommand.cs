using Bazaar.Cli.Input;
using Bazaar.Contracts;
using Bazaar.Contracts.Json;

namespace Bazaar.Cli.Commands.Suppliers;

/// <summary><c>bazaar supplier edit</c>: changes what is named and leaves the rest.</summary>
internal static class EditCommand
{
    public static Verb Build(App app)
    {
        var verb = new Verb("edit", "Change a supplier. What is not named stays; a text given as \"\" is cleared.")
        {
            Examples = """
                bazaar supplier edit METRO --phone 042-222 --lead-time-days 3
                bazaar supplier edit METRO --archived false
                """,
        };
        var fields = new SupplierFields();
        var archived = Given.Choice("--archived", "false brings an archived supplier back.", "true", "false");
        fields.AddTo(verb);
        verb.Add(archived);
        verb.Validators.Add(result =>
        {
            if (!verb.Options.Any(o => result.GetResult(o) is { Implicit: false }))
            {
                result.AddError("Say what to change, such as --phone.");
            }
        });
        app.OnShop(verb, async (run, ct) =>
        {
            var before = await run.Client.GetSupplierAsync(run.Get(fields.Code), ct);
            var days = run.PatchNumber(fields.LeadTimeDays);
            var supplier = await run.Client.EditSupplierAsync(before.Code, before.Version, new SupplierPatch
            {
                Name = run.PatchText(fields.Name),
                Phone = run.PatchText(fields.Phone),
                Email = run.PatchText(fields.Email),
                LeadTimeDays = days.IsGiven ? new(true, SupplierFields.WholeDays(days.Value)) : default,
                Note = run.PatchText(fields.Note),
                Active = run.Get(archived) is { } yes ? yes == "false" : default(Optional<bool?>),
            }, ct);
            return run.Answer(supplier, BazaarJson.Wire.Supplier, s => SupplierFields.Write(run.Terminal, s));
        });
        return verb;
    }
}
