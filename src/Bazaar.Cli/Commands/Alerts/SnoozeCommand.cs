using Bazaar.Cli.Input;
using Bazaar.Contracts;
using Bazaar.Contracts.Json;

namespace Bazaar.Cli.Commands.Alerts;

/// <summary><c>bazaar alerts snooze</c>.</summary>
internal static class SnoozeCommand
{
    public static Verb Build(App app)
    {
        var verb = new Verb("snooze", "Put an alert off until a time.") { Examples = "bazaar alerts snooze 12 --until \"2026-03-08 09:00\"" };
        var id = Given.WholeArgument("ID", "The alert's id, as 'bazaar alerts' shows it.");
        var until = Given.Time("--until", "When it opens again.", app.Terminal.Clock);
        until.Required = true;
        verb.Add(id);
        verb.Add(until);
        app.OnShop(verb, async (run, ct) =>
            run.Answer(await run.Client.SnoozeAlertAsync(run.Get(id)!.Value, new SnoozeRequest { Until = run.Get(until) }, ct), BazaarJson.Wire.Alert, a => AlertCommands.Write(run.Terminal, a)));
        return verb;
    }
}
