using Bazaar.Contracts;
using Bazaar.Contracts.Json;
using Bazaar.Domain.Counting;
using Bazaar.Server.Platform.Access;
using Bazaar.Server.Platform.Errors;
using Bazaar.Server.Platform.Paging;
using Bazaar.Server.Platform.Stores;
using Bazaar.Storage.Catalog;
using Bazaar.Storage.Counting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Bazaar.Server.Features.Counts;

/// <summary>GET /counts and /counts/{id}. Neither shows the book, so both are fit for a blind count.</summary>
internal static class ReadCounts
{
    public static void Map(RouteGroupBuilder counts)
    {
        counts.MapGet("", ListAsync).WithName("ListCounts").WithSummary("Counts, newest first")
            .Produces<Page<CountSummary>>().ProducesProblems(400, 404).RequirePermission(Permission.CountsRead);
        counts.MapGet("/{id:guid}", GetAsync).WithName("GetCount").WithSummary("One count: who scanned how much, and codes to resolve")
            .Produces<CountSession>().ProducesProblems(404).RequirePermission(Permission.CountsRead);
    }

    private static async Task<IResult> ListAsync(
        HttpContext http, CountStore counts, StoreStore stores, CancellationToken ct, string? store = null,
        [FromQuery(Name = "city")] string[]? city = null, [FromQuery(Name = "region")] string[]? region = null, string? status = null, int? limit = null, string? cursor = null)
    {
        var errors = new FieldErrors();
        var (take, after) = PageQuery.Read(limit, cursor, errors);
        if (status is not null && !CountNames.Statuses.Contains(status))
        {
            errors.Add("status", $"must be one of {string.Join(", ", CountNames.Statuses)}.");
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

        var (within, refused) = await StoreScope.FindKeysAsync(http, stores, new StoreChoice(store is null ? null : [store], city, region), ct);
        if (refused is not null)
        {
            return refused.ToResult();
        }

        var rows = await counts.ListAsync(within, status, after is null ? null : before, take + 1, ct);
        return Results.Json(PageQuery.Cut(rows, take, r => r.Number.ToString(), CountAnswers.ToSummary), BazaarJson.Wire.PageCountSummary);
    }

    private static async Task<IResult> GetAsync(Guid id, HttpContext http, CountStore counts, CancellationToken ct)
    {
        if (await counts.FindOverviewAsync(id, ct) is not { } overview)
        {
            return CountAnswers.NotFound(id).ToResult();
        }

        return http.RefuseStores(overview.Row.Store)?.ToResult() ?? Results.Json(CountAnswers.ToSession(overview), BazaarJson.Wire.CountSession);
    }
}
