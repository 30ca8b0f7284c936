namespace Bazaar.Cli.Output;

/// <summary>How numbers and times look to people. Programs use <c>--json</c>.</summary>
internal static class Text
{
    public static string Quantity(decimal quantity) => quantity.ToString("0.###");

    public static string Signed(decimal quantity) => quantity.ToString("+0.###;-0.###;0");

    public static string Money(decimal amount) => amount.ToString("#,##0.00");

    public static string Cost(decimal cost) => cost.ToString("#,##0.00##");

    /// <summary>In the time zone of whoever reads.</summary>
    /// <param name="terminal">Knows the zone.</param>
    /// <param name="time">Any offset.</param>
    public static string Time(Terminal terminal, DateTimeOffset time) =>
        TimeZoneInfo.ConvertTime(time, terminal.Clock.LocalTimeZone).ToString("yyyy-MM-dd HH:mm");

    /// <summary><c>1 line</c>, <c>2 lines</c>.</summary>
    public static string Count(long number, string one, string? many = null) => number == 1 ? $"1 {one}" : $"{number} {many ?? one + "s"}";

    /// <summary><c>stockIn</c> as people say it.</summary>
    /// <param name="type">The wire's spelling of a kind of entry.</param>
    public static string Kind(string type) => type switch
    {
        "opening" => "Opening stock",
        "stockIn" => "Receipt",
        "sale" => "Sale",
        "removal" => "Removal",
        "customerReturn" => "Customer return",
        "supplierReturn" => "Return to supplier",
        "transferOut" => "Transfer out",
        "transferIn" => "Transfer in",
        "count" => "Count",
        "adjustment" => "Adjustment",
        "reversal" => "Reversal",
        _ => type,
    };
}
