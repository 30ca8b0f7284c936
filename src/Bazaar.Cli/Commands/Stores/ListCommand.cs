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
        var verb = new Verb("list", "List the stores.") { Examples = "bazaar store list" };
        app.OnShop(verb, async (run, ct) =>
        {
            var (items, _) = await Pages.TakeAsync(int.MaxValue, LargestPage, (size, cursor) => run.Client.ListStoresAsync(size, cursor, ct));
            return run.Answer(new Page<Store>(items, null), BazaarJson.Wire.PageStore, page => StoreCommands.Write(run.Terminal, page.Items));
        });
        return verb;
    }
}
