using System.Data.Common;
using Bazaar.Domain.Audit;
using Bazaar.Domain.Primitives;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Bazaar.Storage.Audit;

/// <summary>Puts changes on record, in the transaction that makes them: neither is there without the other.</summary>
public static class AuditLog
{
    private const int Columns = 11;

    private const string Insert = "INSERT INTO audit (seq, at, actor, address, action, subject, store, before, after, previous_hash, hash)";
    private const string InsertRow = Insert + " VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9, @p10)";
    private const string InsertArrays = Insert + " SELECT * FROM unnest(@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9, @p10)";

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

        await (connection is SqliteConnection ? InsertOneByOneAsync(connection, transaction, rows) : InsertAtOnceAsync(connection, transaction, rows));
        await connection.ExecuteAsync("UPDATE audit_head SET hash = @previous WHERE id = 1", new { previous }, transaction);
    }

    /// <summary>Over a network what counts is the number of statements, so a column travels as one value.</summary>
    private static async Task InsertAtOnceAsync(DbConnection connection, DbTransaction? transaction, List<object?[]> rows)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = InsertArrays;
        for (var i = 0; i < Columns; i++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = $"@p{i}";
            parameter.Value = i switch
            {
                0 or 1 => Column<long>(rows, i),
                9 or 10 => Column<byte[]>(rows, i),
                _ => Column<string?>(rows, i),
            };
            command.Parameters.Add(parameter);
        }

        await command.ExecuteNonQueryAsync();
    }

    private static T[] Column<T>(List<object?[]> rows, int column) => [.. rows.Select(row => (T)row[column]!)];

    /// <summary>In a file a statement that was compiled once costs next to nothing; one of many rows costs the square of its parameters.</summary>
    private static Task InsertOneByOneAsync(DbConnection connection, DbTransaction? transaction, List<object?[]> rows)
    {
        using var insert = new PreparedCommand(connection, transaction, InsertRow, Columns);
        rows.ForEach(row => insert.Run(row));
        return Task.CompletedTask;
    }
}
