using System.Text.Json.Nodes;
using Bazaar.Domain.Ledger;
using Bazaar.Domain.Primitives;
using Bazaar.Domain.Purchasing;

namespace Bazaar.Storage.Purchasing;

/// <summary>On what terms a supplier supplies a product. Scaled integers.</summary>
/// <param name="UnitCost">Ten-thousandths per pack named, else per base unit.</param>
/// <param name="Pack">One of the product's packs.</param>
/// <param name="PackSize">Without a pack: thousandths of the base unit that the goods come in multiples of.</param>
/// <param name="Minimum">Thousandths of packs named, else of base units.</param>
/// <param name="LeadTimeDays">Days; null: the supplier's own.</param>
/// <param name="Preferred">True when this supplier is asked first.</param>
public sealed record SourcingTerms(long UnitCost, string? Pack, long? PackSize, long? Minimum, long? LeadTimeDays, bool Preferred)
{
    internal JsonObject ToAudit() => new()
    {
        ["unitCost"] = Exact.ToDecimal(UnitCost, Exact.CostDecimals),
        ["pack"] = Pack,
        ["packSize"] = PackSize is { } size ? Exact.QuantityToDecimal(size) : null,
        ["minimum"] = Minimum is { } minimum ? Exact.QuantityToDecimal(minimum) : null,
        ["leadTimeDays"] = LeadTimeDays,
        ["preferred"] = Preferred,
    };
}

/// <summary>Who supplies what on what terms, as it is stored.</summary>
public sealed record SourcingRow
{
    /// <summary>The store's code; null: every store that has no row of its own.</summary>
    public string? Store { get; init; }

    /// <summary>The product.</summary>
    public required string Sku { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>The supplier's code.</summary>
    public required string Supplier { get; init; }

    /// <summary>Its name.</summary>
    public required string SupplierName { get; init; }

    /// <inheritdoc cref="SourcingTerms.UnitCost"/>
    public long UnitCost { get; init; }

    /// <inheritdoc cref="SourcingTerms.Pack"/>
    public string? Pack { get; init; }

    /// <inheritdoc cref="SourcingTerms.PackSize"/>
    public long? PackSize { get; init; }

    /// <inheritdoc cref="SourcingTerms.Minimum"/>
    public long? Minimum { get; init; }

    /// <inheritdoc cref="SourcingTerms.LeadTimeDays"/>
    public long? LeadTimeDays { get; init; }

    /// <summary>The supplier's own.</summary>
    public long? UsualLeadTimeDays { get; init; }

    /// <summary>1 when this supplier is asked first.</summary>
    public long Preferred { get; init; }

    /// <summary>Grows with each change.</summary>
    public long Version { get; init; }

    /// <summary>The pack's size as the catalogue has it now; null when it has no such pack.</summary>
    public long? RatioSize { get; init; }

    /// <summary>Likewise.</summary>
    public long? RatioPer { get; init; }

    /// <summary>The terms alone.</summary>
    public SourcingTerms Terms => new(UnitCost, Pack, PackSize, Minimum, LeadTimeDays, Preferred != 0);

    /// <summary>The cost of one base unit, ten-thousandths; null when the product no longer has the pack.</summary>
    public long? BaseCost => Pack is null ? UnitCost : Ratio is { } ratio ? new PackCost(UnitCost, ratio).PerUnit : null;

    /// <summary>What the goods come in multiples of, thousandths of the base unit; null when any quantity comes, or it is not exact.</summary>
    public long? Multiple => Pack is null ? PackSize : Ratio is { } ratio && ratio.TryToBase(1_000, out var size) ? (long)size : null;

    private PackRatio? Ratio => RatioSize is { } size ? new PackRatio(Pack!, size, RatioPer!.Value) : null;
}

/// <summary>One change of a cost, as it is stored.</summary>
public sealed record SourcingPriceRow
{
    /// <summary>The database's number of the store; 0 for all.</summary>
    public long StoreId { get; init; }

    /// <summary>The store's code; null for all.</summary>
    public string? Store { get; init; }

    /// <summary>The database's number of the supplier.</summary>
    public long SupplierId { get; init; }

    /// <summary>The supplier's code.</summary>
    public required string Supplier { get; init; }

    /// <summary>Its place among the changes of this store, product and supplier.</summary>
    public long Number { get; init; }

    /// <summary>When.</summary>
    public long At { get; init; }

    /// <summary>Who wrote it.</summary>
    public required string Actor { get; init; }

    /// <summary>Ten-thousandths before.</summary>
    public long? FromCost { get; init; }

    /// <summary>The pack it spoke of.</summary>
    public string? FromPack { get; init; }

    /// <summary>Ten-thousandths after.</summary>
    public long? ToCost { get; init; }

    /// <summary>The pack it speaks of.</summary>
    public string? ToPack { get; init; }
}

/// <summary>Why terms cannot be written.</summary>
public enum SourcingFault
{
    /// <summary>They can.</summary>
    None,

    /// <summary>No such store.</summary>
    UnknownStore,

    /// <summary>No such product.</summary>
    UnknownProduct,

    /// <summary>No such supplier.</summary>
    UnknownSupplier,

    /// <summary>The supplier is archived.</summary>
    SupplierArchived,

    /// <summary>The product is archived.</summary>
    ProductArchived,

    /// <summary>The product has no such pack.</summary>
    UnknownPack,

    /// <summary>A pack and a pack size contradict each other.</summary>
    TwoPacks,

    /// <summary>The pack size does not fit the unit.</summary>
    PackSizeNotExact,

    /// <summary>The minimum does not fit the unit or the pack.</summary>
    MinimumNotExact,

    /// <summary>There are terms already.</summary>
    Exists,

    /// <summary>There are none.</summary>
    NotFound,

    /// <summary>They changed since they were read.</summary>
    VersionMismatch,
}

/// <summary>What became of a change of terms.</summary>
/// <param name="Fault">Why not.</param>
/// <param name="Row">The terms as they are now, when it is done.</param>
public sealed record SourcingOutcome(SourcingFault Fault, SourcingRow? Row = null);
