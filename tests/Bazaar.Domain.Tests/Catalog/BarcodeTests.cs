using Bazaar.Domain.Catalog;

namespace Bazaar.Domain.Tests.Catalog;

public sealed class BarcodeTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("96385074", BarcodeKind.Ean8)]
    [InlineData("036000291452", BarcodeKind.UpcA)]
    [InlineData("8961259046367", BarcodeKind.Ean13)]
    [InlineData("4006381333931", BarcodeKind.Ean13)]
    [InlineData("10614141000415", BarcodeKind.Gtin14)]
    [InlineData("1", BarcodeKind.InHouse)]
    [InlineData("1234567", BarcodeKind.InHouse)]
    [InlineData("12345678901", BarcodeKind.InHouse)]
    [InlineData("123456789012345", BarcodeKind.InHouse)]
    [InlineData("RICE-LOOSE", BarcodeKind.InHouse)]
    [InlineData("8961259046367A", BarcodeKind.InHouse)]
    [InlineData("a b/c#~!", BarcodeKind.InHouse)]
    public void The_length_of_an_all_digit_code_says_what_it_is(string text, BarcodeKind kind)
    {
        var barcode = Parse(text);

        barcode.Kind.ShouldBe(kind);
        barcode.Text.ShouldBe(text);
        barcode.ToString().ShouldBe(text);
    }

    [Theory]
    [InlineData("96385075", "EAN-8", 4)]
    [InlineData("036000291453", "UPC-A", 2)]
    [InlineData("4006381333930", "EAN-13", 1)]
    [InlineData("8961014012345", "EAN-13", 7)]
    [InlineData("10614141000410", "GTIN-14", 5)]
    public void A_wrong_check_digit_is_refused_and_the_right_one_named(string text, string kind, int expected)
    {
        Barcode.TryParse(text, out var barcode, out var error).ShouldBeFalse();

        barcode.ShouldBeNull();
        error.ShouldNotBeNull();
        error.ShouldContain(kind);
        error.ShouldContain($"should be {expected}");
    }

    [Theory]
    [InlineData(null, "at least one")]
    [InlineData("", "at least one")]
    [InlineData(" ", "space")]
    [InlineData(" 4006381333931", "space")]
    [InlineData("4006381333931 ", "space")]
    [InlineData("TEA\t1", "printable ASCII")]
    [InlineData("TEA1\n", "printable ASCII")]
    [InlineData("٤٠٠٦٣٨١٣٣٣٩٣١", "printable ASCII")]
    [InlineData("چائے", "printable ASCII")]
    [InlineData("café", "printable ASCII")]
    public void What_no_scanner_sends_is_refused(string? text, string reason)
    {
        Barcode.TryParse(text, out _, out var error).ShouldBeFalse();

        error.ShouldNotBeNull();
        error.ShouldContain(reason);
    }

    [Fact]
    public void An_in_house_code_has_at_most_64_characters()
    {
        Parse(new string('7', Barcode.MaxLength)).Kind.ShouldBe(BarcodeKind.InHouse);

        Barcode.TryParse(new string('7', Barcode.MaxLength + 1), out _, out var error).ShouldBeFalse();
        error.ShouldNotBeNull();
        error.ShouldContain("65");
    }

    [Theory]
    [InlineData("036000291452", "0036000291452")]
    [InlineData("036000291452", "00036000291452")]
    [InlineData("4006381333931", "04006381333931")]
    [InlineData("96385074", "0000096385074")]
    [InlineData("96385074", "00000096385074")]
    public void Spellings_of_one_item_are_equal(string one, string other)
    {
        var (a, b) = (Parse(one), Parse(other));

        a.ShouldBe(b);
        a.Key.ShouldBe(b.Key);
        a.GetHashCode().ShouldBe(b.GetHashCode());
        a.Text.ShouldNotBe(b.Text);
    }

    [Theory]
    [InlineData("tea-1", "TEA-1")]
    [InlineData("1234567", "01234567891")]
    [InlineData("12345", "012345")]
    [InlineData("10614141000415", "0614141000418")]
    public void Different_codes_are_not_equal(string one, string other) => Parse(one).ShouldNotBe(Parse(other));

    [Fact]
    public void Zeros_in_front_never_change_the_check_digit_of_a_code()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        for (var i = 0; i < 1_000; i++)
        {
            var body = RandomDigits(random, 11);
            var upc = body + Barcode.CheckDigit(body);

            Parse("0" + upc).ShouldBe(Parse(upc), $"seed {seed}");
            Parse("00" + upc).ShouldBe(Parse(upc), $"seed {seed}");
        }
    }

    [Fact]
    public void Of_ten_last_digits_exactly_one_is_right_and_it_is_the_one_that_the_errors_name()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        int[] lengths = [8, 12, 13, 14];
        for (var i = 0; i < 2_000; i++)
        {
            var body = RandomDigits(random, lengths[random.Next(lengths.Length)] - 1);
            var right = Enumerable.Range(0, 10).Where(d => Barcode.TryParse(body + d, out _, out _)).ToList();
            right.Count.ShouldBe(1, $"{body}, seed {seed}");

            Barcode.TryParse($"{body}{(right[0] + random.Next(1, 10)) % 10}", out _, out var error).ShouldBeFalse();
            error.ShouldNotBeNull();
            error.ShouldContain($"should be {right[0]},", customMessage: $"{body}, seed {seed}");
        }
    }

    [Fact]
    public void One_mistyped_digit_is_always_noticed()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        for (var i = 0; i < 2_000; i++)
        {
            var body = RandomDigits(random, 12);
            var code = (body + Barcode.CheckDigit(body)).ToCharArray();
            var at = random.Next(code.Length);
            code[at] = (char)('0' + ((code[at] - '0' + random.Next(1, 10)) % 10));

            Barcode.TryParse(new string(code), out _, out _).ShouldBeFalse($"{new string(code)}, seed {seed}");
        }
    }

    private static Barcode Parse(string text)
    {
        Barcode.TryParse(text, out var barcode, out var error).ShouldBeTrue(error);
        return barcode!;
    }

    private static string RandomDigits(Random random, int count) =>
        string.Create(count, random, (digits, r) =>
        {
            for (var i = 0; i < digits.Length; i++)
            {
                digits[i] = (char)('0' + r.Next(10));
            }
        });
}
