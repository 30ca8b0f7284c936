using Bazaar.Contracts;
using Bazaar.Contracts.Json;
using Bazaar.Domain.Ledger;
using Bazaar.Server.Platform.Access;
using Bazaar.Server.Platform.Errors;
using Bazaar.Server.Platform.Paging;
using Bazaar.Server.Platform.Wire;
using Bazaar.Storage.Catalog;
using Bazaar.Storage.Ledger;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bazaar.Server.Features.Stock;

/// <summary>GET /stores/{store}/movements, …/{id} and /feed: reads the ledger.</summary>
internal static class ReadMovements
{
    public static void Map(RouteGroupBuilder store)
    {
        store.MapGet("/movements", ListAsync).WithName("ListMovements").WithSummary("Entries, newest first")
            .Produces<Page<Movement>>().ProducesProblems(400, 404).WithStrictTimes().RequirePermission(Permission.StockRead);
        store.MapGet("/movements/{id:guid}", GetAsync).WithName("GetMovement").WithSummary("One entry")
            .Produces<Movement>().ProducesProblems(404).RequirePermission(Permission.StockRead);
        store.MapGet("/feed", FeedAsync).WithName("ReadFeed").WithSummary("Every entry after a sequence, in order, without gaps")
            .Produces<FeedPage>().ProducesProblems(400, 404).RequirePermission(Permission.StockRead);
    }

    private static async Task<IResult> ListAsync(
        string store, StoreStore stores, ProductStore products, LedgerStore ledger, CancellationToken ct,
        DateOnly? from = null, DateOnly? to = null, string? type = null, string? sku = null, string? actor = null, string? reference = null, int? limit = null, string? cursor = null)
    {
        var errors = new FieldErrors();
        var (take, after) = PageQuery.Read(limit, cursor, errors);
        if (type is not null && !EntryKinds.TryParse(type, out _))
        {
            errors.Add("type", "is not a type of entry.");
        }

        long before = 0;
        if (after is not null && !long.TryParse(after, out before))
        {
            errors.Add("cursor", "is not one that this list gave.");
        }

        if (errors.ToProblem() is { } problem)
        {
            return problem.ToResult();
        }

        if (await stores.FindAsync(store, ct) is not { } row)
        {
            return Problems.UnknownStore(store).ToResult();
        }

        var product = sku is null ? null : await products.FindAsync(sku, ct);
        if (sku is not null && product is null)
        {
            return Problems.UnknownProduct(sku).ToResult();
        }

        var entries = await ledger.ListAsync(
            row.Id,
            new MovementFilter
            {
                From = from, To = to, Kind = type, Product = product?.Id, Actor = actor, Reference = reference, Before = after is null ? null : before, Limit = take + 1,
            },
            ct);
        return Results.Json(PageQuery.Cut(entries, take, e => e.Seq.ToString(), e => e.ToWire()), BazaarJson.Wire.PageMovement);
    }

    private static async Task<IResult> GetAsync(string store, Guid id, HttpContext http, StoreStore stores, LedgerStore ledger, CancellationToken ct)
    {
        if (await stores.FindAsync(store, ct) is not { } row)
        {
            return Problems.UnknownStore(store).ToResult();
        }

        if (await ledger.FindAsync(row.Id, id, ct) is not { } entry)
        {
            return Problems.NotFound($"There is no entry {id} in this store.").ToResult();
        }

        http.Response.Headers.ETag = $"\"{entry.Seq}{(entry.ReversedBy is null ? "" : "-reversed")}\"";
        return Results.Json(entry.ToWire(), BazaarJson.Wire.Movement);
    }

    private static async Task<IResult> FeedAsync(string store, StoreStore stores, LedgerStore ledger, CancellationToken ct, long after = 0, int? limit = null)
    {
        var errors = new FieldErrors();
        var (take, _) = PageQuery.Read(limit, null, errors, max: 1_000);
        if (after < 0)
        {
            errors.Add("after", "must be 0 or more.");
        }

        if (errors.ToProblem() is { } problem)
        {
            return problem.ToResult();
        }

        if (await stores.FindAsync(store, ct) is not { } row)
        {
            return Problems.UnknownStore(store).ToResult();
        }

        var (entries, head) = await ledger.ReadFeedAsync(row.Id, after, take, ct);
        return Results.Json(new FeedPage([.. entries.Select(e => e.ToWire())], head), BazaarJson.Wire.FeedPage);
    }
}
