namespace Bazaar.Tidy.Tests;

public sealed class CSharpTextTests
{
    [Theory]
    [InlineData("a // b", "a     ")]
    [InlineData("a /* b\nc */ d", "a     \n     d")]
    [InlineData("a(\"b // c\") d", "a(        ) d")]
    [InlineData("a(\"\\\"b\") c", "a(     ) c")]
    [InlineData("a(@\"b\\\") c", "a(     ) c")]
    [InlineData("a(@\"b\"\"c\") d", "a(       ) d")]
    [InlineData("a($\"b{c[\"d\"]}e\") f", "a(             ) f")]
    [InlineData("a($\"b{{c\") d", "a(       ) d")]
    [InlineData("a('\"') b('\\'') c", "a(   ) b(    ) c")]
    [InlineData("a(\"\"\"b \"c\" d\"\"\") e", "a(             ) e")]
    [InlineData("a(\"\") b", "a(  ) b")]
    [InlineData("a \"unclosed", "a          ")]
    public void Comments_and_strings_are_blanked_and_the_rest_stays_in_its_place(string text, string code) =>
        CSharpText.WithoutCommentsAndStrings(text).ShouldBe(code);
}
