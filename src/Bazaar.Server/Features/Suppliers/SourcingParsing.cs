using Bazaar.Contracts;
using Bazaar.Domain.Primitives;
using Bazaar.Server.Platform.Errors;
using Bazaar.Server.Platform.Wire;
using Bazaar.Storage.Purchasing;

namespace Bazaar.Server.Features.Suppliers;

/// <summary>Reads terms of supply from requests, and puts them on the wire.</summary>
internal static class SourcingParsing
{
    public static long? Cost(decimal? cost, FieldErrors errors) => errors.Scaled("unitCost", cost, Exact.CostDecimals, 0, Exact.MaxCost);

    public static long? PackSize(decimal? size, FieldErrors errors) => errors.Scaled("packSize", size, Exact.QuantityDecimals, 1, Exact.MaxLineQuantity);

    public static long? Minimum(decimal? minimum, FieldErrors errors) => errors.Scaled("minimum", minimum, Exact.QuantityDecimals, 0, Exact.MaxLineQuantity);

    /// <summary>Reads a patch into a change of terms.</summary>
    public static Func<SourcingTerms, SourcingTerms>? Parse(SourcingPatch patch, out Problem? problem)
    {
        var errors = new FieldErrors();
        var cost = Cost(patch.UnitCost.Value, errors);
        var pack = errors.Optional("pack", patch.Pack.Value, 50);
        var packSize = PackSize(patch.PackSize.Value, errors);
        var minimum = Minimum(patch.Minimum.Value, errors);
        var leadTime = SuppliersFeature.LeadTime(patch.LeadTimeDays.Value, errors);
        if (patch.UnitCost.IsGiven && cost is null)
        {
            errors.Add("unitCost", "is needed.");
        }

        problem = errors.ToProblem();
        return problem is not null ? null : before => new SourcingTerms(
            cost ?? before.UnitCost,
            patch.Pack.IsGiven ? pack : before.Pack,
            patch.PackSize.IsGiven ? packSize : before.PackSize,
            patch.Minimum.IsGiven ? minimum : before.Minimum,
            patch.LeadTimeDays.IsGiven ? leadTime : before.LeadTimeDays,
            patch.Preferred.Value ?? before.Preferred);
    }

    /// <summary>What a fault is called.</summary>
    /// <param name="fault">It.</param>
    /// <param name="key">What was asked for.</param>
    /// <param name="inBody">True when product and supplier were named in the body: then they are wrong fields, else wrong addresses.</param>
    public static Problem Fault(SourcingFault fault, SourcingKey key, bool inBody) => fault switch
    {
        SourcingFault.UnknownStore => Problems.UnknownStore(key.Store!),
        SourcingFault.UnknownProduct when !inBody => Problems.UnknownProduct(key.Sku),
        SourcingFault.UnknownProduct => Field("sku", ProblemCodes.UnknownProduct, $"There is no product {key.Sku}."),
        SourcingFault.UnknownSupplier when !inBody => SuppliersFeature.Unknown(key.Supplier),
        SourcingFault.UnknownSupplier => Field("supplier", ProblemCodes.UnknownSupplier, $"There is no supplier {key.Supplier}."),
        SourcingFault.SupplierArchived => Problems.Make(409, ProblemCodes.SupplierArchived, $"Supplier {key.Supplier} is archived. Bring it back first."),
        SourcingFault.ProductArchived => Problems.Make(409, ProblemCodes.ProductArchived, $"{key.Sku} is archived. Bring it back first."),
        SourcingFault.UnknownPack => Field("pack", ProblemCodes.Invalid, $"{key.Sku} has no such pack."),
        SourcingFault.TwoPacks => Field("packSize", ProblemCodes.Invalid, "does not go with a pack: the pack says how much it holds."),
        SourcingFault.PackSizeNotExact => Field("packSize", ProblemCodes.NotExact, $"{key.Sku} is counted in whole pieces."),
        SourcingFault.MinimumNotExact => Field("minimum", ProblemCodes.NotExact, $"This minimum is not an exact quantity of {key.Sku}."),
        SourcingFault.Exists => Problems.Make(409, ProblemCodes.AlreadyExists, $"{key.Supplier} supplies {key.Sku} already. Change its terms instead."),
        SourcingFault.NotFound => Problems.NotFound($"{(key.Store is null ? "No terms hold for every store" : $"{key.Store} has no terms of its own")} by which {key.Supplier} supplies {key.Sku}."),
        _ => Problems.VersionMismatch(),
    };

    public static Sourcing ToWire(SourcingRow row) => new()
    {
        Store = row.Store,
        Supplier = row.Supplier,
        SupplierName = row.SupplierName,
        Sku = row.Sku,
        Name = row.Name,
        UnitCost = LedgerWire.Cost(row.UnitCost),
        Pack = row.Pack,
        PackSize = row.Multiple is { } size ? LedgerWire.Quantity(size) : null,
        BaseCost = row.BaseCost is { } cost ? LedgerWire.Cost(cost) : null,
        Minimum = row.Minimum is { } minimum ? LedgerWire.Quantity(minimum) : null,
        LeadTimeDays = (int?)(row.LeadTimeDays ?? row.UsualLeadTimeDays),
        Preferred = row.Preferred != 0,
        Version = row.Version,
    };

    public static SourcingChange ToWire(SourcingPriceRow row) => new()
    {
        Store = row.Store,
        Supplier = row.Supplier,
        At = Clock.FromMicros(row.At),
        Actor = row.Actor,
        FromCost = row.FromCost is { } from ? LedgerWire.Cost(from) : null,
        FromPack = row.FromPack,
        ToCost = row.ToCost is { } to ? LedgerWire.Cost(to) : null,
        ToPack = row.ToPack,
    };

    private static Problem Field(string field, string code, string message) =>
        Problems.Make(400, code, message) with { Errors = new Dictionary<string, string[]> { [field] = [message] } };
}
