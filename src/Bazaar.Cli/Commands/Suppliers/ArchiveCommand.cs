using Bazaar.Contracts.Json;

namespace Bazaar.Cli.Commands.Suppliers;

/// <summary><c>bazaar supplier archive</c>: nothing new is ordered from it.</summary>
internal static class ArchiveCommand
{
    public static Verb Build(App app)
    {
        var verb = new Verb("archive", "Archive a supplier: nothing new is ordered from it; what was ordered may still come.")
        {
            Examples = """
                bazaar supplier archive METRO
                bazaar supplier edit METRO --archived false
                """,
        };
        var code = new SupplierFields().Code;
        verb.Add(code);
        app.OnShop(verb, async (run, ct) =>
        {
            var before = await run.Client.GetSupplierAsync(run.Get(code), ct);
            await run.Client.ArchiveSupplierAsync(before.Code, before.Version, ct);
            return run.Answer(await run.Client.GetSupplierAsync(before.Code, ct), BazaarJson.Wire.Supplier, s => run.Terminal.Out.WriteLine($"{s.Code} is archived."));
        });
        return verb;
    }
}
