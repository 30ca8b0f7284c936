using Bazaar.Contracts;
using Bazaar.Contracts.Json;
using Bazaar.Domain.Audit;
using Bazaar.Domain.Primitives;
using Bazaar.Server.Platform.Access;
using Bazaar.Server.Platform.Errors;
using Bazaar.Server.Platform.Paging;
using Bazaar.Server.Platform.Wire;
using Bazaar.Storage.Catalog;
using Bazaar.Storage.Purchasing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Bazaar.Server.Features.Suppliers;

/// <summary>
/// /sourcing and /stores/{store}/sourcing: who supplies what at what cost, for all stores and for one. What holds for all is changed by whoever may
/// change suppliers; what a store was promised, by whoever orders for it.
/// </summary>
internal static class SourcingFeature
{
    private const string OneOf = "/{sku}/suppliers/{supplier}";
    private const string Changes = "/{sku}/history";

    public static void Map(RouteGroupBuilder api)
    {
        var every = api.MapGroup("/sourcing").WithTags("Suppliers");
        List(every.MapGet("", ([AsParameters] SourcingQuery query, HttpContext http, CancellationToken ct) => ListAsync(null, query, http, ct)), "", "every store");
        Add(every.MapPost("", (SourcingRequest request, HttpContext http, CancellationToken ct) => AddAsync(null, request, http, ct)), "", "every store", Permission.SuppliersWrite);
        Get(every.MapGet(OneOf, (string sku, string supplier, HttpContext http, CancellationToken ct) => GetAsync(new(null, sku, supplier), http, ct)), "", "every store");
        Edit(every.MapPatch(OneOf, (string sku, string supplier, SourcingPatch patch, HttpContext http, CancellationToken ct) => EditAsync(new(null, sku, supplier), patch, http, ct)), "", "every store", Permission.SuppliersWrite);
        Remove(every.MapDelete(OneOf, (string sku, string supplier, HttpContext http, CancellationToken ct) => RemoveAsync(new(null, sku, supplier), http, ct)), "", "every store", Permission.SuppliersWrite);
        History(every.MapGet(Changes, (string sku, [AsParameters] SourcingHistoryQuery query, HttpContext http, CancellationToken ct) => HistoryAsync(null, sku, query, http, ct)), "", "every store");

        var one = api.MapGroup("/stores/{store}/sourcing").WithTags("Suppliers");
        List(one.MapGet("", (string store, [AsParameters] SourcingQuery query, HttpContext http, CancellationToken ct) => ListAsync(store, query, http, ct)), "Store", "one store");
        Add(one.MapPost("", (string store, SourcingRequest request, HttpContext http, CancellationToken ct) => AddAsync(store, request, http, ct)), "Store", "one store", Permission.OrdersWrite);
        Get(one.MapGet(OneOf, (string store, string sku, string supplier, HttpContext http, CancellationToken ct) => GetAsync(new(store, sku, supplier), http, ct)), "Store", "one store");
        Edit(one.MapPatch(OneOf, (string store, string sku, string supplier, SourcingPatch patch, HttpContext http, CancellationToken ct) => EditAsync(new(store, sku, supplier), patch, http, ct)), "Store", "one store", Permission.OrdersWrite);
        Remove(one.MapDelete(OneOf, (string store, string sku, string supplier, HttpContext http, CancellationToken ct) => RemoveAsync(new(store, sku, supplier), http, ct)), "Store", "one store", Permission.OrdersWrite);
        History(one.MapGet(Changes, (string store, string sku, [AsParameters] SourcingHistoryQuery query, HttpContext http, CancellationToken ct) => HistoryAsync(store, sku, query, http, ct)), "Store", "one store");
    }

    private static void List(RouteHandlerBuilder route, string name, string whose) => route.WithName($"List{name}Sourcing")
        .WithSummary($"Who supplies what at what cost, for {whose}").Produces<Page<Sourcing>>().ProducesProblems(400, 404).RequirePermission(Permission.SuppliersRead);

    private static void Add(RouteHandlerBuilder route, string name, string whose, Permission permission) => route.WithName($"Add{name}Sourcing")
        .WithSummary($"Say that a supplier supplies a product, for {whose}").Produces<Sourcing>(201).ProducesProblems(400, 404, 409, 413, 415, 503).RequirePermission(permission);

