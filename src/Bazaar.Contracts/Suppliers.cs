using System.Text.Json.Serialization;
using Bazaar.Contracts.Json;

namespace Bazaar.Contracts;

/// <summary>A supplier to add.</summary>
public sealed record SupplierRequest
{
    /// <summary>The supplier's code: a letter or digit, then up to 63 of letters, digits, <c>. _ -</c>.</summary>
    public string? Code { get; init; }

    /// <summary>At most 200 characters.</summary>
    public string? Name { get; init; }

    /// <summary>At most 50 characters.</summary>
    public string? Phone { get; init; }

    /// <summary>At most 200 characters.</summary>
    public string? Email { get; init; }

    /// <summary>Days from order to delivery, as a rule; 0..365.</summary>
    public int? LeadTimeDays { get; init; }

    /// <summary>At most 1,000 characters.</summary>
    public string? Note { get; init; }
}

/// <summary>Changes to a supplier; members that are absent stay as they are.</summary>
public sealed record SupplierPatch
{
    /// <inheritdoc cref="SupplierRequest.Name"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string> Name { get; init; }

    /// <inheritdoc cref="SupplierRequest.Phone"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string> Phone { get; init; }

    /// <inheritdoc cref="SupplierRequest.Email"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string> Email { get; init; }

    /// <inheritdoc cref="SupplierRequest.LeadTimeDays"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<int?> LeadTimeDays { get; init; }

    /// <inheritdoc cref="SupplierRequest.Note"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string> Note { get; init; }

    /// <summary>False archives the supplier; true brings it back.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<bool?> Active { get; init; }
}

/// <summary>A supplier.</summary>
public sealed record Supplier
{
    /// <inheritdoc cref="SupplierRequest.Code"/>
    public required string Code { get; init; }

    /// <inheritdoc cref="SupplierRequest.Name"/>
    public required string Name { get; init; }

    /// <inheritdoc cref="SupplierRequest.Phone"/>
    public string? Phone { get; init; }

    /// <inheritdoc cref="SupplierRequest.Email"/>
    public string? Email { get; init; }

    /// <inheritdoc cref="SupplierRequest.LeadTimeDays"/>
    public int? LeadTimeDays { get; init; }

    /// <inheritdoc cref="SupplierRequest.Note"/>
    public string? Note { get; init; }

    /// <summary>False when it is archived: nothing new is ordered from it.</summary>
    public required bool Active { get; init; }

    /// <summary>Grows with each change; the ETag.</summary>
    public required long Version { get; init; }
}
