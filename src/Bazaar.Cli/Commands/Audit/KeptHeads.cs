using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Bazaar.Cli.Output;
using Bazaar.Contracts;
using Bazaar.Contracts.Client;
using Bazaar.Contracts.Json;

namespace Bazaar.Cli.Commands.Audit;

/// <summary>
/// Checks the chains against heads that were kept outside the database. A chain that was cut, or rewritten from end to end, is sound in
/// itself; only a head from before tells.
/// </summary>
internal static class KeptHeads
{
    /// <summary>What stands for the audit trail where others name a store; no store can be called so.</summary>
    public const string AuditTrail = "(audit)";

    /// <summary>The kind of finding where kept heads are not what was signed.</summary>
    public const string BadSignature = "signature";

    private const int HashLength = 64;
    private const string AtWord = "At";
    private const string SignatureWord = "Signature";

    /// <summary>Writes heads as a table that can be kept, with the signature below.</summary>
    /// <param name="terminal">Where to.</param>
    /// <param name="heads">The heads.</param>
    public static void Write(Terminal terminal, LedgerHeads heads)
    {
        Table.Write(terminal, All(heads), new("Store", h => h.Store), new("Entry", h => h.Seq.ToString(), Right: true), new("Hash", h => h.Hash));
        if (heads is { At: { } at, Signature: { } signature })
        {
            terminal.Out.WriteLine($"\n{AtWord} {Exactly(at)}\n{SignatureWord} {signature}");
        }
    }

    /// <summary>Adds what disagrees with a file of heads to a proof.</summary>
    /// <param name="run">The command.</param>
    /// <param name="file">What <c>bazaar audit heads</c> wrote, as a table or as JSON.</param>
    /// <param name="keysFile">What <c>bazaar audit keys --json</c> wrote; null: the shop is asked.</param>
    /// <param name="proof">The proof of the chains as they are.</param>
    /// <param name="ct">Stops it.</param>
    public static async Task<LedgerProof> CheckAsync(Run run, string file, string? keysFile, LedgerProof proof, CancellationToken ct)
    {
        var heads = Read(await File.ReadAllTextAsync(file, ct), file);
        var findings = proof.Findings.ToList();
        if (await WhyNotSignedAsync(run, heads, keysFile, ct) is { } fault)
        {
            findings.Add(new LedgerFinding(null, BadSignature, null, null, $"{file}: {fault}"));
            return proof with { Ok = false, Findings = findings };
        }

        var now = proof.Stores.ToDictionary(s => s.Store, s => s.Seq, StringComparer.OrdinalIgnoreCase);
        var kept = All(heads).Where(h => run.Globals.OneStore is not { } one || one.Equals(h.Store, StringComparison.OrdinalIgnoreCase)).ToList();
        foreach (var head in kept)
        {
            var ofAudit = head.Store == AuditTrail;
            var end = ofAudit ? proof.Audit?.Seq ?? 0 : now.GetValueOrDefault(head.Store);
            if (await WhyNotAsync(run.Client, head, ofAudit, end, ct) is { } why)
            {
                findings.Add(new LedgerFinding(ofAudit ? null : head.Store, "kept", head.Seq, null, why));
            }
        }

        var signed = heads.Signature is null ? "They are not signed." : $"They were signed at {Exactly(heads.At!.Value)}.";
        run.Terminal.Error.WriteLine($"{kept.Count} kept heads of {file} were compared. {signed}");
        return proof with { Ok = findings.Count == 0, Findings = findings };
    }

    private static async Task<string?> WhyNotSignedAsync(Run run, LedgerHeads heads, string? keysFile, CancellationToken ct)
    {
        if (heads.Signature is null)
        {
            return keysFile is null ? null : "they are not signed, and keys were given to verify them with.";
        }

        var keys = keysFile is null ? await run.Client.ListHeadsKeysAsync(ct) : ReadKeys(await File.ReadAllTextAsync(keysFile, ct), keysFile);
        return SignedHeads.WhyNot(heads, keys.Keys);
    }

    private static async Task<string?> WhyNotAsync(BazaarClient client, LedgerHead kept, bool ofAudit, long end, CancellationToken ct)
    {
        if (kept.Seq == 0)
        {
            return null;
        }

        if (end < kept.Seq)
        {
            return $"The chain was cut: it ended at {kept.Seq} when the head was kept, and now ends at {end}.";
        }

        var hash = ofAudit
            ? (await client.GetAuditRecordAsync(kept.Seq, ct)).Hash
            : (await client.ReadFeedAsync(kept.Store, kept.Seq - 1, 1, ct)).Items is [var entry, ..] && entry.Seq == kept.Seq ? entry.Hash : "missing";
        return hash == kept.Hash ? null : $"The chain was rewritten: the hash at {kept.Seq} was {kept.Hash} when the head was kept, and now is {hash}.";
    }

    private static List<LedgerHead> All(LedgerHeads heads) => [.. heads.Items, .. heads.Audit is { } audit ? [new LedgerHead(AuditTrail, audit.Seq, audit.Hash)] : Array.Empty<LedgerHead>()];

    private static LedgerHeads Read(string text, string file)
    {
        var heads = text.TrimStart().StartsWith('{') ? ReadJson(text, BazaarJson.Answers.LedgerHeads, file, "heads") : ReadTable(text);
        return heads is { Items: not null } && All(heads).Count > 0 ? heads : throw new UsageException($"{file} holds no heads. Name a file that 'bazaar audit heads' wrote.");
    }

    private static JsonWebKeySet ReadKeys(string text, string file) =>
        ReadJson(text, BazaarJson.Answers.JsonWebKeySet, file, "keys") is { Keys.Count: > 0 } keys ? keys : throw new UsageException($"{file} holds no keys. Name a file that 'bazaar audit keys --json' wrote.");

    private static T? ReadJson<T>(string text, JsonTypeInfo<T> type, string file, string verb)
    {
        try
        {
            return JsonSerializer.Deserialize(text, type);
        }
        catch (JsonException)
        {
            throw new UsageException($"{file} is not what 'bazaar audit {verb} --json' wrote.");
        }
    }

    /// <summary>
    /// Each line of the table is a store, a number and a hash; the audit trail's is the last. The heading has no hash and is passed over. What was changed
    /// by hand is read as it stands: the signature tells.
    /// </summary>
    private static LedgerHeads ReadTable(string text)
    {
        var heads = new List<LedgerHead>();
        AuditHead? audit = null;
        DateTimeOffset? at = null;
        string? signature = null;
        foreach (var words in text.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)))
        {
            switch (words)
            {
                case [AtWord, var time]:
                    at = DateTimeOffset.TryParse(time, CultureInfo.InvariantCulture, out var read) ? read : null;
                    break;
                case [SignatureWord, var value]:
                    signature = value;
                    break;
                case [var store, var number, { Length: HashLength } hash] when long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var seq):
                    if (store == AuditTrail)
                    {
                        audit = new AuditHead(seq, hash);
                    }
                    else
                    {
                        heads.Add(new LedgerHead(store, seq, hash));
                    }

                    break;
            }
        }

        return new LedgerHeads(heads, audit!) { At = at, Signature = signature };
    }

    private static string Exactly(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
}
