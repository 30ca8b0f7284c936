using System.Data.Common;
using Dapper;

namespace Bazaar.Storage.Purchasing;

/// <summary>Inserts many rows in few statements: on a server, each statement is a journey.</summary>
internal static class RowInsert
{
    // SQLite takes at most 999 parameters in older builds.
    private const int MaxParameters = 900;

    public static async Task InsertRowsAsync(this DbConnection connection, DbTransaction? transaction, string table, string[] columns, IEnumerable<object?[]> rows)
    {
        foreach (var chunk in rows.Chunk(MaxParameters / columns.Length))
        {
            var values = new DynamicParameters();
            for (var i = 0; i < chunk.Length; i++)
            {
                for (var c = 0; c < columns.Length; c++)
                {
                    values.Add($"p{i}x{c}", chunk[i][c]);
                }
            }

            var places = chunk.Select((_, i) => $"({string.Join(", ", columns.Select((_, c) => $"@p{i}x{c}"))})");
            await connection.ExecuteAsync($"INSERT INTO {table} ({string.Join(", ", columns)}) VALUES {string.Join(", ", places)}", values, transaction);
        }
    }
}
