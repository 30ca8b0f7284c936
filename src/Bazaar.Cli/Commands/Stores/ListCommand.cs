using System.CommandLine;
using Bazaar.Cli.Input;
using Bazaar.Contracts;
using Bazaar.Contracts.Json;

namespace Bazaar.Cli.Commands.Stores;

/// <summary><c>bazaar store list</c>.</summary>
internal static class ListCommand
{
    private const int LargestPage = 200;

    public static Verb Build(App app)
    {
        var verb = new Verb("list", "List the stores.")
        {
            Examples = """
                bazaar store list
                bazaar store list gulberg
                bazaar store list --region Punjab --open
                """,
        };
        var query = new Argument<string?>("query") { HelpName = "QUERY", Description = "Part of a code, name, city or region.", Arity = ArgumentArity.ZeroOrOne };
        var open = new Option<bool>("--open") { Description = "Only stores that are open." };
        var closed = new Option<bool>("--closed") { Description = "Only stores that are closed." };
        verb.Add(query);
        verb.Add(open);
        verb.Add(closed);
        var stores = new StoreOptions(verb);
        verb.Validators.Add(result =>
        {
            if (result.GetValue(open) && result.GetValue(closed))
            {
                result.AddError("Say --open or --closed, not both.");
            }
        });
        app.OnShop(verb, async (run, ct) =>
        {
            var (items, _) = await Pages.TakeAsync(int.MaxValue, LargestPage, (size, cursor) =>
                run.Client.ListStoresAsync(size, cursor, stores.Of(run), run.Parse.GetValue(query), run.Get(open) ? false : run.Get(closed) ? true : null, ct));
            return run.Answer(new Page<Store>(items, null), BazaarJson.Wire.PageStore, page => StoreCommands.Write(run.Terminal, page.Items));
        });
        return verb;
    }
}
