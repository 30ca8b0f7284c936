using Bazaar.Contracts.Json;

namespace Bazaar.Cli.Commands.Suppliers;

/// <summary><c>bazaar supplier show</c>.</summary>
internal static class ShowCommand
{
    public static Verb Build(App app)
    {
        var verb = new Verb("show", "Show one supplier.") { Examples = "bazaar supplier show METRO" };
        var code = new SupplierFields().Code;
        verb.Add(code);
        app.OnShop(verb, async (run, ct) =>
            run.Answer(await run.Client.GetSupplierAsync(run.Get(code), ct), BazaarJson.Wire.Supplier, s => SupplierFields.Write(run.Terminal, s)));
        return verb;
    }
}
