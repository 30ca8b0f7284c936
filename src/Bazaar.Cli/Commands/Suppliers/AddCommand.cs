using Bazaar.Cli.Input;
using Bazaar.Contracts;
using Bazaar.Contracts.Json;

namespace Bazaar.Cli.Commands.Suppliers;

/// <summary><c>bazaar supplier add</c>.</summary>
internal static class AddCommand
{
    public static Verb Build(App app)
    {
        var verb = new Verb("add", "Add a supplier.") { Examples = "bazaar supplier add METRO --name \"Metro Cash and Carry\" --phone 042-111 --lead-time-days 2" };
        var fields = new SupplierFields();
        fields.Name.Required = true;
        fields.AddTo(verb);
        app.OnShop(verb, async (run, ct) =>
        {
            var supplier = await run.Client.AddSupplierAsync(new SupplierRequest
            {
                Code = run.Get(fields.Code),
                Name = run.Get(fields.Name),
                Phone = run.Get(fields.Phone),
                Email = run.Get(fields.Email),
                LeadTimeDays = SupplierFields.WholeDays(Given.NumberOf(run.Get(fields.LeadTimeDays))),
                Note = run.Get(fields.Note),
            }, ct);
            return run.Answer(supplier, BazaarJson.Wire.Supplier, s => SupplierFields.Write(run.Terminal, s));
        });
        return verb;
    }
}
