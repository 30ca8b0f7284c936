using Bazaar.Contracts;
using Bazaar.Contracts.Json;
using Bazaar.Domain.Ledger;
using Bazaar.Domain.Primitives;
using Bazaar.Server.Platform.Access;
using Bazaar.Server.Platform.Errors;
using Bazaar.Server.Platform.Paging;
using Bazaar.Server.Platform.Tables;
using Bazaar.Server.Platform.Wire;
using Bazaar.Storage.Catalog;
using Bazaar.Storage.Stock;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Row = Bazaar.Storage.Stock.StockRow;

namespace Bazaar.Server.Features.Stock;

/// <summary>GET /stores/{store}/stock…: what there is, what there was, and why.</summary>
internal static class ReadStock
{
    private const int Stretch = 1_000;

    private static readonly TableColumn<StockItem>[] Columns =
    [
        new("sku", i => i.Sku), new("name", i => i.Name), new("category", i => i.Category), new("unit", i => i.Unit), new("onHand", i => i.OnHand),
        new("reorderPoint", i => i.ReorderPoint), new("targetLevel", i => i.TargetLevel), new("price", i => i.Price), new("unitCost", i => i.UnitCost),
        new("value", i => i.Value), new("status", i => i.Status), new("seq", i => i.Seq), new("updatedAt", i => i.UpdatedAt),
    ];

    public static void Map(RouteGroupBuilder store)
    {
        store.MapGet("/stock", ListAsync).WithMetadata(new SpeaksTables()).WithName("ListStock").WithSummary("What a store has")
            .Produces<Page<StockItem>>().ProducesProblems(400, 404).RequirePermission(Permission.StockRead);
        store.MapGet("/stock/{sku}", GetAsync).WithName("GetStock").WithSummary("What a store has of one product, now or at a time")
            .Produces<StockItem>().ProducesProblems(400, 404).WithStrictTimes().RequirePermission(Permission.StockRead);
        store.MapGet("/stock/{sku}/explain", ExplainAsync).WithName("ExplainStock").WithSummary("Why this number")
            .Produces<StockExplanation>().ProducesProblems(404).RequirePermission(Permission.StockRead);
    }

    public static StockItem ToWire(Row row) => new()
    {
        Store = row.Store,
        Sku = row.Sku,
        Name = row.Name,
        NameUrdu = row.NameUrdu,
        Category = row.Category,
        Unit = row.Unit,
        OnHand = LedgerWire.Quantity(row.OnHand),
        ReorderPoint = row.ReorderPoint is { } reorder ? LedgerWire.Quantity(reorder) : null,
        TargetLevel = row.TargetLevel is { } target ? LedgerWire.Quantity(target) : null,
        Price = LedgerWire.Money(row.Price),
        UnitCost = LedgerWire.Cost(row.AverageCost),
        Value = (decimal)Exact.AmountAtCost(row.OnHand, row.AverageCost) / 100m + 0.00m,
        Status = row.Status,
        Seq = row.Seq,
        UpdatedAt = row.UpdatedAt is { } at ? Clock.FromMicros(at) : null,
    };

    public static void SetETag(HttpResponse response, Row row) => response.Headers.ETag = $"\"{row.Version}-{row.Seq}\"";

    private static async Task<IResult> ListAsync(
        string store, HttpContext http, StoreStore stores, StockStore stock, CancellationToken ct, string? q = null, string? category = null, string? status = null, int? limit = null, string? cursor = null)
    {
        var errors = new FieldErrors();
        var (take, after) = PageQuery.Read(limit, cursor, errors);
        if (status is not null && !StockStatus.All.Contains(status))
        {
            errors.Add("status", $"must be one of {string.Join(", ", StockStatus.All)}.");
        }

        var format = TableAnswer.Format(http, errors);
        if (errors.ToProblem() is { } problem)
        {
            return problem.ToResult();
        }

        if (await stores.FindAsync(store, ct) is not { } row)
        {
            return Problems.UnknownStore(store).ToResult();
        }

        if (format is { } table)
        {
            var all = TableAnswer.AllAsync<Row>(last => stock.ListAsync(row.Id, new StockFilter(q, category, status, last is null ? after : Code.Key(last.Sku), Stretch), ct), Stretch);
            return await TableAnswer.WriteAsync(http, table, "stock", Columns, all.Select(ToWire));
        }

        var rows = await stock.ListAsync(row.Id, new StockFilter(q, category, status, after, take + 1), ct);
        return Results.Json(PageQuery.Cut(rows, take, r => Code.Key(r.Sku), ToWire), BazaarJson.Wire.PageStockItem);
    }

    private static async Task<IResult> GetAsync(
        string store, string sku, HttpContext http, StoreStore stores, StockStore stock, CancellationToken ct, DateTimeOffset? at = null, DateTimeOffset? asKnownAt = null)
    {
        var (row, problem) = await FindAsync(store, sku, stores, stock, ct);
        if (row is null)
        {
            return problem!.ToResult();
        }

        if (at is null && asKnownAt is null)
        {
            SetETag(http.Response, row);
            return Results.Json(ToWire(row), BazaarJson.Wire.StockItem);
        }

        var time = at ?? asKnownAt!.Value;
        var onHand = await stock.OnHandAtAsync(row.StoreId, row.Product, time, asKnownAt, ct);
        return Results.Json(new StockAsOf(row.Store, row.Sku, row.Unit, time.ToUniversalTime(), asKnownAt?.ToUniversalTime(), LedgerWire.Quantity(onHand)), BazaarJson.Wire.StockAsOf);
    }

    private static async Task<IResult> ExplainAsync(string store, string sku, StoreStore stores, StockStore stock, CancellationToken ct)
    {
        var (row, problem) = await FindAsync(store, sku, stores, stock, ct);
        if (row is null)
        {
            return problem!.ToResult();
        }

        var (count, since, seen) = await stock.ExplainAsync(row.StoreId, row.Product, ct);
        var line = count?.Lines.First(l => l.Product == row.Product && l.Counted is not null);
        return Results.Json(
            new StockExplanation
            {
                Store = row.Store,
                Sku = row.Sku,
                Unit = row.Unit,
                LastCount = count is null ? null : new CountPoint(count.Id, count.Seq, count.OccurredAt, LedgerWire.Quantity(line!.Counted!.Value), LedgerWire.Quantity(line.Quantity)),
                Since = [.. since.Select(s => new MovedByKind(s.Kind, LedgerWire.Quantity(s.Quantity), s.Lines))],
                SeenByCount = LedgerWire.Quantity(seen),
                OnHand = LedgerWire.Quantity((line?.Counted ?? 0) + since.Sum(s => s.Quantity)),
            },
            BazaarJson.Wire.StockExplanation);
    }

    private static async Task<(Row? Row, Problem? Problem)> FindAsync(string store, string sku, StoreStore stores, StockStore stock, CancellationToken ct)
    {
        if (await stock.FindAsync(store, sku, ct) is { } row)
        {
            return (row, null);
        }

        return (null, await stores.FindAsync(store, ct) is null ? Problems.UnknownStore(store) : Problems.UnknownProduct(sku));
    }
}
