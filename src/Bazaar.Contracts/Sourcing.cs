using System.Text.Json.Serialization;
using Bazaar.Contracts.Json;

namespace Bazaar.Contracts;

/// <summary>Says that a supplier supplies a product, and at what cost.</summary>
public sealed record SourcingRequest
{
    /// <summary>The supplier's code.</summary>
    public string? Supplier { get; init; }

    /// <summary>The product.</summary>
    public string? Sku { get; init; }

    /// <summary>Cost per pack named, else per base unit; at most 4 decimals.</summary>
    public decimal? UnitCost { get; init; }

    /// <summary>One of the product's packs: what <see cref="UnitCost"/> and <see cref="Minimum"/> speak of.</summary>
    public string? Pack { get; init; }

    /// <summary>Without a pack: the goods come in multiples of this many base units.</summary>
    public decimal? PackSize { get; init; }

    /// <summary>The least quantity of an order, in packs named, else in base units.</summary>
    public decimal? Minimum { get; init; }

    /// <summary>Days from order to delivery, 0..365; the supplier's own when absent.</summary>
    public int? LeadTimeDays { get; init; }

    /// <summary>True when this supplier is asked first. At most one is, so another one's claim ends.</summary>
    public bool? Preferred { get; init; }
}

/// <summary>Changes to who supplies what at what cost; members that are absent stay as they are.</summary>
public sealed record SourcingPatch
{
    /// <inheritdoc cref="SourcingRequest.UnitCost"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<decimal?> UnitCost { get; init; }

    /// <inheritdoc cref="SourcingRequest.Pack"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string> Pack { get; init; }

    /// <inheritdoc cref="SourcingRequest.PackSize"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<decimal?> PackSize { get; init; }

    /// <inheritdoc cref="SourcingRequest.Minimum"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<decimal?> Minimum { get; init; }

    /// <inheritdoc cref="SourcingRequest.LeadTimeDays"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<int?> LeadTimeDays { get; init; }

    /// <inheritdoc cref="SourcingRequest.Preferred"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<bool?> Preferred { get; init; }
}

/// <summary>Who supplies what at what cost.</summary>
public sealed record Sourcing
{
    /// <summary>The store it holds for; null: every store that has no word of its own.</summary>
    public string? Store { get; init; }

    /// <summary>The supplier's code.</summary>
    public required string Supplier { get; init; }

    /// <summary>The supplier's name.</summary>
    public required string SupplierName { get; init; }

    /// <summary>The product.</summary>
    public required string Sku { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <inheritdoc cref="SourcingRequest.UnitCost"/>
    public required decimal UnitCost { get; init; }

    /// <inheritdoc cref="SourcingRequest.Pack"/>
    public string? Pack { get; init; }

    /// <summary>The goods come in multiples of this many base units; null when any quantity comes.</summary>
    public decimal? PackSize { get; init; }

    /// <summary>Cost per base unit, rounded half away from zero; null when the product no longer has the pack.</summary>
    public decimal? BaseCost { get; init; }

    /// <inheritdoc cref="SourcingRequest.Minimum"/>
    public decimal? Minimum { get; init; }

    /// <summary>Days from order to delivery; the supplier's own where nothing was said here.</summary>
    public int? LeadTimeDays { get; init; }

    /// <summary>True when this supplier is asked first.</summary>
    public required bool Preferred { get; init; }

    /// <summary>Grows with each change; the ETag.</summary>
    public required long Version { get; init; }
}

/// <summary>One change of what a supplier asks for a product.</summary>
public sealed record SourcingChange
{
    /// <summary>The store it holds for; null: every store that has no word of its own.</summary>
    public string? Store { get; init; }

    /// <summary>The supplier's code.</summary>
    public required string Supplier { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who wrote it.</summary>
    public required string Actor { get; init; }

    /// <summary>The cost before, per pack named, else per base unit; null when there was none.</summary>
    public decimal? FromCost { get; init; }

    /// <summary>The pack that it spoke of.</summary>
    public string? FromPack { get; init; }

    /// <summary>The cost after; null when the product is no longer supplied.</summary>
    public decimal? ToCost { get; init; }

    /// <summary>The pack that it speaks of.</summary>
    public string? ToPack { get; init; }
}
