using Bazaar.Domain.Primitives;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Bazaar.Storage.Sqlite;

/// <summary>Brings a database file up to the version this program needs, after a backup; forward only.</summary>
internal static class SqliteMigrations
{
    /// <summary>"BZAR": how a Bazaar file says what it is.</summary>
    public const long ApplicationId = 0x425A4152;

    /// <summary>The migrations in this program, in order.</summary>
    public static IReadOnlyList<Migration> All { get; } = Migration.Load("sqlite");

    /// <summary>Refuses a file of another program, or of a newer Bazaar. Only reads: such a file stays as it is, to the byte.</summary>
    /// <param name="connection">The writing connection.</param>
    /// <param name="path">The file, for the message.</param>
    public static void CheckIdentity(SqliteConnection connection, string path)
    {
        var tables = connection.ExecuteScalar<long>("SELECT count(*) FROM sqlite_master");
        if (tables > 0 && connection.ExecuteScalar<long>("PRAGMA application_id") != ApplicationId)
        {
            throw new DatabaseRefusedException($"{path} is a database of another program. Name another file with BAZAAR_DATABASE.");
        }

        var version = connection.ExecuteScalar<long>("PRAGMA user_version");
        if (version > All[^1].Number)
        {
            throw new DatabaseRefusedException($"{path} was written by a newer Bazaar (schema {version}, this program knows {All[^1].Number}). Update this program.");
        }
    }

    /// <summary>Applies what is missing.</summary>
    /// <param name="connection">The writing connection.</param>
    /// <param name="path">The file, for the backup beside it.</param>
    /// <param name="now">The time, for the backup's name.</param>
    /// <returns>The names of the migrations applied.</returns>
    public static IReadOnlyList<string> Apply(SqliteConnection connection, string path, DateTimeOffset now)
    {
        var version = connection.ExecuteScalar<long>("PRAGMA user_version");
        var missing = All.Where(m => m.Number > version).ToList();
        if (missing.Count > 0 && version > 0)
        {
            SqliteMaintenance.Backup(path, $"{path}.before-{missing[^1].Name}-{now:yyyyMMddHHmmss}");
        }

        foreach (var migration in missing)
        {
            var (number, name, sql) = migration;
            using var transaction = connection.BeginTransaction(deferred: false);
            connection.Execute(sql, transaction: transaction);
            connection.Execute("CREATE TABLE IF NOT EXISTS schema_migration (number INTEGER PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL, applied_at INTEGER NOT NULL)", transaction: transaction);
            connection.Execute(
                "INSERT INTO schema_migration (number, name, checksum, applied_at) VALUES (@number, @name, @checksum, @at)",
                new { number, name, checksum = migration.Checksum, at = Clock.ToMicros(now) },
                transaction);
            connection.Execute($"PRAGMA user_version = {number}; PRAGMA application_id = {ApplicationId}", transaction: transaction);
            transaction.Commit();
        }

        return [.. missing.Select(m => m.Name)];
    }
}
