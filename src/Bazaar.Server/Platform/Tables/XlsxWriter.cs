using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Bazaar.Server.Platform.Tables;

/// <summary>Writes a workbook with one sheet, row by row.</summary>
internal static class XlsxWriter
{
    private const int MaxRows = 1_048_576;

    // A workbook keeps numbers as binary fractions of 15 true digits; longer ones stay exact as text.
    private const int MaxDigits = 15;
    private const uint Plain = 0, Bold = 1, Date = 2, Time = 3;
    private static readonly OpenXmlAttribute TypeNumber = new("t", "", "n"), TypeText = new("t", "", "inlineStr"), TypeBoolean = new("t", "", "b");
    private static readonly OpenXmlAttribute[] Styles = [.. Enumerable.Range(0, 4).Select(i => new OpenXmlAttribute("s", "", i.ToString(CultureInfo.InvariantCulture)))];

    /// <summary>Writes all rows.</summary>
    /// <typeparam name="T">The rows' type.</typeparam>
    /// <param name="to">Where to; can seek.</param>
    /// <param name="columns">The columns, in order.</param>
    /// <param name="rows">The rows, in order.</param>
    /// <param name="ct">Stops writing.</param>
    public static async Task WriteAsync<T>(Stream to, IReadOnlyList<TableColumn<T>> columns, IAsyncEnumerable<T> rows, CancellationToken ct)
    {
        using var document = SpreadsheetDocument.Create(to, SpreadsheetDocumentType.Workbook);
        var workbook = document.AddWorkbookPart();
        workbook.AddNewPart<WorkbookStylesPart>().Stylesheet = Stylesheet();
        var sheet = workbook.AddNewPart<WorksheetPart>();
        using (var xml = OpenXmlWriter.Create(sheet))
        {
            xml.WriteStartElement(new Worksheet());
            xml.WriteElement(new SheetViews(new SheetView(
                new Pane { VerticalSplit = 1, TopLeftCell = "A2", ActivePane = PaneValues.BottomLeft, State = PaneStateValues.Frozen }) { WorkbookViewId = 0 }));
            xml.WriteStartElement(new SheetData());
            xml.WriteStartElement(new Row());
            foreach (var column in columns)
            {
                WriteCell(xml, column.Header, Bold);
            }

            xml.WriteEndElement();
            var count = 1;
            await foreach (var row in rows.WithCancellation(ct))
            {
                if (++count > MaxRows)
                {
                    throw new TableException($"A sheet holds at most {MaxRows:N0} rows. Ask for fewer, or for CSV.");
                }

                xml.WriteStartElement(new Row());
                foreach (var column in columns)
                {
                    WriteCell(xml, column.Value(row), Plain);
                }

                xml.WriteEndElement();
            }

            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        workbook.Workbook = new Workbook(new Sheets(new Sheet { Id = workbook.GetIdOfPart(sheet), SheetId = 1, Name = "Bazaar" }));
    }

    private static void WriteCell(OpenXmlWriter xml, object? value, uint style)
    {
        switch (value)
        {
            case null:
                xml.WriteElement(new Cell());
                break;
            case bool b:
                WriteValue(xml, TypeBoolean, style, b ? "1" : "0");
                break;
            case DateOnly d:
                WriteValue(xml, TypeNumber, Date, Days(d.ToDateTime(TimeOnly.MinValue)));
                break;
            case DateTimeOffset t:
                WriteValue(xml, TypeNumber, Time, Days(t.UtcDateTime));
                break;
            case sbyte or byte or short or ushort or int or uint or long or ulong or float or double or decimal when IsExact(TableWriter.Text(value)):
                WriteValue(xml, TypeNumber, style, TableWriter.Text(value));
                break;
            default:
                WriteText(xml, TableWriter.Text(value), style);
                break;
        }
    }

    private static void WriteValue(OpenXmlWriter xml, OpenXmlAttribute type, uint style, string text)
    {
        xml.WriteStartElement(new Cell(), [type, Styles[style]]);
        xml.WriteElement(new CellValue(text));
        xml.WriteEndElement();
    }

    private static void WriteText(OpenXmlWriter xml, string text, uint style)
    {
        if (text.Length > TableReader.MaxCellLength)
        {
            throw new TableException($"A cell of a sheet holds at most {TableReader.MaxCellLength:N0} characters. Ask for CSV.");
        }

        xml.WriteStartElement(new Cell(), [TypeText, Styles[style]]);
        xml.WriteElement(new InlineString(new Text(XlsxEscapes.Encode(text)) { Space = SpaceProcessingModeValues.Preserve }));
        xml.WriteEndElement();
    }

    private static bool IsExact(string number) => number.Count(char.IsAsciiDigit) <= MaxDigits && !number.Any(char.IsAsciiLetter);

    private static string Days(DateTime time) => time.ToOADate().ToString("R", CultureInfo.InvariantCulture);

    private static Stylesheet Stylesheet() => new(
        new NumberingFormats(
            new NumberingFormat { NumberFormatId = 164, FormatCode = "yyyy\\-mm\\-dd" },
            new NumberingFormat { NumberFormatId = 165, FormatCode = "yyyy\\-mm\\-dd\\ hh:mm:ss" }),
        new Fonts(new Font(), new Font(new Bold())),
        new Fills(new Fill(new PatternFill { PatternType = PatternValues.None }), new Fill(new PatternFill { PatternType = PatternValues.Gray125 })),
        new Borders(new Border()),
        new CellStyleFormats(new CellFormat()),
        new CellFormats(
            new CellFormat(),
            new CellFormat { FontId = 1, ApplyFont = true },
            new CellFormat { NumberFormatId = 164, ApplyNumberFormat = true },
            new CellFormat { NumberFormatId = 165, ApplyNumberFormat = true }));
}
