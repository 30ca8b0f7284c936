using Bazaar.Cli.Input;
using Bazaar.Contracts;
using Bazaar.Contracts.Json;

namespace Bazaar.Cli.Commands.Transfers;

/// <summary><c>bazaar transfer close</c>: gives up what has not arrived.</summary>
internal static class CloseCommand
{
    public static Verb Build(App app)
    {
        var verb = new Verb("close", "Give up what has not arrived: it is a loss of the store that sent it.") { Examples = "bazaar transfer close 12 --reason lost" };
        var which = TransferCommands.Which();
        var reason = Given.Choice("--reason", "Why it never arrived.", "damaged", "expired", "lost", "theft", "other");
        reason.Required = true;
        var note = Given.Text("--note", "Free text.");
        verb.Add(which);
        verb.Add(reason);
        verb.Add(note);
        app.OnShop(verb, async (run, ct) =>
        {
            if (await TransferCommands.FindAsync(run, run.Get(which), ct) is not { } transfer)
            {
                return Exit.Refused;
            }

            var closed = await run.Client.CloseTransferAsync(transfer, new TransferCloseRequest { Reason = run.Get(reason), Note = run.Get(note) }, ct);
            return run.Answer(closed, BazaarJson.Wire.Transfer, t => TransferCommands.Write(run.Terminal, t));
        });
        return verb;
    }
}
