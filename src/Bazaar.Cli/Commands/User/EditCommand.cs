using Bazaar.Cli.Input;
using Bazaar.Contracts;
using Bazaar.Contracts.Json;

namespace Bazaar.Cli.Commands.User;

/// <summary><c>bazaar user edit</c>: changes what is named and leaves the rest.</summary>
internal static class EditCommand
{
    public static Verb Build(App app)
    {
        var verb = new Verb("edit", "Change a user. What is not named stays; --without \"\" withholds nothing.")
        {
            Examples = """
                bazaar user edit ali --role manager
                bazaar user edit ali --stores LHR-001,LHR-003
                """,
        };
        var name = UserCommands.Name();
        var role = Given.Choice("--role", "What kind of user.", "staff", "manager", "auditor", "admin");
        var displayName = Given.Text("--display-name", "What people call them.");
        var without = Given.Text("--without", "Scopes of the role that they shall not have, separated by commas.", "SCOPES");
        verb.Add(name);
        verb.Add(role);
        var reach = new Reach(verb);
        verb.Add(displayName);
        verb.Add(without);
        verb.Validators.Add(result =>
        {
            if (!verb.Options.Any(o => result.GetResult(o) is { Implicit: false }))
            {
                result.AddError("Say what to change, such as --role.");
            }
        });
        app.OnShop(verb, async (run, ct) =>
        {
            var before = await run.Client.GetUserAsync(run.Get(name), ct);
            var user = await run.Client.EditUserAsync(before.UserName, before.Version, new UserPatch
            {
                Role = run.PatchText(role),
                DisplayName = run.PatchText(displayName),
                Stores = reach.StoresPatch(run),
                AllStores = reach.AllPatch(run),
                Withheld = run.Get(without) is { } scopes ? new(true, Reach.Split(scopes)) : default,
            }, ct);
            return run.Answer(user, BazaarJson.Wire.User, u => UserCommands.Write(run.Terminal, u));
        });
        return verb;
    }
}
