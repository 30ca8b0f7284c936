using System.Data.Common;

namespace Bazaar.Storage;

/// <summary>Writes many rows in few statements, for each statement is a round trip where the database is a server.</summary>
internal static class SqlRows
{
    /// <summary>The most values of one statement. SQLite searches a parameter by its name through all of them: with thousands that is most of the time.</summary>
    private const int MaxValues = 600;

    /// <summary>Inserts rows.</summary>
    /// <param name="connection">The transaction's connection.</param>
    /// <param name="transaction">The transaction.</param>
    /// <param name="table">The table.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="rows">A value for each column.</param>
    public static async Task InsertAsync(DbConnection connection, DbTransaction? transaction, string table, string[] columns, IEnumerable<object?[]> rows)
    {
        foreach (var chunk in rows.Chunk(MaxValues / columns.Length))
        {
            await using var command = connection.CreateCommand();
            command.Transaction = transaction;
            for (var i = 0; i < chunk.Length * columns.Length; i++)
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = $"@v{i}";
                parameter.Value = chunk[i / columns.Length][i % columns.Length] ?? DBNull.Value;
                command.Parameters.Add(parameter);
            }

            var values = Enumerable.Range(0, chunk.Length).Select(r => $"({string.Join(", ", Enumerable.Range(r * columns.Length, columns.Length).Select(i => $"@v{i}"))})");
            command.CommandText = $"INSERT INTO {table} ({string.Join(", ", columns)}) VALUES {string.Join(", ", values)}";
            await command.ExecuteNonQueryAsync();
        }
    }
}
