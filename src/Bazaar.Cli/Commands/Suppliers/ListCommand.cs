using System.CommandLine;
using Bazaar.Cli.Input;
using Bazaar.Contracts;
using Bazaar.Contracts.Json;

namespace Bazaar.Cli.Commands.Suppliers;

/// <summary><c>bazaar supplier list</c>.</summary>
internal static class ListCommand
{
    private const int LargestPage = 200;

    public static Verb Build(App app)
    {
        var verb = new Verb("list", "List the suppliers.")
        {
            Examples = """
                bazaar supplier list
                bazaar supplier list metro --archived
                """,
        };
        var query = new Argument<string?>("query") { HelpName = "QUERY", Description = "Part of a name or code.", Arity = ArgumentArity.ZeroOrOne };
        var archived = new Option<bool>("--archived") { Description = "Only archived suppliers." };
        verb.Add(query);
        verb.Add(archived);
        app.OnShop(verb, async (run, ct) =>
        {
            var (items, _) = await Pages.TakeAsync(int.MaxValue, LargestPage, (size, cursor) =>
                run.Client.ListSuppliersAsync(run.Parse.GetValue(query), run.Get(archived) ? false : null, size, cursor, ct));
            return run.Answer(new Page<Supplier>(items, null), BazaarJson.Wire.PageSupplier, page => SupplierFields.Write(run.Terminal, page.Items));
        });
        return verb;
    }
}
