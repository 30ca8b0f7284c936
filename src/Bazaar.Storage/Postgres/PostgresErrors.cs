using System.Net.Sockets;
using Bazaar.Storage.Ledger;
using Npgsql;

namespace Bazaar.Storage.Postgres;

/// <summary>Tells what PostgreSQL's errors mean for the person who runs it.</summary>
internal static class PostgresErrors
{
    /// <summary>The state with which <c>bazaar_expect</c> refuses (migration 0009).</summary>
    public const string Moved = "BZ001";

    /// <summary>True when the server is away, full, read-only or overloaded: not the request's fault.</summary>
    public static bool IsUnavailable(NpgsqlException failure) => Advice(failure) is not null;

    /// <summary>True when the transaction lost a race and would do well a second time.</summary>
    public static bool IsConflict(Exception failure) => failure is PostgresException { SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected };

    /// <summary>True when the server that answered only reads: it was the primary once, and another one is now.</summary>
    public static bool IsDemoted(Exception failure) => failure is PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction };

    /// <summary>True when the connection is gone: what the server made of the last statement is not known.</summary>
    public static bool IsConnectionLost(Exception failure) => failure switch
    {
        PostgresException answer => answer.InvariantSeverity is "FATAL" or "PANIC",
        NpgsqlException or IOException or SocketException or ObjectDisposedException => true,
        _ => false,
    };

    /// <summary>The failure as a caller is told of it, when nothing was kept.</summary>
    public static StorageUnavailableException Unavailable(Exception failure) =>
        new($"The database cannot be used now: {Advice(failure) ?? failure.Message} Nothing of this request was kept.", failure);

    /// <summary>The failure as a caller is told of it, when nobody knows what was kept.</summary>
    public static StorageUnavailableException Unknown(Exception failure) => new(
        "The connection to the database broke in the middle of a commit, and it does not answer: whether this request was kept is not known. Send it again with the same id; it is never counted twice.",
        failure);

    /// <summary>What to do about an error that is not the request's fault; null for those that are.</summary>
    public static string? Advice(Exception failure) => failure switch
    {
        PostgresException answer => Advice(answer),
        NpgsqlException { InnerException: TimeoutException } => "the server does not answer in time, or all connections are busy.",
        NpgsqlException { InnerException: SocketException or IOException } lost => $"the server cannot be reached ({lost.InnerException!.Message}). Check that PostgreSQL runs.",
        NpgsqlException { InnerException: AggregateException } => "none of its servers can be reached and is the primary. Check that PostgreSQL runs, or promote the replica.",
        NpgsqlException => $"the connection failed ({failure.Message}).",
        SocketException or IOException => $"the server cannot be reached ({failure.Message}). Check that PostgreSQL runs.",
        _ => null,
    };

    private static string? Advice(PostgresException answer) => answer.SqlState switch
    {
        PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown => "the server is stopping. It will be tried again.",
        PostgresErrorCodes.CannotConnectNow => "the server is starting or stopping. It will be tried again.",
        PostgresErrorCodes.TooManyConnections => "the server takes no more connections. Raise max_connections, or run fewer nodes.",
        PostgresErrorCodes.DiskFull => "the server's disk is full. Free some space there.",
        PostgresErrorCodes.OutOfMemory => "the server is out of memory.",
        PostgresErrorCodes.IoError => "the server's disk answered with an error. Check it.",
        PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted => "the server found damaged data. Restore the latest backup.",
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification => "the server does not accept this user and password.",
        PostgresErrorCodes.InvalidCatalogName => "there is no such database. Create it with createdb.",
        PostgresErrorCodes.InsufficientPrivilege => $"the role lacks a right ({answer.MessageText}). Run `bazaar migrate --app-role NAME` as the owner.",
        PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn => $"the schema does not fit this program ({answer.MessageText}). Run `bazaar migrate`.",
        PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.QueryCanceled => "another transaction holds what this one needs, or the server is overloaded.",
        PostgresErrorCodes.ReadOnlySqlTransaction => "the server only reads; it is no longer the primary.",
        { } state when state.StartsWith("08", StringComparison.Ordinal) || state.StartsWith("57P", StringComparison.Ordinal) => $"the connection failed ({answer.MessageText}).",
        _ => null,
    };
}
