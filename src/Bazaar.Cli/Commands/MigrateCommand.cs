namespace Bazaar.Cli.Commands;

/// <summary><c>bazaar migrate</c>: brings the database up to date without opening the shop.</summary>
internal static class MigrateCommand
{
    public static void Fill(App app, Verb verb)
    {
        verb.Examples = "bazaar migrate";
        app.On(verb, async (globals, _, _) =>
        {
            var database = Maintenance.DatabaseFile(globals);
            await Maintenance.MigrateAsync(database, globals.Terminal.Clock);
            globals.Terminal.Out.WriteLine($"{database} is up to date.");
            return Exit.Done;
        });
    }
}
