namespace Bazaar.Cli.TillFiles;

/// <summary>Words and patterns in a person's short remarks.</summary>
internal static class WordList
{
    /// <summary>True when one of the words stands in the text at the beginning of a word: "wet" fits "wet boxes", not "sweets".</summary>
    /// <param name="text">The text.</param>
    /// <param name="words">Beginnings of words.</param>
    public static bool Fits(string text, IReadOnlyList<string> words)
    {
        foreach (var word in words)
        {
            for (var at = text.IndexOf(word, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(word, at + 1, StringComparison.OrdinalIgnoreCase))
            {
                if (at == 0 || !char.IsLetter(text[at - 1]))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>True when the text is one of the patterns, in any letter case; a pattern may end with <c>*</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="pattern">Such as <c>POST</c> or <c>gift_*</c>.</param>
    public static bool IsLike(string text, string pattern) => pattern.EndsWith('*')
        ? text.AsSpan().StartsWith(pattern.AsSpan(0, pattern.Length - 1), StringComparison.OrdinalIgnoreCase)
        : text.Equals(pattern, StringComparison.OrdinalIgnoreCase);

    /// <summary>True when the text is like one of the patterns.</summary>
    /// <param name="text">The text.</param>
    /// <param name="patterns">The patterns.</param>
    public static bool IsLike(string text, IReadOnlyList<string> patterns)
    {
        foreach (var pattern in patterns)
        {
            if (IsLike(text, pattern))
            {
                return true;
            }
        }

        return false;
    }
}
