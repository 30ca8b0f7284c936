using System.Data.Common;
using Bazaar.Storage.Postgres;
using Dapper;
using Npgsql;
using NpgsqlTypes;

namespace Bazaar.Storage.Copying;

/// <summary>An empty PostgreSQL database that a copy is streamed into with COPY.</summary>
public sealed class PostgresCopyTarget : ICopyTarget
{
    private const long TellEvery = 50_000;

    // The last answer of a COPY comes when all its rows are in.
    private static readonly TimeSpan Patience = TimeSpan.FromHours(12);

    private const string ReadColumns = """
        SELECT t.relname::text AS Tab, a.attname::text AS Col, format_type(a.atttypid, NULL)::text AS Type
        FROM pg_class t JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
        WHERE t.relnamespace = current_schema()::regnamespace AND t.relkind IN ('r', 'p') AND t.relname <> @migrations ORDER BY t.relname, a.attnum
        """;

    private const string ReadReferences = """
        SELECT c.conrelid::regclass::text AS Child, c.confrelid::regclass::text AS Parent FROM pg_constraint c
        WHERE c.contype = 'f' AND c.connamespace = current_schema()::regnamespace AND c.conrelid <> c.confrelid
        """;

    private const string ReadIdentities = """
        SELECT table_name::text, column_name::text FROM information_schema.columns WHERE table_schema = current_schema() AND is_identity = 'YES'
        """;

    private readonly NpgsqlDataSource _source;
    private readonly PostgresConnection _connection;
    private readonly NpgsqlTransaction _transaction;

    private PostgresCopyTarget(string name, NpgsqlDataSource source, PostgresConnection connection, NpgsqlTransaction transaction, IReadOnlyList<CopyTable> tables)
    {
        Name = name;
        _source = source;
        _connection = connection;
        _transaction = transaction;
        Tables = tables;
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public DbConnection Connection => _connection;

    /// <inheritdoc/>
    public IReadOnlyList<CopyTable> Tables { get; }

    /// <summary>Opens a database, giving it the schema first if it has none.</summary>
    /// <param name="setting">Which.</param>
    /// <param name="clock">What time it is.</param>
    /// <param name="ct">Gives up.</param>
    /// <exception cref="DatabaseRefusedException">It cannot be used; the message says why.</exception>
    public static async Task<PostgresCopyTarget> OpenAsync(PostgresSetting setting, TimeProvider clock, CancellationToken ct)
    {
        await PostgresMigrations.CheckAsync(setting, clock, ct);
        var source = PostgresDatabase.Source(setting, "copy", 1, "");
        var connection = await PostgresDatabase.OpenAsync(source, ct);
        var transaction = await connection.Inner.BeginTransactionAsync(ct);
        var columns = await connection.QueryAsync<(string Tab, string Col, string Type)>(ReadColumns, new { migrations = DatabaseCopy.MigrationTable });
        var tables = columns.GroupBy(c => c.Tab, c => new CopyColumn(c.Col, KindOf(c.Type)), StringComparer.Ordinal).Select(g => new CopyTable(g.Key, [.. g]));
        var references = (await connection.QueryAsync<(string Child, string Parent)>(ReadReferences)).ToLookup(r => r.Child, r => r.Parent, StringComparer.Ordinal);
        return new PostgresCopyTarget(setting.ToString(), source, connection, transaction, CopyTable.Order([.. tables], references));
    }

    /// <inheritdoc/>
    public async Task ClearAsync(CopyTable table)
    {
        // A guard against DELETE refuses even to delete nothing.
        if (await _connection.ExecuteScalarAsync<long>($"SELECT count(*) FROM (SELECT 1 FROM {table.Quoted} LIMIT 1) q") > 0)
        {
            await _connection.ExecuteAsync($"DELETE FROM {table.Quoted}");
        }
    }

    /// <inheritdoc/>
    public async Task<long> WriteAsync(CopyTable table, DbDataReader rows, Action<long> progress, CancellationToken ct)
    {
        await using var copy = await _connection.Inner.BeginBinaryImportAsync($"COPY {table.Quoted} ({table.ColumnList}) FROM STDIN (FORMAT BINARY)", ct);
        copy.Timeout = Patience;
        var count = 0L;
        while (await rows.ReadAsync(ct))
        {
            await copy.StartRowAsync(ct);
            for (var i = 0; i < table.Columns.Count; i++)
            {
                await WriteAsync(copy, rows, i, table.Columns[i].Kind, ct);
            }

            if (++count % TellEvery == 0)
            {
                progress(count);
            }
        }

        await copy.CompleteAsync(ct);
        return count;
    }

    /// <inheritdoc/>
    public async Task CommitAsync()
    {
        foreach (var (table, column) in (await _connection.QueryAsync<(string Table, string Column)>(ReadIdentities)).AsList())
        {
            await _connection.ExecuteAsync(
                $"SELECT setval(pg_get_serial_sequence(@sequence, @column), greatest((SELECT max(\"{column}\") FROM \"{table}\"), 1), EXISTS (SELECT 1 FROM \"{table}\"))",
                new { sequence = $"\"{table}\"", column });
        }

        await _transaction.CommitAsync(CancellationToken.None);

        // The planner knows nothing of tables that were filled a moment ago.
        await using var analyze = new NpgsqlCommand("ANALYZE", _connection.Inner) { CommandTimeout = 0 };
        await analyze.ExecuteNonQueryAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
        await _source.DisposeAsync();
    }

    private static Task WriteAsync(NpgsqlBinaryImporter copy, DbDataReader rows, int column, CopyKind kind, CancellationToken ct) =>
        rows.IsDBNull(column) ? copy.WriteNullAsync(ct) : kind switch
        {
            CopyKind.Number => copy.WriteAsync(rows.GetInt64(column), NpgsqlDbType.Bigint, ct),
            CopyKind.Text => copy.WriteAsync(rows.GetString(column), NpgsqlDbType.Text, ct),
            _ => copy.WriteAsync(rows.GetFieldValue<byte[]>(column), NpgsqlDbType.Bytea, ct),
        };

    private static CopyKind KindOf(string type) => type switch
    {
        "bigint" => CopyKind.Number,
        "text" => CopyKind.Text,
        "bytea" => CopyKind.Bytes,
        _ => throw new DatabaseRefusedException($"The schema has a column of type {type}, which no table of Bazaar has."),
    };
}
