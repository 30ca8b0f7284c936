using System.Text.Json;
using Bazaar.Domain.Ledger;
using Bazaar.Domain.Primitives;

namespace Bazaar.Domain.Tests.Primitives;

/// <summary>The vectors that the web app's arithmetic reads too (<c>web/src/exact/exact.test.ts</c>): both must come to the same numbers.</summary>
public sealed class ExactVectorTests
{
    [Fact]
    public void Numbers_with_decimals_become_the_same_whole_numbers()
    {
        foreach (var vector in Vectors("scale"))
        {
            var text = vector.GetProperty("text").GetString()!;
            var result = Exact.TryScale(decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture), vector.GetProperty("decimals").GetInt32(), out var scaled);
            var expected = vector.GetProperty("scaled");
            (result == ScaleResult.Ok ? scaled : (long?)null).ShouldBe(expected.ValueKind == JsonValueKind.Null ? null : expected.GetInt64(), text);
        }
    }

    [Fact]
    public void Amounts_at_a_price_are_rounded_alike()
    {
        foreach (var vector in Vectors("amountAtPrice"))
        {
            Exact.AmountAtPrice(Long(vector, "quantity"), Long(vector, "price")).ShouldBe(Long(vector, "amount"), vector.GetRawText());
        }
    }

    [Fact]
    public void Amounts_at_a_cost_are_rounded_alike()
    {
        foreach (var vector in Vectors("amountAtCost"))
        {
            Exact.AmountAtCost(Long(vector, "quantity"), Long(vector, "cost")).ShouldBe(Long(vector, "amount"), vector.GetRawText());
        }
    }

    [Fact]
    public void Packs_divide_or_do_not_alike()
    {
        foreach (var vector in Vectors("packs"))
        {
            var pack = new PackRatio("pack", Long(vector, "size"), (int)Long(vector, "per"));
            var exact = pack.TryToBase(Long(vector, "quantity"), out var inBase);
            var expected = vector.GetProperty("base");
            (exact ? (long)inBase : (long?)null).ShouldBe(expected.ValueKind == JsonValueKind.Null ? null : expected.GetInt64(), vector.GetRawText());
        }
    }

    private static long Long(JsonElement vector, string name) => vector.GetProperty(name).GetInt64();

    private static JsonElement.ArrayEnumerator Vectors(string name)
    {
        using var stream = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "exact.json"));
        return JsonDocument.Parse(stream).RootElement.GetProperty(name).EnumerateArray();
    }
}
