using System.ComponentModel;
using System.Text.Json.Serialization.Metadata;
using Bazaar.Contracts;
using Bazaar.Server.Platform.Errors;
using Bazaar.Server.Platform.Stores;
using Bazaar.Server.Platform.Tables;
using Bazaar.Storage.Catalog;
using Bazaar.Storage.Purchasing;
using Bazaar.Storage.Reports;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Bazaar.Server.Features.Reports;

/// <summary>What every report is asked, in the query.</summary>
internal sealed record ReportRequest
{
    /// <summary>The request itself: who asks decides which stores all stores are.</summary>
    public required HttpContext Http { get; init; }

    /// <summary>To find the supplier.</summary>
    public required SupplierStore Suppliers { get; init; }

    /// <summary>Store codes; all when absent. May be repeated.</summary>
    [FromQuery(Name = "store")]
    public string[]? Stores { get; init; }

    /// <summary>Only stores of this city. May be repeated.</summary>
    [FromQuery(Name = "city")]
    public string[]? Cities { get; init; }

    /// <summary>Only stores of this region. May be repeated.</summary>
    [FromQuery(Name = "region")]
    public string[]? Regions { get; init; }

    /// <summary>First business date, included; 30 days back when absent.</summary>
    [FromQuery(Name = "from")]
    public DateOnly? From { get; init; }

    /// <summary>Last business date, included; today when absent.</summary>
    [FromQuery(Name = "to")]
    public DateOnly? To { get; init; }

    /// <summary>Only products of this category.</summary>
    [FromQuery(Name = "category")]
    public string? Category { get; init; }

    /// <summary>Only what has to do with this supplier.</summary>
    [FromQuery(Name = "supplier")]
    [Description("A supplier's code. Movements: the entries that name it, and those that took them back. Suppliers: its orders. All others: the products that it supplies to the store, as the sourcing stands now.")]
    public string? Supplier { get; init; }

    /// <summary>What a row stands for.</summary>
    [FromQuery(Name = "groupBy")]
    public string? GroupBy { get; init; }

    /// <summary>Checks everything at once, the format too.</summary>
    /// <param name="groups">What rows may stand for; the first is the default. Empty: rows are fixed.</param>
    /// <param name="stores">To find the stores.</param>
    /// <param name="clock">What time it is.</param>
    /// <param name="ct">Stops waiting.</param>
    /// <param name="anySupplier">True where a supplier that only entries name will do.</param>
    public async Task<(ReportScope Scope, string GroupBy, TableFormat? Format, Problem? Problem)> ReadAsync(
        string[] groups, StoreStore stores, TimeProvider clock, CancellationToken ct, bool anySupplier = false)
    {
        var errors = new FieldErrors();

        // The newest date anywhere: a store ahead of UTC may already be in tomorrow.
        var to = To ?? DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime.AddHours(14));
        var from = From ?? (to.DayNumber > 30 ? to.AddDays(-30) : DateOnly.MinValue);
        if (from > to)
        {
            errors.Add("from", "must not be after to.");
        }

        var group = GroupBy ?? groups.FirstOrDefault() ?? "";
        if (GroupBy is not null && !groups.Contains(GroupBy))
        {
            errors.Add("groupBy", groups.Length == 0 ? "does not apply to this report." : $"must be one of {string.Join(", ", groups)}.");
        }

        var format = TableAnswer.Format(Http, errors);
        if (errors.ToProblem() is { } problem)
        {
            return (new ReportScope([], from, to, Category), group, format, problem);
        }

        var (found, refusal) = await StoreScope.FindAsync(Http, stores, new StoreChoice(Stores, Cities, Regions), ct);
        var supplier = Supplier is null ? null : new ScopeSupplier(Supplier, (await Suppliers.FindAsync(Supplier, ct))?.Id);
        refusal ??= supplier is { Id: null } && !anySupplier ? Problems.NotFound($"There is no supplier {Supplier}.") : null;
        return (new ReportScope([.. found.Select(s => s.Id)], from, to, Category) { Supplier = supplier }, group, format, refusal);
    }

    /// <summary>Answers as JSON, CSV or XLSX, whichever was asked for. Tables end with the totals.</summary>
    public static async Task<IResult> AnswerAsync<TRow>(HttpContext http, TableFormat? format, string name, Report<TRow> report, JsonTypeInfo<Report<TRow>> json, IReadOnlyList<TableColumn<TRow>> columns)
    {
        if (format is not { } table)
        {
            return Results.Json(report, json);
        }

        return await TableAnswer.WriteAsync(http, table, FileName(name, report.From, report.To), columns, report.Rows.Append(report.Totals).ToAsyncEnumerable());
    }

    private static string FileName(string name, DateOnly? from, DateOnly? to) => from is null ? name : $"{name}-{from:yyyyMMdd}-{to:yyyyMMdd}";
}
