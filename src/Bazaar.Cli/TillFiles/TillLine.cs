using Bazaar.Server.Platform.Tables;

namespace Bazaar.Cli.TillFiles;

/// <summary>What a line of a till file is in the ledger.</summary>
internal enum LineKind
{
    /// <summary>Sold.</summary>
    Sale,

    /// <summary>Brought back by a customer.</summary>
    CustomerReturn,

    /// <summary>Taken out without being sold.</summary>
    Removal,

    /// <summary>Found, or corrected in the book.</summary>
    Adjustment,
}

/// <summary>A line of a till file, read and understood.</summary>
internal sealed class TillLine
{
    /// <summary>The file it stands in.</summary>
    public required TillFile File { get; init; }

    /// <summary>The row as it stands there.</summary>
    public required TableRow Row { get; init; }

    /// <summary>Why it is not taken; null when it is.</summary>
    public LineRefusal? Refusal { get; init; }

    /// <summary>The invoice or receipt.</summary>
    public string Document { get; init; } = "";

    /// <summary>When, in the shop's local time.</summary>
    public DateTime Time { get; init; }

    /// <summary>The distance from UTC, when the file gives it.</summary>
    public TimeSpan? Offset { get; init; }

    /// <summary>The product's code, made a SKU.</summary>
    public string Sku { get; init; } = "";

    /// <summary>The product's code as it stands in the file.</summary>
    public string Code { get; init; } = "";

    /// <summary>The product's barcode, when there is one.</summary>
    public string Barcode { get; init; } = "";

    /// <summary>The description.</summary>
    public string Description { get; init; } = "";

    /// <summary>The quantity as the ledger takes it: positive but for adjustments.</summary>
    public decimal Quantity { get; init; }

    /// <summary>The unit price; null when the file has none.</summary>
    public decimal? Price { get; init; }

    /// <summary>The customer.</summary>
    public string Customer { get; init; } = "";

    /// <summary>The customer's country.</summary>
    public string Country { get; init; } = "";

    /// <summary>What it is.</summary>
    public LineKind Kind { get; init; }

    /// <summary>With <see cref="LineKind.Removal"/>: why.</summary>
    public string? Reason { get; init; }

    /// <summary>What the line does to on-hand.</summary>
    public decimal Effect => Kind is LineKind.Sale or LineKind.Removal ? -Quantity : Quantity;
}

/// <summary>Why a line is not taken.</summary>
/// <param name="Code">A stable code.</param>
/// <param name="Detail">A sentence for people.</param>
internal sealed record LineRefusal(string Code, string Detail);

/// <summary>A till file of an import.</summary>
/// <param name="path">As it was found.</param>
internal sealed class TillFile(string path)
{
    /// <summary>As it was found.</summary>
    public string Path { get; } = path;

    /// <summary>Its columns.</summary>
    public IReadOnlyList<string> Columns { get; set; } = [];

    /// <summary>The earliest local date in it; null when it holds no line with a time.</summary>
    public DateOnly? FirstDate { get; set; }

    /// <summary>How many lines it holds.</summary>
    public int Lines { get; set; }
}
