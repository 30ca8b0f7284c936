using Bazaar.Contracts;
using Bazaar.Contracts.Json;
using Bazaar.Server.Features.Catalog.Import;
using Bazaar.Server.Platform.Access;
using Bazaar.Server.Platform.Errors;
using Bazaar.Server.Platform.RateLimits;
using Bazaar.Server.Platform.Tables;
using Bazaar.Storage.Catalog;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bazaar.Server.Features.Catalog;

/// <summary>POST /products/import: a whole catalogue as CSV or XLSX, all of it or none, with everything that is wrong at once.</summary>
internal static class ImportProducts
{
    public static void Map(RouteGroupBuilder products) => products.MapPost("/import", HandleAsync)
        .WithName(nameof(ImportProducts)).WithSummary("Add and change many products from a CSV or XLSX file")
        .TakesTable().Produces<ImportResult>().RequirePermission(Permission.CatalogWrite).WithBudget(Budget.Bulk);

    private static async Task<IResult> HandleAsync(HttpContext http, ProductStore products, TimeProvider clock, CancellationToken ct, bool dryRun = false)
    {
        var (body, problem) = await TableUpload.ReadAsync(http, ct);
        if (body is null)
        {
            return problem!.ToResult();
        }

        var content = ProductFile.Read(body);
        if (await http.TakeRestAsync(content.RowCount) is { } tooMuch)
        {
            return tooMuch.ToResult();
        }

        var errors = content.Errors.ToList();
        var (rows, places) = Parse(content, errors);
        var result = new ImportResult(content.RowCount, 0, 0, 0, dryRun, errors);
        if (errors.Count == 0)
        {
            var (created, updated, unchanged, taken) = await products.ImportAsync(rows, Merge, dryRun, http.Origin(clock), ct);
            errors.AddRange(taken.Take(ImportErrors.MaxKept).Select(t =>
                new ImportError(places[t.Sku], "barcode", ProblemCodes.AlreadyExists, $"The barcode {t.Taken.Code} belongs to {t.Taken.Sku} already.")));
            result = errors.Count > 0 ? result : result with { Created = created, Updated = updated, Unchanged = unchanged };
        }

        return Results.Json(result, BazaarJson.Wire.ImportResult, statusCode: errors.Count == 0 || dryRun ? 200 : 400);
    }

    private static (List<ProductRow> Rows, Dictionary<string, int> Places) Parse(ProductFileContent content, List<ImportError> errors)
    {
        var rows = new List<ProductRow>(content.Rows.Count);
        var places = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var (place, request) in content.Rows)
        {
            if (ProductParsing.Parse(request, out var problem) is { } row)
            {
                rows.Add(row);
                places[row.Sku] = place;
                continue;
            }

            foreach (var (field, messages) in problem!.Errors!)
            {
                if (errors.Count < ImportErrors.MaxKept)
                {
                    errors.Add(new ImportError(place, field, problem.Code!, $"{field} {messages[0]}"));
                }
            }
        }

        return (rows, places);
    }

    /// <summary>An empty cell leaves what is there; a file without a column says nothing about it, and a pack it does not name stays.</summary>
    private static ProductRow Merge(ProductRow before, ProductRow wanted)
    {
        var packs = before.Packs.ToList();
        var codes = before.Barcodes.Where(b => b.Pack is not null).ToList();
        for (var i = 0; i < wanted.Packs.Count; i++)
        {
            var pack = wanted.Packs[i];
            var at = packs.FindIndex(p => string.Equals(p.Name, pack.Name, StringComparison.OrdinalIgnoreCase));
            if (at < 0)
            {
                packs.Add(pack);
                at = packs.Count - 1;
            }
            else
            {
                packs[at] = pack;
            }

            if (wanted.Barcodes.FirstOrDefault(b => b.Pack == i) is { } code)
            {
                codes.RemoveAll(b => b.Pack == at);
                codes.Add(code with { Pack = at });
            }
        }

        return before with
        {
            Name = wanted.Name,
            NameUrdu = wanted.NameUrdu ?? before.NameUrdu,
            Category = wanted.Category ?? before.Category,
            Price = wanted.Price,
            Cost = wanted.Cost ?? before.Cost,
            ShelfLifeDays = wanted.ShelfLifeDays ?? before.ShelfLifeDays,
            Packs = packs,
            Barcodes = [.. (wanted.Barcodes.Any(b => b.Pack is null) ? wanted : before).Barcodes.Where(b => b.Pack is null), .. codes.OrderBy(b => b.Pack)],
        };
    }
}