    private static void Get(RouteHandlerBuilder route, string name, string whose) => route.WithName($"Get{name}Sourcing")
        .WithSummary($"At what cost a supplier supplies a product, for {whose}").Produces<Sourcing>().ProducesProblems(404).RequirePermission(Permission.SuppliersRead);

    private static void Edit(RouteHandlerBuilder route, string name, string whose, Permission permission) => route.WithName($"Edit{name}Sourcing")
        .WithSummary($"Change at what cost a supplier supplies a product, for {whose}").Produces<Sourcing>().ProducesProblems(400, 404, 412, 413, 415, 428, 503).RequirePermission(permission);

    private static void Remove(RouteHandlerBuilder route, string name, string whose, Permission permission) => route.WithName($"Remove{name}Sourcing")
        .WithSummary($"A supplier no longer supplies a product, for {whose}").Produces(204).ProducesProblems(404, 412, 428, 503).RequirePermission(permission);

    private static void History(RouteHandlerBuilder route, string name, string whose) => route.WithName($"List{name}SourcingHistory")
        .WithSummary($"What suppliers asked for a product over time, for {whose}; newest first").Produces<Page<SourcingChange>>().ProducesProblems(400, 404).RequirePermission(Permission.SuppliersRead);

    private static async Task<IResult> AddAsync(string? store, SourcingRequest request, HttpContext http, CancellationToken ct)
    {
        var errors = new FieldErrors();
        var key = new SourcingKey(store, errors.RequiredCode("sku", request.Sku), errors.RequiredCode("supplier", request.Supplier));
        if (request.UnitCost is null)
        {
            errors.Add("unitCost", "is needed.");
        }

        var terms = new SourcingTerms(
            SourcingParsing.Cost(request.UnitCost, errors) ?? 0,
            errors.Optional("pack", request.Pack, 50),
            SourcingParsing.PackSize(request.PackSize, errors),
            SourcingParsing.Minimum(request.Minimum, errors),
            SuppliersFeature.LeadTime(request.LeadTimeDays, errors),
            request.Preferred ?? false);
        if (errors.ToProblem() is { } problem)
        {
            return problem.ToResult();
        }

        var outcome = await Writer(http).AddAsync(key, terms, Origin(http), ct);
        if (outcome.Fault != SourcingFault.None)
        {
            return SourcingParsing.Fault(outcome.Fault, key, inBody: true).ToResult();
        }

        http.Response.Headers.Location = $"{http.Request.Path}/{outcome.Row!.Sku}/suppliers/{outcome.Row.Supplier}";
        return Answer(http, outcome.Row, 201);
    }

    private static async Task<IResult> EditAsync(SourcingKey key, SourcingPatch patch, HttpContext http, CancellationToken ct)
    {
        if (ETags.TryReadIfMatch(http.Request, out var version) is { } refused)
        {
            return refused.ToResult();
        }

        if (SourcingParsing.Parse(patch, out var problem) is not { } change)
        {
            return problem!.ToResult();
        }

        var outcome = await Writer(http).EditAsync(key, version, change, Origin(http), ct);
        return outcome.Fault == SourcingFault.None ? Answer(http, outcome.Row!) : SourcingParsing.Fault(outcome.Fault, key, inBody: false).ToResult();
    }

    private static async Task<IResult> RemoveAsync(SourcingKey key, HttpContext http, CancellationToken ct)
    {
        if (ETags.TryReadIfMatch(http.Request, out var version) is { } refused)
        {
            return refused.ToResult();
        }

        var outcome = await Writer(http).RemoveAsync(key, version, Origin(http), ct);
        return outcome.Fault == SourcingFault.None ? Results.NoContent() : SourcingParsing.Fault(outcome.Fault, key, inBody: false).ToResult();
    }

    private static async Task<IResult> GetAsync(SourcingKey key, HttpContext http, CancellationToken ct)
    {
        var (place, problem) = await FindStoreAsync(key.Store, http, ct);
        if (problem is not null)
        {
            return problem.ToResult();
        }

        return await Reader(http).FindAsync(place, key.Sku, key.Supplier, ct) is { } row
            ? Answer(http, row)
            : SourcingParsing.Fault(SourcingFault.NotFound, key, inBody: false).ToResult();
    }

