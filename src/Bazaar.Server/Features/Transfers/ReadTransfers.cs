using Bazaar.Contracts;
using Bazaar.Contracts.Json;
using Bazaar.Domain.Primitives;
using Bazaar.Domain.Transfers;
using Bazaar.Server.Platform.Access;
using Bazaar.Server.Platform.Errors;
using Bazaar.Server.Platform.Paging;
using Bazaar.Server.Platform.Stores;
using Bazaar.Server.Platform.Wire;
using Bazaar.Storage.Catalog;
using Bazaar.Storage.Transfers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Bazaar.Server.Features.Transfers;

/// <summary>GET /transfers, /transfers/in-transit and /transfers/{id}.</summary>
internal static class ReadTransfers
{
    public static void Map(RouteGroupBuilder transfers)
    {
        transfers.MapGet("", ListAsync).WithName("ListTransfers").WithSummary("Transfers, newest first")
            .Produces<Page<TransferSummary>>().ProducesProblems(400, 404).RequirePermission(Permission.TransfersRead);
        transfers.MapGet("/in-transit", ListInTransitAsync).WithName("ListInTransit").WithSummary("What is on its way, line by line, oldest first")
            .Produces<Page<InTransitItem>>().ProducesProblems(400, 404).RequirePermission(Permission.TransfersRead);
        transfers.MapGet("/{id:guid}", GetAsync).WithName("GetTransfer").WithSummary("One transfer")
            .Produces<Contracts.Transfer>().ProducesProblems(404).RequirePermission(Permission.TransfersRead);
    }

    private static async Task<IResult> ListAsync(
        HttpContext http, TransferStore transfers, StoreStore stores, CancellationToken ct,
        string? from = null, string? to = null, string? store = null, [FromQuery(Name = "city")] string[]? city = null, [FromQuery(Name = "region")] string[]? region = null,
        string? status = null, long? number = null, int? limit = null, string? cursor = null)
    {
        var errors = new FieldErrors();
        var (take, after) = PageQuery.Read(limit, cursor, errors);
        if (status is not null && !TransferNames.Statuses.Contains(status))
        {
            errors.Add("status", $"must be one of {string.Join(", ", TransferNames.Statuses)}.");
        }

        long before = 0;
        if (after is not null && !long.TryParse(after, out before))
        {
            errors.Add("cursor", "is not one that this list gave.");
        }

        var (which, problem) = await FilterAsync(http, stores, new Ends(from, to, store, city, region), errors, ct);
        if (problem is not null)
        {
            return problem.ToResult();
        }

        var filter = which with { Status = status, Number = number, Before = after is null ? null : before, Limit = take + 1 };
        return Results.Json(PageQuery.Cut(await transfers.ListAsync(filter, ct), take, t => t.Number.ToString(), ToWire), BazaarJson.Wire.PageTransferSummary);
    }

    private static async Task<IResult> ListInTransitAsync(
        HttpContext http, TransferStore transfers, StoreStore stores, ProductStore products, CancellationToken ct,
        string? from = null, string? to = null, string? store = null, [FromQuery(Name = "city")] string[]? city = null, [FromQuery(Name = "region")] string[]? region = null,
        string? sku = null, int? limit = null, string? cursor = null)
    {
        var errors = new FieldErrors();
        var (take, after) = PageQuery.Read(limit, cursor, errors);
        var place = PlaceOf(after, errors);
        var (which, problem) = await FilterAsync(http, stores, new Ends(from, to, store, city, region), errors, ct);
        if (problem is not null)
        {
            return problem.ToResult();
        }

        var product = sku is null ? null : await products.FindAsync(sku, ct);
        if (sku is not null && product is null)
        {
            return Problems.UnknownProduct(sku).ToResult();
        }

        var rows = await transfers.ListInTransitAsync(which with { Limit = take + 1 }, product?.Id, place, ct);
        return Results.Json(PageQuery.Cut(rows, take, r => $"{r.Number}.{r.Line}", ToWire), BazaarJson.Wire.PageInTransitItem);
    }

