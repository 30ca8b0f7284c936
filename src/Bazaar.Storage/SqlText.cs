namespace Bazaar.Storage;

/// <summary>Helps to make patterns of what people type.</summary>
internal static class SqlText
{
    /// <summary>A LIKE pattern (escape character <c>!</c>) that finds a text anywhere; null stays null.</summary>
    public static string? Contains(string? text) =>
        string.IsNullOrEmpty(text) ? null : $"%{text.Replace("!", "!!").Replace("%", "!%").Replace("_", "!_")}%";
}
