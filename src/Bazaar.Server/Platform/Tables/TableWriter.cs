using System.Globalization;
using CsvHelper;

namespace Bazaar.Server.Platform.Tables;

/// <summary>Writes rows as CSV or XLSX while they come. Invariant spelling: a point, ISO dates.</summary>
internal static class TableWriter
{
    /// <summary>Writes all rows.</summary>
    /// <typeparam name="T">The rows' type.</typeparam>
    /// <param name="format">The file format.</param>
    /// <param name="to">Where to; stays open, written asynchronously only.</param>
    /// <param name="columns">The columns, in order.</param>
    /// <param name="rows">The rows, in order.</param>
    /// <param name="ct">Stops writing.</param>
    /// <exception cref="TableException">More rows than an XLSX sheet can hold.</exception>
    public static async Task WriteAsync<T>(TableFormat format, Stream to, IReadOnlyList<TableColumn<T>> columns, IAsyncEnumerable<T> rows, CancellationToken ct = default)
    {
        if (format == TableFormat.Csv)
        {
            await WriteCsvAsync(to, columns, rows, ct);
            return;
        }

        // A workbook is a ZIP whose writer seeks; it is finished on disk and then sent.
        await using var file = TemporaryFile.Create();
        await XlsxWriter.WriteAsync(file, columns, rows, ct);
        file.Position = 0;
        await file.CopyToAsync(to, ct);
    }

    /// <inheritdoc cref="WriteAsync{T}(TableFormat, Stream, IReadOnlyList{TableColumn{T}}, IAsyncEnumerable{T}, CancellationToken)"/>
    public static Task WriteAsync<T>(TableFormat format, Stream to, IReadOnlyList<TableColumn<T>> columns, IEnumerable<T> rows, CancellationToken ct = default) =>
        WriteAsync(format, to, columns, rows.ToAsyncEnumerable(), ct);

    /// <summary>A value as text.</summary>
    /// <param name="value">Any value of a column.</param>
    public static string Text(object? value) => value switch
    {
        null => "",
        string s => s,
        bool b => b ? "true" : "false",
        DateOnly d => d.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTimeOffset t => t.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture),
        IFormattable f => f.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static async Task WriteCsvAsync<T>(Stream to, IReadOnlyList<TableColumn<T>> columns, IAsyncEnumerable<T> rows, CancellationToken ct)
    {
        // A text such as =cmd() would run as a formula when a spreadsheet opens the file.
        var options = new CsvWriterOptions { Injection = CsvInjection.Escape };
        await using var csv = CsvWriter.Create(to, options, leaveOpen: true);
        foreach (var column in columns)
        {
            csv.WriteField(column.Header);
        }

        await csv.EndRecordAsync(ct);
        await foreach (var row in rows.WithCancellation(ct))
        {
            foreach (var column in columns)
            {
                WriteField(csv, column.Value(row));
            }

            await csv.EndRecordAsync(ct);
        }

        await csv.FlushAsync(ct);
    }

    private static void WriteField(CsvWriter csv, object? value)
    {
        switch (value)
        {
            case decimal m:
                csv.WriteField(m);
                break;
            case long l:
                csv.WriteField(l);
                break;
            case int i:
                csv.WriteField(i);
                break;
            case double d:
                csv.WriteField(d);
                break;
            default:
                csv.WriteField(Text(value));
                break;
        }
    }
}
