namespace Bazaar.Cli.Commands.Import;

/// <summary><c>bazaar import</c>: what other programs have written.</summary>
internal static class ImportCommands
{
    public static void Fill(App app, Verb noun) => noun.Add(ImportSalesCommand.Build(app));
}
