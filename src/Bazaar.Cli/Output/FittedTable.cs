using Spectre.Console;

namespace Bazaar.Cli.Output;

/// <summary>The table a person sees. Apart from <see cref="Table"/> so that commands without one never load the library.</summary>
internal static class FittedTable
{
    private const int ShortText = 16;

    public static void Write(Terminal terminal, string[] titles, bool[] right, List<string[]> cells)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(terminal.Out) });
        console.Profile.Width = terminal.Width;
        var table = new Spectre.Console.Table { Border = TableBorder.Simple };
        for (var i = 0; i < titles.Length; i++)
        {
            var column = new TableColumn(new Markup(Markup.Escape(titles[i]), new Style(decoration: Decoration.Bold)));
            column.Padding(0, 0).Alignment(right[i] ? Justify.Right : Justify.Left);

            // Numbers and codes are never torn apart; what is long gives way.
            column.NoWrap = right[i] || cells.TrueForAll(row => row[i].Length <= ShortText);
            table.AddColumn(column);
        }

        foreach (var row in cells)
        {
            table.AddRow(row.Select(cell => new Spectre.Console.Text(cell)));
        }

        console.Write(table);
    }
}
