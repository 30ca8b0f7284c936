using Bazaar.Cli.Input;
using Bazaar.Cli.Output;
using Bazaar.Contracts;
using Bazaar.Contracts.Json;

namespace Bazaar.Cli.Commands.Audit;

/// <summary><c>bazaar audit</c>: who changed what, and proof that nothing was altered.</summary>
internal static class AuditCommands
{
    public static void Fill(App app, Verb noun)
    {
        noun.Add(ListCommand.Build(app));
        noun.Add(Verify(app));
        noun.Add(Heads(app));
    }

    private static Verb Heads(App app)
    {
        var verb = new Verb("heads", "Show the newest entry of every store and the newest audit record. Kept elsewhere, they prove that nothing before was altered.")
        {
            Examples = """
                bazaar audit heads
                bazaar audit heads > heads-2026-03-01.txt
                """,
        };
        app.OnShop(verb, async (run, ct) => run.Answer(await run.Client.ListHeadsAsync(ct), BazaarJson.Wire.LedgerHeads, heads => Table.Write(
            run.Terminal,
            [.. heads.Items, new LedgerHead(KeptHeads.AuditTrail, heads.Audit.Seq, heads.Audit.Hash)],
            new("Store", h => h.Store),
            new("Entry", h => h.Seq.ToString(), Right: true),
            new("Hash", h => h.Hash))));
        return verb;
    }

    private static Verb Verify(App app)
    {
        var verb = new Verb("verify", "Recompute every chain, balance and total, and the audit trail, and name what is wrong.")
        {
            Examples = """
                bazaar audit verify
                bazaar audit verify --store LHR-001
                bazaar audit verify --heads heads-2026-03-01.txt  # also against heads that were kept elsewhere
                """,
        };
        var heads = Given.Text("--heads", "A file that 'bazaar audit heads' wrote: the chains must still contain every head in it.", "FILE");
        verb.Add(heads);
        CheckCommand.Fill(app, verb, heads);
        return verb;
    }
}
