using Bazaar.Contracts;
using Bazaar.Contracts.Json;
using Bazaar.Domain.Primitives;
using Bazaar.Server.Platform.Access;
using Bazaar.Server.Platform.Errors;
using Bazaar.Server.Platform.Paging;
using Bazaar.Server.Platform.Stores;
using Bazaar.Server.Platform.Tables;
using Bazaar.Server.Platform.Wire;
using Bazaar.Storage;
using Bazaar.Storage.Catalog;
using Bazaar.Storage.Reports;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Bazaar.Server.Features.Reports;

/// <summary>GET /reports/overview: how every store of the chain stands today, a row a store.</summary>
internal static class OverviewReport
{
    private const int MaxLimit = 1_000;

    private static readonly TableColumn<StoreOverview>[] Columns =
    [
        new("Store", o => o.Store), new("Name", o => o.Name), new("City", o => o.City), new("Region", o => o.Region), new("Closed", o => o.Closed ? "yes" : null),
        new("Date", o => o.BusinessDate), new("Sales today", o => o.SalesToday), new("Receipts today", o => o.ReceiptsToday), new("Usual day", o => o.UsualDay), new("Value", o => o.Value),
        new("Products", o => o.Products), new("Negative", o => o.Negative), new("Out", o => o.Out), new("Low", o => o.Low), new("Open alerts", o => o.OpenAlerts),
        new("Last seen", o => o.LastSeenAt), new("Seq", o => o.Seq),
    ];

    public static void Map(RouteGroupBuilder reports) => reports.MapGet("/overview", HandleAsync).WithMetadata(new SpeaksTables())
        .WithName("ReportOverview").WithSummary("How every store stands today")
        .Produces<Page<StoreOverview>>().ProducesProblems(400, 404).RequirePermission(Permission.ReportsRead);

    private static async Task<IResult> HandleAsync(
        HttpContext http, StoreStore stores, OverviewStore overview, TimeProvider clock, CancellationToken ct,
        [FromQuery] string[]? store = null, [FromQuery] string[]? city = null, [FromQuery] string[]? region = null, bool? closed = null, int? limit = null, string? cursor = null)
    {
        var errors = new FieldErrors();
        var (take, after) = PageQuery.Read(limit, cursor, errors, MaxLimit);
        var format = TableAnswer.Format(http, errors);
        if (errors.ToProblem() is { } problem)
        {
            return problem.ToResult();
        }

        var (scope, refusal) = await StoreScope.FindAsync(http, stores, new StoreChoice(store, city, region), ct);
        if (refusal is not null)
        {
            return refusal.ToResult();
        }

        var chosen = scope.Where(s => closed is null || s.Closed == closed).OrderBy(s => Code.Key(s.Code), StringComparer.Ordinal).ToList();
        var now = clock.GetUtcNow();
        if (format is { } table)
        {
            return await TableAnswer.WriteAsync(http, table, "overview", Columns, AllAsync(overview, chosen, now, ct));
        }

        var page = chosen.Where(s => after is null || string.CompareOrdinal(Code.Key(s.Code), after) > 0).Take(take + 1).ToList();
        var rows = await ReadAsync(overview, [.. page.Take(take)], now, ct);
        var next = PageQuery.Cut(page, take, s => Code.Key(s.Code), s => s).Next;
        return Results.Json(new Page<StoreOverview>(rows, next), BazaarJson.Wire.PageStoreOverview);
    }

    private static async IAsyncEnumerable<StoreOverview> AllAsync(
        OverviewStore overview, IReadOnlyList<StoreRow> stores, DateTimeOffset now, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var some in stores.Chunk(MaxLimit))
        {
            foreach (var row in await ReadAsync(overview, some, now, ct))
            {
                yield return row;
            }
        }
    }

    private static async Task<IReadOnlyList<StoreOverview>> ReadAsync(OverviewStore overview, IReadOnlyList<StoreRow> stores, DateTimeOffset now, CancellationToken ct)
    {
        var figures = await overview.FiguresAsync([.. stores.Select(s => s.Id)], now, ct);

        // Stores of one time zone share their dates; a chain has a handful of zones at most.
        var sales = new Dictionary<(long Store, DateOnly Date), DaySales>();
        var today = stores.ToDictionary(s => s.Id, s => UsualDays.Today(s, now));
        foreach (var group in stores.GroupBy(s => today[s.Id]))
        {
            foreach (var day in await overview.SalesAsync([.. group.Select(s => s.Id)], UsualDays.Dates(group.Key), ct))
            {
                sales[(day.Store, SqlDate.ToDate(day.Date))] = day;
            }
        }

        return [.. stores.Select(s => ToWire(s, today[s.Id], figures[s.Id], sales))];
    }

    private static StoreOverview ToWire(StoreRow store, DateOnly today, StoreFigures figures, Dictionary<(long Store, DateOnly Date), DaySales> sales)
    {
        var sold = sales.GetValueOrDefault((store.Id, today)) ?? new DaySales();
        var before = UsualDays.Dates(today).Skip(1).Select(d => sales.GetValueOrDefault((store.Id, d))).OfType<DaySales>().ToList();
        return new StoreOverview
        {
            Store = store.Code,
            Name = store.Name,
            City = store.City,
            Region = store.Region,
            Closed = store.Closed,
            BusinessDate = today,
            SalesToday = LedgerWire.Money(sold.Gross - sold.Returns),
            ReceiptsToday = sold.Receipts,
            UsualDay = UsualDays.Mean(before, d => LedgerWire.Money(d.Gross - d.Returns)),
            Value = (decimal)figures.Value * 0.01m,
            Products = figures.Products,
            Negative = figures.Negative,
            Out = figures.SoldOut,
            Low = figures.Low,
            OpenAlerts = figures.OpenAlerts,
            LastSeenAt = figures.LastRecordedAt > 0 ? Clock.FromMicros(figures.LastRecordedAt) : null,
            Seq = store.Seq,
        };
    }
}
