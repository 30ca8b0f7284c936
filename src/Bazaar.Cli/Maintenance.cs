using Bazaar.Server.Hosting;
using Bazaar.Storage;
using Bazaar.Storage.Copying;
using Bazaar.Storage.Ledger;
using Bazaar.Storage.Postgres;
using Bazaar.Storage.Sqlite;

namespace Bazaar.Cli;

/// <summary>Work on the database itself, without the shop being open. The one place that touches storage from here.</summary>
internal static class Maintenance
{
    /// <summary>The SQLite file of the shop.</summary>
    /// <param name="globals">What every command is told.</param>
    /// <param name="onServer">What to do instead when the shop is on a PostgreSQL server.</param>
    public static string DatabaseFile(Globals globals, string onServer) =>
        PostgresSetting.Is(Setting(globals)) ? throw new UsageException(onServer) : DatabaseSetting.File(Setting(globals), globals.DataFolder);

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

    /// <summary>Brings the database's schema up to date; a file after a backup beside it.</summary>
    /// <param name="globals">What every command is told.</param>
    /// <param name="clock">What time it is.</param>
    /// <param name="ct">Gives up.</param>
    /// <returns>The database's name, and the steps that were made.</returns>
    public static async Task<(string Database, IReadOnlyList<string> Steps)> MigrateAsync(Globals globals, TimeProvider clock, CancellationToken ct)
    {
        var setting = Setting(globals);
        if (PostgresSetting.Is(setting))
        {
            var server = DatabaseSetting.Server(setting!);
            return (server.ToString(), await PostgresMigrations.ApplyAsync(server, clock, ct));
        }

        // Opening is what migrates.
        var file = DatabaseSetting.File(setting, globals.DataFolder);
        await using var opened = SqliteDatabase.Open(file, clock);
        return (file, opened.MigrationsApplied);
    }

    /// <summary>Gives a role of the PostgreSQL server what the shop needs to run.</summary>
    /// <param name="globals">What every command is told.</param>
    /// <param name="role">The role.</param>
    /// <param name="ct">Gives up.</param>
    /// <returns>The tables that the role may only add to.</returns>
    public static Task<IReadOnlyList<string>> GrantAsync(Globals globals, string role, CancellationToken ct) => Setting(globals) is { } setting && PostgresSetting.Is(setting)
        ? PostgresRole.GrantAsync(DatabaseSetting.Server(setting), role, ct)
        : throw new UsageException("--app-role is for a PostgreSQL server: set BAZAAR_DATABASE to postgres://owner:password@host/database.");

    /// <summary>Copies everything into an empty database of another kind.</summary>
    /// <param name="from">The original, as BAZAAR_DATABASE would name it.</param>
    /// <param name="to">The empty one, likewise.</param>
    /// <param name="clock">What time it is.</param>
    /// <param name="progress">Told of each table and the rows copied.</param>
    /// <param name="ct">Gives up; nothing is kept.</param>
    /// <returns>One line a store, and the number of rows.</returns>
    public static async Task<(IReadOnlyList<string> Stores, long Rows)> CopyAsync(string from, string to, TimeProvider clock, Action<string, long> progress, CancellationToken ct)
    {
        var file = PostgresSetting.Is(to) ? null : FileOf(to, "--to");
        await using var source = await OpenAsync(from, clock, ct);
        await using ICopyTarget target = file is null ? await PostgresCopyTarget.OpenAsync(PostgresSetting.Parse(to, "--to"), clock, ct) : await SqliteCopyTarget.OpenAsync(file, clock);
        var (stores, rows) = await DatabaseCopy.RunAsync(source, target, progress, ct);
        return ([.. stores.Select(s => $"{s.Store}: {s.Entries} entries, {s.Lines} lines, head {s.Seq} {Convert.ToHexStringLower(s.Hash)}")], rows);
    }

    private static async Task<ILedgerDatabase> OpenAsync(string from, TimeProvider clock, CancellationToken ct)
    {
        if (PostgresSetting.Is(from))
        {
            return await PostgresDatabase.OpenAsync(PostgresSetting.Parse(from, "--from"), clock, ct);
        }

        var file = FileOf(from, "--from");
        return File.Exists(file) ? SqliteDatabase.Open(file, clock) : throw new DatabaseRefusedException($"There is no database {file}.");
    }

    private static string FileOf(string database, string option)
    {
        const string Scheme = "sqlite:";
        return database.StartsWith(Scheme, StringComparison.Ordinal) && database.Length > Scheme.Length
            ? Path.GetFullPath(database[Scheme.Length..])
            : throw new UsageException($"{option} must be sqlite:PATH or postgres://user:password@host/database.");
    }

    private static string? Setting(Globals globals) => globals.Server is null
        ? globals.Settings["BAZAAR_DATABASE"]
        : throw new UsageException("This works on the database itself: run it on the machine that has it, without --server (and BAZAAR_SERVER).");
}
