using Bazaar.Domain.Catalog;

namespace Bazaar.Domain.Tests.Catalog;

public sealed class UnitTests
{
    [Theory]
    [InlineData("piece", "piece", 0)]
    [InlineData("each", "piece", 0)]
    [InlineData("PCS", "piece", 0)]
    [InlineData("ea", "piece", 0)]
    [InlineData("pair", "pair", 0)]
    [InlineData("KG", "kg", 3)]
    [InlineData("kilograms", "kg", 3)]
    [InlineData("g", "g", 3)]
    [InlineData("Litre", "l", 3)]
    [InlineData("ml", "ml", 3)]
    [InlineData("m", "m", 3)]
    [InlineData("Tola", "tola", 3)]
    [InlineData("تولہ", "تولہ", 3)]
    [InlineData("abcdefghijklmnopqrst", "abcdefghijklmnopqrst", 3)]
    public void A_unit_is_known_by_its_spellings_and_taken_as_it_is_otherwise(string text, string name, int decimals)
    {
        var unit = Parse(text);

        unit.Name.ShouldBe(name);
        unit.Decimals.ShouldBe(decimals);
        unit.ShouldBe(Parse(name));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("abcdefghijklmnopqrstu")]
    [InlineData("50 kg")]
    [InlineData("m2")]
    [InlineData(" kg")]
    [InlineData("kg;")]
    [InlineData("\u0651")]
    public void A_unit_is_a_word_of_up_to_20_letters(string? text)
    {
        Unit.TryParse(text, out var unit, out var error).ShouldBeFalse();

        unit.ShouldBeNull();
        error.ShouldNotBeNullOrEmpty();
    }

    [Theory]
    [InlineData("piece", 2000, true)]
    [InlineData("piece", 2500, false)]
    [InlineData("piece", -1000, true)]
    [InlineData("piece", -1, false)]
    [InlineData("piece", 0, true)]
    [InlineData("kg", 1, true)]
    [InlineData("tola", 2500, true)]
    public void Pieces_are_whole(string unit, long thousandths, bool allowed) => Parse(unit).Allows(thousandths).ShouldBe(allowed);

    [Fact]
    public void The_known_units_are_listed_once()
    {
        Unit.Known.Select(u => u.Name).ShouldBeUnique();
        Unit.Known.ShouldContain(Unit.Piece);
    }

    private static Unit Parse(string text)
    {
        Unit.TryParse(text, out var unit, out var error).ShouldBeTrue(error);
        return unit!;
    }
}
