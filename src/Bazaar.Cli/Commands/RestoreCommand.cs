using System.CommandLine;

namespace Bazaar.Cli.Commands;

/// <summary><c>bazaar restore</c>: a backup becomes the shop.</summary>
internal static class RestoreCommand
{
    private const string OnServer = "The shop is on a PostgreSQL server, which has its own tools: createdb a new database, pg_restore --dbname=DATABASE_URL shop.dump into it, and name it in BAZAAR_DATABASE.";

    public static void Fill(App app, Verb verb)
    {
        verb.Examples = """
            bazaar restore /media/usb/shop-2026-03-01.db
            bazaar restore shop.db --data /srv/other --yes
            """;
        var file = new Argument<string>("file") { HelpName = "FILE", Description = "A backup." };
        verb.Add(file);
        app.On(verb, (globals, parse, _) =>
        {
            var database = Maintenance.DatabaseFile(globals, OnServer);
            var backup = Path.GetFullPath(parse.GetRequiredValue(file));
            if (File.Exists(database) && !globals.Terminal.Confirm($"Everything posted to {database} since that backup will no longer be there. Go on?", globals.Yes))
            {
                globals.Terminal.Error.WriteLine("Nothing was restored.");
                return Task.FromResult(Exit.Refused);
            }

            var kept = Maintenance.Restore(backup, database, globals.Terminal.Clock);
            globals.Terminal.Out.WriteLine($"{database} is now as it was in {backup}.");
            if (kept is not null)
            {
                globals.Terminal.Error.WriteLine($"What was there before is kept in {kept}.");
            }

            return Task.FromResult(Exit.Done);
        });
    }
}
