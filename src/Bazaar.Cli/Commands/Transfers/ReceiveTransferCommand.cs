using System.CommandLine;
using Bazaar.Cli.Input;
using Bazaar.Contracts;
using Bazaar.Contracts.Client;
using Bazaar.Contracts.Json;

namespace Bazaar.Cli.Commands.Transfers;

/// <summary><c>bazaar transfer receive</c>: all of it, or what is named.</summary>
internal static class ReceiveTransferCommand
{
    public static Verb Build(App app)
    {
        var verb = new Verb("receive", "Receive a transfer: all that is on its way, or only what is named. The rest stays on its way.")
        {
            Examples = """
                bazaar transfer receive 12
                bazaar transfer receive 12 TEA=23 SUGAR=10
                """,
        };
        var which = TransferCommands.Which();
        var items = new Argument<string[]>("items") { Description = "What arrived; everything when not given.", Arity = ArgumentArity.ZeroOrMore, HelpName = ItemSyntax.Move.Shape };
        var id = Given.Id("--id", "The receipt's own id. Sent again, it is received only once.");
        var at = Given.Time("--at", "When it arrived; now when not given.", app.Terminal.Clock);
        var note = Given.Text("--note", "Free text.");
        verb.Add(which);
        verb.Add(items);
        foreach (var option in (Option[])[id, at, note])
        {
            verb.Add(option);
        }

        app.On(verb, async (globals, parse, ct) =>
        {
            var typed = parse.GetValue(items) ?? [];
            var tokens = ItemToken.ParseAll(typed, ItemSyntax.Move);
            await using var session = await Session.OpenAsync(globals, ct);
            var run = new Run(globals.Terminal, globals, parse, session.Client);
            if (await TransferCommands.FindAsync(run, run.Get(which), ct) is not { } transfer)
            {
                return Exit.Refused;
            }

            var lines = await Items.ToLinesAsync(run.Client, tokens, item => new MovementLineRequest { Quantity = item.Quantity, Pack = item.Pack }, ct);
            var request = new TransferReceiptRequest
            {
                Id = run.Get(id) ?? Guid.CreateVersion7(run.Terminal.Clock.GetUtcNow()),
                OccurredAt = run.Get(at),
                Note = run.Get(note),
                Lines = lines.Length == 0 ? null : [.. lines.Select(l => new TransferReceiptLine { Sku = l.Sku, Barcode = l.Barcode, Quantity = l.Quantity, Pack = l.Pack })],
            };
            try
            {
                var received = await MovementOptions.OnceAsync(request.Id.Value, () => run.Client.ReceiveTransferAsync(transfer, request, ct), ct);
                return run.Answer(received, BazaarJson.Wire.Transfer, t => TransferCommands.Write(run.Terminal, t));
            }
            catch (BazaarProblemException e)
            {
                throw new ItemsRefusedException(e.Problem, typed);
            }
        });
        return verb;
    }
}
