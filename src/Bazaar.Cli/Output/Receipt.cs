using Bazaar.Contracts;

namespace Bazaar.Cli.Output;

/// <summary>A posted entry as a few plain lines. Sells are shown by this, so it must stay quick.</summary>
internal static class Receipt
{
    public static void Write(Terminal terminal, Movement entry)
    {
        terminal.Out.WriteLine($"{Text.Kind(entry.Type)} {entry.Seq} in {entry.Store}, {Text.Time(terminal, entry.OccurredAt)}{About(entry)}");
        var byPrice = entry.Type is "sale" or "customerReturn";
        var rows = entry.Lines.Select(line => line.CoveredByCount is { } count ? Balancing(line, count) : Row(line, byPrice)).ToList();
        var widths = Enumerable.Range(0, 4).Select(column => rows.Max(row => row[column].Length)).ToArray();
        foreach (var row in rows)
        {
            terminal.Out.WriteLine($"  {row[0].PadRight(widths[0])}  {row[1].PadRight(widths[1])}  {row[2].PadLeft(widths[2])}  {row[3].PadLeft(widths[3])}".TrimEnd());
        }

        if (byPrice)
        {
            terminal.Out.WriteLine($"Total {Text.Money(entry.Total)}");
        }
        else if (entry.Type is "stockIn" or "opening" or "supplierReturn")
        {
            terminal.Out.WriteLine($"Total at cost {Text.Money(entry.Total)}");
        }

        terminal.Out.WriteLine($"Id {entry.Id}");
    }

    private static string[] Row(MovementLine line, bool byPrice)
    {
        var what = line.Counted is { } counted
            ? $"counted {Text.Quantity(counted)}, the book said {Text.Quantity(counted - line.Quantity)}"
            : line.Pack is { } pack && line.PackQuantity is { } packs ? $"{(byPrice ? Text.Quantity(packs) : Text.Signed(line.Quantity < 0 ? -packs : packs))} {pack}" : Quantity(line, byPrice);
        var each = byPrice && line.UnitPrice is { } price ? $" × {Text.Money(price)}" : "";
        return [line.Sku, what + each, byPrice ? Text.Money(line.Amount) : "", $"{Text.Quantity(line.OnHand)} left"];
    }

    private static string Quantity(MovementLine line, bool byPrice) => byPrice ? Text.Quantity(Math.Abs(line.Quantity)) : Text.Signed(line.Quantity);

    private static string[] Balancing(MovementLine line, long count) =>
        [line.Sku, $"{Text.Signed(line.Quantity)} already seen by count {count}", "", $"{Text.Quantity(line.OnHand)} left"];

    private static string About(Movement entry) => string.Concat(
        entry.Reason is { } reason ? $", {reason}" : "",
        entry.Supplier is { } supplier ? $", {(entry.Type == "supplierReturn" ? "to" : "from")} {supplier}" : "",
        entry.Reference is { } reference ? $", {reference}" : "");
}
