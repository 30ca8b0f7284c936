namespace Bazaar.Storage.Catalog;

/// <summary>A product of the catalogue as it is stored. Numbers are scaled integers, times microseconds.</summary>
public sealed record ProductRow
{
    /// <summary>The database's own number.</summary>
    public long Id { get; init; }

    /// <summary>The stock keeping unit, as written.</summary>
    public required string Sku { get; init; }

    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>The name in Urdu.</summary>
    public string? NameUrdu { get; init; }

    /// <summary>The category.</summary>
    public string? Category { get; init; }

    /// <summary>The base unit.</summary>
    public required string Unit { get; init; }

    /// <summary>Hundredths.</summary>
    public required long Price { get; init; }

    /// <summary>Ten-thousandths.</summary>
    public long? Cost { get; init; }

    /// <summary>Days.</summary>
    public long? ShelfLifeDays { get; init; }

    /// <summary>When it was archived.</summary>
    public long? ArchivedAt { get; init; }

    /// <summary>Grows with each change.</summary>
    public long Version { get; init; }

    /// <summary>When it was added.</summary>
    public long CreatedAt { get; init; }

    /// <summary>When it last changed.</summary>
    public long UpdatedAt { get; init; }

    /// <summary>Its packs.</summary>
    public IReadOnlyList<PackRow> Packs { get; init; } = [];

    /// <summary>All barcodes, of the base unit and of packs.</summary>
    public IReadOnlyList<BarcodeRow> Barcodes { get; init; } = [];

    /// <summary>True when a row of the same content need not be written.</summary>
    /// <param name="other">The other row.</param>
    public bool SameContent(ProductRow other) =>
        Name == other.Name && NameUrdu == other.NameUrdu && Category == other.Category && Price == other.Price && Cost == other.Cost
        && ShelfLifeDays == other.ShelfLifeDays && ArchivedAt is null == other.ArchivedAt is null
        && Packs.SequenceEqual(other.Packs) && Barcodes.SequenceEqual(other.Barcodes);
}

/// <summary>A pack as it is stored.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Size">Thousandths of the base unit in <paramref name="Per"/> packs.</param>
/// <param name="Per">1 for whole packs.</param>
public sealed record PackRow(string Name, long Size, long Per);

/// <summary>A barcode as it is stored.</summary>
/// <param name="Code">As it was given.</param>
/// <param name="Key">The one spelling for all spellings.</param>
/// <param name="Pack">The position of its pack; null for the base unit.</param>
public sealed record BarcodeRow(string Code, string Key, long? Pack);

/// <summary>What became of a catalogue change.</summary>
public enum CatalogOutcome
{
    /// <summary>It is done.</summary>
    Done,

    /// <summary>There is no such thing.</summary>
    NotFound,

    /// <summary>The SKU or code is taken.</summary>
    Exists,

    /// <summary>It changed since it was read.</summary>
    VersionMismatch,
}

/// <summary>A barcode that belongs to another product already.</summary>
/// <param name="Code">The barcode.</param>
/// <param name="Sku">The product that has it.</param>
public sealed record BarcodeTaken(string Code, string Sku);
