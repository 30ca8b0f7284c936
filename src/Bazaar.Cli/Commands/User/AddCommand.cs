using Bazaar.Cli.Input;
using Bazaar.Contracts;
using Bazaar.Contracts.Json;

namespace Bazaar.Cli.Commands.User;

/// <summary><c>bazaar user add</c>.</summary>
internal static class AddCommand
{
    public static Verb Build(App app)
    {
        var verb = new Verb("add", "Add a user. The first one is an admin; from then on everybody signs in.")
        {
            Examples = """
                bazaar user add zara --role admin
                bazaar user add ali --role staff --stores LHR-001,LHR-002
                bazaar user add ali --role staff --stores LHR-001 --without stock.post-facts --password-stdin
                """,
        };
        var name = UserCommands.Name();
        var role = Given.Choice("--role", "What kind of user.", "staff", "manager", "auditor", "admin");
        role.Required = true;
        var displayName = Given.Text("--display-name", "What people call them.");
        var without = Given.Text("--without", "Scopes of the role that they shall not have, separated by commas.", "SCOPES");
        var fromInput = Passwords.FromInput();
        verb.Add(name);
        verb.Add(role);
        var reach = new Reach(verb);
        verb.Add(displayName);
        verb.Add(without);
        verb.Add(fromInput);
        app.OnShop(verb, async (run, ct) =>
        {
            var user = await run.Client.AddUserAsync(new UserRequest
            {
                UserName = run.Get(name),
                Role = run.Get(role),
                DisplayName = run.Get(displayName),
                Stores = reach.Stores(run),
                AllStores = reach.All(run),
                Withheld = run.Get(without) is { } scopes ? Reach.Split(scopes) : null,
                Password = Passwords.ReadNew(run.Terminal, run.Get(fromInput)),
            }, ct);
            return run.Answer(user, BazaarJson.Wire.User, u => UserCommands.Write(run.Terminal, u));
        });
        return verb;
    }
}
