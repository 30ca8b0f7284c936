using Bazaar.Contracts;

namespace Bazaar.Simulator.Kiryana;

/// <summary>When a product sells more than usual.</summary>
public enum Season
{
    /// <summary>All year the same.</summary>
    Flat,

    /// <summary>In the hot months.</summary>
    Summer,

    /// <summary>In the cold months.</summary>
    Winter,

    /// <summary>In the fasting month and the week before it.</summary>
    Ramadan,
}

/// <summary>The pack a product comes in.</summary>
/// <param name="Name">Such as <c>carton</c>.</param>
/// <param name="Size">Base units in it.</param>
/// <param name="Barcode">The pack's own barcode.</param>
public sealed record KiryanaPack(string Name, decimal Size, string? Barcode);

/// <summary>A product of a corner grocery, with how it sells.</summary>
public sealed record KiryanaProduct
{
    /// <summary>The stock keeping unit.</summary>
    public required string Sku { get; init; }

    /// <summary>The name in English.</summary>
    public required string Name { get; init; }

    /// <summary>The name in Urdu.</summary>
    public required string NameUrdu { get; init; }

    /// <summary>The category.</summary>
    public required string Category { get; init; }

    /// <summary><c>piece</c>, <c>kg</c> or <c>l</c>.</summary>
    public required string Unit { get; init; }

    /// <summary>Selling price per base unit, in rupees.</summary>
    public required decimal Price { get; init; }

    /// <summary>Usual cost per base unit, in rupees.</summary>
    public required decimal Cost { get; init; }

    /// <summary>The barcode of the base unit.</summary>
    public string? Barcode { get; init; }

    /// <summary>The pack it comes in.</summary>
    public KiryanaPack? Pack { get; init; }

    /// <summary>Days until it spoils; null when it does not.</summary>
    public int? ShelfLifeDays { get; init; }

    /// <summary>Base units a small shop sells in an ordinary week.</summary>
    public required double WeeklyDemand { get; init; }

    /// <summary>Demand on Saturday and Sunday against the mean of the week.</summary>
    public required double WeekendFactor { get; init; }

    /// <summary>When it sells more.</summary>
    public required Season Season { get; init; }

    /// <summary>True for goods weighed or poured at the counter.</summary>
    public bool Loose => Unit != "piece";

    /// <summary>The request that adds it to a catalogue.</summary>
    public ProductRequest ToRequest() => new()
    {
        Sku = Sku,
        Name = Name,
        NameUrdu = NameUrdu,
        Category = Category,
        Unit = Unit,
        Price = Price,
        Cost = Cost,
        Barcodes = Barcode is null ? null : [Barcode],
        Packs = Pack is null ? null : [new Pack { Name = Pack.Name, Size = Pack.Size, Barcode = Pack.Barcode }],
        ShelfLifeDays = ShelfLifeDays,
    };
}
