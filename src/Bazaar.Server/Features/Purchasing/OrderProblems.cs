using Bazaar.Contracts;
using Bazaar.Domain.Primitives;
using Bazaar.Domain.Purchasing;
using Bazaar.Server.Platform.Errors;

namespace Bazaar.Server.Features.Purchasing;

/// <summary>What an order's refusal is called on the wire.</summary>
internal static class OrderProblems
{
    public static Problem NotFound(string order) => Problems.NotFound($"There is no order {order}.");

    public static Problem From(OrderRefusal refusal, string order) => refusal switch
    {
        OrderRefusal.NotFound => NotFound(order),
        OrderRefusal.VersionMismatch => Problems.VersionMismatch(),
        OrderRefusal.WrongState r => Problems.Make(409, ProblemCodes.OrderState, $"The order is {Word(r.Status)}: {WhyNot(r)}"),
        OrderRefusal.Empty => Problems.Make(409, ProblemCodes.OrderState, "The order has no lines yet. Say what is wanted, then submit it."),
        OrderRefusal.UnknownSupplier r => Problems.Make(400, ProblemCodes.UnknownSupplier, $"There is no supplier {r.Supplier}.") with
        {
            Errors = new Dictionary<string, string[]> { ["supplier"] = [$"There is no supplier {r.Supplier}."] },
        },
        OrderRefusal.SupplierArchived r => Problems.Make(409, ProblemCodes.SupplierArchived, $"Supplier {r.Supplier} is archived. Bring it back first, or order from another."),
        OrderRefusal.IdReused r => Problems.Make(422, ProblemCodes.IdReused, $"The id {r.Id} belongs to another order. Use a new id for a new order."),
        OrderRefusal.OverDelivery r => Over(r.Lines),
        OrderRefusal.Ledger r => Problems.From(r.Reason),
        _ => throw new InvalidOperationException(refusal.GetType().Name),
    };

    private static Problem Over(IReadOnlyList<OverDelivered> lines) =>
        Problems.Make(409, ProblemCodes.OverDelivery, string.Join(" ", lines.Take(5).Select(Describe)) + " Send allowOver: true if that is what came.") with
        {
            Errors = lines.ToDictionary(l => $"lines[{l.Index}].quantity", l => (string[])[Came(l)]),
        };

    private static string Describe(OverDelivered line) => $"{line.Sku}: {Came(line)}";

    private static string Came(OverDelivered line) => $"{Exact.QuantityToDecimal(line.Quantity)} came, {Exact.QuantityToDecimal(line.Outstanding)} outstanding.";

    private static string WhyNot(OrderRefusal.WrongState refusal) => refusal.Action switch
    {
        OrderAction.Edit => "only a draft can be changed. Cancel what is outstanding and write a new one.",
        OrderAction.Submit => "only a draft is submitted.",
        OrderAction.Receive when refusal.Status == OrderStatus.Draft => "submit it before goods come.",
        OrderAction.Receive => "nothing is received for it. Post what came as a movement of type stockIn.",
        _ => "nothing is left to cancel.",
    };

    private static string Word(OrderStatus status) => status switch
    {
        OrderStatus.Draft => "a draft",
        OrderStatus.Ordered => "ordered already",
        OrderStatus.PartlyReceived => "partly received already",
        OrderStatus.Received => "received already",
        _ => "cancelled",
    };
}
