using System.CommandLine;
using Bazaar.Cli.Input;
using Bazaar.Contracts;
using Bazaar.Contracts.Client;
using Bazaar.Contracts.Json;

namespace Bazaar.Cli.Commands.Orders;

/// <summary><c>bazaar order new</c>: writes an order, and sends it when asked.</summary>
internal static class NewCommand
{
    public static Verb Build(App app)
    {
        var verb = new Verb("new", "Write an order. It is a draft until it is submitted.")
        {
            Examples = """
                bazaar order new METRO SUGAR=50@141.50 COLA=2:carton
                bazaar order new METRO SUGAR=50 --expected 2026-03-05 --submit
                """,
        };
        var supplier = new Argument<string>("supplier") { HelpName = "SUPPLIER", Description = "The supplier's code." };
        var items = new Argument<string[]>("items")
        {
            Description = "What is wanted; without a cost, what the supplier asks for it.", Arity = ArgumentArity.OneOrMore, HelpName = ItemSyntax.Receive.Shape,
        };
        var expected = Given.Time("--expected", "When the goods should be there; submitting fills it in from the lead time when not given.", app.Terminal.Clock);
        var note = Given.Text("--note", "Free text.");
        var id = Given.Id("--id", "The order's id. Sent again, it is written only once.");
        var submit = new Option<bool>("--submit") { Description = "Send it to the supplier at once." };
        verb.Add(supplier);
        verb.Add(items);
        foreach (var option in (Option[])[expected, note, id, submit])
        {
            verb.Add(option);
        }

        app.On(verb, async (globals, parse, ct) =>
        {
            var typed = parse.GetRequiredValue(items);
            var lines = ItemToken.ParseAll(typed, ItemSyntax.Receive);
            await using var session = await Session.OpenAsync(globals, ct);
            var run = new Run(globals.Terminal, globals, parse, session.Client);
            try
            {
                var order = await run.Client.AddOrderAsync(new PurchaseOrderRequest
                {
                    Id = run.Get(id) ?? Guid.CreateVersion7(globals.Terminal.Clock.GetUtcNow()),
                    Store = run.Store,
                    Supplier = run.Get(supplier),
                    ExpectedAt = run.Get(expected),
                    Note = run.Get(note),
                    Lines = [.. lines.Select(l => new PurchaseOrderLineRequest { Sku = l.Code, Quantity = l.Quantity, Pack = l.Pack, UnitCost = l.Money })],
                }, ct);
                if (run.Get(submit) && order.Status == "draft")
                {
                    order = await run.Client.SubmitOrderAsync(order.Number, ct);
                }

                return run.Answer(order, BazaarJson.Wire.PurchaseOrder, o => OrderCommands.Write(run.Terminal, o));
            }
            catch (BazaarProblemException e)
            {
                throw new ItemsRefusedException(e.Problem, typed);
            }
        });
        return verb;
    }
}
