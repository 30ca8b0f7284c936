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
        noun.Add(Keys(app));
        noun.Add(NewKey(app));
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
        app.OnShop(verb, async (run, ct) => run.Answer(await run.Client.ListHeadsAsync(ct), BazaarJson.Wire.LedgerHeads, heads => KeptHeads.Write(run.Terminal, heads)));
        return verb;
    }

    private static Verb Keys(App app)
    {
        var verb = new Verb("keys", "Show the keys that verify the signatures of exported heads.")
        {
            Examples = """
                bazaar audit keys
                bazaar audit keys --json > keys.json
                """,
        };
        app.OnShop(verb, async (run, ct) => run.Answer(await run.Client.ListHeadsKeysAsync(ct), BazaarJson.Wire.JsonWebKeySet, set => Table.Write(
            run.Terminal,
            set.Keys,
            new("Key", k => k.Kid),
            new("Made", k => Text.Time(run.Terminal, k.CreatedAt!.Value)),
            new("Retired", k => k.RetiredAt is { } at ? Text.Time(run.Terminal, at) : null))));
        return verb;
    }

    private static Verb NewKey(App app)
    {
        var verb = new Verb("new-key", "Make a new key to sign heads with. What the old ones signed can still be verified.") { Examples = "bazaar audit new-key" };
        app.OnShop(verb, async (run, ct) => run.Answer(await run.Client.RenewHeadsKeyAsync(ct), BazaarJson.Wire.JsonWebKey, key => run.Terminal.Out.WriteLine($"Heads are signed with {key.Kid} from now on.")));
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
                bazaar audit verify --heads heads-2026-03-01.txt --keys keys.json
                """,
        };
        var heads = Given.Text("--heads", "A file that 'bazaar audit heads' wrote: the chains must still contain every head in it.", "FILE");
        var keys = Given.Text("--keys", "A file that 'bazaar audit keys --json' wrote: only these keys may have signed the heads. Without it, the shop is asked for its keys.", "FILE");
        verb.Add(heads);
        verb.Add(keys);
        CheckCommand.Fill(app, verb, (heads, keys));
        return verb;
    }
}
