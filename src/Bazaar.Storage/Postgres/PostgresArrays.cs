using Npgsql;
using NpgsqlTypes;

namespace Bazaar.Storage.Postgres;

/// <summary>Rows as arrays: one parameter a column, whatever the number of rows.</summary>
internal static class PostgresArrays
{
    /// <summary>
    /// Turns array parameters into rows. In the list of columns, unnest hands on row for row; in FROM each array would first become a table of its own,
    /// at three times the cost of the insert.
    /// </summary>
    /// <param name="columns">The names of the columns, between commas.</param>
    /// <param name="first">The number of the first parameter.</param>
    public static string Rows(string columns, int first = 1) => $"SELECT {string.Join(", ", columns.Split(", ").Select((column, i) => $"unnest(${first + i}) AS {column}"))}";

    /// <summary>Adds a statement; its parameters follow.</summary>
    public static NpgsqlBatchCommand Say(this NpgsqlBatch batch, string sql)
    {
        var command = new NpgsqlBatchCommand(sql);
        batch.BatchCommands.Add(command);
        return command;
    }

    public static NpgsqlBatchCommand Number(this NpgsqlBatchCommand command, long? value)
    {
        command.Parameters.Add(new NpgsqlParameter { Value = value is { } v ? v : DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint });
        return command;
    }

    public static NpgsqlBatchCommand Text(this NpgsqlBatchCommand command, string value)
    {
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Text });
        return command;
    }

    public static NpgsqlBatchCommand Numbers<T>(this NpgsqlBatchCommand command, IReadOnlyCollection<T> rows, Func<T, long> value) => command.Array(rows, value, NpgsqlDbType.Bigint);

    public static NpgsqlBatchCommand MaybeNumbers<T>(this NpgsqlBatchCommand command, IReadOnlyCollection<T> rows, Func<T, long?> value) => command.Array(rows, value, NpgsqlDbType.Bigint);

    public static NpgsqlBatchCommand Texts<T>(this NpgsqlBatchCommand command, IReadOnlyCollection<T> rows, Func<T, string?> value) => command.Array(rows, value, NpgsqlDbType.Text);

    public static NpgsqlBatchCommand Bytes<T>(this NpgsqlBatchCommand command, IReadOnlyCollection<T> rows, Func<T, byte[]> value) => command.Array(rows, value, NpgsqlDbType.Bytea);

    private static NpgsqlBatchCommand Array<T, TValue>(this NpgsqlBatchCommand command, IReadOnlyCollection<T> rows, Func<T, TValue> value, NpgsqlDbType type)
    {
        var values = new TValue[rows.Count];
        var at = 0;
        foreach (var row in rows)
        {
            values[at++] = value(row);
        }

        command.Parameters.Add(new NpgsqlParameter<TValue[]> { TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | type });
        return command;
    }
}
