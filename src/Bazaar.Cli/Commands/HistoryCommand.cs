using System.CommandLine;
using Bazaar.Cli.Input;
using Bazaar.Cli.Output;
using Bazaar.Contracts;
using Bazaar.Contracts.Client;
using Bazaar.Contracts.Json;

namespace Bazaar.Cli.Commands;

/// <summary><c>bazaar history</c>: what moved, newest first.</summary>
internal static class HistoryCommand
{
    private const int UsualRows = 20;
    private const int LargestPage = 200;

    public static void Fill(App app, Verb verb)
    {
        verb.Examples = """
            bazaar history
            bazaar history --sku SUGAR --from 2026-03-01
            bazaar history --type removal --limit 100 --json
            """;
        var sku = Given.Text("--sku", "Only entries that move this product.", "SKU");
        var type = Given.Choice("--type", "Only this kind.", "opening", "stockIn", "sale", "removal", "customerReturn", "supplierReturn", "transferOut", "transferIn", "count", "adjustment", "reversal");
        var from = Given.Date("--from", "First business date, included.");
        var to = Given.Date("--to", "Last business date, included.");
        var actor = Given.Text("--actor", "Only entries posted by this user or device.", "NAME");
        var reference = Given.Text("--reference", "Only entries with this reference.");
        var limit = Given.Whole("--limit", $"How many entries; {UsualRows} when not given.");
        foreach (var option in (Option[])[sku, type, from, to, actor, reference, limit])
        {
            verb.Add(option);
        }

        app.OnShop(verb, async (run, ct) =>
        {
            var wanted = (int)Math.Min(run.Get(limit) ?? UsualRows, int.MaxValue);
            var (items, next) = await Pages.TakeAsync(wanted, LargestPage, (size, cursor) => run.Client.ListMovementsAsync(
                run.Store, run.Get(from), run.Get(to), run.Get(type), run.Get(sku), run.Get(actor), run.Get(reference), size, cursor, ct));
            return run.Answer(new Page<Movement>(items, next), BazaarJson.Wire.PageMovement, page =>
            {
                Write(run.Terminal, page.Items, run.Get(sku));
                if (page.Next is not null)
                {
                    run.Terminal.Error.WriteLine($"There are more: --limit {wanted * 5L}");
                }
            });
        });
    }

    private static void Write(Terminal terminal, IReadOnlyList<Movement> items, string? sku)
    {
        var rows = items.SelectMany(e => e.Lines.Where(l => sku is null || l.Sku.Equals(sku, StringComparison.OrdinalIgnoreCase)).Select(l => (Entry: e, Line: l))).ToList();
        if (rows.Count == 0)
        {
            terminal.Error.WriteLine("Nothing moved.");
            return;
        }

        Table.Write(
            terminal,
            rows,
            new("No", r => r.Entry.Seq.ToString(), Right: true),
            new("When", r => Text.Time(terminal, r.Entry.OccurredAt)),
            new("What", r => What(r.Entry, r.Line)),
            new("SKU", r => r.Line.Sku),
            new("Quantity", r => Text.Signed(r.Line.Quantity), Right: true),
            new("Amount", r => Text.Money(r.Line.Amount), Right: true),
            new("On hand", r => Text.Quantity(r.Line.OnHand), Right: true),
            new("By", r => r.Entry.Actor),
            new("Reference", r => r.Entry.Reference));
    }

    private static string What(Movement entry, MovementLine line) => string.Concat(
        Text.Kind(entry.Type),
        entry.Reason is { } reason ? $" ({reason})" : "",
        line.CoveredByCount is { } count ? $", seen by count {count}" : "",
        entry.ReversedBy is not null ? ", undone" : "");
}
