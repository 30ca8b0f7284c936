using System.Text;
using System.Xml;
using DocumentFormat.OpenXml.Packaging;

namespace Bazaar.Server.Platform.Tables;

/// <summary>The texts that a workbook's cells refer to by number.</summary>
internal static class XlsxSharedStrings
{
    private const long MaxCharacters = 200_000_000;

    /// <summary>Reads them all.</summary>
    /// <param name="part">Where they are; null when the workbook has none.</param>
    /// <param name="name">What messages call the file.</param>
    /// <param name="maxBytes">The most the part may hold once unpacked.</param>
    public static IReadOnlyList<string> Read(SharedStringTablePart? part, string name, long maxBytes)
    {
        if (part is null)
        {
            return [];
        }

        var texts = new List<string>();
        var text = new StringBuilder();
        long total = 0;
        var (inText, phonetic) = (false, false);
        using var stream = part.GetStream(FileMode.Open, FileAccess.Read);
        using var xml = XmlReader.Create(stream, XlsxRows.Settings(maxBytes));
        while (xml.Read())
        {
            switch (xml.NodeType, xml.LocalName)
            {
                case (XmlNodeType.Element, "si") when xml.IsEmptyElement:
                    texts.Add("");
                    break;
                case (XmlNodeType.EndElement, "si"):
                    texts.Add(XlsxEscapes.Decode(text.ToString()));
                    total += text.Length;
                    text.Clear();
                    break;
                case (XmlNodeType.Element or XmlNodeType.EndElement, "rPh"):
                    // How a name is pronounced is not part of the name.
                    phonetic = xml.NodeType == XmlNodeType.Element && !xml.IsEmptyElement;
                    break;
                case (XmlNodeType.Element or XmlNodeType.EndElement, "t"):
                    inText = xml.NodeType == XmlNodeType.Element && !xml.IsEmptyElement;
                    break;
                case (XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace, _) when inText && !phonetic:
                    text.Append(xml.Value);
                    break;
            }

            if (total > MaxCharacters)
            {
                throw new TableException($"{name} holds too much text for a workbook. Save the sheet as \"CSV UTF-8\".");
            }
        }

        return texts;
    }
}
