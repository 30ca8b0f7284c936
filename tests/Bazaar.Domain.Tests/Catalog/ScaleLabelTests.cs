using Bazaar.Domain.Catalog;

namespace Bazaar.Domain.Tests.Catalog;

public sealed class ScaleLabelTests
{
    [Theory]
    [InlineData("210123401250", "01234", 1250)]
    [InlineData("219999999999", "99999", 99999)]
    [InlineData("210000000001", "00000", 1)]
    public void Prefix_21_carries_five_digits_of_code_and_the_weight_in_grams(string body, string item, long grams) =>
        Read(body).ShouldBe(new WeightLabel(item, grams));

    [Theory]
    [InlineData("230004212550", "00042", 12550)]
    [InlineData("231234500005", "12345", 5)]
    public void Prefix_23_carries_the_price_in_hundredths(string body, string item, long hundredths) =>
        Read(body).ShouldBe(new PriceLabel(item, hundredths));

    [Theory]
    [InlineData("896101401234")]
    [InlineData("200123401250")]
    [InlineData("220123401250")]
    [InlineData("290123401250")]
    public void Other_prefixes_are_no_label(string body) => Read(body).ShouldBeNull();

    [Fact]
    public void A_label_of_nothing_is_no_label() => Read("210123400000").ShouldBeNull();

    [Theory]
    [InlineData("2101234")]
    [InlineData("96385074")]
    [InlineData("21012340125A")]
    [InlineData("12101234012502")]
    public void Only_an_EAN_13_can_be_a_label(string text)
    {
        Barcode.TryParse(text, out var barcode, out var error).ShouldBeTrue(error);

        ScaleLabel.TryParse(barcode, ScaleLabelFormat.Defaults, out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData("2#CCCCCWWWWWX", "280123401250", "01234", 1250)]
    [InlineData("22CCCCCWWWWWX/2", "220123400125", "01234", 1250)]
    [InlineData("22CCCCCWWWWWX/0", "220123400012", "01234", 12000)]
    [InlineData("25CCCCVWWWWWX", "250123701250", "0123", 1250)]
    [InlineData("02CCCCCVWWWWX", "021234591250", "12345", 1250)]
    [InlineData("2CCCCCCWWWWWX", "212345601250", "123456", 1250)]
    public void A_shop_says_how_its_scale_spells_weights(string format, string body, string item, long grams) =>
        Read(body, format).ShouldBe(new WeightLabel(item, grams));

    [Theory]
    [InlineData("23CCCCCPPPPPX/0", "230004201850", "00042", 185000)]
    [InlineData("24CCCCCPPPPPX/1", "240004201855", "00042", 18550)]
    [InlineData("20CCCCVPPPPPX", "200042701855", "0042", 1855)]
    public void A_shop_says_how_its_scale_spells_prices(string format, string body, string item, long hundredths) =>
        Read(body, format).ShouldBe(new PriceLabel(item, hundredths));

    [Fact]
    public void The_first_format_that_fits_wins() =>
        Read("210123401250", "21CCCCPPPPPPX", "2#CCCCCWWWWWX").ShouldBe(new PriceLabel("0123", 401250));

    [Fact]
    public void A_label_read_as_UPC_A_is_the_same_label()
    {
        ScaleLabelFormat.TryParse("02CCCCCVWWWWX", out var format, out _).ShouldBeTrue();
        var upc = "21234591250" + Barcode.CheckDigit("21234591250");
        Barcode.TryParse(upc, out var barcode, out var error).ShouldBeTrue(error);

        ScaleLabel.TryParse(barcode, [format], out var label).ShouldBeTrue();
        label.ShouldBe(new WeightLabel("12345", 1250));
    }

    [Theory]
    [InlineData("210004201250", "00042,42")]
    [InlineData("211234501250", "12345")]
    [InlineData("210000001250", "00000")]
    public void The_item_is_looked_up_as_printed_and_then_without_zeros_in_front(string body, string codes) =>
        string.Join(',', Read(body).ShouldNotBeNull().LookUp()).ShouldBe(codes);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("21CCCCCWWWWW")]
    [InlineData("21CCCCCWWWWWXX")]
    [InlineData("21CCCCCWWWWW0")]
    [InlineData("21CCCCCWWPPPX")]
    [InlineData("21CCCCCVVVVVX")]
    [InlineData("21VVVVVWWWWWX")]
    [InlineData("89CCCCCWWWWWX")]
    [InlineData("##CCCCCWWWWWX")]
    [InlineData("21CCCCCwwwwwX")]
    [InlineData("21CCCCCWWWWWX/4")]
    [InlineData("23CCCCCPPPPPX/3")]
    [InlineData("21CCCCCWWWWWX/")]
    [InlineData("21CCCCCWWWWWX/1/1")]
    [InlineData("21CCCCCWWWWWX/-")]
    public void A_format_that_makes_no_sense_is_refused_with_a_reason(string? text)
    {
        ScaleLabelFormat.TryParse(text, out var format, out var error).ShouldBeFalse();

        format.ShouldBeNull();
        error.ShouldNotBeNullOrEmpty();
    }

    private static ScaleLabel? Read(string body, params string[] formats)
    {
        var known = formats.Length == 0 ? ScaleLabelFormat.Defaults : [.. formats.Select(Format)];
        Barcode.TryParse(body + Barcode.CheckDigit(body), out var barcode, out var error).ShouldBeTrue(error);
        return ScaleLabel.TryParse(barcode, known, out var label) ? label : null;
    }

    private static ScaleLabelFormat Format(string text)
    {
        ScaleLabelFormat.TryParse(text, out var format, out var error).ShouldBeTrue(error);
        return format!;
    }
}
