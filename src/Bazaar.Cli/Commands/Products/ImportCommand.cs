using Bazaar.Cli.Commands.Import;

namespace Bazaar.Cli.Commands.Products;

/// <summary><c>bazaar product import</c>: a catalogue file, all of it or nothing.</summary>
internal static class ImportCommand
{
    public static Verb Build(App app)
    {
        var verb = new Verb("import", "Import a catalogue from a CSV or XLSX file: all of it, or nothing when a row is wrong.")
        {
            Examples = """
                bazaar product import catalogue.csv --dry-run
                bazaar product import catalogue.xlsx
                """,
        };
        var import = new TableImport(verb);
        app.OnShop(verb, (run, ct) => import.RunAsync(run, (file, mediaType, dryRun) => run.Client.ImportProductsAsync(file, mediaType, dryRun, ct)));
        return verb;
    }
}
