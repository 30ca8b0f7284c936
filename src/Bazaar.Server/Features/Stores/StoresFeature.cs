using Bazaar.Contracts;
using Bazaar.Contracts.Json;
using Bazaar.Domain.Primitives;
using Bazaar.Server.Platform.Access;
using Bazaar.Server.Platform.Errors;
using Bazaar.Server.Platform.Paging;
using Bazaar.Server.Platform.Stores;
using Bazaar.Server.Platform.Wire;
using Bazaar.Storage.Catalog;
using Bazaar.Storage.Purchasing;
using Bazaar.Storage.Reports;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Bazaar.Server.Features.Stores;

/// <summary>/stores: where the goods are.</summary>
internal static class StoresFeature
{
    public static void MapStores(this RouteGroupBuilder api)
    {
        var stores = api.MapGroup("/stores").WithTags("Stores");
        stores.MapPost("", AddAsync).WithName("AddStore").WithSummary("Add a store")
            .Produces<Store>(201).ProducesProblems(400, 409, 413, 415, 503).RequirePermission(Permission.StoresWrite);
        stores.MapGet("", ListAsync).WithName("ListStores").WithSummary("All stores, or those of a city or region")
            .Produces<Page<Store>>().ProducesProblems(400).RequirePermission(Permission.StoresRead);
        stores.MapGet("/{store}", GetAsync).WithName("GetStore").WithSummary("One store")
            .Produces<Store>().ProducesProblems(404).RequirePermission(Permission.StoresRead);
        stores.MapPatch("/{store}", EditAsync).WithName("EditStore").WithSummary("Change, close or open a store")
            .Produces<Store>().ProducesProblems(400, 404, 412, 413, 415, 428, 503).RequirePermission(Permission.StoresWrite);
    }

    private static async Task<IResult> AddAsync(StoreRequest request, HttpContext http, StoreStore stores, TimeProvider clock, CancellationToken ct)
    {
        var errors = new FieldErrors();
        var row = new StoreRow
        {
            Code = errors.RequiredCode("code", request.Code),
            Name = errors.Required("name", request.Name, 200),
            City = errors.Optional("city", request.City, 100),
            Region = errors.Optional("region", request.Region, 100),
            TimeZone = ReadZone(request.TimeZone ?? "Asia/Karachi", errors),
            DayStartsAt = ReadDayStart(request.DayStartsAt ?? "00:00", errors),
        };
        if (errors.ToProblem() is { } problem)
        {
            return problem.ToResult();
        }

        var (outcome, store) = await stores.AddAsync(row, http.Origin(clock), ct);
        if (outcome == CatalogOutcome.Exists)
        {
            return Problems.Make(409, ProblemCodes.AlreadyExists, $"There is a store {store.Code} already.").ToResult();
        }

        http.Response.SetVersion(store.Version);
        http.Response.Headers.Location = $"/api/v1/stores/{store.Code}";
        return Results.Json(ToWire(store), BazaarJson.Wire.Store, statusCode: 201);
    }

    private static async Task<IResult> ListAsync(
        HttpContext http, StoreStore stores, CancellationToken ct,
        string? q = null, [FromQuery] string[]? city = null, [FromQuery] string[]? region = null, bool? closed = null, int? limit = null, string? cursor = null)
    {
        var errors = new FieldErrors();
        var (take, after) = PageQuery.Read(limit, cursor, errors);
        if (errors.ToProblem() is { } problem)
        {
            return problem.ToResult();
        }

        // Chains have thousands of stores at most: reading them all and choosing here gives every engine the same letter case rules.
        var (all, _) = await StoreScope.FindAsync(http, stores, new StoreChoice(null, city, region), ct);
        var page = all.Where(s => (closed is null || s.Closed == closed) && IsLike(s, q) && (after is null || string.CompareOrdinal(Code.Key(s.Code), after) > 0)).Take(take + 1).ToList();
        return Results.Json(PageQuery.Cut(page, take, s => Code.Key(s.Code), ToWire), BazaarJson.Wire.PageStore);
    }

