using Bazaar.Contracts;
using Bazaar.Contracts.Json;
using Bazaar.Domain.Primitives;
using Bazaar.Server.Platform.Access;
using Bazaar.Server.Platform.Errors;
using Bazaar.Server.Platform.RateLimits;
using Bazaar.Server.Platform.Tables;
using Bazaar.Storage.Catalog;
using Bazaar.Storage.Stock;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bazaar.Server.Features.Stock;

/// <summary>POST /stores/{store}/stock/levels/import: reorder points, targets and prices of many products, all of the file or none, with everything that is wrong at once.</summary>
internal static class ImportStockLevels
{
    public static void Map(RouteGroupBuilder store) => store.MapPost("/stock/levels/import", HandleAsync)
        .WithName(nameof(ImportStockLevels)).WithSummary("Set reorder points, target levels and prices of many products from a CSV or XLSX file")
        .TakesTable().Produces<ImportResult>().ProducesProblems(404).RequirePermission(Permission.StockLevels).WithBudget(Budget.Bulk);

    private static async Task<IResult> HandleAsync(string store, HttpContext http, StoreStore stores, LevelsImport levels, TimeProvider clock, CancellationToken ct, bool dryRun = false)
    {
        var (body, problem) = await TableUpload.ReadAsync(http, ct);
        if (body is null)
        {
            return problem!.ToResult();
        }

        if (await stores.FindAsync(store, ct) is not { } place)
        {
            return Problems.UnknownStore(store).ToResult();
        }

        var errors = new ImportErrors();
        var file = new LevelsFile(errors);
        var rows = file.Read(body);
        if (await http.TakeRestAsync(file.RowCount) is { } tooMuch)
        {
            return tooMuch.ToResult();
        }

        // Products that are not known are named beside whatever else is wrong; with any error nothing is written.
        var (created, updated, unchanged, unknown) = await levels.RunAsync(place.Id, rows, dryRun || errors.Count > 0, http.Origin(clock), ct);
        foreach (var row in unknown)
        {
            errors.Add(row.Row, "sku", ProblemCodes.UnknownProduct, $"There is no product {row.Sku}. Add it to the catalogue first.");
        }

        var result = errors.Count > 0
            ? new ImportResult(file.RowCount, 0, 0, 0, dryRun, [.. errors.Kept.OrderBy(e => e.Row)])
            : new ImportResult(file.RowCount, created, updated, unchanged, dryRun, []);
        return Results.Json(result, BazaarJson.Wire.ImportResult, statusCode: errors.Count == 0 || dryRun ? 200 : 400);
    }
}
