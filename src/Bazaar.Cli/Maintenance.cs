using Bazaar.Server.Hosting;
using Bazaar.Storage.Sqlite;

namespace Bazaar.Cli;

/// <summary>Work on the database file itself, without the shop being open. The one place that touches storage from here.</summary>
internal static class Maintenance
{
    /// <summary>The SQLite file of the shop.</summary>
    /// <param name="globals">What every command is told.</param>
    public static string DatabaseFile(Globals globals)
    {
        if (globals.Server is not null)
        {
            throw new UsageException("This works on the database file: run it on the machine that has it, without --server (and BAZAAR_SERVER).");
        }

        return DatabaseSetting.File(globals.Settings["BAZAAR_DATABASE"], globals.DataFolder);
    }

    /// <summary>Copies the database while the shop may go on selling.</summary>
    /// <param name="database">The shop's file.</param>
    /// <param name="file">The copy.</param>
    public static void Backup(string database, string file) => SqliteMaintenance.Backup(database, file);

    /// <summary>Puts a backup in the place of the shop's file.</summary>
    /// <param name="file">The backup.</param>
    /// <param name="database">The shop's file.</param>
    /// <param name="clock">What time it is.</param>
    /// <returns>Where the former file is kept; null when there was none.</returns>
    public static string? Restore(string file, string database, TimeProvider clock) => SqliteMaintenance.Restore(file, database, clock);

    /// <summary>Brings the database's schema up to date, after a backup beside it.</summary>
    /// <param name="database">The shop's file.</param>
    /// <param name="clock">What time it is.</param>
    public static async Task MigrateAsync(string database, TimeProvider clock)
    {
        // Opening is what migrates.
        await using var opened = SqliteDatabase.Open(database, clock);
    }
}
