using Bazaar.Domain.Primitives;

namespace Bazaar.Domain.Tests.Primitives;

public sealed class CodeTests
{
    [Theory]
    [InlineData("A")]
    [InlineData("7")]
    [InlineData("KHI-01")]
    [InlineData("sugar_1.5-kg")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123")]
    public void A_code_is_a_letter_or_digit_and_up_to_63_more(string text) => Code.IsValid(text).ShouldBeTrue();

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("-A")]
    [InlineData(".A")]
    [InlineData("_A")]
    [InlineData("A B")]
    [InlineData("A/B")]
    [InlineData("A\n")]
    [InlineData("É")]
    [InlineData("چینی")]
    [InlineData("A٣")]
    [InlineData("01234567890123456789012345678901234567890123456789012345678901234")]
    public void Anything_else_is_no_code(string? text) => Code.IsValid(text).ShouldBeFalse();

    [Fact]
    public void A_code_is_found_in_any_letter_case() => Code.Key("khi-01a").ShouldBe(Code.Key("KHI-01A"));
}
