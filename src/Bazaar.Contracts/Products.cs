using System.Text.Json.Serialization;
using Bazaar.Contracts.Json;

namespace Bazaar.Contracts;

/// <summary>A way to count a product: a carton of 24, a 50 kg bag.</summary>
public sealed record Pack
{
    /// <summary>The pack's name, such as <c>carton</c>. Unique within the product, letter case ignored.</summary>
    public string? Name { get; init; }

    /// <summary>How many base units are in <see cref="Per"/> packs; positive, at most 3 decimals.</summary>
    public decimal? Size { get; init; }

    /// <summary>1 when absent. A pack that is a third of ten pieces has size 10 per 3.</summary>
    public int? Per { get; init; }

    /// <summary>The pack's own barcode.</summary>
    public string? Barcode { get; init; }
}

/// <summary>A product to add to the catalogue.</summary>
public sealed record ProductRequest
{
    /// <summary>The stock keeping unit: a letter or digit, then up to 63 of letters, digits, <c>. _ -</c>.</summary>
    public string? Sku { get; init; }

    /// <summary>At most 200 characters.</summary>
    public string? Name { get; init; }

    /// <summary>The name in Urdu. At most 200 characters.</summary>
    public string? NameUrdu { get; init; }

    /// <summary>At most 100 characters.</summary>
    public string? Category { get; init; }

    /// <summary>The base unit: <c>piece</c> (whole numbers only), <c>kg</c>, <c>g</c>, <c>l</c>, <c>ml</c>, <c>m</c> …</summary>
    public string? Unit { get; init; }

    /// <summary>Barcodes of the base unit, at most 20.</summary>
    public IReadOnlyList<string>? Barcodes { get; init; }

    /// <summary>Packs, at most 20.</summary>
    public IReadOnlyList<Pack>? Packs { get; init; }

    /// <summary>Selling price per base unit; at most 2 decimals.</summary>
    public decimal? Price { get; init; }

    /// <summary>Usual cost per base unit; at most 4 decimals.</summary>
    public decimal? Cost { get; init; }

    /// <summary>Days until it spoils; 1..36,500.</summary>
    public int? ShelfLifeDays { get; init; }
}

/// <summary>Changes to a product; members that are absent stay as they are.</summary>
public sealed record ProductPatch
{
    /// <inheritdoc cref="ProductRequest.Name"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string> Name { get; init; }

    /// <inheritdoc cref="ProductRequest.NameUrdu"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string> NameUrdu { get; init; }

    /// <inheritdoc cref="ProductRequest.Category"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string> Category { get; init; }

    /// <inheritdoc cref="ProductRequest.Barcodes"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<IReadOnlyList<string>> Barcodes { get; init; }

    /// <inheritdoc cref="ProductRequest.Packs"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<IReadOnlyList<Pack>> Packs { get; init; }

    /// <inheritdoc cref="ProductRequest.Price"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<decimal?> Price { get; init; }

    /// <inheritdoc cref="ProductRequest.Cost"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<decimal?> Cost { get; init; }

    /// <inheritdoc cref="ProductRequest.ShelfLifeDays"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<int?> ShelfLifeDays { get; init; }

    /// <summary>False brings an archived product back; true archives it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<bool?> Archived { get; init; }
}

/// <summary>A product of the catalogue.</summary>
public sealed record Product
{
    /// <inheritdoc cref="ProductRequest.Sku"/>
    public required string Sku { get; init; }

    /// <inheritdoc cref="ProductRequest.Name"/>
    public required string Name { get; init; }

    /// <inheritdoc cref="ProductRequest.NameUrdu"/>
    public string? NameUrdu { get; init; }

    /// <inheritdoc cref="ProductRequest.Category"/>
    public string? Category { get; init; }

    /// <inheritdoc cref="ProductRequest.Unit"/>
    public required string Unit { get; init; }

    /// <inheritdoc cref="ProductRequest.Barcodes"/>
    public required IReadOnlyList<string> Barcodes { get; init; }

    /// <inheritdoc cref="ProductRequest.Packs"/>
    public required IReadOnlyList<Pack> Packs { get; init; }

    /// <inheritdoc cref="ProductRequest.Price"/>
    public required decimal Price { get; init; }

    /// <inheritdoc cref="ProductRequest.Cost"/>
    public decimal? Cost { get; init; }

    /// <inheritdoc cref="ProductRequest.ShelfLifeDays"/>
    public int? ShelfLifeDays { get; init; }

    /// <summary>True when it can no longer be received.</summary>
    public required bool Archived { get; init; }

    /// <summary>Grows with each change; the ETag.</summary>
    public required long Version { get; init; }

    /// <summary>When it was added.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }
}

/// <summary>The account of a catalogue import: <c>rows = created + updated + unchanged + rows with errors</c>.</summary>
/// <param name="Rows">Data rows read.</param>
/// <param name="Created">New products.</param>
/// <param name="Updated">Products that changed.</param>
/// <param name="Unchanged">Products already as the row says.</param>
/// <param name="DryRun">True when nothing was written.</param>
/// <param name="Errors">Everything that is wrong, at most the first 1,000; when there is any, nothing is written.</param>
public sealed record ImportResult(int Rows, int Created, int Updated, int Unchanged, bool DryRun, IReadOnlyList<ImportError> Errors);

/// <summary>One thing wrong with an import file.</summary>
/// <param name="Row">The row in the file; the header is row 1.</param>
/// <param name="Column">The column's name; null when it concerns the row or the file.</param>
/// <param name="Code">A stable code, such as <c>bad-check-digit</c>.</param>
/// <param name="Message">What is wrong and what to do.</param>
public sealed record ImportError(int Row, string? Column, string Code, string Message);
