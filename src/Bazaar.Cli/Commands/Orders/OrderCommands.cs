using System.CommandLine;
using Bazaar.Cli.Output;
using Bazaar.Contracts;

namespace Bazaar.Cli.Commands.Orders;

/// <summary><c>bazaar order</c>: what was ordered from suppliers.</summary>
internal static class OrderCommands
{
    public static void Fill(App app, Verb noun)
    {
        noun.Add(NewCommand.Build(app));
        noun.Add(ListCommand.Build(app));
        noun.Add(ShowCommand.Build(app));
        noun.Add(SubmitCommand.Build(app));
        noun.Add(ReceiveOrderCommand.Build(app));
        noun.Add(CancelCommand.Build(app));
    }

    public static Argument<string> Order() => new("order") { HelpName = "ORDER", Description = "The order's number, such as PO-000123, or its id." };

    /// <summary>Shows one order.</summary>
    /// <param name="terminal">Where to.</param>
    /// <param name="order">Which.</param>
    public static void Write(Terminal terminal, PurchaseOrder order)
    {
        terminal.Out.WriteLine($"{order.Number} from {order.Supplier} for {order.Store}: {Status(order.Status)}{(order.Late ? ", late" : "")}{About(terminal, order)}");
        Table.Write(
            terminal,
            order.Lines,
            new("Line", l => l.Line.ToString(), Right: true),
            new("SKU", l => l.Sku),
            new("Ordered", l => Text.Quantity(l.Quantity), Right: true),
            new("Pack", l => l.Pack),
            new("Cost", l => Text.Cost(l.UnitCost), Right: true),
            new("Amount", l => Text.Money(l.Amount), Right: true),
            new("Received", l => Some(l.Received), Right: true),
            new("Outstanding", l => Some(l.Outstanding), Right: true),
            new("Over", l => Some(l.OverDelivered), Right: true),
            new("Short", l => Some(l.UnderDelivered), Right: true));
        terminal.Out.WriteLine($"Total {Text.Money(order.Total)}");
        foreach (var receipt in order.Receipts)
        {
            terminal.Out.WriteLine($"Received {Text.Time(terminal, receipt.OccurredAt)} with entry {receipt.Seq}{(receipt.ClosedShort ? ", closed short" : "")}{(receipt.Reversed ? ", undone" : "")}");
        }
    }

    /// <summary>A status as people say it.</summary>
    /// <param name="status">The wire's spelling.</param>
    public static string Status(string status) => status.Replace('-', ' ');

    private static string About(Terminal terminal, PurchaseOrder order) => string.Concat(
        order.ExpectedAt is { } at ? $", expected {Text.Time(terminal, at)}" : "",
        order.CancelReason is { } reason ? $", {reason}" : "",
        order.Note is { } note ? $" ({note})" : "");

    private static string? Some(decimal quantity) => quantity == 0 ? null : Text.Quantity(quantity);
}
