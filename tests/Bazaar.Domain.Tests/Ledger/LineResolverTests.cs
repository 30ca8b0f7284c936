using Bazaar.Domain.Catalog;
using Bazaar.Domain.Ledger;
using Bazaar.Domain.Primitives;

namespace Bazaar.Domain.Tests.Ledger;

/// <summary>How lines as they were asked for become products and base units.</summary>
public sealed class LineResolverTests
{
    private readonly Shop _shop = new();

    public LineResolverTests()
    {
        _shop.Add("SOAP", whole: true, packs: [new PackRatio("Carton", 24_000, 1), new PackRatio("Ten", 10_000, 1)]);
        _shop.Add("OIL", packs: [new PackRatio("Third", 10_000, 3), new PackRatio("Tank", Exact.MaxLineQuantity, 1)]);
    }

    [Fact]
    public void A_product_is_found_in_any_letter_case_and_kept_as_it_was_written() =>
        Resolve(EntryKind.Sale, Shop.Line("sugar", 1)).Product.Sku.ShouldBe("SUGAR");

    [Theory]
    [InlineData(EntryKind.Opening, 1)]
    [InlineData(EntryKind.StockIn, 1)]
    [InlineData(EntryKind.CustomerReturn, 1)]
    [InlineData(EntryKind.TransferIn, 1)]
    [InlineData(EntryKind.Sale, -1)]
    [InlineData(EntryKind.Removal, -1)]
    [InlineData(EntryKind.SupplierReturn, -1)]
    [InlineData(EntryKind.TransferOut, -1)]
    [InlineData(EntryKind.Adjustment, 1)]
    public void The_kind_says_whether_goods_come_or_go(EntryKind kind, int sign) =>
        Resolve(kind, Shop.Line("SUGAR", 2)).Quantity.ShouldBe(sign * 2_000);

    [Fact]
    public void An_adjustment_says_its_own_sign() => Resolve(EntryKind.Adjustment, Shop.Line("SUGAR", -2)).Quantity.ShouldBe(-2_000);

    [Theory]
    [InlineData("SOAP", "carton", "0.5", 12_000)]
    [InlineData("SOAP", "UNIT", "3", 3_000)]
    [InlineData("OIL", "Third", "3", 10_000)]
    [InlineData("OIL", "Third", "0.3", 1_000)]
    [InlineData("OIL", "Tank", "1", Exact.MaxLineQuantity)]
    public void A_pack_becomes_base_units_exactly(string sku, string pack, string quantity, long expected) =>
        Resolve(EntryKind.StockIn, Shop.Line(sku, decimal.Parse(quantity), pack)).Quantity.ShouldBe(expected);

    [Theory]
    [InlineData("NONE", null, "1", "sku", LineFaultKind.UnknownProduct)]
    [InlineData("SOAP", "Crate", "1", "pack", LineFaultKind.Invalid)]
    [InlineData("SOAP", null, "0.5", "quantity", LineFaultKind.NotExact)]
    [InlineData("SOAP", "Ten", "0.333", "quantity", LineFaultKind.NotExact)]
    [InlineData("OIL", "Third", "1", "quantity", LineFaultKind.NotExact)]
    [InlineData("OIL", "Tank", "1.001", "quantity", LineFaultKind.OutOfRange)]
    [InlineData("OIL", "Tank", "9223372036854775", "quantity", LineFaultKind.OutOfRange)]
    [InlineData("SUGAR", null, "1000000000000.001", "quantity", LineFaultKind.OutOfRange)]
    public void A_line_that_cannot_be_is_told_with_its_field(string sku, string? pack, string quantity, string field, LineFaultKind kind)
    {
        var fault = Faults(EntryKind.StockIn, Shop.Line(sku, decimal.Parse(quantity), pack)).ShouldHaveSingleItem();

        (fault.Line, fault.Field, fault.Kind).ShouldBe((0, field, kind));
        fault.Message.ShouldEndWith(".");
    }

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    public void The_largest_integers_are_out_of_range_and_do_not_wrap(long quantity) =>
        Faults(EntryKind.Adjustment, new DraftLine { Sku = "SUGAR", Quantity = quantity })[0].Kind.ShouldBe(LineFaultKind.OutOfRange);

    [Fact]
    public void Every_faulty_line_is_told()
    {
        var faults = Faults(EntryKind.Sale, Shop.Line("NONE", 1), Shop.Line("SUGAR", 1), Shop.Line("SOAP", 0.5m), new DraftLine { Sku = "SUGAR" });

        faults.Select(f => (f.Line, f.Kind)).ShouldBe([(0, LineFaultKind.UnknownProduct), (2, LineFaultKind.NotExact), (3, LineFaultKind.Invalid)]);
    }

    [Fact]
    public void Counts_of_one_product_are_added_up_and_name_no_pack()
    {
        var lines = ResolveAll(EntryKind.Count, Shop.CountLine("SOAP", 2, "Carton"), Shop.CountLine("SUGAR", 1), Shop.CountLine("SOAP", 5));

        lines.Select(l => (l.Product.Sku, l.Quantity, l.Pack)).ShouldBe([("SOAP", 53_000, null), ("SUGAR", 1_000, null)]);
    }

    [Fact]
    public void One_count_in_packs_keeps_the_pack()
    {
        var line = ResolveAll(EntryKind.Count, Shop.CountLine("SOAP", 2, "Carton"))[0];

        (line.Quantity, line.PackQuantity, line.Pack!.Name).ShouldBe((48_000L, 2_000L, "Carton"));
    }

