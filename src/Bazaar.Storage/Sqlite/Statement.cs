using SQLitePCL;

namespace Bazaar.Storage.Sqlite;

/// <summary>
/// A prepared statement without ceremony, for what runs many times in one transaction: the group commit runs them millions of times, and binding through ADO.NET
/// parameters costs several times what SQLite itself needs. Positions of parameters begin at 1, of columns at 0.
/// </summary>
internal sealed class Statement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private int _next = 1;

    public Statement(sqlite3 database, string sql)
    {
        _database = database;
        SqliteErrors.Check(raw.sqlite3_prepare_v3(database, sql, raw.SQLITE_PREPARE_PERSISTENT, out _statement), database);
    }

    public Statement Bind(long value) => Bound(raw.sqlite3_bind_int64(_statement, _next, value));

    public Statement Bind(long? value) => value is { } v ? Bind(v) : BindNull();

    public Statement Bind(string? value)
    {
        if (value is null)
        {
            return BindNull();
        }

        return Bound(raw.sqlite3_bind_text(_statement, _next, value));
    }

    public Statement Bind(ReadOnlySpan<byte> value) => Bound(raw.sqlite3_bind_blob(_statement, _next, value));

    public Statement Bind(Guid value)
    {
        Span<byte> bytes = stackalloc byte[16];
        value.TryWriteBytes(bytes, bigEndian: true, out _);
        return Bind(bytes);
    }

    /// <summary>Runs a statement that answers no rows, and makes it ready for the next.</summary>
    public void Run()
    {
        var result = raw.sqlite3_step(_statement);
        Reset();
        if (result is not (raw.SQLITE_DONE or raw.SQLITE_ROW))
        {
            throw SqliteErrors.Exception(result, _database);
        }
    }

    /// <summary>Moves to the next row; resets the statement when there is none.</summary>
    public bool Step()
    {
        var result = raw.sqlite3_step(_statement);
        if (result == raw.SQLITE_ROW)
        {
            return true;
        }

        Reset();
        return result == raw.SQLITE_DONE ? false : throw SqliteErrors.Exception(result, _database);
    }

    public void Reset()
    {
        _ = raw.sqlite3_reset(_statement);
        _next = 1;
    }

    public long Int64(int column) => raw.sqlite3_column_int64(_statement, column);

    public long? NullableInt64(int column) => IsNull(column) ? null : Int64(column);

    public string Text(int column) => raw.sqlite3_column_text(_statement, column).utf8_to_string();

    public string? NullableText(int column) => IsNull(column) ? null : Text(column);

    public byte[] Blob(int column) => raw.sqlite3_column_blob(_statement, column).ToArray();

    public Guid Guid(int column) => new(raw.sqlite3_column_blob(_statement, column), bigEndian: true);

    public void Dispose() => _statement.Dispose();

    private bool IsNull(int column) => raw.sqlite3_column_type(_statement, column) == raw.SQLITE_NULL;

    private Statement BindNull() => Bound(raw.sqlite3_bind_null(_statement, _next));

    /// <summary>A value that cannot be bound (too large) must not shift the values of the next run.</summary>
    private Statement Bound(int result)
    {
        if (result != raw.SQLITE_OK)
        {
            var failure = SqliteErrors.Exception(result, _database);
            Reset();
            throw failure;
        }

        _next++;
        return this;
    }
}
