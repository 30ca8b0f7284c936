using Bazaar.Contracts.Json;

namespace Bazaar.Cli.Commands.Orders;

/// <summary><c>bazaar order submit</c>: the order is sent to the supplier.</summary>
internal static class SubmitCommand
{
    public static Verb Build(App app)
    {
        var verb = new Verb("submit", "Send a draft to the supplier: from now on it stands, and goods may come.") { Examples = "bazaar order submit PO-000123" };
        var order = OrderCommands.Order();
        verb.Add(order);
        app.OnShop(verb, async (run, ct) =>
            run.Answer(await run.Client.SubmitOrderAsync(run.Get(order), ct), BazaarJson.Wire.PurchaseOrder, o => OrderCommands.Write(run.Terminal, o)));
        return verb;
    }
}
