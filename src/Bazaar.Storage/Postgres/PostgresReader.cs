using System.Collections;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Npgsql;

namespace Bazaar.Storage.Postgres;

/// <summary>Rows as SQLite would give them: every number is a long, sums and flags too.</summary>
internal sealed class PostgresReader(NpgsqlDataReader inner) : DbDataReader
{
    public override int Depth => inner.Depth;

    public override int FieldCount => inner.FieldCount;

    public override bool HasRows => inner.HasRows;

    public override bool IsClosed => inner.IsClosed;

    public override int RecordsAffected => inner.RecordsAffected;

    public override object this[int ordinal] => GetValue(ordinal);

    public override object this[string name] => GetValue(GetOrdinal(name));

    /// <summary>A number of any kind as a long; a sum that has decimals loses them, as in SQLite.</summary>
    [return: NotNullIfNotNull(nameof(value))]
    public static object? Number(object? value) => value switch
    {
        decimal number => (long)number,
        int number => (long)number,
        short number => (long)number,
        bool flag => flag ? 1L : 0L,
        _ => value,
    };

    public override Type GetFieldType(int ordinal)
    {
        var type = inner.GetFieldType(ordinal);
        return type == typeof(decimal) || type == typeof(int) || type == typeof(short) || type == typeof(bool) ? typeof(long) : type;
    }

    public override object GetValue(int ordinal) => Number(inner.GetValue(ordinal));

    public override T GetFieldValue<T>(int ordinal) => typeof(T) == typeof(long) ? (T)GetValue(ordinal) : inner.GetFieldValue<T>(ordinal);

    public override long GetInt64(int ordinal) => inner.GetFieldType(ordinal) == typeof(long) ? inner.GetInt64(ordinal) : (long)GetValue(ordinal);

    public override int GetInt32(int ordinal) => checked((int)GetInt64(ordinal));

    public override short GetInt16(int ordinal) => checked((short)GetInt64(ordinal));

    public override byte GetByte(int ordinal) => checked((byte)GetInt64(ordinal));

    public override bool GetBoolean(int ordinal) => GetInt64(ordinal) != 0;

    public override decimal GetDecimal(int ordinal) => inner.GetDecimal(ordinal);

    public override double GetDouble(int ordinal) => inner.GetDouble(ordinal);

    public override float GetFloat(int ordinal) => inner.GetFloat(ordinal);

    public override string GetString(int ordinal) => inner.GetString(ordinal);

    public override char GetChar(int ordinal) => inner.GetChar(ordinal);

    public override Guid GetGuid(int ordinal) => inner.GetGuid(ordinal);

    public override DateTime GetDateTime(int ordinal) => inner.GetDateTime(ordinal);

    public override long GetBytes(int ordinal, long dataOffset, byte[]? buffer, int bufferOffset, int length) => inner.GetBytes(ordinal, dataOffset, buffer, bufferOffset, length);

    public override long GetChars(int ordinal, long dataOffset, char[]? buffer, int bufferOffset, int length) => inner.GetChars(ordinal, dataOffset, buffer, bufferOffset, length);

    public override string GetDataTypeName(int ordinal) => inner.GetDataTypeName(ordinal);

    public override string GetName(int ordinal) => inner.GetName(ordinal);

    public override int GetOrdinal(string name) => inner.GetOrdinal(name);

    public override bool IsDBNull(int ordinal) => inner.IsDBNull(ordinal);

    public override int GetValues(object[] values)
    {
        var count = Math.Min(values.Length, FieldCount);
        for (var i = 0; i < count; i++)
        {
            values[i] = GetValue(i);
        }

        return count;
    }

    public override bool Read()
    {
        try
        {
            return inner.Read();
        }
        catch (NpgsqlException failure) when (PostgresErrors.IsUnavailable(failure))
        {
            throw PostgresErrors.Unavailable(failure);
        }
    }

    public override async Task<bool> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await inner.ReadAsync(cancellationToken);
        }
        catch (NpgsqlException failure) when (PostgresErrors.IsUnavailable(failure))
        {
            throw PostgresErrors.Unavailable(failure);
        }
    }

    public override bool NextResult() => inner.NextResult();

    public override Task<bool> NextResultAsync(CancellationToken cancellationToken) => inner.NextResultAsync(cancellationToken);

    public override IEnumerator GetEnumerator() => new DbEnumerator(this);

    public override void Close() => inner.Close();

    public override Task CloseAsync() => inner.CloseAsync();

    public override async ValueTask DisposeAsync()
    {
        await inner.DisposeAsync();
        await base.DisposeAsync();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
