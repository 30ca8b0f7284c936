using Bazaar.Server.Platform.Tables;

namespace Bazaar.Cli.TillFiles;

/// <summary>Where a file keeps what, by its preset.</summary>
internal sealed class TillColumns
{
    private TillColumns(TableReader table, TillPreset preset)
    {
        Document = Find(table, preset, "document", needed: true);
        Barcode = Find(table, preset, "barcode", needed: false);
        Sku = Find(table, preset, "sku", needed: Barcode.Length == 0);
        Quantity = Find(table, preset, "quantity", needed: true);
        Time = Find(table, preset, "time", needed: true);
        Price = Find(table, preset, "price", needed: false);
        Description = Find(table, preset, "description", needed: false);
        Customer = Find(table, preset, "customer", needed: false);
        Country = Find(table, preset, "country", needed: false);
    }

    public int[] Document { get; }

    public int[] Barcode { get; }

    public int[] Sku { get; }

    public int[] Quantity { get; }

    public int[] Time { get; }

    public int[] Price { get; }

    public int[] Description { get; }

    public int[] Customer { get; }

    public int[] Country { get; }

    /// <summary>Finds the columns of a file.</summary>
    /// <param name="table">The file.</param>
    /// <param name="preset">Says what they are called.</param>
    /// <exception cref="TableException">A column that is needed is missing.</exception>
    public static TillColumns Of(TableReader table, TillPreset preset) => new(table, preset);

    /// <summary>The text of a field in a row; joined when it takes several columns.</summary>
    /// <param name="row">The row.</param>
    /// <param name="columns">The field's columns; none means an empty text.</param>
    /// <param name="joint">What stands between them.</param>
    public static string Text(TableRow row, int[] columns, char joint = ' ') => columns.Length switch
    {
        0 => "",
        1 => row[columns[0]].Trim(),
        _ => string.Join(joint, columns.Select(c => row[c].Trim())),
    };

    private static int[] Find(TableReader table, TillPreset preset, string field, bool needed)
    {
        var spelling = preset.Columns.GetValueOrDefault(field) ?? "";
        foreach (var choice in spelling.Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            int[] columns = [.. choice.Split('+', StringSplitOptions.TrimEntries).Select(table.Header.IndexOf)];
            if (!columns.Contains(-1))
            {
                return columns;
            }
        }

        return needed
            ? throw new TableException($"{table.Name} has no column for {field} (looked for {spelling.Replace("|", ", ", StringComparison.Ordinal)}). Its columns are {string.Join(", ", table.Header.Names)}. Say which one it is: --map {field}=COLUMN.")
            : [];
    }
}
