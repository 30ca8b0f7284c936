using System.CommandLine;
using Bazaar.Cli.Input;

namespace Bazaar.Cli.Commands;

/// <summary><c>--format</c> and <c>--out</c>: the server's own bytes, to a file or to stdout.</summary>
internal sealed class DownloadOptions
{
    private readonly string[] _formats;
    private readonly Option<string?> _format;
    private readonly Option<string?> _out = Given.Text("--out", "Write to this file.", "FILE");

    public DownloadOptions(Verb verb, params string[] formats)
    {
        _formats = formats;
        _format = Given.Choice("--format", "In which form; by the file's name when not given.", formats);
        verb.Add(_format);
        verb.Add(_out);
    }

    /// <summary>The format that was asked for, in words or by the name of the file; null when it was not.</summary>
    /// <param name="run">The command.</param>
    public string? FormatOf(Run run)
    {
        if (run.Get(_format) is { } format)
        {
            return format;
        }

        if (run.Globals.Json)
        {
            return "json";
        }

        return run.Get(_out) is not { } path ? null
            : _formats.Contains(MediaTypes.FormatOfFile(path)) ? MediaTypes.FormatOfFile(path)
            : throw new UsageException($"{path}: say in which --format ({string.Join(", ", _formats)}), or end the name with it.");
    }

    /// <summary>Asks the server for a file and passes its bytes on.</summary>
    /// <param name="run">The command.</param>
    /// <param name="path">Below <c>/api/v1/</c>, with its query.</param>
    /// <param name="format">One of <c>csv</c>, <c>xlsx</c>, <c>json</c>.</param>
    /// <param name="ct">Stops it.</param>
    public Task DownloadAsync(Run run, string path, string format, CancellationToken ct) => WriteAsync(run, format, async to =>
    {
        using var answer = await run.Client.DownloadAsync(path, MediaTypes.Of(format)!, ct);
        await answer.Content.CopyToAsync(to, ct);
    });

    /// <summary>Writes to the file that was named, or to stdout.</summary>
    /// <param name="run">The command.</param>
    /// <param name="format">One of <c>csv</c>, <c>xlsx</c>, <c>json</c>.</param>
    /// <param name="write">Writes the bytes.</param>
    public async Task WriteAsync(Run run, string format, Func<Stream, Task> write)
    {
        if (run.Get(_out) is { } file)
        {
            await WriteFileAsync(file, write);
            run.Terminal.Error.WriteLine($"Written to {file}.");
            return;
        }

        if (format == "xlsx" && run.Terminal.IsInteractive)
        {
            throw new UsageException("A spreadsheet cannot be shown here: name a file with --out FILE.xlsx.");
        }

        await run.Terminal.Out.FlushAsync();
        await write(run.Terminal.OutBytes);
    }

    // A name of its own until it is complete, so a broken connection leaves no half of a file.
    private static async Task WriteFileAsync(string file, Func<Stream, Task> write)
    {
        var partial = $"{file}.{Guid.NewGuid():N}.partial";
        try
        {
            await using (var stream = new FileStream(partial, FileMode.CreateNew))
            {
                await write(stream);
            }

            File.Move(partial, file, overwrite: true);
        }
        catch
        {
            File.Delete(partial);
            throw;
        }
    }
}
