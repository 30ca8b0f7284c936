using System.Data.Common;
using Bazaar.Domain.Audit;
using Bazaar.Domain.Primitives;
using Bazaar.Storage.Bulk;
using Dapper;

namespace Bazaar.Storage.Audit;

/// <summary>Puts changes on record, in the transaction that makes them: neither is there without the other.</summary>
public static class AuditLog
{
    private static readonly string[] Columns = ["seq", "at", "actor", "address", "action", "subject", "store", "before", "after", "previous_hash", "hash"];

    /// <summary>Appends records. Holds the trail's head until the transaction ends, so call it last.</summary>
    /// <param name="connection">The transaction's connection.</param>
    /// <param name="transaction">The transaction.</param>
    /// <param name="origin">Who did it.</param>
    /// <param name="changes">What was done, in order.</param>
    public static async Task AppendAsync(DbConnection connection, DbTransaction? transaction, Origin origin, params IReadOnlyList<AuditChange> changes)
    {
        if (changes.Count == 0)
        {
            return;
        }

        // The update locks the row; the number it answers is the last that is ours.
        var head = await connection.QuerySingleAsync<(long Last, byte[] Hash)>(
            "UPDATE audit_head SET seq = seq + @count WHERE id = 1 RETURNING seq AS Last, hash AS Hash", new { count = (long)changes.Count }, transaction);
        var rows = new List<object?[]>(changes.Count);
        var previous = head.Hash;
        origin = origin with { At = Clock.Truncate(origin.At) };
        foreach (var change in changes)
        {
            var record = new AuditRecord { Seq = head.Last - changes.Count + rows.Count + 1, Origin = origin, Change = change, PreviousHash = previous };
            var hash = AuditHash.Of(record);
            rows.Add([record.Seq, Clock.ToMicros(origin.At), origin.Actor, origin.Address, change.Action, change.Subject, change.Store, change.Before, change.After, previous, hash]);
            previous = hash;
        }

        await SqlRows.InsertAsync(connection, transaction, "audit", Columns, rows);
        await connection.ExecuteAsync("UPDATE audit_head SET hash = @previous WHERE id = 1", new { previous }, transaction);
    }
}
