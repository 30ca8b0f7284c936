using System.Globalization;
using System.Text;
using System.Xml;

namespace Bazaar.Server.Platform.Tables;

/// <summary>Turns a workbook's cells into the text a person sees in them.</summary>
/// <param name="sharedStrings">The workbook's shared strings.</param>
/// <param name="dateStyles">Which styles show a date.</param>
/// <param name="date1904">True when days are counted from 1904.</param>
internal sealed class XlsxCells(IReadOnlyList<string> sharedStrings, bool[] dateStyles, bool date1904)
{
    private const int SignificantDigits = 15;
    private readonly StringBuilder _text = new();

    /// <summary>The column of a reference such as <c>AB12</c>, from 0; null when there is none.</summary>
    /// <param name="reference">The cell's reference.</param>
    public static int? Column(string? reference)
    {
        var column = 0;
        foreach (var c in reference ?? "")
        {
            if (!char.IsAsciiLetter(c))
            {
                break;
            }

            column = Math.Min((column * 26) + (c & 0x1F), short.MaxValue);
        }

        return column == 0 ? null : column - 1;
    }

    /// <summary>Reads the cell that the reader stands on, up to its end.</summary>
    /// <param name="xml">Stands on a <c>c</c> element.</param>
    public string Read(XmlReader xml)
    {
        var (type, style) = (xml.GetAttribute("t"), xml.GetAttribute("s"));
        if (xml.IsEmptyElement)
        {
            return "";
        }

        _text.Clear();
        var (inValue, phonetic) = (false, false);
        while (xml.Read() && !(xml.NodeType == XmlNodeType.EndElement && xml.LocalName == "c"))
        {
            switch (xml.NodeType, xml.LocalName)
            {
                // A formula (f) is not what the cell shows; its last result (v) is.
                case (XmlNodeType.Element or XmlNodeType.EndElement, "v" or "t"):
                    inValue = xml.NodeType == XmlNodeType.Element && !xml.IsEmptyElement;
                    break;
                case (XmlNodeType.Element or XmlNodeType.EndElement, "rPh"):
                    phonetic = xml.NodeType == XmlNodeType.Element && !xml.IsEmptyElement;
                    break;
                case (XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace, _) when inValue && !phonetic:
                    _text.Append(xml.Value);
                    break;
            }
        }

        return Text(type, style);
    }

    /// <summary>
    /// A number as a spreadsheet shows it: workbooks store binary fractions with up to 17 digits (2.5499999999999998),
    /// of which 15 are true (2.55).
    /// </summary>
    /// <param name="stored">The number as it is stored.</param>
    public static string Number(string stored)
    {
        var digits = 0;
        var exponent = false;
        foreach (var c in stored)
        {
            exponent |= c is 'E' or 'e';
            digits += !exponent && char.IsAsciiDigit(c) && (digits > 0 || c != '0') ? 1 : 0;
        }

        if (digits <= SignificantDigits && !exponent)
        {
            return stored;
        }

        var shown = digits > SignificantDigits && double.TryParse(stored, NumberStyles.Float, CultureInfo.InvariantCulture, out var d)
            ? d.ToString("G15", CultureInfo.InvariantCulture)
            : stored;
        return decimal.TryParse(shown, NumberStyles.Float, CultureInfo.InvariantCulture, out var exact) && (exact != 0 || digits == 0)
            ? exact.ToString(CultureInfo.InvariantCulture)
            : stored;
    }

    private string Text(string? type, string? style)
    {
        switch (type)
        {
            case "s":
                return int.TryParse(_text.ToString(), out var i) && i >= 0 && i < sharedStrings.Count ? sharedStrings[i] : "";
            case "inlineStr" or "str":
                return XlsxEscapes.Decode(_text.ToString());
            case "b":
                return _text.ToString() == "1" ? "TRUE" : "FALSE";
            case "e" or "d":
                return _text.ToString();
            default:
                var stored = _text.ToString();
                return int.TryParse(style, out var s) && s >= 0 && s < dateStyles.Length && dateStyles[s]
                    ? XlsxDates.Text(stored, date1904) ?? Number(stored)
                    : Number(stored);
        }
    }
}
