using System.Data.Common;
using Bazaar.Storage.Sqlite;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Bazaar.Storage.Bulk;

/// <summary>
/// Reads and writes many rows in few statements where the database is a server, for each statement is a round trip there, and each parameter is looked up by
/// its name: a column travels as one array. SQLite has no round trips: there one short statement is prepared once and run for each row.
/// </summary>
internal static class SqlRows
{
    private const int RowsAtOnce = 10_000;
    private const int KeysAtOnce = 500;

    /// <summary>Inserts rows.</summary>
    /// <param name="connection">The transaction's connection.</param>
    /// <param name="transaction">The transaction.</param>
    /// <param name="table">The table.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="rows">A value for each column.</param>
    public static async Task InsertAsync(DbConnection connection, DbTransaction? transaction, string table, string[] columns, IEnumerable<object?[]> rows)
    {
        var insert = $"INSERT INTO {table} ({string.Join(", ", columns)})";
        if (connection is SqliteConnection file)
        {
            RunEach(file, $"{insert} VALUES ({string.Join(", ", columns.Select(_ => "?"))})", rows);
            return;
        }

        foreach (var chunk in rows.Chunk(RowsAtOnce))
        {
            await using var command = Arrays(connection, transaction, chunk, out var values, out var source);
            command.CommandText = $"{insert} SELECT {string.Join(", ", values)} FROM {source}";
            await command.ExecuteNonQueryAsync();
        }
    }

    /// <summary>Changes rows.</summary>
    /// <param name="connection">The transaction's connection.</param>
    /// <param name="transaction">The transaction.</param>
    /// <param name="table">The table.</param>
    /// <param name="columns">The column that finds a row, and those to set.</param>
    /// <param name="also">What else to set, the same for all rows.</param>
    /// <param name="rows">A value for each column.</param>
    public static async Task UpdateAsync(DbConnection connection, DbTransaction? transaction, string table, string[] columns, string also, IEnumerable<object?[]> rows)
    {
        string Set(IEnumerable<string> values) => $"UPDATE {table} SET {string.Join(", ", columns.Zip(values, (column, value) => $"{column} = {value}").Skip(1))}, {also}";
        if (connection is SqliteConnection file)
        {
            RunEach(file, $"{Set(columns.Select((_, i) => $"?{i + 1}"))} WHERE {columns[0]} = ?1", rows);
            return;
        }

        foreach (var chunk in rows.Chunk(RowsAtOnce))
        {
            await using var command = Arrays(connection, transaction, chunk, out var values, out var source);
            command.CommandText = $"{Set(values)} FROM {source} WHERE {table}.{columns[0]} = {values[0]}";
            await command.ExecuteNonQueryAsync();
        }
    }

    /// <summary>Reads the rows of many keys. What the statement orders is in order within each of its runs.</summary>
    /// <typeparam name="T">A row.</typeparam>
    /// <typeparam name="TKey">A number or a text.</typeparam>
    /// <param name="connection">Where to read.</param>
    /// <param name="transaction">The transaction, where there is one.</param>
    /// <param name="sql">A statement that looks for what is <c>IN @keys</c>.</param>
    /// <param name="keys">The keys.</param>
    public static async Task<IReadOnlyList<T>> SelectAsync<T, TKey>(DbConnection connection, DbTransaction? transaction, string sql, IEnumerable<TKey> keys)
    {
        var found = new List<T>();
        foreach (var (statement, given) in Runs(connection, sql, keys))
        {
            found.AddRange(await connection.QueryAsync<T>(statement, given, transaction));
        }

        return found;
    }

    /// <summary>Changes or deletes the rows of many keys.</summary>
    /// <inheritdoc cref="SelectAsync"/>
    public static async Task ExecuteAsync<TKey>(DbConnection connection, DbTransaction? transaction, string sql, IEnumerable<TKey> keys)
    {
        foreach (var (statement, given) in Runs(connection, sql, keys))
        {
            await connection.ExecuteAsync(statement, given, transaction);
        }
    }

    private static IEnumerable<(string Sql, DynamicParameters Keys)> Runs<TKey>(DbConnection connection, string sql, IEnumerable<TKey> keys)
    {
        var one = connection is not SqliteConnection;
        if (one)
        {
            sql = sql.Replace("IN @keys", "= ANY(@keys)", StringComparison.Ordinal);
        }

        foreach (var chunk in keys.Chunk(one ? RowsAtOnce : KeysAtOnce))
        {
            var given = new DynamicParameters();
            given.Add("keys", one ? new ArrayParameter(chunk) : chunk);
            yield return (sql, given);
        }
    }

    private static void RunEach(SqliteConnection file, string sql, IEnumerable<object?[]> rows)
    {
        using var each = new Statement(file.Handle!, sql);
        foreach (var row in rows)
        {
            foreach (var value in row)
            {
                _ = value switch
                {
                    null => each.Bind((string?)null),
                    string text => each.Bind(text),
                    byte[] bytes => each.Bind(bytes),
                    _ => each.Bind(Convert.ToInt64(value, null)),
                };
            }

            each.Run();
        }
    }

    /// <summary>A command that carries the rows, what each column's value is called in it, and what unfolds them.</summary>
    private static DbCommand Arrays(DbConnection connection, DbTransaction? transaction, object?[][] rows, out string[] values, out string source)
    {
        var command = connection.CreateCommand();
        command.Transaction = transaction;
        values = new string[rows[0].Length];
        var given = new List<int>();
        for (var column = 0; column < values.Length; column++)
        {
            // A column without any value has no type that an array could have.
            values[column] = "NULL";
            if (ArrayOf(rows, column) is { } array)
            {
                new ArrayParameter(array).AddParameter(command, $"@p{column}");
                values[column] = $"u.c{column}";
                given.Add(column);
            }
        }

        source = $"unnest({string.Join(", ", given.Select(c => $"@p{c}"))}) AS u({string.Join(", ", given.Select(c => $"c{c}"))})";
        return command;
    }

    private static Array? ArrayOf(object?[][] rows, int column) => rows.Select(r => r[column]).FirstOrDefault(v => v is not null) switch
    {
        null => null,
        string => Array.ConvertAll(rows, r => (string?)r[column]),
        byte[] => Array.ConvertAll(rows, r => (byte[]?)r[column]),
        _ => Array.ConvertAll(rows, r => r[column] is { } number ? Convert.ToInt64(number, null) : (long?)null),
    };

    /// <summary>An array as one value; Dapper would make a parameter of each member.</summary>
    private sealed record ArrayParameter(Array Values) : SqlMapper.ICustomQueryParameter
    {
        public void AddParameter(System.Data.IDbCommand command, string name)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = Values;
            command.Parameters.Add(parameter);
        }
    }
}
