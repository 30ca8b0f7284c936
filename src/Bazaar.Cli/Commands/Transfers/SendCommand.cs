using System.CommandLine;
using Bazaar.Cli.Input;
using Bazaar.Contracts;
using Bazaar.Contracts.Client;
using Bazaar.Contracts.Json;

namespace Bazaar.Cli.Commands.Transfers;

/// <summary><c>bazaar transfer send</c>.</summary>
internal static class SendCommand
{
    public static Verb Build(App app)
    {
        var verb = new Verb("send", "Send goods to another store. They are on their way until that store receives them.")
        {
            Examples = """
                bazaar transfer send TEA=24 SUGAR=10 --to LHR-002
                bazaar transfer send COLA=2:carton --to LHR-002 --store LHR-001 --note "with Imran's van"
                """,
        };
        var items = new Argument<string[]>("items") { Description = "What and how much; all of it is sent, or nothing.", Arity = ArgumentArity.OneOrMore, HelpName = ItemSyntax.Move.Shape };
        var to = Given.Text("--to", "The store that shall receive them.", "CODE");
        to.Required = true;
        var id = Given.Id("--id", "The transfer's id. Sent again, it is sent only once.");
        var at = Given.Time("--at", "When they left; now when not given.", app.Terminal.Clock);
        var note = Given.Text("--note", "Free text.");
        verb.Add(items);
        foreach (var option in (Option[])[to, id, at, note])
        {
            verb.Add(option);
        }

        app.On(verb, async (globals, parse, ct) =>
        {
            var typed = parse.GetRequiredValue(items);
            var tokens = ItemToken.ParseAll(typed, ItemSyntax.Move);
            await using var session = await Session.OpenAsync(globals, ct);
            var run = new Run(globals.Terminal, globals, parse, session.Client);
            var lines = await Items.ToLinesAsync(run.Client, tokens, item => new MovementLineRequest { Quantity = item.Quantity, Pack = item.Pack }, ct);
            var request = new TransferRequest
            {
                Id = run.Get(id) ?? Guid.CreateVersion7(run.Terminal.Clock.GetUtcNow()),
                From = run.Store,
                To = run.Get(to),
                OccurredAt = run.Get(at),
                Note = run.Get(note),
                Lines = [.. lines.Select(l => new TransferLineRequest { Sku = l.Sku, Barcode = l.Barcode, Quantity = l.Quantity, Pack = l.Pack })],
            };
            try
            {
                var sent = await MovementOptions.OnceAsync(request.Id.Value, () => run.Client.SendTransferAsync(request, ct), ct);
                return run.Answer(sent, BazaarJson.Wire.Transfer, t => TransferCommands.Write(run.Terminal, t));
            }
            catch (BazaarProblemException e)
            {
                throw new ItemsRefusedException(e.Problem, typed);
            }
        });
        return verb;
    }
}
