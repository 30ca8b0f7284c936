using Bazaar.Contracts;
using Bazaar.Contracts.Json;
using Bazaar.Domain.Catalog;
using Bazaar.Domain.Primitives;
using Bazaar.Server.Platform.Access;
using Bazaar.Server.Platform.Errors;
using Bazaar.Server.Platform.Paging;
using Bazaar.Server.Platform.Tables;
using Bazaar.Server.Platform.Wire;
using Bazaar.Storage.Catalog;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bazaar.Server.Features.Catalog;

/// <summary>/products: the catalogue.</summary>
internal static class CatalogFeature
{
    public static void MapCatalog(this RouteGroupBuilder api)
    {
        var products = api.MapGroup("/products").WithTags("Products");
        products.MapPost("", AddAsync).WithName("AddProduct").WithSummary("Add a product")
            .Produces<Product>(201).ProducesProblems(400, 409, 413, 415, 503).RequirePermission(Permission.CatalogWrite);
        products.MapGet("", ListAsync).WithMetadata(new SpeaksTables()).WithName("ListProducts").WithSummary("Products by SKU; archived ones only when asked for")
            .Produces<Page<Product>>().ProducesProblems(400).RequirePermission(Permission.CatalogRead);
        products.MapGet("/{sku}", GetAsync).WithName("GetProduct").WithSummary("One product")
            .Produces<Product>().ProducesProblems(404).RequirePermission(Permission.CatalogRead);
        products.MapPatch("/{sku}", EditAsync).WithName("EditProduct").WithSummary("Change a product")
            .Produces<Product>().ProducesProblems(400, 404, 409, 412, 413, 415, 428, 503).RequirePermission(Permission.CatalogWrite);
        products.MapDelete("/{sku}", ArchiveAsync).WithName("ArchiveProduct").WithSummary("Archive a product: it can no longer be received")
            .Produces(204).ProducesProblems(404, 412, 428, 503).RequirePermission(Permission.CatalogWrite);
        ImportProducts.Map(products);
    }

    private static async Task<IResult> AddAsync(ProductRequest request, HttpContext http, ProductStore products, TimeProvider clock, CancellationToken ct)
    {
        if (ProductParsing.Parse(request, out var problem) is not { } row)
        {
            return problem!.ToResult();
        }

        var (outcome, taken, product) = await products.AddAsync(row, http.Origin(clock), ct);
        if (outcome != CatalogOutcome.Done)
        {
            return (taken is null ? Problems.Make(409, ProblemCodes.AlreadyExists, $"There is a product {product!.Sku} already.") : Taken(taken)).ToResult();
        }

        http.Response.SetVersion(product!.Version);
        http.Response.Headers.Location = $"/api/v1/products/{product.Sku}";
        return Results.Json(ProductParsing.ToWire(product), BazaarJson.Wire.Product, statusCode: 201);
    }

    private static async Task<IResult> ListAsync(
        HttpContext http, ProductStore products, CancellationToken ct, string? q = null, string? category = null, string? barcode = null, bool? archived = null, int? limit = null, string? cursor = null)
    {
        var errors = new FieldErrors();
        var (take, after) = PageQuery.Read(limit, cursor, errors);
        Barcode? code = null;
        if (barcode is not null && !Barcode.TryParse(barcode, out code, out var error))
        {
            errors.Add("barcode", error);
        }

        var format = TableAnswer.Format(http, errors);
        if (errors.ToProblem() is { } problem)
        {
            return problem.ToResult();
        }

        var filter = new ProductFilter(q, category, code?.Key, archived ?? (barcode is null ? false : null), after, take + 1);
        if (format is { } table)
        {
            var all = TableAnswer.AllAsync<ProductRow>(
                last => products.ListAsync(filter with { AfterKey = last is null ? after : Code.Key(last.Sku), Limit = ProductTable.Stretch }, ct), ProductTable.Stretch);
            return await TableAnswer.WriteAsync(http, table, "products", ProductTable.Columns, all.Select(ProductParsing.ToWire));
        }

        var rows = await products.ListAsync(filter, ct);
        return Results.Json(PageQuery.Cut(rows, take, p => Code.Key(p.Sku), ProductParsing.ToWire), BazaarJson.Wire.PageProduct);
    }

    private static async Task<IResult> GetAsync(string sku, HttpContext http, ProductStore products, CancellationToken ct)
    {
        if (await products.FindAsync(sku, ct) is not { } row)
        {
            return Problems.UnknownProduct(sku).ToResult();
        }

        http.Response.SetVersion(row.Version);
        return Results.Json(ProductParsing.ToWire(row), BazaarJson.Wire.Product);
    }

    private static async Task<IResult> EditAsync(string sku, ProductPatch patch, HttpContext http, ProductStore products, TimeProvider clock, CancellationToken ct)
    {
        if (ETags.TryReadIfMatch(http.Request, out var version) is { } missing)
        {
            return missing.ToResult();
        }

        if (ProductParsing.Parse(patch, clock.GetUtcNow(), out var problem) is not { } change)
        {
            return problem!.ToResult();
        }

        var (outcome, taken, product) = await products.EditAsync(sku, version, change, http.Origin(clock), ct);
        if (Fault(outcome, taken, sku) is { } fault)
        {
            return fault.ToResult();
        }

        http.Response.SetVersion(product!.Version);
        return Results.Json(ProductParsing.ToWire(product), BazaarJson.Wire.Product);
    }

    private static async Task<IResult> ArchiveAsync(string sku, HttpContext http, ProductStore products, TimeProvider clock, CancellationToken ct)
    {
        if (ETags.TryReadIfMatch(http.Request, out var version) is { } missing)
        {
            return missing.ToResult();
        }

        var origin = http.Origin(clock);
        var (outcome, taken, _) = await products.EditAsync(sku, version, before => before with { ArchivedAt = before.ArchivedAt ?? Clock.ToMicros(origin.At) }, origin, ct);
        return Fault(outcome, taken, sku) is { } fault ? fault.ToResult() : Results.NoContent();
    }

    private static Problem? Fault(CatalogOutcome outcome, BarcodeTaken? taken, string sku) => outcome switch
    {
        CatalogOutcome.NotFound => Problems.UnknownProduct(sku),
        CatalogOutcome.VersionMismatch => Problems.VersionMismatch(),
        CatalogOutcome.Exists => Taken(taken!),
        _ => null,
    };

    private static Problem Taken(BarcodeTaken taken) => Problems.Make(409, ProblemCodes.AlreadyExists, $"The barcode {taken.Code} belongs to {taken.Sku} already.");
}
