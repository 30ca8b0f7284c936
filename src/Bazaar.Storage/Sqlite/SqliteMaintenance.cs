using Dapper;
using Microsoft.Data.Sqlite;

namespace Bazaar.Storage.Sqlite;

/// <summary>Backup and restore of a shop's file.</summary>
public static class SqliteMaintenance
{
    /// <summary>Writes a consistent copy of a database, also while a shop is using it; the copy is complete and on disk when this returns.</summary>
    /// <param name="database">The file to copy.</param>
    /// <param name="file">The copy; must not exist.</param>
    /// <exception cref="DatabaseRefusedException">It cannot be done; the message says why.</exception>
    public static void Backup(string database, string file)
    {
        SqliteNative.Initialize();
        if (!File.Exists(database))
        {
            throw new DatabaseRefusedException($"There is no database at {database}.");
        }

        if (File.Exists(file) || Directory.Exists(file))
        {
            throw new DatabaseRefusedException($"{file} exists already. Name a new file; a backup never overwrites.");
        }

        var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        var partial = Path.Combine(folder, $".{Path.GetFileName(file)}.{Guid.NewGuid():N}.partial");
        try
        {
            Directory.CreateDirectory(folder);
            using (var connection = OpenReadOnly(database))
            {
                connection.Execute("VACUUM INTO @partial", new { partial });
            }

            FlushToDisk(partial);
            File.Move(partial, file, overwrite: false);
        }
        catch (Exception failure) when (failure is SqliteException or IOException or UnauthorizedAccessException)
        {
            if (File.Exists(partial))
            {
                File.Delete(partial);
            }

            var advice = failure is SqliteException sqlite ? SqliteErrors.Advice(sqlite.SqliteErrorCode) : null;
            throw new DatabaseRefusedException($"The backup to {file} failed: {advice ?? failure.Message} Nothing was left behind.", failure);
        }
    }

    /// <summary>Puts a backup in the place of a database. The database that stood there is kept beside it.</summary>
    /// <param name="file">The backup.</param>
    /// <param name="database">Where to put it; no Bazaar may be using it.</param>
    /// <param name="clock">What time it is.</param>
    /// <returns>Where the former database is kept; null when there was none.</returns>
    /// <exception cref="DatabaseRefusedException">It cannot be done; the message says why. The database is untouched.</exception>
    public static string? Restore(string file, string database, TimeProvider clock)
    {
        SqliteNative.Initialize();
        database = Path.GetFullPath(database);
        CheckBackup(file);
        using var fileLock = SqliteDatabase.TakeLock(database);
        var partial = database + ".restoring";
        File.Copy(file, partial, overwrite: true);
        FlushToDisk(partial);
        string? kept = null;
        if (File.Exists(database))
        {
            // The log beside the old file belongs to it; a copy made by SQLite itself has it included.
            kept = $"{database}.before-restore-{clock.GetUtcNow():yyyyMMddHHmmss}";
            Backup(database, kept);
        }

        File.Delete(database + "-wal");
        File.Delete(database + "-shm");
        File.Move(partial, database, overwrite: true);
        return kept;
    }

    internal static SqliteConnection OpenReadOnly(string database)
    {
        var connection = new SqliteConnection(SqliteDatabase.ConnectionString(database, SqliteOpenMode.ReadOnly));
        connection.Open();
        connection.Execute("PRAGMA busy_timeout = 5000");
        return connection;
    }

    private static void CheckBackup(string file)
    {
        if (!File.Exists(file))
        {
            throw new DatabaseRefusedException($"There is no file {file}.");
        }

        try
        {
            using var connection = OpenReadOnly(file);
            if (connection.ExecuteScalar<long>("PRAGMA application_id") != SqliteMigrations.ApplicationId)
            {
                throw new DatabaseRefusedException($"{file} is not a backup of Bazaar.");
            }

            var verdict = connection.ExecuteScalar<string>("PRAGMA integrity_check(1)");
            if (verdict != "ok")
            {
                throw new DatabaseRefusedException($"{file} is damaged ({verdict}). Use another backup.");
            }
        }
        catch (SqliteException failure)
        {
            throw new DatabaseRefusedException($"{file}: {SqliteErrors.Advice(failure.SqliteErrorCode) ?? failure.Message}", failure);
        }
    }

    private static void FlushToDisk(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.ReadWrite);
        stream.Flush(flushToDisk: true);
    }
}
