using System.CommandLine;
using System.Text.Json.Serialization.Metadata;
using Bazaar.Cli.Input;
using Bazaar.Cli.Output;
using Bazaar.Contracts;
using Bazaar.Contracts.Client;

namespace Bazaar.Cli.Commands.Reports;

/// <summary>What one report is.</summary>
/// <param name="Name">Its name here and on the wire.</param>
/// <param name="Description">What it says.</param>
/// <param name="GroupBys">What a row can stand for, the usual first; empty when there is only one kind.</param>
internal sealed record ReportKind(string Name, string Description, string[] GroupBys)
{
    /// <summary>False for a report of now.</summary>
    public bool HasDates { get; init; } = true;

    /// <summary>What it leaves out when a supplier is named.</summary>
    public string SupplierMeans { get; init; } = "Only products that this supplier supplies.";

    public required string Examples { get; init; }
}

/// <summary>The shape all reports share.</summary>
internal static class ReportVerb
{
    public static Verb Build<TRow>(
        App app,
        ReportKind kind,
        Func<BazaarClient, ReportFilter, string?, CancellationToken, Task<Report<TRow>>> read,
        JsonTypeInfo<Report<TRow>> json,
        params Column<TRow>[] columns)
    {
        var verb = new Verb(kind.Name, kind.Description) { Examples = kind.Examples };
        var from = Given.Date("--from", "First business date, included.");
        var to = Given.Date("--to", "Last business date, included.");
        var stores = new StoreOptions(verb);
        var category = Given.Text("--category", "Only products of this category.");
        var supplier = Given.Text("--supplier", kind.SupplierMeans, "CODE");
        var groupBy = Given.Choice("--group-by", $"What a row stands for; {kind.GroupBys.FirstOrDefault()} when not given.", kind.GroupBys);
        if (kind.HasDates)
        {
            verb.Add(from);
            verb.Add(to);
        }

        if (kind.GroupBys.Length > 0)
        {
            verb.Add(groupBy);
        }

        verb.Add(category);
        verb.Add(supplier);
        var download = new DownloadOptions(verb, "table", "csv", "xlsx", "json");
        app.OnShop(verb, async (run, ct) =>
        {
            var within = stores.Of(run);
            var filter = new ReportFilter { Stores = within.Stores, Cities = within.Cities, Regions = within.Regions, From = run.Get(from), To = run.Get(to), Category = run.Get(category), Supplier = run.Get(supplier) };
            var group = run.Get(groupBy) ?? kind.GroupBys.FirstOrDefault();
            if (download.FormatOf(run) is { } format and not "table")
            {
                await download.DownloadAsync(run, $"reports/{kind.Name}{filter.Query(group)}", format, ct);
                return Exit.Done;
            }

            var report = await read(run.Client, filter, group, ct);
            return run.Answer(report, json, r => Write(run.Terminal, r, columns));
        }, manyStores: true);
        return verb;
    }

    private static void Write<TRow>(Terminal terminal, Report<TRow> report, Column<TRow>[] columns)
    {
        if (report is { From: { } from, To: { } to })
        {
            terminal.Error.WriteLine($"{from:yyyy-MM-dd} to {to:yyyy-MM-dd}");
        }

        if (report.Rows.Count == 0)
        {
            terminal.Error.WriteLine("There is nothing to report.");
            return;
        }

        Table.Write(terminal, [.. report.Rows, report.Totals], columns);
    }
}
