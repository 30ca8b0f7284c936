using System.CommandLine;

namespace Bazaar.Cli.Commands.Products;

/// <summary><c>bazaar product export</c>: the catalogue as a file that can be imported again.</summary>
internal static class ExportCommand
{
    public static Verb Build(App app)
    {
        var verb = new Verb("export", "Export the catalogue as CSV or XLSX; it can be imported again.")
        {
            Examples = """
                bazaar product export > catalogue.csv
                bazaar product export --out catalogue.xlsx
                """,
        };
        var download = new DownloadOptions(verb, "csv", "xlsx", "json");
        app.OnShop(verb, async (run, ct) =>
        {
            await download.WriteAsync(run, "products", download.FormatOf(run) ?? "csv", ct);
            return Exit.Done;
        });
        return verb;
    }
}
