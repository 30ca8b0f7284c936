using Bazaar.Cli.Input;
using Bazaar.Contracts;
using Bazaar.Contracts.Json;

namespace Bazaar.Cli.Commands.Orders;

/// <summary><c>bazaar order cancel</c>: calls off what has not come.</summary>
internal static class CancelCommand
{
    public static Verb Build(App app)
    {
        var verb = new Verb("cancel", "Call off what has not come. What came stays.") { Examples = "bazaar order cancel PO-000123 --reason \"found it cheaper\"" };
        var order = OrderCommands.Order();
        var reason = Given.Text("--reason", "Why.");
        reason.Required = true;
        verb.Add(order);
        verb.Add(reason);
        app.OnShop(verb, async (run, ct) =>
            run.Answer(
                await run.Client.CancelOrderAsync(run.Get(order), new CancelOrderRequest { Reason = run.Get(reason) }, ct),
                BazaarJson.Wire.PurchaseOrder,
                o => OrderCommands.Write(run.Terminal, o)));
        return verb;
    }
}
