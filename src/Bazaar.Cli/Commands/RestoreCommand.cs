using System.CommandLine;

namespace Bazaar.Cli.Commands;

/// <summary><c>bazaar restore</c>: a backup becomes the shop.</summary>
internal static class RestoreCommand
{
    public static void Fill(App app, Verb verb)
    {
        verb.Examples = """
            bazaar restore /media/usb/shop-2026-03-01.db
            bazaar restore shop.db --data /srv/other --yes
            """;
        var file = new Argument<string>("file") { HelpName = "FILE", Description = "A backup." };
        verb.Add(file);
        app.On(verb, async (globals, parse, ct) =>
        {
            var database = Maintenance.DatabaseFile(globals);
            var backup = Path.GetFullPath(parse.GetRequiredValue(file));
            if (!File.Exists(backup))
            {
                throw new UsageException($"{backup} is not there, or is a folder.");
            }

            await Maintenance.RefuseWhileServingAsync(globals, ct);
            if (File.Exists(database) && !globals.Terminal.Confirm($"Everything posted to {database} since that backup will no longer be there. Go on?", globals.Yes))
            {
                globals.Terminal.Error.WriteLine("Nothing was restored.");
                return Exit.Refused;
            }

            Maintenance.Restore(backup, database);
            globals.Terminal.Out.WriteLine($"{database} is now as it was in {backup}.");
            return Exit.Done;
        });
    }
}
