using System.Data;
using System.Data.Common;
using Bazaar.Domain.Audit;
using Dapper;

namespace Bazaar.Storage.Audit;

/// <summary>What was checked of the audit trail.</summary>
/// <param name="Records">Records recomputed.</param>
/// <param name="Seq">The head's place.</param>
/// <param name="Hash">The head's hash.</param>
public sealed record CheckedAudit(long Records, long Seq, byte[] Hash);

/// <summary>Walks the audit trail from its first record, recomputes every hash and compares the end with the head.</summary>
internal static class AuditCheck
{
    /// <summary>The kind of every finding here.</summary>
    public const string Kind = "audit";

    private const int PageRecords = 1_000;

    public static async Task<CheckedAudit> RunAsync(DbConnection connection, List<Finding> findings, CancellationToken ct)
    {
        var walk = new Walk(findings);
        while (true)
        {
            ct.ThrowIfCancellationRequested();
            var seqs = (await connection.QueryAsync<long>("SELECT seq FROM audit WHERE seq > @LastSeq ORDER BY seq LIMIT @PageRecords", new { walk.LastSeq, PageRecords })).AsList();
            if (seqs.Count == 0)
            {
                break;
            }

            await AddPageAsync(connection, walk, seqs);
        }

        var head = await connection.QuerySingleOrDefaultAsync<(long Seq, byte[]? Hash)>("SELECT seq, hash FROM audit_head WHERE id = 1");
        walk.CheckHead(head.Seq, head.Hash ?? []);
        return new CheckedAudit(walk.Records, head.Seq, head.Hash ?? []);
    }

    /// <summary>A value that no longer reads as what it should be must be a finding, not the end of the check.</summary>
    private static async Task AddPageAsync(DbConnection connection, Walk walk, List<long> seqs)
    {
        try
        {
            (await AuditStore.ReadAsync(connection, walk.LastSeq, PageRecords)).ForEach(walk.Add);
            return;
        }
        catch (Exception failure) when (IsUnreadable(failure))
        {
            // One of them cannot be read; the others can.
        }

        foreach (var seq in seqs)
        {
            try
            {
                (await AuditStore.ReadAsync(connection, seq - 1, 1)).ForEach(walk.Add);
            }
            catch (Exception failure) when (IsUnreadable(failure))
            {
                walk.AddUnreadable(seq, failure.Message);
            }
        }
    }

    private static bool IsUnreadable(Exception failure) =>
        failure is FormatException or InvalidCastException or ArgumentException or OverflowException or DataException;

    private sealed class Walk(List<Finding> findings)
    {
        private byte[] _lastHash = AuditHash.Genesis;

        public long LastSeq { get; private set; }

        public long Records { get; private set; }

        public void Add(AuditRecord record)
        {
            if (record.Seq != LastSeq + 1)
            {
                Find(LastSeq + 1, record.Seq == LastSeq + 2 ? $"Record {LastSeq + 1} is missing." : $"Records {LastSeq + 1} to {record.Seq - 1} are missing.");
            }
            else if (!record.PreviousHash.AsSpan().SequenceEqual(_lastHash))
            {
                Find(record.Seq, $"Record {record.Seq} does not follow from record {LastSeq}: its previous hash differs.");
            }

            if (!AuditHash.Of(record).AsSpan().SequenceEqual(record.Hash))
            {
                Find(record.Seq, $"Record {record.Seq} was changed: its content does not give its hash.");
            }

            (LastSeq, _lastHash) = (record.Seq, record.Hash);
            Records++;
        }

        public void AddUnreadable(long seq, string why)
        {
            Find(seq, $"Record {seq} was changed: it cannot be read ({why}).");
            LastSeq = seq;
            Records++;
        }

        public void CheckHead(long seq, byte[] hash)
        {
            if (seq != LastSeq || !hash.AsSpan().SequenceEqual(_lastHash))
            {
                Find(LastSeq, $"The audit trail's head says record {seq}, {Convert.ToHexStringLower(hash)}; the trail ends at record {LastSeq}, {Convert.ToHexStringLower(_lastHash)}.");
            }
        }

        private void Find(long seq, string message)
        {
            if (findings.Count < LedgerCheck.MaxFindings)
            {
                findings.Add(new Finding(null, Kind, seq, null, message));
            }
        }
    }
}
