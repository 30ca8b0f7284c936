namespace Bazaar.Tidy.Tests;

/// <summary>Reads C# just well enough to tell code from comments and strings.</summary>
internal static class CSharpText
{
    /// <summary>The same text with everything in comments, strings and characters turned into spaces. What stands in the holes of interpolated strings is blanked too.</summary>
    /// <param name="text">A C# file.</param>
    public static string WithoutCommentsAndStrings(string text)
    {
        var code = text.ToCharArray();
        var i = 0;
        while (i < text.Length)
        {
            var end = EndOfBlank(text, i);
            for (var j = i; j < end; j++)
            {
                code[j] = code[j] == '\n' ? '\n' : ' ';
            }

            i = Math.Max(end, i + 1);
        }

        return new string(code);
    }

    /// <summary>Where the comment or literal that begins here ends; the position itself when none begins.</summary>
    private static int EndOfBlank(string text, int start)
    {
        var rest = text.AsSpan(start);
        if (rest.StartsWith("//"))
        {
            return Find(text, "\n", start);
        }

        if (rest.StartsWith("/*"))
        {
            return Math.Min(text.Length, Find(text, "*/", start) + 2);
        }

        if (rest[0] == '\'')
        {
            return EndOfCharacter(text, start);
        }

        var quote = start;
        while (quote < text.Length && text[quote] is '$' or '@')
        {
            quote++;
        }

        return quote < text.Length && text[quote] == '"' ? EndOfString(text, quote, text.AsSpan(start, quote - start)) : start;
    }

    private static int EndOfCharacter(string text, int start)
    {
        var i = start + 1;
        while (i < text.Length && text[i] is not ('\'' or '\n'))
        {
            i += text[i] == '\\' ? 2 : 1;
        }

        return Math.Min(text.Length, i + 1);
    }

    private static int EndOfString(string text, int quote, ReadOnlySpan<char> prefix)
    {
        var quotes = text.AsSpan(quote).IndexOfAnyExcept('"');
        quotes = quotes < 0 ? text.Length - quote : quotes;
        if (quotes >= 3)
        {
            return Math.Min(text.Length, Find(text, new string('"', quotes), quote + quotes) + quotes);
        }

        var verbatim = prefix.Contains('@');
        var interpolated = prefix.Contains('$');
        var i = quote + 1;
        while (i < text.Length)
        {
            var c = text[i];
            var twice = i + 1 < text.Length && text[i + 1] == c;
            if (c == '"' && !(verbatim && twice))
            {
                return i + 1;
            }

            i = c switch
            {
                '"' => i + 2,
                '\\' when !verbatim => i + 2,
                '{' when interpolated && !twice => EndOfHole(text, i),
                '{' when interpolated => i + 2,
                _ => i + 1,
            };
        }

        return text.Length;
    }

    // A hole holds code, with strings of its own.
    private static int EndOfHole(string text, int open)
    {
        var depth = 0;
        var i = open;
        while (i < text.Length)
        {
            var end = EndOfBlank(text, i);
            if (end > i)
            {
                i = end;
                continue;
            }

            depth += text[i] switch { '{' => 1, '}' => -1, _ => 0 };
            i++;
            if (depth == 0)
            {
                break;
            }
        }

        return i;
    }

    private static int Find(string text, string what, int from)
    {
        var at = from < text.Length ? text.IndexOf(what, from, StringComparison.Ordinal) : -1;
        return at < 0 ? text.Length : at;
    }
}