    private static async Task<IResult> GetAsync(Guid id, HttpContext http, TransferStore transfers, CancellationToken ct)
    {
        if (await transfers.FindAsync(id, ct) is not { } transfer)
        {
            return TransferAnswers.NotFound(id).ToResult();
        }

        // Whoever has to do with one end may see it.
        if (!http.Caller().MayUse(transfer.To) && http.RefuseStores(transfer.From) is { } refusal)
        {
            return refusal.ToResult();
        }

        http.Response.SetVersion(transfer.Steps.Count);
        return Results.Json(TransferAnswers.ToWire(transfer), BazaarJson.Wire.Transfer);
    }

    /// <summary>Stores that are asked for by name must exist, and one of them must be the caller's.</summary>
    private static async Task<Problem?> CheckStoresAsync(HttpContext http, StoreStore stores, CancellationToken ct, params IEnumerable<string?> codes)
    {
        var asked = codes.OfType<string>().ToList();
        if (asked.Count > 0 && !asked.Exists(http.Caller().MayUse))
        {
            return http.RefuseStores(asked);
        }

        foreach (var code in asked)
        {
            if (await stores.FindAsync(code, ct) is null)
            {
                return Problems.UnknownStore(code);
            }
        }

        return null;
    }

    /// <summary>A city or region means the caller's stores there, or the one named if it is there: one end of the transfer is one of them.</summary>
    private static async Task<(TransferFilter Filter, Problem? Problem)> FilterAsync(HttpContext http, StoreStore stores, Ends ends, FieldErrors errors, CancellationToken ct)
    {
        var filter = new TransferFilter { FromKey = KeyOf(ends.From), ToKey = KeyOf(ends.To), StoreKey = KeyOf(ends.Store), Within = http.Caller().Stores };
        if ((errors.ToProblem() ?? await CheckStoresAsync(http, stores, ct, ends.From, ends.To, ends.Store)) is { } problem)
        {
            return (filter, problem);
        }

        var there = new StoreChoice(null, ends.City, ends.Region);
        if (there.IsAll)
        {
            return (filter, null);
        }

        var all = (await stores.AllAsync(ct)).Where(s => there.Covers(s) && (ends.Store is null ? http.Caller().MayUse(s.Code) : Code.Key(s.Code) == filter.StoreKey));
        return (filter with { Places = [.. all.Select(s => Code.Key(s.Code))] }, null);

        static string? KeyOf(string? code) => code is null ? null : Code.Key(code);
    }

    private static (long Number, long Line)? PlaceOf(string? cursor, FieldErrors errors)
    {
        if (cursor is null)
        {
            return null;
        }

        var parts = cursor.Split('.');
        if (parts.Length == 2 && long.TryParse(parts[0], out var number) && long.TryParse(parts[1], out var line))
        {
            return (number, line);
        }

        errors.Add("cursor", "is not one that this list gave.");
        return null;
    }

    private static TransferSummary ToWire(TransferRow row) => new()
    {
        Id = new Guid(row.Id, bigEndian: true),
        Number = row.Number,
        From = row.FromStore,
        To = row.ToStore,
        Status = row.Status,
        OccurredAt = Clock.FromMicros(row.OccurredAt),
        Actor = row.Actor,
        Note = row.Note,
        Lines = row.Lines,
        LinesInTransit = row.LinesInTransit,
    };

    private static InTransitItem ToWire(InTransitRow row) => new()
    {
        Transfer = new Guid(row.Id, bigEndian: true),
        Number = row.Number,
        Line = row.Line,
        From = row.FromStore,
        To = row.ToStore,
        OccurredAt = Clock.FromMicros(row.OccurredAt),
        Sku = row.Sku,
        Name = row.Name,
        Unit = row.Unit,
        Quantity = LedgerWire.Quantity(row.Quantity),
        UnitCost = LedgerWire.Cost(row.UnitCost),
        Value = LedgerWire.Money((long)Exact.AmountAtCost(row.Quantity, row.UnitCost)),
    };

    /// <summary>Which stores a transfer is asked to have at its ends.</summary>
    private sealed record Ends(string? From, string? To, string? Store, string[]? City, string[]? Region);
}
