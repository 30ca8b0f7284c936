using Bazaar.Contracts.Json;

namespace Bazaar.Cli.Commands.Transfers;

/// <summary><c>bazaar transfer show</c>.</summary>
internal static class ShowCommand
{
    public static Verb Build(App app)
    {
        var verb = new Verb("show", "Show one transfer.") { Examples = "bazaar transfer show 12" };
        var which = TransferCommands.Which();
        verb.Add(which);
        app.OnShop(verb, async (run, ct) => await TransferCommands.FindAsync(run, run.Get(which), ct) is { } transfer
            ? run.Answer(await run.Client.GetTransferAsync(transfer, ct), BazaarJson.Wire.Transfer, t => TransferCommands.Write(run.Terminal, t))
            : Exit.Refused);
        return verb;
    }
}
