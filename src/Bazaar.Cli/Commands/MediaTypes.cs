namespace Bazaar.Cli.Commands;

/// <summary>The media types of files that people keep.</summary>
internal static class MediaTypes
{
    /// <summary>The media type of a format; null when it is none of ours.</summary>
    /// <param name="format"><c>csv</c>, <c>xlsx</c> or <c>json</c>.</param>
    public static string? Of(string format) => format switch
    {
        "csv" => "text/csv",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "json" => "application/json",
        _ => null,
    };

    /// <summary>The format of a file, by its name: <c>sales.CSV</c> is <c>csv</c>.</summary>
    /// <param name="path">The file.</param>
    public static string FormatOfFile(string path) => Path.GetExtension(path).TrimStart('.').ToLowerInvariant();

    /// <summary>The media type of a CSV or XLSX file, by its name.</summary>
    /// <param name="path">The file.</param>
    public static string? OfFile(string path) => FormatOfFile(path) is "csv" or "xlsx" ? Of(FormatOfFile(path)) : null;
}
