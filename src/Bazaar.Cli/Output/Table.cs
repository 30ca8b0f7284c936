namespace Bazaar.Cli.Output;

/// <summary>A column of a table.</summary>
/// <typeparam name="T">A row.</typeparam>
/// <param name="Title">The heading.</param>
/// <param name="Text">What stands in a row's cell.</param>
/// <param name="Right">True for numbers.</param>
internal sealed record Column<T>(string Title, Func<T, string?> Text, bool Right = false);

/// <summary>Tables: fitted to the screen for a person, plain and unwrapped for a file or a program.</summary>
internal static class Table
{
    /// <summary>Writes a table to stdout.</summary>
    /// <typeparam name="T">A row.</typeparam>
    /// <param name="terminal">Where to.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="columns">The columns; those empty in every row are left out.</param>
    public static void Write<T>(Terminal terminal, IReadOnlyList<T> rows, params IReadOnlyList<Column<T>> columns)
    {
        var shown = columns.Where(c => rows.Any(r => !string.IsNullOrEmpty(c.Text(r)))).ToList();
        if (shown.Count == 0)
        {
            return;
        }

        var cells = rows.Select(r => shown.Select(c => c.Text(r) ?? "").ToArray()).ToList();
        var titles = shown.Select(c => c.Title).ToArray();
        var right = shown.Select(c => c.Right).ToArray();
        if (terminal.IsInteractive)
        {
            FittedTable.Write(terminal, titles, right, cells);
        }
        else
        {
            WritePlain(terminal.Out, titles, right, cells);
        }
    }

    private static void WritePlain(TextWriter output, string[] titles, bool[] right, List<string[]> cells)
    {
        var widths = titles.Select((t, i) => Math.Max(t.Length, cells.Count == 0 ? 0 : cells.Max(row => row[i].Length))).ToArray();
        WritePlainRow(output, titles, right, widths);
        foreach (var row in cells)
        {
            WritePlainRow(output, row, right, widths);
        }
    }

    private static void WritePlainRow(TextWriter output, string[] row, bool[] right, int[] widths) =>
        output.WriteLine(string.Join("  ", row.Select((cell, i) => right[i] ? cell.PadLeft(widths[i]) : cell.PadRight(widths[i]))).TrimEnd());
}
