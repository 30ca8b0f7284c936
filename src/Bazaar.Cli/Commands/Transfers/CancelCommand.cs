using Bazaar.Cli.Input;
using Bazaar.Contracts;
using Bazaar.Contracts.Json;

namespace Bazaar.Cli.Commands.Transfers;

/// <summary><c>bazaar transfer cancel</c>: brings everything back.</summary>
internal static class CancelCommand
{
    public static Verb Build(App app)
    {
        var verb = new Verb("cancel", "Take a transfer back of which nothing has arrived: everything returns to the store that sent it.") { Examples = "bazaar transfer cancel 12" };
        var which = TransferCommands.Which();
        var note = Given.Text("--note", "Free text.");
        verb.Add(which);
        verb.Add(note);
        app.OnShop(verb, async (run, ct) =>
        {
            if (await TransferCommands.FindAsync(run, run.Get(which), ct) is not { } transfer)
            {
                return Exit.Refused;
            }

            var cancelled = await run.Client.CancelTransferAsync(transfer, new TransferCancelRequest { Note = run.Get(note) }, ct);
            return run.Answer(cancelled, BazaarJson.Wire.Transfer, t => TransferCommands.Write(run.Terminal, t));
        });
        return verb;
    }
}
