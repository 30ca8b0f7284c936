using System.Xml;
using CsvHelper;
using DocumentFormat.OpenXml.Packaging;

namespace Bazaar.Server.Platform.Tables;

/// <summary>What a file is, by its first bytes, and what its failures mean to a person.</summary>
internal static class TableFile
{
    /// <summary>Said wherever text is not UTF-8.</summary>
    public const string SaveAsUtf8 = "Save it as \"CSV UTF-8\" (in a spreadsheet: Save as, CSV UTF-8), or as XLSX.";

    /// <summary>True for a gzip file.</summary>
    /// <param name="head">The first bytes.</param>
    public static bool IsGzip(ReadOnlySpan<byte> head) => head.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]);

    /// <summary>True for an xz file.</summary>
    /// <param name="head">The first bytes.</param>
    public static bool IsXz(ReadOnlySpan<byte> head) => head.StartsWith((ReadOnlySpan<byte>)[0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]);

    /// <summary>True for a ZIP file, which an XLSX is.</summary>
    /// <param name="head">The first bytes.</param>
    public static bool IsZip(ReadOnlySpan<byte> head) => head.StartsWith("PK\u0003\u0004"u8) || head.StartsWith("PK\u0005\u0006"u8);

    /// <summary>Refuses what is plainly not a UTF-8 text.</summary>
    /// <param name="head">The first bytes.</param>
    /// <param name="name">What messages call the file.</param>
    public static void RequireText(ReadOnlySpan<byte> head, string name)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
        {
            throw new TableException($"{name} is saved as UTF-16 (\"Unicode text\"). {SaveAsUtf8}");
        }

        if (head.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0]))
        {
            throw new TableException($"{name} is an old Excel file (XLS). Save it as XLSX or \"CSV UTF-8\".");
        }

        if (head.Contains((byte)0))
        {
            throw new TableException($"{name} is no table: it is neither text nor XLSX. {SaveAsUtf8}");
        }
    }

    /// <summary>The readable form of what went wrong beneath, or null when it is not about the file.</summary>
    /// <param name="e">What was thrown.</param>
    /// <param name="name">What messages call the file.</param>
    public static TableException? Translate(Exception e, string name) => e switch
    {
        TableException { Row: 1 } t when !t.Message.StartsWith(name, StringComparison.Ordinal) => new TableException($"{name}: {t.Message}", t.Row, t),
        TableException t => t,
        OpenXmlPackageException or FileFormatException => new TableException($"{name} is a ZIP file, but no XLSX workbook: {e.Message}", null, e),
        XmlException x => new TableException($"{name} is a damaged XLSX file: {x.Message} Open it in a spreadsheet and save it again.", null, x),
        CsvFormatException f => new TableException($"{name}, row {f.LineNumber}: {f.Message}", (int)f.LineNumber, f),
        InvalidDataException d => new TableException($"{name} is damaged or was cut off: {d.Message}", null, d),
        IOException i => new TableException($"{name} cannot be read to its end: {i.Message}", null, i),
        _ => null,
    };
}
