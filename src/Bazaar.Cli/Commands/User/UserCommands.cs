using System.CommandLine;
using Bazaar.Cli.Output;
using Account = Bazaar.Contracts.User;

namespace Bazaar.Cli.Commands.User;

/// <summary><c>bazaar user</c>: the people who may come in.</summary>
internal static class UserCommands
{
    public static void Fill(App app, Verb noun)
    {
        noun.Add(AddCommand.Build(app));
        noun.Add(ListCommand.Build(app));
        noun.Add(EditCommand.Build(app));
        noun.Add(DisableCommand.Build(app, "disable", "Let a user in no more; what they have open ends within a minute.", disabled: true));
        noun.Add(DisableCommand.Build(app, "enable", "Let a disabled user in again.", disabled: false));
        noun.Add(PasswordCommand.Build(app));
    }

    public static Argument<string> Name() => new("name") { HelpName = "NAME", Description = "The name they sign in with." };

    /// <summary>Shows users.</summary>
    public static void Write(Terminal terminal, params IReadOnlyList<Account> users) => Table.Write(
        terminal,
        users,
        new("User", u => u.UserName),
        new("Name", u => u.DisplayName),
        new("Role", u => u.Role),
        new("Stores", u => u.AllStores ? "all" : string.Join(", ", u.Stores)),
        new("Without", u => string.Join(", ", u.Withheld)),
        new("", u => u.Disabled ? "disabled" : null));
}
