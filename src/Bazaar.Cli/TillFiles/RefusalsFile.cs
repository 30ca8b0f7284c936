using Bazaar.Server.Platform.Tables;
using CsvHelper;

namespace Bazaar.Cli.TillFiles;

/// <summary>The refused lines as they stand in their files, with the reason; made when the first one comes.</summary>
/// <param name="path">Where to; null for nowhere.</param>
/// <param name="columns">Every column of every file.</param>
internal sealed class RefusalsFile(string? path, IReadOnlyList<string> columns) : IDisposable
{
    private CsvWriter? _csv;

    /// <summary>The path; null while nothing was refused.</summary>
    public string? Path => _csv is null ? null : path;

    /// <summary>Writes a line.</summary>
    /// <param name="line">The line.</param>
    /// <param name="refusal">Why it is refused.</param>
    public void Write(TillLine line, LineRefusal refusal)
    {
        if (path is null)
        {
            return;
        }

        _csv ??= Open(path);
        _csv.WriteField(line.File.Path);
        _csv.WriteField(line.Row.Row);
        _csv.WriteField(refusal.Code);
        _csv.WriteField(Safe(refusal.Detail));
        foreach (var column in columns)
        {
            _csv.WriteField(Safe(line.Row[column]));
        }

        // What stands in no column: cells beyond the header, or in columns without a name.
        _csv.WriteField(Safe(string.Join(" | ", line.Row.Cells.Where((c, i) => c.Length > 0 && (i >= line.File.Columns.Count || line.File.Columns[i].Length == 0)))));
        _csv.EndRecord();
    }

    /// <inheritdoc/>
    public void Dispose() => _csv?.Dispose();

    private CsvWriter Open(string file)
    {
        var csv = CsvWriter.Create(new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.Read), new CsvWriterOptions(), leaveOpen: false);
        foreach (var header in (string[])["file", "line", "reason", "detail", .. columns, "other cells"])
        {
            csv.WriteField(header);
        }

        csv.EndRecord();
        return csv;
    }

    // A spreadsheet must not run a cell as a formula; a number such as -5 is none, and stays as it is.
    private static string Safe(string cell) =>
        cell.Length > 0 && cell[0] is '=' or '+' or '-' or '@' or '\t' or '\r' && TableNumber.Read(cell, 28, decimal.MaxValue, out _) != NumberFault.None ? "'" + cell : cell;
}
