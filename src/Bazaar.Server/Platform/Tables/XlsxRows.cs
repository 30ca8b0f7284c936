using System.Xml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Bazaar.Server.Platform.Tables;

/// <summary>The rows of an XLSX workbook's first sheet.</summary>
internal static class XlsxRows
{
    private const int MaxPartCharacters = 16 * 1024 * 1024;

    /// <summary>Reads rows as they come; only the shared strings are held in memory.</summary>
    /// <param name="source">The workbook.</param>
    /// <param name="name">What messages call the file.</param>
    /// <param name="maxBytes">The most a part of it may hold once unpacked.</param>
    public static IEnumerable<RawRow> Read(Stream source, string name, long maxBytes)
    {
        using var file = TemporaryFile.Create();
        source.CopyTo(file);
        file.Position = 0;
        using var document = SpreadsheetDocument.Open(file, isEditable: false, new OpenSettings { MaxCharactersInPart = MaxPartCharacters });
        var workbook = document.WorkbookPart ?? throw new TableException($"{name} is a ZIP file, but no XLSX workbook. Unpack it first, or save the sheet as XLSX.");
        var sheet = FirstSheet(workbook) ?? throw new TableException($"{name} holds no sheet with rows.");
        var cells = new XlsxCells(
            XlsxSharedStrings.Read(workbook.SharedStringTablePart, name, maxBytes),
            XlsxDates.DateStyles(workbook.WorkbookStylesPart),
            workbook.Workbook.WorkbookProperties?.Date1904?.Value ?? false);

        using var stream = sheet.GetStream(FileMode.Open, FileAccess.Read);
        using var xml = XmlReader.Create(stream, Settings(maxBytes));
        var row = 0;
        while (xml.ReadToRow(ref row))
        {
            yield return ReadRow(xml, row, cells);
        }
    }

    /// <summary>No entities, no comments, and a limit on what a small ZIP may unpack to.</summary>
    /// <param name="maxBytes">The limit.</param>
    public static XmlReaderSettings Settings(long maxBytes) => new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        MaxCharactersInDocument = maxBytes == long.MaxValue ? 0 : maxBytes,
    };

    private static WorksheetPart? FirstSheet(WorkbookPart workbook) => workbook.Workbook.Descendants<Sheet>()
        .Select(s => s.Id?.Value is { } id && workbook.TryGetPartById(id, out var part) ? part as WorksheetPart : null)
        .FirstOrDefault(p => p is not null);

    private static bool ReadToRow(this XmlReader xml, ref int row)
    {
        while (xml.Read())
        {
            if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "row")
            {
                row = int.TryParse(xml.GetAttribute("r"), out var r) && r > row ? r : row + 1;
                return true;
            }
        }

        return false;
    }

    private static RawRow ReadRow(XmlReader xml, int row, XlsxCells cells)
    {
        if (xml.IsEmptyElement)
        {
            return new RawRow(row, []);
        }

        var values = new List<string>();
        string? error = null;
        var column = -1;
        while (xml.Read() && !(xml.NodeType == XmlNodeType.EndElement && xml.LocalName == "row"))
        {
            if (xml.NodeType != XmlNodeType.Element || xml.LocalName != "c")
            {
                continue;
            }

            column = XlsxCells.Column(xml.GetAttribute("r")) ?? column + 1;
            var text = cells.Read(xml);
            if (text.Length == 0)
            {
                continue;
            }

            if (column >= TableReader.MaxColumns)
            {
                error ??= $"This row has more than {TableReader.MaxColumns} columns.";
                continue;
            }

            if (text.Length > TableReader.MaxCellLength)
            {
                error ??= $"Cell {column + 1} is longer than {TableReader.MaxCellLength:N0} characters.";
            }

            while (values.Count <= column)
            {
                values.Add("");
            }

            values[column] = text;
        }

        return new RawRow(row, [.. values], error);
    }
}
