using Bazaar.Server.Platform.Hosting;

namespace Bazaar.Cli;

/// <summary>Work on the database file itself, without the shop being open. The one place that touches storage from here.</summary>
internal static class Maintenance
{
    private const string SqliteScheme = "sqlite:";

    /// <summary>The SQLite file of the shop.</summary>
    /// <param name="globals">What every command is told.</param>
    public static string DatabaseFile(Globals globals)
    {
        if (globals.Server is not null)
        {
            throw new UsageException("This works on the database file: run it on the machine that has it, without --server (and BAZAAR_SERVER).");
        }

        var database = globals.Settings["BAZAAR_DATABASE"];
        return database is null ? Path.Combine(globals.DataFolder, "bazaar.db")
            : database.StartsWith(SqliteScheme, StringComparison.Ordinal) ? Path.GetFullPath(database[SqliteScheme.Length..])
            : throw new UsageException("BAZAAR_DATABASE is not a SQLite file: use that database's own tools for this.");
    }

    /// <summary>Refuses to work under a running server.</summary>
    /// <param name="globals">What every command is told.</param>
    /// <param name="ct">Stops waiting.</param>
    public static async Task RefuseWhileServingAsync(Globals globals, CancellationToken ct)
    {
        if (await DataFolder.RunningServerAsync(globals.DataFolder, ct) is { } running)
        {
            throw new BazaarStartException($"The shop is open at {running}: stop that server first.");
        }
    }

    /// <summary>Copies the database while the shop may go on selling.</summary>
    /// <param name="database">The shop's file.</param>
    /// <param name="file">The copy.</param>
    public static void Backup(string database, string file) => throw NotBuilt("backup", database, file);

    /// <summary>Puts a backup in the place of the shop's file.</summary>
    /// <param name="file">The backup.</param>
    /// <param name="database">The shop's file.</param>
    public static void Restore(string file, string database) => throw NotBuilt("restore", file, database);

    /// <summary>Brings the database's schema up to date.</summary>
    /// <param name="database">The shop's file.</param>
    public static void Migrate(string database) => throw NotBuilt("migrate", database);

    private static BazaarStartException NotBuilt(string command, params string[] files) =>
        new($"'bazaar {command}' is not part of this build; {string.Join(", ", files)} was not touched.");
}
