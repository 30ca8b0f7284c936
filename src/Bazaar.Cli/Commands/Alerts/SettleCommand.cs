using Bazaar.Cli.Input;
using Bazaar.Contracts.Json;

namespace Bazaar.Cli.Commands.Alerts;

/// <summary><c>bazaar alerts acknowledge</c> and <c>bazaar alerts resolve</c>.</summary>
internal static class SettleCommand
{
    public static Verb Build(App app, string name, string description)
    {
        var verb = new Verb(name, description) { Examples = $"bazaar alerts {name} 12" };
        var id = Given.WholeArgument("ID", "The alert's id, as 'bazaar alerts' shows it.");
        verb.Add(id);
        app.OnShop(verb, async (run, ct) =>
            run.Answer(await run.Client.SettleAlertAsync(run.Get(id)!.Value, name, ct), BazaarJson.Wire.Alert, a => AlertCommands.Write(run.Terminal, a)));
        return verb;
    }
}