    private static async Task<IResult> ListAsync(string? store, SourcingQuery query, HttpContext http, CancellationToken ct)
    {
        var errors = new FieldErrors();
        var (take, after) = PageQuery.Read(query.Limit, query.Cursor, errors);
        var keys = after?.Split('/');
        if (keys is not null and not { Length: 2 })
        {
            errors.Add("cursor", "is not one that this list gave.");
        }

        var (place, missing) = await FindStoreAsync(store, http, ct);
        if ((errors.ToProblem() ?? missing) is { } problem)
        {
            return problem.ToResult();
        }

        var rows = await Reader(http).ListAsync(place, query.Sku, query.Supplier, keys is null ? null : (keys[0], keys[1]), take + 1, ct);
        return Results.Json(PageQuery.Cut(rows, take, r => $"{Code.Key(r.Sku)}/{Code.Key(r.Supplier)}", SourcingParsing.ToWire), BazaarJson.Wire.PageSourcing);
    }

    private static async Task<IResult> HistoryAsync(string? store, string sku, SourcingHistoryQuery query, HttpContext http, CancellationToken ct)
    {
        var errors = new FieldErrors();
        var (take, after) = PageQuery.Read(query.Limit, query.Cursor, errors);
        var parts = after?.Split('/').Select(p => long.TryParse(p, out var number) ? number : -1).ToList();
        if (parts is not null && (parts.Count != 4 || parts.Contains(-1)))
        {
            errors.Add("cursor", "is not one that this list gave.");
        }

        var (place, missing) = await FindStoreAsync(store, http, ct);
        var product = await http.RequestServices.GetRequiredService<ProductStore>().FindAsync(sku, ct);
        if ((errors.ToProblem() ?? missing ?? (product is null ? Problems.UnknownProduct(sku) : null)) is { } problem)
        {
            return problem.ToResult();
        }

        var rows = await Reader(http).HistoryAsync(place, product!.Id, query.Supplier, parts is null ? null : (parts[0], parts[1], parts[2], parts[3]), take + 1, ct);
        return Results.Json(PageQuery.Cut(rows, take, r => $"{r.At}/{r.StoreId}/{r.SupplierId}/{r.Number}", SourcingParsing.ToWire), BazaarJson.Wire.PageSourcingChange);
    }

    private static async Task<(long Store, Problem? Problem)> FindStoreAsync(string? store, HttpContext http, CancellationToken ct) =>
        store is null ? (0, null)
        : await http.RequestServices.GetRequiredService<StoreStore>().FindAsync(store, ct) is { } row ? (row.Id, null)
        : (0, Problems.UnknownStore(store));

    private static SourcingStore Writer(HttpContext http) => http.RequestServices.GetRequiredService<SourcingStore>();

    private static SourcingList Reader(HttpContext http) => http.RequestServices.GetRequiredService<SourcingList>();

    private static Origin Origin(HttpContext http) => http.Origin(http.RequestServices.GetRequiredService<TimeProvider>());

    private static IResult Answer(HttpContext http, SourcingRow row, int status = 200)
    {
        http.Response.SetVersion(row.Version);
        return Results.Json(SourcingParsing.ToWire(row), BazaarJson.Wire.Sourcing, statusCode: status);
    }
}

/// <summary>What of the terms to list.</summary>
internal sealed record SourcingQuery
{
    /// <summary>Only this product.</summary>
    [FromQuery(Name = "sku")]
    public string? Sku { get; init; }

    /// <summary>Only this supplier.</summary>
    [FromQuery(Name = "supplier")]
    public string? Supplier { get; init; }

    /// <summary>The most rows.</summary>
    [FromQuery(Name = "limit")]
    public int? Limit { get; init; }

    /// <summary>Where to go on.</summary>
    [FromQuery(Name = "cursor")]
    public string? Cursor { get; init; }
}

/// <summary>What of a cost's history to list.</summary>
internal sealed record SourcingHistoryQuery
{
    /// <summary>Only this supplier.</summary>
    [FromQuery(Name = "supplier")]
    public string? Supplier { get; init; }

    /// <summary>The most rows.</summary>
    [FromQuery(Name = "limit")]
    public int? Limit { get; init; }

    /// <summary>Where to go on.</summary>
    [FromQuery(Name = "cursor")]
    public string? Cursor { get; init; }
}
