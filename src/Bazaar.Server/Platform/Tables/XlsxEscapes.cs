using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;

namespace Bazaar.Server.Platform.Tables;

/// <summary>How workbooks write characters that XML cannot hold: <c>_x000D_</c>.</summary>
internal static partial class XlsxEscapes
{
    /// <summary>The text with its escapes resolved.</summary>
    /// <param name="stored">As it is stored.</param>
    public static string Decode(string stored) => stored.Contains("_x", StringComparison.Ordinal)
        ? Escape().Replace(stored, m => ((char)ushort.Parse(m.ValueSpan[2..6], NumberStyles.HexNumber)).ToString())
        : stored;

    /// <summary>The text as it can be stored.</summary>
    /// <param name="text">Any text.</param>
    public static string Encode(string text)
    {
        var safe = text.Contains("_x", StringComparison.Ordinal) ? Escape().Replace(text, m => "_x005F" + m.Value) : text;
        if (IsPlain(safe))
        {
            return safe;
        }

        var encoded = new StringBuilder();
        for (var i = 0; i < safe.Length; i++)
        {
            if (i + 1 < safe.Length && char.IsSurrogatePair(safe[i], safe[i + 1]))
            {
                encoded.Append(safe, i++, 2);
            }
            else if (XmlConvert.IsXmlChar(safe[i]) && safe[i] != '\r')
            {
                encoded.Append(safe[i]);
            }
            else
            {
                encoded.Append($"_x{(int)safe[i]:X4}_");
            }
        }

        return encoded.ToString();
    }

    private static bool IsPlain(string text)
    {
        foreach (var c in text)
        {
            if (!XmlConvert.IsXmlChar(c) || c == '\r')
            {
                return false;
            }
        }

        return true;
    }

    [GeneratedRegex("_x[0-9A-Fa-f]{4}_", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Escape();
}
