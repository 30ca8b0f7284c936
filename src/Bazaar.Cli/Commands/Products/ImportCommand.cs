using System.CommandLine;
using Bazaar.Cli.Output;
using Bazaar.Contracts;
using Bazaar.Contracts.Json;

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
        var file = new Argument<string>("file") { HelpName = "FILE", Description = "A .csv or .xlsx file." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Only check; write nothing." };
        verb.Add(file);
        verb.Add(dryRun);
        app.OnShop(verb, async (run, ct) =>
        {
            var path = run.Get(file);
            var mediaType = MediaTypes.OfFile(path) ?? throw new UsageException($"{path}: a catalogue is a .csv or .xlsx file.");
            await using var stream = Open(path);
            run.Client.Http.Timeout = Timeout.InfiniteTimeSpan;
            var result = await run.Client.ImportProductsAsync(stream, mediaType, run.Get(dryRun), ct);
            run.Answer(result, BazaarJson.Wire.ImportResult, r => Write(run.Terminal, r));
            return result.Errors.Count == 0 ? Exit.Done : Exit.Refused;
        });
        return verb;
    }

    private static FileStream Open(string path)
    {
        try
        {
            return Directory.Exists(path) ? throw new UsageException($"{path} is a folder, not a file.") : File.OpenRead(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException(e.Message);
        }
    }

    private static void Write(Terminal terminal, ImportResult result)
    {
        foreach (var error in result.Errors)
        {
            terminal.Error.WriteLine($"row {error.Row}{(error.Column is { } column ? $", {column}" : "")}: {error.Message}");
        }

        if (result.Errors.Count > 0)
        {
            terminal.Error.WriteLine($"Nothing was written. {Text.Count(result.Errors.Count, "thing is", "things are")} wrong in {Text.Count(result.Rows, "row")}.");
            return;
        }

        var outcome = result.DryRun ? "Nothing was written (dry run). It would be" : "Done";
        terminal.Out.WriteLine($"{outcome}: {Text.Count(result.Rows, "row")} = {result.Created} created + {result.Updated} updated + {result.Unchanged} unchanged.");
    }
}
