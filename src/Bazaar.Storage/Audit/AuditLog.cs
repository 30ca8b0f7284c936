using System.Data.Common;
using Bazaar.Domain.Audit;
using Bazaar.Domain.Primitives;
using Dapper;

namespace Bazaar.Storage.Audit;

/// <summary>Puts changes on record, in the transaction that makes them: neither is there without the other.</summary>
public static class AuditLog
{
    private const int RowsAtOnce = 100;
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

        // The update locks the row; the number it answers is the first that is ours.
        var head = await connection.QuerySingleAsync<(long Last, byte[] Hash)>(
            "UPDATE audit_head SET seq = seq + @count WHERE id = 1 RETURNING seq AS Last, hash AS Hash", new { count = (long)changes.Count }, transaction);
        var previous = head.Hash;
        var seq = head.Last - changes.Count;
        origin = origin with { At = Clock.Truncate(origin.At) };
        foreach (var chunk in changes.Chunk(RowsAtOnce))
        {
            var values = new DynamicParameters();
            for (var i = 0; i < chunk.Length; i++)
            {
                var record = new AuditRecord { Seq = ++seq, Origin = origin, Change = chunk[i], PreviousHash = previous };
                previous = AuditHash.Of(record);
                object?[] row =
                [
                    record.Seq, Clock.ToMicros(origin.At), origin.Actor, origin.Address, record.Change.Action, record.Change.Subject, record.Change.Store,
                    record.Change.Before, record.Change.After, record.PreviousHash, previous,
                ];
                for (var c = 0; c < row.Length; c++)
                {
                    values.Add($"{Columns[c]}{i}", row[c]);
                }
            }

            await connection.ExecuteAsync(InsertOf(chunk.Length), values, transaction);
        }

        await connection.ExecuteAsync("UPDATE audit_head SET hash = @previous WHERE id = 1", new { previous }, transaction);
    }

    private static string InsertOf(int rows) =>
        $"INSERT INTO audit ({string.Join(", ", Columns)}) VALUES {string.Join(", ", Enumerable.Range(0, rows).Select(i => $"({string.Join(", ", Columns.Select(c => $"@{c}{i}"))})"))}";
}
