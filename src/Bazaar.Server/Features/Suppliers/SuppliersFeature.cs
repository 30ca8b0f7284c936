using Bazaar.Contracts;
using Bazaar.Contracts.Json;
using Bazaar.Domain.Primitives;
using Bazaar.Server.Platform.Access;
using Bazaar.Server.Platform.Errors;
using Bazaar.Server.Platform.Paging;
using Bazaar.Server.Platform.Wire;
using Bazaar.Storage.Catalog;
using Bazaar.Storage.Purchasing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bazaar.Server.Features.Suppliers;

/// <summary>/suppliers: who the goods come from. The organisation's, not one store's.</summary>
internal static class SuppliersFeature
{
    /// <summary>The longest time from order to delivery.</summary>
    public const int MaxLeadTimeDays = 365;

    public static void MapSuppliers(this RouteGroupBuilder api)
    {
        var suppliers = api.MapGroup("/suppliers").WithTags("Suppliers");
        suppliers.MapPost("", AddAsync).WithName("AddSupplier").WithSummary("Add a supplier")
            .Produces<Supplier>(201).ProducesProblems(400, 409, 413, 415, 503).RequirePermission(Permission.SuppliersWrite);
        suppliers.MapGet("", ListAsync).WithName("ListSuppliers").WithSummary("Suppliers by code; archived ones only when asked for")
            .Produces<Page<Supplier>>().ProducesProblems(400).RequirePermission(Permission.SuppliersRead);
        suppliers.MapGet("/{supplier}", GetAsync).WithName("GetSupplier").WithSummary("One supplier")
            .Produces<Supplier>().ProducesProblems(404).RequirePermission(Permission.SuppliersRead);
        suppliers.MapPatch("/{supplier}", EditAsync).WithName("EditSupplier").WithSummary("Change a supplier, or bring an archived one back")
            .Produces<Supplier>().ProducesProblems(400, 404, 412, 413, 415, 428, 503).RequirePermission(Permission.SuppliersWrite);
        suppliers.MapDelete("/{supplier}", ArchiveAsync).WithName("ArchiveSupplier").WithSummary("Archive a supplier: nothing new is ordered from it")
            .Produces(204).ProducesProblems(404, 412, 428, 503).RequirePermission(Permission.SuppliersWrite);
        SourcingFeature.Map(api);
    }

    public static Problem Unknown(string supplier) => Problems.NotFound($"There is no supplier {supplier}.");

    public static int? LeadTime(int? days, FieldErrors errors)
    {
        if (days is < 0 or > MaxLeadTimeDays)
        {
            errors.Add("leadTimeDays", $"must be from 0 to {MaxLeadTimeDays}.");
        }

        return days;
    }

    private static async Task<IResult> AddAsync(SupplierRequest request, HttpContext http, SupplierStore suppliers, TimeProvider clock, CancellationToken ct)
    {
        var errors = new FieldErrors();
        var row = new SupplierRow
        {
            Code = errors.RequiredCode("code", request.Code),
            Name = errors.Required("name", request.Name, 200),
            Phone = errors.Optional("phone", request.Phone, 50),
            Email = Email(request.Email, errors),
            LeadTimeDays = LeadTime(request.LeadTimeDays, errors),
            Note = errors.Optional("note", request.Note, 1_000),
        };
        if (errors.ToProblem() is { } problem)
        {
            return problem.ToResult();
        }

        var (outcome, supplier) = await suppliers.AddAsync(row, http.Origin(clock), ct);
        if (outcome == CatalogOutcome.Exists)
        {
            return Problems.Make(409, ProblemCodes.AlreadyExists, $"There is a supplier {supplier.Code} already.").ToResult();
        }

        http.Response.SetVersion(supplier.Version);
        http.Response.Headers.Location = $"/api/v1/suppliers/{supplier.Code}";
        return Results.Json(ToWire(supplier), BazaarJson.Wire.Supplier, statusCode: 201);
    }

