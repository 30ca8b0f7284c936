namespace Bazaar.Server.Platform.Tables;

/// <summary>The file formats of lists and reports.</summary>
internal enum TableFormat
{
    /// <summary>Comma-separated, RFC 4180, UTF-8.</summary>
    Csv,

    /// <summary>A workbook with one sheet.</summary>
    Xlsx,
}

/// <summary>Names of the formats on the wire.</summary>
internal static class TableFormats
{
    /// <summary>The media type of CSV, with its encoding.</summary>
    public const string CsvMediaType = "text/csv; charset=utf-8; header=present";

    /// <summary>The media type of XLSX.</summary>
    public const string XlsxMediaType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>The media type to answer with.</summary>
    /// <param name="format">The format.</param>
    public static string MediaType(this TableFormat format) => format == TableFormat.Csv ? CsvMediaType : XlsxMediaType;

    /// <summary>The end of a file's name, with its dot.</summary>
    /// <param name="format">The format.</param>
    public static string Extension(this TableFormat format) => format == TableFormat.Csv ? ".csv" : ".xlsx";

    /// <summary>The format a request asks for; null when it wants JSON.</summary>
    /// <param name="query">The value of <c>?format=</c>, which outranks the header.</param>
    /// <param name="accept">The <c>Accept</c> header.</param>
    /// <param name="format">What to answer with; null for JSON.</param>
    /// <returns>False when <paramref name="query"/> names no known format.</returns>
    public static bool TryChoose(string? query, string? accept, out TableFormat? format)
    {
        format = null;
        switch (query?.ToLowerInvariant())
        {
            case "csv":
                format = TableFormat.Csv;
                return true;
            case "xlsx":
                format = TableFormat.Xlsx;
                return true;
            case "json":
                return true;
            case null or "":
                format = FromAccept(accept);
                return true;
            default:
                return false;
        }
    }

    private static TableFormat? FromAccept(string? accept)
    {
        // Browsers send long lists; the first type known here is what is meant.
        foreach (var range in (accept ?? "").Split(','))
        {
            switch (range.Split(';')[0].Trim().ToLowerInvariant())
            {
                case "text/csv":
                    return TableFormat.Csv;
                case XlsxMediaType:
                    return TableFormat.Xlsx;
                case "application/json" or "*/*" or "application/*":
                    return null;
            }
        }

        return null;
    }
}
