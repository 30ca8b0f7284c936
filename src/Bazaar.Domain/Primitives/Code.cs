namespace Bazaar.Domain.Primitives;

/// <summary>The codes people give to stores and products: <c>[A-Za-z0-9][A-Za-z0-9._-]{0,63}</c>, found in any letter case, kept as written.</summary>
public static class Code
{
    /// <summary>The longest code, in characters.</summary>
    public const int MaxLength = 64;

    /// <summary>What a code may look like, for error texts.</summary>
    public const string Rule = "a letter or digit, then up to 63 letters, digits, dots, underscores or hyphens";

    /// <summary>True when the text is a code.</summary>
    /// <param name="text">The text.</param>
    public static bool IsValid(string? text)
    {
        if (text is null || text.Length is 0 or > MaxLength || !char.IsAsciiLetterOrDigit(text[0]))
        {
            return false;
        }

        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('.' or '_' or '-'))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The spelling under which a code is found.</summary>
    /// <param name="code">A code.</param>
    public static string Key(string code) => code.ToUpperInvariant();
}
