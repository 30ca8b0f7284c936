using System.CommandLine;
using System.Text.Json;
using Bazaar.Cli.Input;
using Bazaar.Cli.Output;
using Bazaar.Contracts;
using Bazaar.Contracts.Client;
using Bazaar.Contracts.Json;

namespace Bazaar.Cli.Commands.Audit;

/// <summary><c>bazaar audit list</c>: who changed what that is not stock, newest first.</summary>
internal static class ListCommand
{
    private const int UsualRows = 20;
    private const int LargestPage = 200;

    public static Verb Build(App app)
    {
        var verb = new Verb("list", "Show who changed what that is not stock: products, prices, levels, stores, alerts. Newest first.")
        {
            Examples = """
                bazaar audit list
                bazaar audit list --subject SUGAR
                bazaar audit list --action product.edit --from 2026-03-01 --out changes.csv
                """,
        };
        var entity = Given.Text("--entity", "Only this kind of thing: product, store, stock, alert …", "KIND");
        var subject = Given.Text("--subject", "Only this thing: a SKU, a store's code …", "CODE");
        var actor = Given.Text("--actor", "Only what this user or device did.", "NAME");
        var action = Given.Text("--action", "Only this action, such as product.edit.", "ACTION");
        var from = Given.Time("--from", "First time, included.", app.Terminal.Clock);
        var to = Given.Time("--to", "Last time, included.", app.Terminal.Clock);
        var limit = Given.Whole("--limit", $"How many records; {UsualRows} when not given.");
        foreach (var option in (Option[])[entity, subject, actor, action, from, to, limit])
        {
            verb.Add(option);
        }

        var download = new DownloadOptions(verb, "table", "csv", "xlsx");
        app.OnShop(verb, async (run, ct) =>
        {
            var query = new AuditQuery(run.Get(entity), run.Get(subject), run.Get(actor), run.Get(action), run.Globals.OneStore, run.Get(from), run.Get(to));
            if (download.FormatOf(run) is { } format and not "table" and not "json")
            {
                await download.DownloadAsync(run, "audit" + query.Text(), format, ct);
                return Exit.Done;
            }

            var wanted = (int)Math.Min(run.Get(limit) ?? UsualRows, int.MaxValue);
            var (items, next) = await Pages.TakeAsync(wanted, LargestPage, (size, cursor) => run.Client.ListAuditAsync(query, size, cursor, ct));
            return run.Answer(new Page<AuditRecord>(items, next), BazaarJson.Wire.PageAuditRecord, page => Write(run.Terminal, page, wanted));
        });
        return verb;
    }

    private static void Write(Terminal terminal, Page<AuditRecord> page, int wanted)
    {
        Table.Write(
            terminal,
            page.Items,
            new("No", r => r.Seq.ToString(), Right: true),
            new("When", r => Text.Time(terminal, r.At)),
            new("Who", r => r.Actor),
            new("From", r => r.Address),
            new("Action", r => r.Action),
            new("Subject", r => r.Subject),
            new("Store", r => r.Store == r.Subject ? null : r.Store),
            new("Change", Change));
        if (page.Items.Count == 0)
        {
            terminal.Error.WriteLine("Nothing was changed.");
        }
        else if (page.Next is not null)
        {
            terminal.Error.WriteLine($"There are more: --limit {wanted * 5L}");
        }
    }

    /// <summary><c>price 160.00 → 170.00</c>; a new thing has only what it is.</summary>
    private static string Change(AuditRecord record)
    {
        using var before = JsonDocument.Parse(record.Before ?? "{}");
        using var after = JsonDocument.Parse(record.After ?? "{}");
        return string.Join(", ", after.RootElement.EnumerateObject().Select(m =>
            before.RootElement.TryGetProperty(m.Name, out var was) ? $"{m.Name} {Value(was)} → {Value(m.Value)}" : $"{m.Name} {Value(m.Value)}"));
    }

    private static string Value(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => "none",
        JsonValueKind.String => value.GetString()!,
        _ => value.GetRawText(),
    };
}
