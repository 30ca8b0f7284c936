using Bazaar.Cli.Output;
using Bazaar.Contracts;
using Bazaar.Contracts.Json;

namespace Bazaar.Cli.Commands;

/// <summary><c>bazaar today</c>: the day so far, and what needs attention.</summary>
internal static class TodayCommand
{
    public static void Fill(App app, Verb verb)
    {
        verb.Examples = """
            bazaar today
            bazaar today --store LHR-001
            """;
        app.OnShop(verb, async (run, ct) =>
            run.Answer(await run.Client.GetTodayAsync(run.Store, ct), BazaarJson.Wire.StoreToday, today => Write(run.Terminal, today)));
    }

    private static void Write(Terminal terminal, StoreToday today)
    {
        var output = terminal.Out;
        output.WriteLine($"{today.Name} ({today.Store}), {today.BusinessDate:yyyy-MM-dd}");
        output.WriteLine($"Sold so far {Text.Money(today.Net)} in {Text.Count(today.Receipts, "receipt")}, profit {Text.Money(today.Profit)}.");
        if (today.Usual is { } usual)
        {
            output.WriteLine($"A whole {today.BusinessDate.DayOfWeek} usually brings {Text.Money(usual.Net)} in {usual.Receipts:0.#} receipts (mean of {Text.Count(usual.Days, "week")}).");
        }

        if (today.Top.Count > 0)
        {
            output.WriteLine();
            Table.Write(terminal, today.Top, new("SKU", p => p.Sku), new("Name", p => p.Name), new("Sold", p => Text.Quantity(p.Quantity), Right: true), new("Unit", p => p.Unit), new("For", p => Text.Money(p.Net), Right: true));
        }

        var (negative, soldOut, low, alerts, late) = today.Counts;
        output.WriteLine();
        output.WriteLine(today.Attention.Count == 0 ? "Nothing needs attention." : $"{negative} below zero, {soldOut} sold out, {low} low; {Text.Count(alerts, "open alert")}.");
        if (late > 0)
        {
            output.WriteLine($"{Text.Count(late, "order")} from suppliers should have come by now.");
        }

        if (today.Attention.Count > 0)
        {
            Table.Write(
                terminal,
                today.Attention,
                new("Status", i => i.Status),
                new("SKU", i => i.Sku),
                new("Name", i => i.Name),
                new("On hand", i => Text.Quantity(i.OnHand), Right: true),
                new("Unit", i => i.Unit),
                new("Reorder at", i => i.ReorderPoint is { } point ? Text.Quantity(point) : null, Right: true));
        }
    }
}
