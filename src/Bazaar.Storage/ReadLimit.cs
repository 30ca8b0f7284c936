using Microsoft.Data.Sqlite;
using Npgsql;

namespace Bazaar.Storage;

/// <summary>The longest a read may take, so that nobody can hold a connection and a processor with one question.</summary>
public static class ReadLimit
{
    /// <summary>The longest a read may take.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private const int SqliteInterrupt = 9;

    /// <summary>True when a read ended because it took too long, or because whoever asked has left.</summary>
    /// <param name="failure">What the engine threw.</param>
    public static bool WasReached(Exception failure) =>
        failure is SqliteException { SqliteErrorCode: SqliteInterrupt } || failure.InnerException is PostgresException { SqlState: PostgresErrorCodes.QueryCanceled };
}
