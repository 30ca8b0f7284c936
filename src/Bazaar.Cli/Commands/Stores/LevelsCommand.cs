using Bazaar.Cli.Commands.Import;

namespace Bazaar.Cli.Commands.Stores;

/// <summary><c>bazaar store levels import</c>: a store's reorder points, targets and prices from a file, all of it or nothing.</summary>
internal static class LevelsCommand
{
    public static Verb Build(App app)
    {
        var noun = new Verb("levels", "A store's reorder points, target levels and own prices.");
        var verb = new Verb("import", "Set them from a CSV or XLSX file with the columns sku, reorderPoint, targetLevel, price: all of it, or nothing when a row is wrong. An empty cell leaves what is there; 'none' clears it.")
        {
            Examples = """
                bazaar store levels import levels.csv --store LHR-001 --dry-run
                bazaar store levels import levels.xlsx --store LHR-001
                """,
        };
        var import = new TableImport(verb);
        app.OnShop(verb, (run, ct) => import.RunAsync(run, (file, mediaType, dryRun) => run.Client.ImportLevelsAsync(run.Store, file, mediaType, dryRun, ct)));
        noun.Add(verb);
        return noun;
    }
}
