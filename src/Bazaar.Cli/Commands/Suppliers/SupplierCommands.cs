namespace Bazaar.Cli.Commands.Suppliers;

/// <summary><c>bazaar supplier</c>: who the goods come from.</summary>
internal static class SupplierCommands
{
    public static void Fill(App app, Verb noun)
    {
        noun.Add(AddCommand.Build(app));
        noun.Add(ListCommand.Build(app));
        noun.Add(ShowCommand.Build(app));
        noun.Add(EditCommand.Build(app));
        noun.Add(ArchiveCommand.Build(app));
        noun.Add(PriceCommands.Build(app));
    }
}
