using Bazaar.Cli.Output;
using Bazaar.Contracts.Json;

namespace Bazaar.Cli.Commands.Audit;

/// <summary><c>bazaar audit</c>: proof that nothing was altered.</summary>
internal static class AuditCommands
{
    public static void Fill(App app, Verb noun)
    {
        noun.Add(Heads(app));
        noun.Add(Verify(app));
    }

    private static Verb Heads(App app)
    {
        var verb = new Verb("heads", "Show every store's newest entry and its hash. Kept elsewhere, they prove that nothing before was altered.")
        {
            Examples = """
                bazaar audit heads
                bazaar audit heads --json > heads-2026-03-01.json
                """,
        };
        app.OnShop(verb, async (run, ct) => run.Answer(await run.Client.ListHeadsAsync(ct), BazaarJson.Wire.PageLedgerHead, page => Table.Write(
            run.Terminal,
            page.Items,
            new("Store", h => h.Store),
            new("Entry", h => h.Seq.ToString(), Right: true),
            new("Hash", h => h.Hash))));
        return verb;
    }

    private static Verb Verify(App app)
    {
        var verb = new Verb("verify", "Recompute every chain, balance and total, and name what is wrong.")
        {
            Examples = """
                bazaar audit verify
                bazaar audit verify --store LHR-001
                """,
        };
        CheckCommand.Fill(app, verb);
        return verb;
    }
}
