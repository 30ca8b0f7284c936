using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Bazaar.Storage;

/// <summary>
/// Writes many rows in few statements where the database is a server, for each statement is a round trip there. SQLite has no round trips, and
/// looks every parameter up by its name: there one short statement is prepared once and run for each row.
/// </summary>
internal static class SqlRows
{
    private const int MaxValues = 600;

    /// <summary>Inserts rows.</summary>
    /// <param name="connection">The transaction's connection.</param>
    /// <param name="transaction">The transaction.</param>
    /// <param name="table">The table.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="rows">A value for each column.</param>
    public static async Task InsertAsync(DbConnection connection, DbTransaction? transaction, string table, string[] columns, IEnumerable<object?[]> rows)
    {
        if (connection is SqliteConnection)
        {
            await using var each = Command(connection, transaction, table, columns, 1);
            foreach (var row in rows)
            {
                await RunAsync(each, row);
            }

            return;
        }

        foreach (var chunk in rows.Chunk(MaxValues / columns.Length))
        {
            await using var command = Command(connection, transaction, table, columns, chunk.Length);
            await RunAsync(command, [.. chunk.SelectMany(row => row)]);
        }
    }

    private static DbCommand Command(DbConnection connection, DbTransaction? transaction, string table, string[] columns, int rows)
    {
        var command = connection.CreateCommand();
        command.Transaction = transaction;
        for (var i = 0; i < rows * columns.Length; i++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = $"@v{i}";
            command.Parameters.Add(parameter);
        }

        var values = Enumerable.Range(0, rows).Select(r => $"({string.Join(", ", Enumerable.Range(r * columns.Length, columns.Length).Select(i => $"@v{i}"))})");
        command.CommandText = $"INSERT INTO {table} ({string.Join(", ", columns)}) VALUES {string.Join(", ", values)}";
        return command;
    }

    private static Task RunAsync(DbCommand command, object?[] values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        }

        return command.ExecuteNonQueryAsync();
    }
}
