using Bazaar.Contracts;
using Bazaar.Contracts.Json;
using Bazaar.Domain.Primitives;
using Bazaar.Server.Platform.Access;
using Bazaar.Server.Platform.Errors;
using Bazaar.Server.Platform.Wire;
using Bazaar.Storage;
using Bazaar.Storage.Catalog;
using Bazaar.Storage.Purchasing;
using Bazaar.Storage.Reports;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bazaar.Server.Features.Reports;

/// <summary>GET /stores/{store}/today: the day so far, what such a day usually brings, and what needs attention.</summary>
internal static class TodayReport
{
    private const int TopProducts = 10;
    private const int MostAttention = 20;
    private const int MostLateOrders = 200;

    public static void Map(RouteGroupBuilder api)
    {
        var store = api.MapGroup("/stores/{store}").WithTags("Reports");
        store.HonourMinSeq();
        store.MapGet("/today", HandleAsync).WithName("GetToday").WithSummary("A store's day so far")
            .Produces<StoreToday>().ProducesProblems(404).RequirePermission(Permission.StockRead);
    }

    private static async Task<IResult> HandleAsync(string store, StoreStore stores, OverviewStore overview, OrderList orders, TimeProvider clock, CancellationToken ct)
    {
        if (await stores.FindAsync(store, ct) is not { } row)
        {
            return Problems.UnknownStore(store).ToResult();
        }

        var now = clock.GetUtcNow();
        var today = UsualDays.Today(row, now);
        var sales = await overview.SalesAsync([row.Id], UsualDays.Dates(today), ct);
        var sold = sales.FirstOrDefault(s => SqlDate.ToDate(s.Date) == today) ?? new DaySales();
        var before = sales.Where(s => SqlDate.ToDate(s.Date) != today).ToList();
        var figures = (await overview.FiguresAsync([row.Id], now, ct))[row.Id];
        var late = await orders.ReadAsync(new OrderFilter { StoreKeys = [Code.Key(row.Code)], Late = true, Limit = MostLateOrders }, now, ct);
        var answer = new StoreToday
        {
            Store = row.Code,
            Name = row.Name,
            BusinessDate = today,
            Seq = row.Seq,
            Receipts = sold.Receipts,
            Gross = LedgerWire.Money(sold.Gross),
            Returns = LedgerWire.Money(sold.Returns),
            Net = LedgerWire.Money(sold.Gross - sold.Returns),
            Profit = LedgerWire.Money(sold.Gross - sold.Returns - sold.CostOfSales),
            Usual = before.Count == 0 ? null : new UsualDay(
                "wholeDay", before.Count, UsualDays.Mean(before, d => d.Receipts)!.Value, UsualDays.Mean(before, d => LedgerWire.Money(d.Gross - d.Returns))!.Value),
            Top = [.. (await overview.TopAsync(row.Id, today, TopProducts, ct)).Select(p =>
                new TopProduct(p.Sku, p.Name, p.NameUrdu, p.Unit, LedgerWire.Quantity(p.Quantity), LedgerWire.Money(p.Net)))],
            Counts = new AttentionCounts(figures.Negative, figures.SoldOut, figures.Low, figures.OpenAlerts, late.Count),
            Attention = [.. (await overview.AttentionAsync(row.Id, MostAttention, ct)).Select(p => new AttentionItem(
                p.Status, p.Sku, p.Name, p.NameUrdu, p.Unit, LedgerWire.Quantity(p.OnHand), p.ReorderPoint is { } point ? LedgerWire.Quantity(point) : null))],
        };
        return Results.Json(answer, BazaarJson.Wire.StoreToday);
    }
}