    [Fact]
    public void A_count_without_what_was_counted_is_told()
    {
        var fault = Faults(EntryKind.Count, Shop.Line("SUGAR", 1)).ShouldHaveSingleItem();

        (fault.Field, fault.Kind).ShouldBe(("counted", LineFaultKind.Invalid));
    }

    [Fact]
    public void A_barcode_names_a_product_or_a_pack_of_it()
    {
        _shop.Ledger.PutBarcode(Key("896101401234"), "SOAP");
        _shop.Ledger.PutBarcode(Key("896101409999"), "SOAP", "Carton");

        Resolve(EntryKind.Sale, Scan("896101401234", 2_000)).Quantity.ShouldBe(-2_000);
        Resolve(EntryKind.Sale, Scan("896101409999", 2_000)).Quantity.ShouldBe(-48_000);
        Resolve(EntryKind.Sale, Scan("896101409999", 2_000) with { Pack = "unit" }).Quantity.ShouldBe(-2_000);
    }

    [Theory]
    [InlineData("8961014012345")]
    [InlineData("8961014055557")]
    [InlineData("")]
    public void A_barcode_of_no_product_is_told(string barcode)
    {
        var fault = Faults(EntryKind.Sale, new DraftLine { Barcode = barcode, Quantity = 1_000 }).ShouldHaveSingleItem();

        (fault.Field, fault.Kind).ShouldBe(("barcode", LineFaultKind.UnknownProduct));
    }

    [Fact]
    public void A_scale_label_carries_the_weight()
    {
        _shop.Add("1234", price: 160m);

        var line = Resolve(EntryKind.Sale, Scan("210123401250"));

        (line.Product.Sku, line.Quantity, line.Amount).ShouldBe(("1234", -1_250L, null));
    }

    [Fact]
    public void A_scale_label_that_carries_the_price_fixes_the_amount_and_the_weight_follows()
    {
        _shop.Add("42", price: 160m);

        var line = Resolve(EntryKind.Sale, Scan("230004212550"));

        (line.Quantity, line.Amount).ShouldBe((-784L, 125_50L));
        var sale = _shop.Accept(_shop.Draft(EntryKind.Sale, null, Scan("230004212550")) with { AcceptShortage = true });
        sale.Total.ShouldBe(125_50);
    }

    [Fact]
    public void A_price_label_follows_the_stores_own_price()
    {
        _shop.Add("42", price: 160m);
        _shop.Ledger.SetBalance("42", b => b with { Price = 125_50 });

        var line = Resolve(EntryKind.Sale, Scan("230004212550"));

        (line.Quantity, line.Amount).ShouldBe((-1_000L, 125_50L));
    }

    [Fact]
    public void A_price_label_of_a_product_that_only_the_store_has_a_price_for_is_read()
    {
        _shop.Add("42", price: 0m);
        _shop.Ledger.SetBalance("42", b => b with { Price = 251_00 });

        Resolve(EntryKind.Sale, Scan("230004212550")).Quantity.ShouldBe(-500);
    }

    [Fact]
    public void A_price_label_that_buys_nothing_is_told()
    {
        _shop.Add("42", price: 100_000m);

        var fault = Faults(EntryKind.Sale, Scan("230004200001")).ShouldHaveSingleItem();

        (fault.Field, fault.Kind, fault.Message).ShouldBe(("barcode", LineFaultKind.Invalid, "The label's 0.01 buys none of 42 at 100000.00. Check the price, or say the quantity."));
        Resolve(EntryKind.Sale, Scan("230004200001", 5)).Quantity.ShouldBe(-5);
    }

    [Fact]
    public void A_quantity_that_was_keyed_in_outranks_the_label()
    {
        _shop.Add("42", price: 160m);

        var line = Resolve(EntryKind.Sale, Scan("230004212550", 500));

        (line.Quantity, line.Amount).ShouldBe((-500L, null));
    }

    [Fact]
    public void A_price_label_of_a_product_without_a_price_needs_a_quantity()
    {
        _shop.Add("42", price: 0m);

        Faults(EntryKind.Sale, Scan("230004212550"))[0].Field.ShouldBe("quantity");
    }

    private static DraftLine Scan(string body, long? quantity = null) => new() { Barcode = Digits(body), Quantity = quantity };

    private static string Key(string body) => Barcode.TryParse(Digits(body), out var barcode, out var error) ? barcode.Key : throw new InvalidOperationException(error);

    /// <summary>The twelve digits of an EAN-13 with the check digit that fits.</summary>
    private static string Digits(string body)
    {
        var sum = body.Select((c, i) => (c - '0') * (i % 2 == 0 ? 1 : 3)).Sum();
        return $"{body}{(10 - (sum % 10)) % 10}";
    }

    private ResolvedLine Resolve(EntryKind kind, DraftLine line) => ResolveAll(kind, line).ShouldHaveSingleItem();

    private IReadOnlyList<ResolvedLine> ResolveAll(EntryKind kind, params DraftLine[] lines)
    {
        LineResolver.Resolve(_shop.Draft(kind, null, lines), _shop.Ledger, _shop.Ledger.PriceOf, out var resolved).ShouldBeNull();
        return resolved;
    }

    private IReadOnlyList<LineFault> Faults(EntryKind kind, params DraftLine[] lines) =>
        LineResolver.Resolve(_shop.Draft(kind, null, lines), _shop.Ledger, _shop.Ledger.PriceOf, out _).ShouldNotBeNull().Faults;
}
