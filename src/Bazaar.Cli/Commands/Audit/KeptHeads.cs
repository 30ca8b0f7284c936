using System.Globalization;
using System.Text.Json;
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

    private const int HashLength = 64;

    /// <summary>Adds what disagrees with a file of heads to a proof.</summary>
    /// <param name="run">The command.</param>
    /// <param name="file">What <c>bazaar audit heads</c> wrote, as a table or as JSON.</param>
    /// <param name="proof">The proof of the chains as they are.</param>
    /// <param name="ct">Stops it.</param>
    public static async Task<LedgerProof> CheckAsync(Run run, string file, LedgerProof proof, CancellationToken ct)
    {
        var now = proof.Stores.ToDictionary(s => s.Store, s => s.Seq, StringComparer.OrdinalIgnoreCase);
        var findings = proof.Findings.ToList();
        var checkedHeads = 0;
        foreach (var kept in Read(await File.ReadAllTextAsync(file, ct), file))
        {
            if (run.Globals.OneStore is { } one && !one.Equals(kept.Store, StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            checkedHeads++;
            var ofAudit = kept.Store == AuditTrail;
            var end = ofAudit ? proof.Audit?.Seq ?? 0 : now.GetValueOrDefault(kept.Store);
            if (await WhyNotAsync(run.Client, kept, ofAudit, end, ct) is { } why)
            {
                findings.Add(new LedgerFinding(ofAudit ? null : kept.Store, "kept", kept.Seq, null, why));
            }
        }

        run.Terminal.Error.WriteLine($"{checkedHeads} kept heads of {file} were compared.");
        return proof with { Ok = findings.Count == 0, Findings = findings };
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

    private static List<LedgerHead> Read(string text, string file)
    {
        var heads = text.TrimStart().StartsWith('{') ? ReadJson(text, file) : ReadTable(text);
        return heads.Count > 0 ? heads : throw new UsageException($"{file} holds no heads. Name a file that 'bazaar audit heads' wrote.");
    }

    private static List<LedgerHead> ReadJson(string text, string file)
    {
        try
        {
            var heads = JsonSerializer.Deserialize(text, BazaarJson.Wire.LedgerHeads);
            return heads is { Items: not null, Audit: not null } ? [.. heads.Items, new LedgerHead(AuditTrail, heads.Audit.Seq, heads.Audit.Hash)] : [];
        }
        catch (JsonException)
        {
            throw new UsageException($"{file} is not what 'bazaar audit heads --json' wrote.");
        }
    }

    // A line of the table: the store, the number, the hash. The heading has no hash and is passed over.
    private static List<LedgerHead> ReadTable(string text) =>
    [
        .. from line in text.Split('\n')
           let parts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
           where parts.Length == 3 && parts[2].Length == HashLength && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out _)
           select new LedgerHead(parts[0], long.Parse(parts[1], CultureInfo.InvariantCulture), parts[2].ToLowerInvariant()),
    ];
}
