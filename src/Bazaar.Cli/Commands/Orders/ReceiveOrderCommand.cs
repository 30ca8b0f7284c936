using System.CommandLine;
using Bazaar.Cli.Input;
using Bazaar.Cli.Output;
using Bazaar.Contracts;
using Bazaar.Contracts.Client;
using Bazaar.Contracts.Json;

namespace Bazaar.Cli.Commands.Orders;

/// <summary><c>bazaar order receive</c>: goods came for an order.</summary>
internal static class ReceiveOrderCommand
{
    public static Verb Build(App app)
    {
        var verb = new Verb("receive", "Take goods in for an order. They are in stock and on the order, or on neither.")
        {
            Examples = """
                bazaar order receive PO-000123 --all
                bazaar order receive PO-000123 SUGAR=40 COLA=2:carton@2350
                bazaar order receive PO-000123 SUGAR=55 --allow-over
                bazaar order receive PO-000123 SUGAR=45 --close-short --note "invoice 77"
                """,
        };
        var order = OrderCommands.Order();
        var items = new Argument<string[]>("items") { Description = "What came; without a cost, as ordered.", Arity = ArgumentArity.ZeroOrMore, HelpName = ItemSyntax.Receive.Shape };
        var all = new Option<bool>("--all") { Description = "Everything that is outstanding came." };
        var over = new Option<bool>("--allow-over") { Description = "More came than is outstanding, and that is meant." };
        var closeShort = new Option<bool>("--close-short") { Description = "Nobody waits for the rest." };
        var at = Given.Time("--at", "When it came; now when not given.", app.Terminal.Clock);
        var note = Given.Text("--note", "Free text, such as the invoice's number.");
        var id = Given.Id("--id", "The entry's id. Sent again, it is posted only once.");
        verb.Add(order);
        verb.Add(items);
        foreach (var option in (Option[])[all, over, closeShort, at, note, id])
        {
            verb.Add(option);
        }

        verb.Validators.Add(result =>
        {
            if (result.GetValue(all) == result.GetValue(items) is { Length: > 0 })
            {
                result.AddError("Say what came, such as SUGAR=40, or --all.");
            }
        });
        app.On(verb, async (globals, parse, ct) =>
        {
            string[] typed = parse.GetValue(items) ?? [];
            var came = ItemToken.ParseAll(typed, ItemSyntax.Receive);
            var receiptId = parse.GetValue(id) ?? Guid.CreateVersion7(globals.Terminal.Clock.GetUtcNow());
            await using var session = await Session.OpenAsync(globals, ct);
            var run = new Run(globals.Terminal, globals, parse, session.Client);
            var known = await run.Client.GetOrderAsync(run.Get(order), ct);
            try
            {
                var request = new ReceiveOrderRequest
                {
                    Id = receiptId,
                    OccurredAt = run.Get(at),
                    Note = run.Get(note),
                    CloseShort = run.Get(closeShort) ? true : null,
                    AllowOver = run.Get(over) ? true : null,
                    Lines = run.Get(all) ? Outstanding(known) : [.. came.Select(c => ToLine(known, c))],
                };
                var receipt = await run.Client.ReceiveOrderAsync(known.Number, request, ct);
                return run.Answer(receipt, BazaarJson.Wire.PurchaseReceipt, r => Write(run.Terminal, r));
            }
            catch (BazaarProblemException e)
            {
                throw new ItemsRefusedException(
                    e.Problem.Code == ProblemCodes.OverDelivery ? e.Problem with { Detail = "More came than is outstanding. If that is what came, add --allow-over." } : e.Problem, typed);
            }
        });
        return verb;
    }

    private static ReceiveOrderLine[] Outstanding(PurchaseOrder order) =>
        order.Lines.Where(l => l.Outstanding > 0).Select(l => new ReceiveOrderLine { Line = l.Line, Quantity = l.Outstanding }).ToArray() is { Length: > 0 } lines
            ? lines
            : throw new UsageException($"Nothing is outstanding of {order.Number}.");

    private static ReceiveOrderLine ToLine(PurchaseOrder order, ItemToken item)
    {
        var lines = order.Lines.Where(l => l.Sku.Equals(item.Code, StringComparison.OrdinalIgnoreCase) && (item.Pack is null || item.Pack.Equals(l.Pack, StringComparison.OrdinalIgnoreCase))).ToList();
        if (lines.Count > 1 && item.Pack is null && lines.FirstOrDefault(l => l.Pack is null) is { } plain)
        {
            lines = [plain];
        }

        return lines.Count == 1
            ? new ReceiveOrderLine { Line = lines[0].Line, Quantity = item.Quantity, UnitCost = item.Money }
            : throw new UsageException(lines.Count == 0
                ? $"{order.Number} has no line for {item.Code}{(item.Pack is null ? "" : $" by the {item.Pack}")}."
                : $"{order.Number} has {lines.Count} lines for {item.Code}: name the pack, as in {item.Code}=2:{lines[0].Pack}.");
    }

    private static void Write(Terminal terminal, PurchaseReceipt receipt)
    {
        Receipt.Write(terminal, receipt.Movement);
        terminal.Out.WriteLine($"{receipt.Number} is {OrderCommands.Status(receipt.Status)}{(receipt.ClosedShort ? ", closed short" : "")}.");
        foreach (var line in receipt.Lines.Where(l => l.Outstanding > 0 || l.OverDelivered > 0))
        {
            var pack = line.Pack is null ? "" : $" {line.Pack}";
            terminal.Out.WriteLine(line.OverDelivered > 0 ? $"  {line.Sku}: {Text.Quantity(line.OverDelivered)}{pack} more than ordered" : $"  {line.Sku}: {Text.Quantity(line.Outstanding)}{pack} outstanding");
        }
    }
}
