using System.CommandLine;
using Bazaar.Cli.Output;
using Bazaar.Contracts;
using Bazaar.Contracts.Json;

namespace Bazaar.Cli.Commands.Import;

/// <summary>What commands that send a CSV or XLSX file share: its options, reading it, and telling what became of it.</summary>
internal sealed class TableImport
{
    private readonly Argument<string> _file = new("file") { HelpName = "FILE", Description = "A .csv or .xlsx file." };
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Only check; write nothing." };

    public TableImport(Verb verb)
    {
        verb.Add(_file);
        verb.Add(_dryRun);
    }

    /// <summary>Sends the file.</summary>
    /// <param name="run">The command.</param>
    /// <param name="send">Sends its bytes, with their media type, as a dry run or not.</param>
    public async Task<int> RunAsync(Run run, Func<Stream, string, bool, Task<ImportResult>> send)
    {
        var path = run.Get(_file);
        var mediaType = MediaTypes.OfFile(path) ?? throw new UsageException($"{path}: this takes a .csv or .xlsx file.");
        await using var stream = Open(path);
        run.Client.Http.Timeout = Timeout.InfiniteTimeSpan;
        var result = await send(stream, mediaType, run.Get(_dryRun));
        run.Answer(result, BazaarJson.Wire.ImportResult, r => Write(run.Terminal, r));
        return result.Errors.Count == 0 ? Exit.Done : Exit.Refused;
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
