using Bazaar.Contracts;
using Bazaar.Server.Platform.Tables;

namespace Bazaar.Server.Features.Catalog.Import;

/// <summary>What a catalogue file says.</summary>
/// <param name="RowCount">Data rows read.</param>
/// <param name="Rows">The good ones.</param>
/// <param name="Errors">What is wrong with the others, at most the first <see cref="ImportErrors.MaxKept"/>.</param>
/// <param name="ErrorCount">How many things are wrong in all.</param>
internal sealed record ProductFileContent(int RowCount, IReadOnlyList<ProductFileRow> Rows, IReadOnlyList<ImportError> Errors, int ErrorCount);

/// <summary>One product of a catalogue file.</summary>
/// <param name="Row">Its row, for errors that only the database knows.</param>
/// <param name="Product">What the row says.</param>
internal sealed record ProductFileRow(int Row, ProductRequest Product);

/// <summary>Reads a catalogue file, CSV or XLSX, and finds everything that is wrong with it at once.</summary>
internal static class ProductFile
{
    /// <summary>The most rows of one import.</summary>
    public const int MaxRows = 100_000;

    private const long MaxBytes = 256 * 1024 * 1024;

    /// <summary>Reads the file. Whatever is wrong is in the answer, never an exception.</summary>
    /// <param name="file">Its bytes, buffered; closed when done.</param>
    /// <param name="name">What messages call it.</param>
    public static ProductFileContent Read(Stream file, string name = "The file")
    {
        var errors = new ImportErrors();
        var rows = new List<ProductFileRow>();
        var count = 0;
        try
        {
            using var table = TableReader.Open(file, name, MaxBytes);
            var columns = ProductColumns.Find(table.Header, errors);
            if (columns.Suffice)
            {
                count = ReadRows(table, columns, rows, errors);
            }
        }
        catch (TableException e)
        {
            errors.Add(e.Row ?? 1, null, ImportCodes.UnreadableFile, e.Message);
        }

        return new ProductFileContent(count, rows, errors.Kept, errors.Count);
    }

    private static int ReadRows(TableReader table, ProductColumns columns, List<ProductFileRow> rows, ImportErrors errors)
    {
        var products = new ProductRows(columns, errors);
        var count = 0;
        foreach (var row in table.Rows())
        {
            if (++count > MaxRows)
            {
                errors.Add(row.Row, null, ImportCodes.TooManyRows, $"One import takes at most {MaxRows:N0} products. Split the file.");
                break;
            }

            if (row.Error is not null)
            {
                errors.Add(row.Row, null, ImportCodes.UnreadableRow, row.Error);
            }
            else if (products.Read(row) is { } product)
            {
                rows.Add(new ProductFileRow(row.Row, product));
            }
        }

        return count;
    }
}
