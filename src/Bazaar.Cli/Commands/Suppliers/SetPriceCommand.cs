using Bazaar.Cli.Input;
using Bazaar.Contracts;
using Bazaar.Contracts.Client;
using Bazaar.Contracts.Json;

namespace Bazaar.Cli.Commands.Suppliers;

/// <summary><c>bazaar supplier price set</c>: writes what a supplier asks, whether it was known before or not.</summary>
internal static class SetPriceCommand
{
    public static Verb Build(App app)
    {
        var verb = new Verb("set", "Say what a supplier asks for a product. What is not named stays. It holds for every store, or with --store for that one.")
        {
            Examples = """
                bazaar supplier price set METRO SUGAR --cost 141.50 --preferred true
                bazaar supplier price set METRO COLA --cost 2400 --pack carton --minimum 5
                bazaar supplier price set METRO SUGAR --cost 139 --store LHR-001
                """,
        };
        var (supplier, sku) = (PriceCommands.Supplier(), PriceCommands.Sku());
        var cost = Given.Number("--cost", "Cost per base unit, or per pack when one is named.");
        var pack = Given.Text("--pack", "The pack that the cost speaks of.", "PACK");
        var packSize = Given.Clearable("--pack-size", "Without a pack: the goods come in multiples of this.");
        var minimum = Given.Clearable("--minimum", "The least that can be ordered.");
        var days = Given.Clearable("--lead-time-days", "Days from order to delivery; the supplier's own when not given.");
        var preferred = Given.Choice("--preferred", "true: this supplier is asked first.", "true", "false");
        verb.Add(supplier);
        verb.Add(sku);
        foreach (var option in (System.CommandLine.Option[])[cost, pack, packSize, minimum, days, preferred])
        {
            verb.Add(option);
        }

        app.OnShop(verb, async (run, ct) =>
        {
            var (store, wantedDays) = (run.Globals.OneStore, run.PatchNumber(days));
            var patch = new SourcingPatch
            {
                UnitCost = run.Get(cost) is { } given ? given : default(Optional<decimal?>),
                Pack = run.PatchText(pack),
                PackSize = run.PatchNumber(packSize),
                Minimum = run.PatchNumber(minimum),
                LeadTimeDays = wantedDays.IsGiven ? new(true, SupplierFields.WholeDays(wantedDays.Value)) : default,
                Preferred = run.Get(preferred) is { } yes ? yes == "true" : default(Optional<bool?>),
            };
            var terms = await FindAsync(run.Client, store, run.Get(sku), run.Get(supplier), ct) is { } before
                ? await run.Client.EditSourcingAsync(store, before.Sku, before.Supplier, before.Version, patch, ct)
                : await run.Client.AddSourcingAsync(store, new SourcingRequest
                {
                    Supplier = run.Get(supplier),
                    Sku = run.Get(sku),
                    UnitCost = patch.UnitCost.Value,
                    Pack = patch.Pack.Value,
                    PackSize = patch.PackSize.Value,
                    Minimum = patch.Minimum.Value,
                    LeadTimeDays = patch.LeadTimeDays.Value,
                    Preferred = patch.Preferred.Value,
                }, ct);
            return run.Answer(terms, BazaarJson.Wire.Sourcing, t => PriceCommands.Write(run.Terminal, t));
        });
        return verb;
    }

    private static async Task<Sourcing?> FindAsync(BazaarClient client, string? store, string sku, string supplier, CancellationToken ct)
    {
        try
        {
            return await client.GetSourcingAsync(store, sku, supplier, ct);
        }
        catch (BazaarProblemException e) when (e.Problem.Status == 404)
        {
            return null;
        }
    }
}
