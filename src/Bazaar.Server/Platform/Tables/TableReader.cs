using System.IO.Compression;

namespace Bazaar.Server.Platform.Tables;

/// <summary>
/// Reads a CSV or XLSX file row by row, plain or packed with gzip or xz; the content decides, not the name.
/// Memory does not grow with the number of rows.
/// </summary>
internal sealed class TableReader : IDisposable
{
    /// <summary>The most columns a table may have.</summary>
    public const int MaxColumns = 200;

    /// <summary>The longest cell, in characters; what a spreadsheet can hold.</summary>
    public const int MaxCellLength = 32_767;

    private readonly IEnumerator<RawRow> _rows;
    private readonly Stream _source;
    private readonly bool _shortRowsAllowed;

    private TableReader(string name, Stream source, IEnumerator<RawRow> rows, bool shortRowsAllowed)
    {
        Name = name;
        _source = source;
        _rows = rows;
        _shortRowsAllowed = shortRowsAllowed;
        Header = ReadHeader();
    }

    /// <summary>What messages call the file.</summary>
    public string Name { get; }

    /// <summary>The columns.</summary>
    public TableHeader Header { get; }

    /// <summary>Opens a file.</summary>
    /// <param name="path">Its path.</param>
    /// <exception cref="TableException">It cannot be read; the message says why.</exception>
    public static TableReader Open(string path)
    {
        if (Directory.Exists(path))
        {
            throw new TableException($"{path} is a folder. Name a file in it.");
        }

        try
        {
            return Open(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan), path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new TableException($"There is no file {path}.", null, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TableException($"{path} cannot be opened: {e.Message}", null, e);
        }
    }

    /// <summary>Opens a stream, reads its header, and closes it when done. It is read synchronously; a request's body must be buffered first.</summary>
    /// <param name="stream">The file's bytes.</param>
    /// <param name="name">What messages call it.</param>
    /// <param name="maxBytes">The most it may hold once unpacked.</param>
    /// <exception cref="TableException">It is no table; the message says why and what to do.</exception>
    public static TableReader Open(Stream stream, string name, long maxBytes = long.MaxValue)
    {
        var source = stream;
        try
        {
            source = Unpack(stream, name, maxBytes);
            return TableFile.IsZip(((PeekStream)source).Head)
                ? new TableReader(name, source, XlsxRows.Read(source, name, maxBytes).GetEnumerator(), shortRowsAllowed: true)
                : new TableReader(name, source, CsvRows.Read((PeekStream)source, name).GetEnumerator(), shortRowsAllowed: false);
        }
        catch (Exception e)
        {
            source.Dispose();
            if (TableFile.Translate(e, name) is { } readable)
            {
                throw readable;
            }

            throw;
        }
    }

    /// <summary>The rows after the header, once. Rows without any content are passed over.</summary>
    /// <exception cref="TableException">The file breaks off or is not text in UTF-8.</exception>
    public IEnumerable<TableRow> Rows()
    {
        while (MoveNext())
        {
            var raw = _rows.Current;
            if (raw.IsBlank)
            {
                continue;
            }

            yield return Fit(raw);
            if (raw.EndsFile)
            {
                yield break;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _rows.Dispose();
        _source.Dispose();
    }

    private static PeekStream Unpack(Stream stream, string name, long maxBytes)
    {
        var peek = new PeekStream(stream);
        if (peek.Head.IsEmpty)
        {
            throw new TableException($"{name} is empty.");
        }

        Stream? unpacked = TableFile.IsGzip(peek.Head) ? new GZipStream(peek, CompressionMode.Decompress)
            : TableFile.IsXz(peek.Head) ? new XzStream(peek)
            : null;
        peek = unpacked is null ? peek : new PeekStream(unpacked);
        peek.MaxBytes = maxBytes;
        return peek.Head.IsEmpty ? throw new TableException($"{name} is empty once unpacked.") : peek;
    }

    private TableHeader ReadHeader()
    {
        while (MoveNext())
        {
            var raw = _rows.Current;
            if (raw.IsBlank)
            {
                continue;
            }

            if (raw.Error is not null)
            {
                throw new TableException($"{Name}, row {raw.Row}: {raw.Error}", raw.Row);
            }

            // Spreadsheets save trailing columns that were once used; they have no name.
            var width = Array.FindLastIndex(raw.Cells, c => !string.IsNullOrWhiteSpace(c)) + 1;
            return new TableHeader(_shortRowsAllowed ? raw.Cells[..width] : raw.Cells);
        }

        throw new TableException($"{Name} holds no rows. The first row names the columns.");
    }

    private bool MoveNext()
    {
        try
        {
            return _rows.MoveNext();
        }
        catch (Exception e) when (e is not TableException && TableFile.Translate(e, Name) is { } readable)
        {
            throw new TableException(readable.Message, readable.Row, e);
        }
    }

    private TableRow Fit(in RawRow raw)
    {
        var (width, cells, error) = (Header.Names.Count, raw.Cells, raw.Error);
        if (error is null && _shortRowsAllowed && cells.Length != width && Array.TrueForAll(cells[Math.Min(width, cells.Length)..], string.IsNullOrEmpty))
        {
            Array.Resize(ref cells, width);
            for (var i = raw.Cells.Length; i < width; i++)
            {
                cells[i] = "";
            }
        }

        if (error is null && cells.Length != width)
        {
            error = $"This row has {cells.Length} cells, the header has {width}. A cell that contains the separator or a line break must stand in quotes.";
        }

        return new TableRow(Header, raw.Row, cells, error, raw.EndsFile);
    }
}
