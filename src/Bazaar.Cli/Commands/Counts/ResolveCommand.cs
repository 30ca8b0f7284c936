using System.CommandLine;
using Bazaar.Cli.Input;
using Bazaar.Contracts;
using Bazaar.Contracts.Json;

namespace Bazaar.Cli.Commands.Counts;

/// <summary><c>bazaar count resolve</c>: says what a code is that no product has.</summary>
internal static class ResolveCommand
{
    public static Verb Build(App app)
    {
        var verb = new Verb("resolve", "Say what a code is that no product has, or that it does not matter.")
        {
            Examples = """
                bazaar count resolve 4006381333931 --sku PEN
                bazaar count resolve 4006381333931 --drop "a customer's own"
                """,
        };
        var code = new Argument<string>("code") { HelpName = "CODE", Description = "The code as it was scanned." };
        var sku = Given.Text("--sku", "The product that it is, in this count.", "SKU");
        var drop = Given.Text("--drop", "Why it does not matter.", "REASON");
        var which = CountLookup.Option();
        verb.Add(code);
        foreach (var option in (Option[])[sku, drop, which])
        {
            verb.Add(option);
        }

        verb.Validators.Add(result =>
        {
            if (result.GetValue(sku) is null == result.GetValue(drop) is null)
            {
                result.AddError("Say either --sku or --drop.");
            }
        });
        app.OnShop(verb, async (run, ct) =>
        {
            if (await CountLookup.FindAsync(run, run.Get(which), ct) is not { } count)
            {
                return Exit.Refused;
            }

            var session = await run.Client.ResolveCodeAsync(count.Id, new CountCodeRequest { Code = run.Get(code), Sku = run.Get(sku), Reason = run.Get(drop) }, ct);
            return run.Answer(session, BazaarJson.Wire.CountSession, c => CountText.Write(run.Terminal, c));
        });
        return verb;
    }
}
