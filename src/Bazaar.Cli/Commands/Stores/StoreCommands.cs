using Bazaar.Cli.Output;
using Bazaar.Contracts;

namespace Bazaar.Cli.Commands.Stores;

/// <summary><c>bazaar store</c>: the shops.</summary>
internal static class StoreCommands
{
    public static void Fill(App app, Verb noun)
    {
        noun.Add(AddCommand.Build(app));
        noun.Add(ListCommand.Build(app));
        noun.Add(ShowCommand.Build(app));
        noun.Add(OverviewCommand.Build(app));
        noun.Add(EditCommand.Build(app));
        noun.Add(LevelsCommand.Build(app));
        noun.Add(CloseCommand.Build(app, "close", "Close a store: it takes no more entries.", closed: true));
        noun.Add(CloseCommand.Build(app, "open", "Open a closed store again.", closed: false));
    }

    /// <summary>Shows stores.</summary>
    /// <param name="terminal">Where to.</param>
    /// <param name="stores">Which.</param>
    public static void Write(Terminal terminal, params IReadOnlyList<Store> stores) => Table.Write(
        terminal,
        stores,
        new("Code", s => s.Code),
        new("Name", s => s.Name),
        new("City", s => s.City),
        new("Region", s => s.Region),
        new("Time zone", s => s.TimeZone),
        new("Day starts", s => s.DayStartsAt),
        new("Entries", s => s.Seq.ToString(), Right: true),
        new("", s => s.Closed ? "closed" : null));
}
