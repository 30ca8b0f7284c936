using System.CommandLine;
using Bazaar.Cli.Input;
using Bazaar.Contracts;

namespace Bazaar.Cli.Commands.User;

/// <summary><c>bazaar user password</c>: one's own, or, for an admin, another user's.</summary>
internal static class PasswordCommand
{
    public static Verb Build(App app)
    {
        var verb = new Verb("password", "Change one's own password, or give a user a new one. It ends what they have open.")
        {
            Examples = """
                bazaar user password
                bazaar user password ali
                """,
        };
        var name = new Argument<string?>("name") { HelpName = "NAME", Description = "Whose; one's own when not given.", Arity = ArgumentArity.ZeroOrOne };
        var fromInput = Passwords.FromInput();
        verb.Add(name);
        verb.Add(fromInput);
        app.OnShop(verb, async (run, ct) =>
        {
            if (run.Parse.GetValue(name) is { } other)
            {
                var before = await run.Client.GetUserAsync(other, ct);
                await run.Client.EditUserAsync(before.UserName, before.Version, new UserPatch { Password = Passwords.ReadNew(run.Terminal, run.Get(fromInput)) }, ct);
                run.Terminal.Error.WriteLine($"{before.UserName} has a new password.");
                return Exit.Done;
            }

            var me = await run.Client.GetMeAsync(ct);
            if (me.Kind != "user")
            {
                throw new UsageException($"{me.Name} has no password. Say whose: bazaar user password NAME.");
            }

            // With --password-stdin, two lines: the password as it is, and as it shall be.
            var current = Passwords.Read(run.Terminal, "Password now: ", run.Get(fromInput));
            var tokens = await run.Client.ChangePasswordAsync(current, Passwords.ReadNew(run.Terminal, run.Get(fromInput)), ct);
            if (run.Client.Http.BaseAddress is { } server && new SavedLogins(run.Terminal) is var logins && logins.Find(server) is not null)
            {
                logins.Save(server, SavedLogin.Of(me.Name, tokens, run.Terminal.Clock));
            }

            run.Terminal.Error.WriteLine("The password is changed; other sessions have ended.");
            return Exit.Done;
        });
        return verb;
    }
}
