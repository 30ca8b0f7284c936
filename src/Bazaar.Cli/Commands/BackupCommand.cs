using System.CommandLine;

namespace Bazaar.Cli.Commands;

/// <summary><c>bazaar backup</c>: a copy of the shop, taken while it may go on selling.</summary>
internal static class BackupCommand
{
    private const string OnServer = "The shop is on a PostgreSQL server, which has its own tools: pg_dump --format=custom --file=shop.dump DATABASE_URL makes a complete copy while it goes on selling.";

    public static void Fill(App app, Verb verb)
    {
        verb.Examples = """
            bazaar backup /media/usb/shop-2026-03-01.db
            """;
        var file = new Argument<string>("file") { HelpName = "FILE", Description = "The copy; it must not exist yet." };
        verb.Add(file);
        app.On(verb, (globals, parse, _) =>
        {
            var database = Maintenance.DatabaseFile(globals, OnServer);
            var copy = Path.GetFullPath(parse.GetRequiredValue(file));
            // A disk that is not plugged in must not become a folder on this one.
            if (Path.GetDirectoryName(copy) is { } folder && !Directory.Exists(folder))
            {
                throw new DirectoryNotFoundException($"There is no folder {folder}. Is the disk plugged in? Name a folder that exists, or make it first.");
            }

            if (Path.Exists(copy))
            {
                throw new IOException($"{copy} exists already. Name a new file; a backup never overwrites.");
            }

            Maintenance.Backup(database, copy);
            globals.Terminal.Out.WriteLine($"{copy} is a complete copy of the shop ({new FileInfo(copy).Length:#,##0} bytes).");
            return Task.FromResult(Exit.Done);
        });
    }
}
