namespace Bazaar.Server.Platform.Tables;

/// <summary>Every code of an import's errors that the file alone can cause. Codes are never renamed.</summary>
internal static class ImportCodes
{
    /// <summary>The file is no table.</summary>
    public const string UnreadableFile = "unreadable-file";

    /// <summary>The row does not fit the header, or its quotes do not close.</summary>
    public const string UnreadableRow = "unreadable-row";

    /// <summary>The header names a column that means nothing here.</summary>
    public const string UnknownColumn = "unknown-column";

    /// <summary>A column that is needed is missing.</summary>
    public const string MissingColumn = "missing-column";

    /// <summary>Two columns mean the same.</summary>
    public const string DuplicateColumn = "duplicate-column";

    /// <summary>More rows than one import takes.</summary>
    public const string TooManyRows = "too-many-rows";

    /// <summary>A cell that is needed is empty.</summary>
    public const string Missing = "missing";

    /// <summary>The text is no SKU.</summary>
    public const string BadSku = "bad-sku";

    /// <summary>The text is no unit.</summary>
    public const string BadUnit = "bad-unit";

    /// <summary>The text is longer than allowed.</summary>
    public const string TooLong = "too-long";

    /// <summary>The text is no number.</summary>
    public const string BadNumber = "bad-number";

    /// <summary>More decimals than allowed; nothing is rounded.</summary>
    public const string NotExact = "not-exact";

    /// <summary>The number is too small or too large.</summary>
    public const string OutOfRange = "out-of-range";

    /// <summary>The text is no barcode.</summary>
    public const string BadBarcode = "bad-barcode";

    /// <summary>The barcode's last digit does not follow from the others.</summary>
    public const string BadCheckDigit = "bad-check-digit";

    /// <summary>More barcodes or packs than a product may have.</summary>
    public const string TooMany = "too-many";

    /// <summary>The columns of a product's packs do not match each other.</summary>
    public const string BadPack = "bad-pack";

    /// <summary>The SKU stands in the file before.</summary>
    public const string DuplicateSku = "duplicate-sku";

    /// <summary>The barcode stands in the file before.</summary>
    public const string DuplicateBarcode = "duplicate-barcode";
}
