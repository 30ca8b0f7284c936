using System.Globalization;
using Bazaar.Cli.Input;

namespace Bazaar.EndToEnd.Tests.Cli;

public sealed class ItemTokenTests
{
    [Theory]
    [InlineData("SUGAR", "SUGAR", null, null, null)]
    [InlineData("SUGAR=2.5", "SUGAR", "2.5", null, null)]
    [InlineData("SUGAR=2.500@160", "SUGAR", "2.500", null, "160")]
    [InlineData("COLA=2:carton", "COLA", "2", "carton", null)]
    [InlineData("COLA=0.5:carton@2400.50", "COLA", "0.5", "carton", "2400.50")]
    [InlineData("8961014012345=3", "8961014012345", "3", null, null)]
    [InlineData("A.b_c-1=1@0", "A.b_c-1", "1", null, "0")]
    public void A_sale_names_a_product_and_perhaps_quantity_pack_and_price(string text, string code, string? quantity, string? pack, string? money)
    {
        var item = ItemToken.Parse(text, ItemSyntax.Sell, out var problem);

        problem.ShouldBeNull();
        item.ShouldBe(new ItemToken(code, Number(quantity), pack, Number(money)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("=2")]
    [InlineData("SUGAR=")]
    [InlineData("SUGAR=0")]
    [InlineData("SUGAR=-2")]
    [InlineData("SUGAR=+2")]
    [InlineData("SUGAR=2,5")]
    [InlineData("SUGAR=1e3")]
    [InlineData("SUGAR= 2")]
    [InlineData("SUGAR=2.")]
    [InlineData("SUGAR=NaN")]
    [InlineData("SUGAR=1_000")]
    [InlineData("SUGAR=2carton")]
    [InlineData("SUGAR=2:")]
    [InlineData("SUGAR=2@")]
    [InlineData("SUGAR=2@-1")]
    [InlineData("SUGAR=2@x")]
    [InlineData("SUGAR@150")]
    [InlineData("SUGAR:bag")]
    [InlineData("SUGAR=2=3")]
    [InlineData("SUGAR=0.00000000000000000000000000001")]
    [InlineData("SUGAR=12345678901234567890123456789")]
    public void What_cannot_be_read_exactly_is_refused_in_words(string text)
    {
        ItemToken.Parse(text, ItemSyntax.Sell, out var problem).ShouldBeNull();

        problem.ShouldNotBeNull().ShouldEndWith(".");
    }

    [Fact]
    public void A_receipt_needs_a_quantity_and_a_removal_has_no_price()
    {
        ItemToken.Parse("SUGAR", ItemSyntax.Receive, out var missing).ShouldBeNull();
        ItemToken.Parse("SUGAR=2@10", ItemSyntax.Remove, out var priced).ShouldBeNull();

        missing.ShouldBe("the quantity is missing.");
        priced.ShouldBe("no price is given here.");
    }

    [Fact]
    public void Nothing_can_be_counted_but_not_sold()
    {
        ItemToken.Parse("EGGS=0", ItemSyntax.Count, out _).ShouldNotBeNull().Quantity.ShouldBe(0);
        ItemToken.Parse("EGGS=0", ItemSyntax.Sell, out _).ShouldBeNull();
    }

    [Theory]
    [InlineData("SUGAR=+2", 2)]
    [InlineData("SUGAR=-2", -2)]
    public void An_adjustment_says_which_way(string text, int quantity)
    {
        ItemToken.Parse(text, ItemSyntax.Adjust, out _).ShouldNotBeNull().Quantity.ShouldBe(quantity);
        ItemToken.Parse("SUGAR=2", ItemSyntax.Adjust, out var problem).ShouldBeNull();
        problem.ShouldBe("say +N for more or -N for less.");
    }

    [Fact]
    public void Everything_wrong_is_said_at_once()
    {
        var error = Should.Throw<Bazaar.Cli.UsageException>(() => ItemToken.ParseAll(["A=x", "B=1", "C=0"], ItemSyntax.Sell));

        error.Message.ShouldContain("'A=x'");
        error.Message.ShouldContain("'C=0'");
        error.Message.ShouldNotContain("'B=1'");
    }

    private static decimal? Number(string? text) => text is null ? null : decimal.Parse(text, CultureInfo.InvariantCulture);
}
