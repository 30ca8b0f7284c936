using System.CommandLine;
using Bazaar.Cli.Output;
using Bazaar.Contracts;
using Bazaar.Contracts.Json;

namespace Bazaar.Cli.Commands.Audit;

/// <summary><c>bazaar check</c>, and <c>bazaar audit verify</c>: the ledger proves itself.</summary>
internal static class CheckCommand
{
    public static void Fill(App app, Verb verb) => Fill(app, verb, null);

    /// <summary>Fills the verb.</summary>
    /// <param name="app">The command line.</param>
    /// <param name="verb">The verb.</param>
    /// <param name="kept">The options that name a file of heads and one of keys; null without them.</param>
    public static void Fill(App app, Verb verb, (Option<string?> Heads, Option<string?> Keys)? kept)
    {
        verb.Examples ??= """
            bazaar check
            bazaar check --store LHR-001
            """;
        app.OnShop(verb, async (run, ct) =>
        {
            // The whole ledger is read; how long that takes grows with it.
            run.Client.Http.Timeout = Timeout.InfiniteTimeSpan;
            var proof = await run.Client.VerifyAsync(run.Globals.OneStore, ct);
            if (kept is var (heads, keys) && run.Get(heads) is { } file)
            {
                proof = await KeptHeads.CheckAsync(run, file, run.Get(keys), proof, ct);
            }

            run.Answer(proof, BazaarJson.Wire.LedgerProof, p => Write(run.Terminal, p));
            return proof.Ok ? Exit.Done : Exit.Refused;
        });
    }

    private static void Write(Terminal terminal, LedgerProof proof)
    {
        foreach (var store in proof.Stores)
        {
            terminal.Out.WriteLine($"{store.Store}: {Text.Count(store.Entries, "entry", "entries")}, {Text.Count(store.Lines, "line")}, head {store.Seq} {store.Hash}");
        }

        if (proof.Audit is { } audit)
        {
            terminal.Out.WriteLine($"{KeptHeads.AuditTrail}: {Text.Count(audit.Records, "record")}, head {audit.Seq} {audit.Hash}");
        }

        foreach (var finding in proof.Findings)
        {
            terminal.Out.WriteLine($"WRONG {finding.Kind}: {Where(finding)}: {finding.Message}");
        }

        terminal.Out.WriteLine(proof.Ok ? "The ledger is sound." : $"The ledger is not sound: {Text.Count(proof.Findings.Count, "finding")}.");
    }

    private static string Where(LedgerFinding finding) => string.Concat(
        finding.Store ?? (finding.Kind == KeptHeads.BadSignature ? "kept heads" : KeptHeads.AuditTrail),
        finding.Seq is { } seq ? $", {(finding.Store is null ? "record" : "entry")} {seq}" : "",
        finding.Sku is { } sku ? $", {sku}" : "");
}