    private static bool IsLike(StoreRow store, string? q) =>
        string.IsNullOrEmpty(q) || new[] { store.Code, store.Name, store.City, store.Region }.Any(t => t?.Contains(q, StringComparison.OrdinalIgnoreCase) == true);

    private static async Task<IResult> GetAsync(string store, HttpContext http, StoreStore stores, CancellationToken ct)
    {
        if (await stores.FindAsync(store, ct) is not { } row)
        {
            return Problems.UnknownStore(store).ToResult();
        }

        http.Response.SetVersion(row.Version);
        return Results.Json(ToWire(row), BazaarJson.Wire.Store);
    }

    private static async Task<IResult> EditAsync(string store, StorePatch patch, HttpContext http, StoreStore stores, OverviewStore overview, OrderList orders, TimeProvider clock, CancellationToken ct)
    {
        if (ETags.TryReadIfMatch(http.Request, out var version) is { } missing)
        {
            return missing.ToResult();
        }

        var errors = new FieldErrors();
        var name = patch.Name.IsGiven ? errors.Required("name", patch.Name.Value, 200) : null;
        var city = errors.Optional("city", patch.City.Value, 100);
        var region = errors.Optional("region", patch.Region.Value, 100);
        var zone = patch.TimeZone.IsGiven ? ReadZone(patch.TimeZone.Value ?? "", errors) : null;
        var dayStartsAt = patch.DayStartsAt.IsGiven ? ReadDayStart(patch.DayStartsAt.Value ?? "00:00", errors) : 0;
        if (errors.ToProblem() is { } problem)
        {
            return problem.ToResult();
        }

        var (outcome, row) = await stores.EditAsync(
            store,
            version,
            before => before with
            {
                Name = name ?? before.Name,
                City = patch.City.IsGiven ? city : before.City,
                Region = patch.Region.IsGiven ? region : before.Region,
                TimeZone = zone ?? before.TimeZone,
                DayStartsAt = patch.DayStartsAt.IsGiven ? dayStartsAt : before.DayStartsAt,
                Closed = patch.Closed.Or(before.Closed) ?? before.Closed,
            },
            http.Origin(clock),
            ct);
        if (outcome != CatalogOutcome.Done)
        {
            return (outcome == CatalogOutcome.NotFound ? Problems.UnknownStore(store) : Problems.VersionMismatch()).ToResult();
        }

        http.Response.SetVersion(row!.Version);
        var warnings = patch.Closed.Value == true ? await ClosingWarnings.FindAsync(row, overview, orders, clock.GetUtcNow(), ct) : null;
        return Results.Json(ToWire(row) with { Warnings = warnings }, BazaarJson.Wire.Store);
    }

    private static Store ToWire(StoreRow row) => new()
    {
        Code = row.Code,
        Name = row.Name,
        City = row.City,
        Region = row.Region,
        TimeZone = row.TimeZone,
        DayStartsAt = TimeOnly.FromTimeSpan(TimeSpan.FromMinutes(row.DayStartsAt)).ToString("HH:mm"),
        Closed = row.Closed,
        Seq = row.Seq,
        Version = row.Version,
    };

    private static string ReadZone(string zone, FieldErrors errors)
    {
        if (zone.Length is 0 or > 64 || !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
        {
            errors.Add("timeZone", "is not a time zone. Use an IANA name such as Asia/Karachi.");
        }

        return zone;
    }

    private static long ReadDayStart(string text, FieldErrors errors)
    {
        if (TimeOnly.TryParseExact(text, "HH:mm", out var time) && time.Hour < 12)
        {
            return (time.Hour * 60) + time.Minute;
        }

        errors.Add("dayStartsAt", "must be a time from 00:00 to 11:59, such as 03:00.");
        return 0;
    }
}
