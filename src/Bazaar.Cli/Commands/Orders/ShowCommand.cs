using Bazaar.Contracts.Json;

namespace Bazaar.Cli.Commands.Orders;

/// <summary><c>bazaar order show</c>.</summary>
internal static class ShowCommand
{
    public static Verb Build(App app)
    {
        var verb = new Verb("show", "Show an order, and what has come of it.") { Examples = "bazaar order show PO-000123" };
        var order = OrderCommands.Order();
        verb.Add(order);
        app.OnShop(verb, async (run, ct) =>
            run.Answer(await run.Client.GetOrderAsync(run.Get(order), ct), BazaarJson.Wire.PurchaseOrder, o => OrderCommands.Write(run.Terminal, o)));
        return verb;
    }
}
