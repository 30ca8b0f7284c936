namespace Bazaar.Server.Platform.Tables;

/// <summary>One row of a table.</summary>
/// <param name="header">The table's columns.</param>
/// <param name="row">The row's number in the file; the header is row 1.</param>
/// <param name="cells">As they stand in the file, not trimmed; one per column unless <paramref name="error"/> is set.</param>
/// <param name="error">Why the row cannot be used.</param>
/// <param name="endsFile">True when nothing after this row can be trusted, so reading stops.</param>
internal sealed class TableRow(TableHeader header, int row, string[] cells, string? error, bool endsFile)
{
    /// <summary>The row's number in the file, counting lines in CSV and rows in XLSX; the header is row 1.</summary>
    public int Row { get; } = row;

    /// <summary>The cells as they stand in the file; one per column unless <see cref="Error"/> is set.</summary>
    public IReadOnlyList<string> Cells => cells;

    /// <summary>Why the row cannot be used, such as too few cells; null for a good row.</summary>
    public string? Error { get; } = error;

    /// <summary>True when nothing after this row can be trusted (a quote that is never closed), so reading stops.</summary>
    public bool EndsFile { get; } = endsFile;

    /// <summary>The cell of a column by position; empty when the position is -1 or beyond the row.</summary>
    /// <param name="column">From <see cref="TableHeader.IndexOf"/>.</param>
    public string this[int column] => column >= 0 && column < cells.Length ? cells[column] : "";

    /// <summary>The cell of a column by name; empty when there is no such column.</summary>
    /// <param name="column">The name, in any letter case.</param>
    public string this[string column] => this[header.IndexOf(column)];
}
