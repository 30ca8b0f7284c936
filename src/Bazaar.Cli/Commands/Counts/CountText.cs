using Bazaar.Cli.Output;
using Bazaar.Contracts;

namespace Bazaar.Cli.Commands.Counts;

/// <summary>Counts as people read them.</summary>
internal static class CountText
{
    public static void Write(Terminal terminal, CountSession count)
    {
        var what = string.Concat(count.Name is { } name ? $" \"{name}\"" : "", count.Scope.Category is { } category ? $" of {category}" : "", count.Blind ? ", blind" : "");
        terminal.Out.WriteLine($"Count {count.Number}{what} in {count.Store} is {count.Status}: {Text.Count(count.Products, "product")}, {Text.Count(count.Scans, "scan")}");
        foreach (var counter in count.Counters)
        {
            terminal.Out.WriteLine($"  {counter.Counter}: {Text.Count(counter.Products, "product")}, {Text.Count(counter.Scans, "scan")}, last {Text.Time(terminal, counter.LastAt)}");
        }

        WriteCodes(terminal, count);
    }

    /// <summary>Codes that still stand in the way, and how to settle them.</summary>
    public static void WriteCodes(Terminal terminal, CountSession count)
    {
        foreach (var code in count.Codes.Where(c => !c.Dropped))
        {
            terminal.Error.WriteLine($"{code.Code}: {Why(code.Why)}. bazaar count resolve {code.Code} --sku SKU, or --drop REASON");
        }
    }

    public static string Why(string why) => why == "outside" ? "is not of the category that is counted" : "is no product's code";
}
