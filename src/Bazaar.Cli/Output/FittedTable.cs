using Spectre.Console;

namespace Bazaar.Cli.Output;

/// <summary>The table a person sees. Apart from <see cref="Table"/> so that commands without one never load the library.</summary>
internal static class FittedTable
{
    public static void Write(Terminal terminal, string[] titles, bool[] right, List<string[]> cells)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(terminal.Out) });
        console.Profile.Width = terminal.Width;
        var table = new Spectre.Console.Table { Border = TableBorder.Simple };
        for (var i = 0; i < titles.Length; i++)
        {
            var column = new TableColumn(new Markup(Markup.Escape(titles[i]), new Style(decoration: Decoration.Bold)));
            table.AddColumn(right[i] ? column.RightAligned().NoWrap() : column);
        }

        foreach (var row in cells)
        {
            table.AddRow(row.Select(cell => new Spectre.Console.Text(cell)));
        }

        console.Write(table);
    }
}
