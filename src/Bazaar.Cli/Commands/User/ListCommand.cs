using Bazaar.Cli.Input;
using Bazaar.Contracts;
using Bazaar.Contracts.Json;
using Account = Bazaar.Contracts.User;

namespace Bazaar.Cli.Commands.User;

/// <summary><c>bazaar user list</c>.</summary>
internal static class ListCommand
{
    private const int LargestPage = 200;

    public static Verb Build(App app)
    {
        var verb = new Verb("list", "List the users.") { Examples = "bazaar user list" };
        app.OnShop(verb, async (run, ct) =>
        {
            var (items, _) = await Pages.TakeAsync(int.MaxValue, LargestPage, (size, cursor) => run.Client.ListUsersAsync(size, cursor, ct));
            return run.Answer(new Page<Account>(items, null), BazaarJson.Wire.PageUser, page => UserCommands.Write(run.Terminal, page.Items));
        });
        return verb;
    }
}
