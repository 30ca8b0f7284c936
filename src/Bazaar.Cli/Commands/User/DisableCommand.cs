using Bazaar.Contracts;
using Bazaar.Contracts.Json;

namespace Bazaar.Cli.Commands.User;

/// <summary><c>bazaar user disable</c> and <c>bazaar user enable</c>.</summary>
internal static class DisableCommand
{
    public static Verb Build(App app, string verbName, string description, bool disabled)
    {
        var verb = new Verb(verbName, description) { Examples = $"bazaar user {verbName} ali" };
        var name = UserCommands.Name();
        verb.Add(name);
        app.OnShop(verb, async (run, ct) =>
        {
            var before = await run.Client.GetUserAsync(run.Get(name), ct);
            var user = await run.Client.EditUserAsync(before.UserName, before.Version, new UserPatch { Disabled = disabled }, ct);
            return run.Answer(user, BazaarJson.Wire.User, u => run.Terminal.Out.WriteLine($"{u.UserName} {(u.Disabled ? "may not come in any more" : "may come in again")}."));
        });
        return verb;
    }
}
