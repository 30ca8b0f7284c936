using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using Npgsql;
using NpgsqlTypes;

namespace Bazaar.Storage.Postgres;

/// <summary>
/// A statement that both engines share, run on PostgreSQL: LIKE ignores letter case, an empty list is in nothing, a flag is the number
/// 0 or 1, and a text holds no zero character. A server that cannot be reached becomes a <see cref="Ledger.StorageUnavailableException"/>.
/// </summary>
internal sealed partial class PostgresCommand(PostgresConnection connection, NpgsqlCommand inner) : DbCommand
{
    [AllowNull]
    public override string CommandText
    {
        get => inner.CommandText;
        set => inner.CommandText = Translate(value ?? "");
    }

    public override int CommandTimeout
    {
        get => inner.CommandTimeout;
        set => inner.CommandTimeout = value;
    }

    public override CommandType CommandType
    {
        get => inner.CommandType;
        set => inner.CommandType = value;
    }

    public override bool DesignTimeVisible { get; set; }

    public override UpdateRowSource UpdatedRowSource
    {
        get => inner.UpdatedRowSource;
        set => inner.UpdatedRowSource = value;
    }

    protected override DbConnection? DbConnection
    {
        get => connection;
        set => throw new NotSupportedException();
    }

    protected override DbParameterCollection DbParameterCollection => inner.Parameters;

    protected override DbTransaction? DbTransaction
    {
        get => inner.Transaction;
        set => inner.Transaction = (NpgsqlTransaction?)value;
    }

    /// <summary>The statement as PostgreSQL understands it.</summary>
    public static string Translate(string sql)
    {
        if (sql.Contains(" LIKE ", StringComparison.Ordinal))
        {
            sql = sql.Replace(" LIKE ", " ILIKE ", StringComparison.Ordinal);
        }

        // Dapper's two spellings of an empty list; its value has no type that PostgreSQL could compare with a number.
        return sql.Contains("WHERE 1 = 0)", StringComparison.Ordinal) || sql.Contains("where 1=0)", StringComparison.Ordinal)
            ? EmptyIn().Replace(sql, m => m.Groups["not"].Success ? "<> ALL('{}')" : "= ANY('{}')")
            : sql;
    }

    public override void Cancel() => inner.Cancel();

    public override void Prepare() => inner.Prepare();

    public override int ExecuteNonQuery()
    {
        Adapt();
        try
        {
            return inner.ExecuteNonQuery();
        }
        catch (NpgsqlException failure) when (PostgresErrors.IsUnavailable(failure))
        {
            throw PostgresErrors.Unavailable(failure);
        }
    }

    public override Task<int> ExecuteNonQueryAsync(CancellationToken cancellationToken) =>
        RunAsync(() => inner.ExecuteNonQueryAsync(connection.Or(cancellationToken)));

    public override object? ExecuteScalar()
    {
        Adapt();
        try
        {
            return PostgresReader.Number(inner.ExecuteScalar());
        }
        catch (NpgsqlException failure) when (PostgresErrors.IsUnavailable(failure))
        {
            throw PostgresErrors.Unavailable(failure);
        }
    }

    public override async Task<object?> ExecuteScalarAsync(CancellationToken cancellationToken) =>
        PostgresReader.Number(await RunAsync(() => inner.ExecuteScalarAsync(connection.Or(cancellationToken))));

    protected override DbParameter CreateDbParameter() => inner.CreateParameter();

    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior)
    {
        Adapt();
        try
        {
            return new PostgresReader(inner.ExecuteReader(behavior));
        }
        catch (NpgsqlException failure) when (PostgresErrors.IsUnavailable(failure))
        {
            throw PostgresErrors.Unavailable(failure);
        }
    }

    protected override async Task<DbDataReader> ExecuteDbDataReaderAsync(CommandBehavior behavior, CancellationToken cancellationToken) =>
        new PostgresReader(await RunAsync(() => inner.ExecuteReaderAsync(behavior, connection.Or(cancellationToken))));

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private async Task<T> RunAsync<T>(Func<Task<T>> run)
    {
        Adapt();
        try
        {
            try
            {
                return await run();
            }
            catch (NpgsqlException failure) when (connection.WhenDead is not null && PostgresErrors.IsConnectionLost(failure))
            {
                // It lay in the pool while the server was started anew.
                connection.WhenDead!();
                await connection.ReopenAsync();
                return await run();
            }
        }
        catch (NpgsqlException failure) when (PostgresErrors.IsUnavailable(failure))
        {
            throw PostgresErrors.Unavailable(failure);
        }
        finally
        {
            connection.WhenDead = null;
        }
    }

    private void Adapt()
    {
        foreach (NpgsqlParameter parameter in inner.Parameters)
        {
            switch (parameter.Value)
            {
                case bool flag:
                    parameter.NpgsqlDbType = NpgsqlDbType.Bigint;
                    parameter.Value = flag ? 1L : 0L;
                    break;
                case DBNull or null when parameter.DbType == DbType.Boolean:
                    parameter.NpgsqlDbType = NpgsqlDbType.Bigint;
                    break;
                case string text when text.Contains('\0'):
                    parameter.Value = Storable(text);
                    break;
                case string?[] texts when texts.Any(t => t?.Contains('\0') == true):
                    parameter.Value = Array.ConvertAll(texts, t => t is null ? null : Storable(t));
                    break;
                default:
                    break;
            }
        }
    }

    /// <summary>PostgreSQL keeps no zero character in a text; what holds one is found nowhere.</summary>
    public static string Storable(string text) => text.Replace('\0', '\uFFFD');

    [GeneratedRegex(@"\b(?<not>NOT )?IN \((SELECT @\w+ WHERE 1 = 0|select null where 1=0)\)", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex EmptyIn();
}
