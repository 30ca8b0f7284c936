using Bazaar.Cli.Output;
using Bazaar.Contracts;
using Bazaar.Contracts.Json;

namespace Bazaar.Cli.Commands;

/// <summary><c>bazaar check</c>, and <c>bazaar audit verify</c>: the ledger proves itself.</summary>
internal static class CheckCommand
{
    public static void Fill(App app, Verb verb)
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

        foreach (var finding in proof.Findings)
        {
            var where = string.Concat(finding.Store, finding.Seq is { } seq ? $", entry {seq}" : "", finding.Sku is { } sku ? $", {sku}" : "");
            terminal.Out.WriteLine($"WRONG {finding.Kind}: {where}: {finding.Message}");
        }

        terminal.Out.WriteLine(proof.Ok ? "The ledger is sound." : $"The ledger is not sound: {Text.Count(proof.Findings.Count, "finding")}.");
    }
}
