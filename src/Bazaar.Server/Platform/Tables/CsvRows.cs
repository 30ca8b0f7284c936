using System.Text.Unicode;
using CsvHelper;

namespace Bazaar.Server.Platform.Tables;

/// <summary>The rows of a CSV text.</summary>
internal static class CsvRows
{
    private const int MaxRowBytes = 8 * 1024 * 1024;

    /// <summary>Reads rows as they come; the separator is the one the header uses.</summary>
    /// <param name="source">The text, UTF-8 with or without a byte order mark.</param>
    /// <param name="name">What messages call the file.</param>
    public static IEnumerable<RawRow> Read(PeekStream source, string name)
    {
        TableFile.RequireText(source.Head, name);
        CsvMalformedRecord? malformed = null;
        var options = new CsvReaderOptions
        {
            HasHeader = false,
            Separator = Separator(source.Head),
            TrackLineNumbers = true,
            MaxRecordSize = MaxRowBytes,
            FieldCountMismatch = CsvFieldCountHandling.Allow,
            OnMalformedRecord = m => malformed = m,
            // Tills write the same few names again and again; one string each is kept.
            PoolStrings = true,
        };
        using var csv = CsvReader.Create(source, options, leaveOpen: true);
        while (true)
        {
            if (!TryRead(csv, out var tooLong))
            {
                yield break;
            }

            if (tooLong is not null)
            {
                yield return tooLong.Value;
                yield break;
            }

            var bad = malformed is { } m && m.LineNumber == csv.LineNumber ? malformed : null;
            yield return Row(csv, bad, name);
        }
    }

    private static bool TryRead(CsvReader csv, out RawRow? tooLong)
    {
        tooLong = null;
        try
        {
            return csv.Read();
        }
        catch (CsvFormatException e)
        {
            tooLong = new RawRow((int)e.LineNumber, [], $"This row is longer than {MaxRowBytes:N0} bytes; most often a quote is opened here and never closed.", EndsFile: true);
            return true;
        }
    }

    private static RawRow Row(CsvReader csv, CsvMalformedRecord? malformed, string name)
    {
        var line = (int)csv.LineNumber;
        var raw = csv.RawRecord;
        if (!Utf8.IsValid(raw) || raw.Contains((byte)0))
        {
            throw new TableException($"{name}, row {line}: the text is not UTF-8. {TableFile.SaveAsUtf8}", line);
        }

        if (csv.FieldCount > TableReader.MaxColumns)
        {
            return new RawRow(line, [], $"This row has {csv.FieldCount} cells; a table has at most {TableReader.MaxColumns} columns.");
        }

        var cells = new string[csv.FieldCount];
        string? error = null;
        for (var i = 0; i < cells.Length; i++)
        {
            cells[i] = csv.GetString(i);
            if (cells[i].Length > TableReader.MaxCellLength)
            {
                error = $"Cell {i + 1} is longer than {TableReader.MaxCellLength:N0} characters; perhaps a quote is opened here and never closed.";
            }
        }

        return malformed?.Reason switch
        {
            CsvMalformedReason.UnterminatedQuote => new RawRow(line, cells, "A quote is opened in this row and never closed, so the rest of the file belongs to it. Close it, or double a quote that is part of the text.", EndsFile: true),
            CsvMalformedReason.TextAfterClosingQuote => new RawRow(line, cells, "Text follows a closing quote. Double a quote that is part of the text.", EndsFile: false),
            _ => new RawRow(line, cells, error, EndsFile: false),
        };
    }

    private static char Separator(ReadOnlySpan<byte> head)
    {
        Span<int> counts = stackalloc int[128];
        counts.Clear();
        var (quoted, begun) = (false, false);
        foreach (var b in head)
        {
            if (b == '"')
            {
                quoted = !quoted;
            }
            else if (b is (byte)'\r' or (byte)'\n' && !quoted)
            {
                if (begun)
                {
                    break;
                }
            }
            else
            {
                begun = true;
                if (!quoted && b < 128)
                {
                    counts[b]++;
                }
            }
        }

        return counts[';'] > counts[','] && counts[';'] >= counts['\t'] ? ';' : counts['\t'] > counts[','] ? '\t' : ',';
    }
}
