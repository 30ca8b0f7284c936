using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bazaar.Cli.TillFiles;

/// <summary>How the till files of one kind are to be read: which column is what, and what a line means.</summary>
internal sealed record TillPreset
{
    /// <summary>The preset's name. It is part of every entry's id, so a preset that changes its name posts everything again.</summary>
    public required string Name { get; init; }

    /// <summary>Field → column. <c>a|b</c> takes the first column there is; <c>a+b</c> joins two.</summary>
    public required Dictionary<string, string> Columns { get; init; }

    /// <summary>How local times are written, as .NET spells formats. Times with an offset (RFC 3339) are always understood.</summary>
    public required IReadOnlyList<string> TimeFormats { get; init; }

    /// <summary>Documents whose lines are goods that come back; <c>*</c> stands for any ending.</summary>
    public IReadOnlyList<string> ReturnDocuments { get; set; } = [];

    /// <summary>Documents that are no sales, and the reason their lines are refused with.</summary>
    public Dictionary<string, string> RefusedDocuments { get; set; } = [];

    /// <summary>Codes that are no products, in any letter case.</summary>
    public IReadOnlyList<string> NotProducts { get; set; } = [];

    /// <summary>What a negative quantity is on any other document.</summary>
    public NegativeQuantity NegativeQuantity { get; set; }

    /// <summary>What a positive quantity without a price is.</summary>
    public FreeLines FreeLines { get; set; }

    /// <summary>Words that tell why goods were removed; the first list that fits.</summary>
    public IReadOnlyList<RemovalWords> RemovalReasons { get; set; } = [];

    /// <summary>Beginnings of descriptions that are no product names.</summary>
    public IReadOnlyList<string> JunkDescriptions { get; set; } = [];

    /// <summary>The unit of new products.</summary>
    public string Unit { get; set; } = "piece";

    /// <summary>The unit of new products that are sold in fractions.</summary>
    public string FractionalUnit { get; set; } = "kg";
}

/// <summary>What a negative quantity is.</summary>
internal enum NegativeQuantity
{
    /// <summary>Goods a customer brought back.</summary>
    CustomerReturn,

    /// <summary>Goods that were written off.</summary>
    Removal,
}

/// <summary>What a positive quantity without a price is.</summary>
internal enum FreeLines
{
    /// <summary>Sold for nothing.</summary>
    Sale,

    /// <summary>Sold for nothing when a customer is named; otherwise found, a correction of the book.</summary>
    AdjustmentWithoutCustomer,
}

/// <summary>Words that tell why goods were removed.</summary>
/// <param name="Reason">The ledger's reason.</param>
/// <param name="Words">Beginnings of words in the description.</param>
internal sealed record RemovalWords(string Reason, IReadOnlyList<string> Words);

/// <summary>How presets are read and accounts are written.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    UseStringEnumConverter = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    ReadCommentHandling = JsonCommentHandling.Skip,
    AllowTrailingCommas = true)]
[JsonSerializable(typeof(TillPreset))]
[JsonSerializable(typeof(SalesAccount))]
internal sealed partial class TillJson : JsonSerializerContext;