    private static async Task<IResult> ListAsync(SupplierStore suppliers, CancellationToken ct, string? q = null, bool? active = null, int? limit = null, string? cursor = null)
    {
        var errors = new FieldErrors();
        var (take, after) = PageQuery.Read(limit, cursor, errors);
        if (errors.ToProblem() is { } problem)
        {
            return problem.ToResult();
        }

        var rows = await suppliers.ListAsync(q, active ?? true, after, take + 1, ct);
        return Results.Json(PageQuery.Cut(rows, take, s => Code.Key(s.Code), ToWire), BazaarJson.Wire.PageSupplier);
    }

    private static async Task<IResult> GetAsync(string supplier, HttpContext http, SupplierStore suppliers, CancellationToken ct)
    {
        if (await suppliers.FindAsync(supplier, ct) is not { } row)
        {
            return Unknown(supplier).ToResult();
        }

        http.Response.SetVersion(row.Version);
        return Results.Json(ToWire(row), BazaarJson.Wire.Supplier);
    }

    private static async Task<IResult> EditAsync(string supplier, SupplierPatch patch, HttpContext http, SupplierStore suppliers, TimeProvider clock, CancellationToken ct)
    {
        if (ETags.TryReadIfMatch(http.Request, out var version) is { } missing)
        {
            return missing.ToResult();
        }

        var errors = new FieldErrors();
        var name = patch.Name.IsGiven ? errors.Required("name", patch.Name.Value, 200) : null;
        var phone = errors.Optional("phone", patch.Phone.Value, 50);
        var email = Email(patch.Email.Value, errors);
        var leadTime = LeadTime(patch.LeadTimeDays.Value, errors);
        var note = errors.Optional("note", patch.Note.Value, 1_000);
        if (errors.ToProblem() is { } problem)
        {
            return problem.ToResult();
        }

        var origin = http.Origin(clock);
        var (outcome, row) = await suppliers.EditAsync(
            supplier,
            version,
            "supplier.edit",
            before => before with
            {
                Name = name ?? before.Name,
                Phone = patch.Phone.IsGiven ? phone : before.Phone,
                Email = patch.Email.IsGiven ? email : before.Email,
                LeadTimeDays = patch.LeadTimeDays.IsGiven ? leadTime : before.LeadTimeDays,
                Note = patch.Note.IsGiven ? note : before.Note,
                ArchivedAt = patch.Active.Value is not { } active ? before.ArchivedAt : active ? null : before.ArchivedAt ?? Clock.ToMicros(origin.At),
            },
            origin,
            ct);
        if (outcome != CatalogOutcome.Done)
        {
            return Fault(outcome, supplier).ToResult();
        }

        http.Response.SetVersion(row!.Version);
        return Results.Json(ToWire(row), BazaarJson.Wire.Supplier);
    }

    private static async Task<IResult> ArchiveAsync(string supplier, HttpContext http, SupplierStore suppliers, TimeProvider clock, CancellationToken ct)
    {
        if (ETags.TryReadIfMatch(http.Request, out var version) is { } missing)
        {
            return missing.ToResult();
        }

        var origin = http.Origin(clock);
        var (outcome, _) = await suppliers.EditAsync(
            supplier, version, "supplier.archive", before => before with { ArchivedAt = before.ArchivedAt ?? Clock.ToMicros(origin.At) }, origin, ct);
        return outcome == CatalogOutcome.Done ? Results.NoContent() : Fault(outcome, supplier).ToResult();
    }

    private static Problem Fault(CatalogOutcome outcome, string supplier) => outcome == CatalogOutcome.NotFound ? Unknown(supplier) : Problems.VersionMismatch();

    private static string? Email(string? text, FieldErrors errors)
    {
        var email = errors.Optional("email", text, 200);
        if (email is not null && (email.IndexOf('@') < 1 || email[^1] == '@' || email.Any(char.IsWhiteSpace)))
        {
            errors.Add("email", "is no address such as orders@example.com.");
        }

        return email;
    }

    private static Supplier ToWire(SupplierRow row) => new()
    {
        Code = row.Code,
        Name = row.Name,
        Phone = row.Phone,
        Email = row.Email,
        LeadTimeDays = (int?)row.LeadTimeDays,
        Note = row.Note,
        Active = row.ArchivedAt is null,
        Version = row.Version,
    };
}
