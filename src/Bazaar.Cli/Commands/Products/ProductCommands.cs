namespace Bazaar.Cli.Commands.Products;

/// <summary><c>bazaar product</c>: the catalogue.</summary>
internal static class ProductCommands
{
    public static void Fill(App app, Verb noun)
    {
        noun.Add(AddCommand.Build(app));
        noun.Add(ListCommand.Build(app));
        noun.Add(ShowCommand.Build(app));
        noun.Add(EditCommand.Build(app));
        noun.Add(ArchiveCommand.Build(app));
        noun.Add(ImportCommand.Build(app));
        noun.Add(ExportCommand.Build(app));
    }
}
