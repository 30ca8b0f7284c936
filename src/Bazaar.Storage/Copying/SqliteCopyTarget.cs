using System.Data.Common;
using Bazaar.Storage.Sqlite;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Bazaar.Storage.Copying;

/// <summary>A new SQLite file, or an empty one, that a copy is written into in one transaction.</summary>
public sealed class SqliteCopyTarget : ICopyTarget
{
    private const long TellEvery = 50_000;

    private const string ReadColumns = """
        SELECT t.name AS Tab, c.name AS Col, c.type AS Type FROM sqlite_master t JOIN pragma_table_info(t.name) c
        WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite!_%' ESCAPE '!' AND t.name <> @migrations ORDER BY t.name, c.cid
        """;

    private const string ReadReferences = """
        SELECT t.name AS Child, f."table" AS Parent FROM sqlite_master t JOIN pragma_foreign_key_list(t.name) f WHERE t.type = 'table' AND f."table" <> t.name
        """;

    private readonly SqliteDatabase _database;
    private readonly bool _isNew;
    private bool _kept;

    private SqliteCopyTarget(SqliteDatabase database, bool isNew, IReadOnlyList<CopyTable> tables)
    {
        _database = database;
        _isNew = isNew;
        Tables = tables;
    }

    /// <inheritdoc/>
    public string Name => _database.Path;

    /// <inheritdoc/>
    public DbConnection Connection => _database.Writer;

    /// <inheritdoc/>
    public IReadOnlyList<CopyTable> Tables { get; }

    /// <summary>Opens a file, making it first if it is not there.</summary>
    /// <param name="file">The file.</param>
    /// <param name="clock">What time it is.</param>
    /// <exception cref="DatabaseRefusedException">It cannot be used; the message says why.</exception>
    public static async Task<SqliteCopyTarget> OpenAsync(string file, TimeProvider clock)
    {
        var isNew = !File.Exists(file);
        var database = SqliteDatabase.Open(file, clock);
        await database.WriterGate.WaitAsync();
        try
        {
            var writer = database.Writer;
            var columns = await writer.QueryAsync<(string Tab, string Col, string Type)>(ReadColumns, new { migrations = DatabaseCopy.MigrationTable });
            var tables = columns.GroupBy(c => c.Tab, c => new CopyColumn(c.Col, KindOf(c.Type)), StringComparer.Ordinal).Select(g => new CopyTable(g.Key, [.. g]));
            var references = (await writer.QueryAsync<(string Child, string Parent)>(ReadReferences)).ToLookup(r => r.Child, r => r.Parent, StringComparer.Ordinal);

            // Begun by hand: whoever checks the copy runs statements that know of no transaction.
            await writer.ExecuteAsync("BEGIN IMMEDIATE");
            return new SqliteCopyTarget(database, isNew, CopyTable.Order([.. tables], references));
        }
        catch
        {
            database.WriterGate.Release();
            await database.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public Task ClearAsync(CopyTable table) => Connection.ExecuteAsync($"DELETE FROM {table.Quoted}");

    /// <inheritdoc/>
    public async Task<long> WriteAsync(CopyTable table, DbDataReader rows, Action<long> progress, CancellationToken ct)
    {
        using var insert = new Statement(
            _database.Writer.Handle!, $"INSERT INTO {table.Quoted} ({table.ColumnList}) VALUES ({string.Join(", ", table.Columns.Select(_ => "?"))})");
        var count = 0L;
        while (await rows.ReadAsync(ct))
        {
            for (var i = 0; i < table.Columns.Count; i++)
            {
                Bind(insert, rows, i, table.Columns[i].Kind);
            }

            insert.Run();
            if (++count % TellEvery == 0)
            {
                progress(count);
            }
        }

        return count;
    }

    /// <inheritdoc/>
    public async Task CommitAsync()
    {
        // Numbers that SQLite gives go on after the largest of a table by themselves.
        await Connection.ExecuteAsync("COMMIT");
        _kept = true;
        await Connection.ExecuteAsync("PRAGMA wal_checkpoint(TRUNCATE)");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_kept)
        {
            await Connection.ExecuteAsync("ROLLBACK");
        }

        _database.WriterGate.Release();
        await _database.DisposeAsync();
        if (!_kept && _isNew)
        {
            // Nothing was there before, so nothing stays.
            foreach (var ending in (string[])["", "-wal", "-shm", ".lock"])
            {
                File.Delete(_database.Path + ending);
            }
        }
    }

    private static Statement Bind(Statement insert, DbDataReader rows, int column, CopyKind kind) => rows.IsDBNull(column) ? insert.Bind((string?)null) : kind switch
    {
        CopyKind.Number => insert.Bind(rows.GetInt64(column)),
        CopyKind.Text => insert.Bind(rows.GetString(column)),
        _ => insert.Bind(rows.GetFieldValue<byte[]>(column)),
    };

    private static CopyKind KindOf(string type) => type switch
    {
        "INTEGER" => CopyKind.Number,
        "TEXT" => CopyKind.Text,
        "BLOB" => CopyKind.Bytes,
        _ => throw new DatabaseRefusedException($"The schema has a column of type {type}, which no table of Bazaar has."),
    };
}
