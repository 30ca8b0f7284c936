using System.Text;
using Bazaar.Server.Features.Catalog.Import;
using Bazaar.Server.Platform.Tables;

namespace Bazaar.Server.Tests.ProductImport;

public sealed class ProductFileTests
{
    private const string Header = "sku,name,unit,price\n";

    [Fact]
    public void A_full_row_becomes_a_product()
    {
        var content = Read("""
            sku,name,nameUrdu,category,unit,price,cost,barcode,pack,packSize,packBarcode,shelfLifeDays
            SUGAR,"Sugar, white",چینی,Staples,KG,160.00,141.5,4006381333931|036000291452,bag|sack,25|50.5,|96385074,365
            TEA,Tea,,,pcs,0,,,,,,
            """);

        content.Errors.ShouldBeEmpty();
        var (row, sugar) = content.Rows[0];
        row.ShouldBe(2);
        (sugar.Sku, sugar.Name, sugar.NameUrdu, sugar.Category, sugar.Unit).ShouldBe(("SUGAR", "Sugar, white", "چینی", "Staples", "kg"));
        (sugar.Price, sugar.Cost, sugar.ShelfLifeDays).ShouldBe((160m, 141.5m, 365));
        sugar.Barcodes.ShouldBe(["4006381333931", "036000291452"]);
        sugar.Packs!.Select(p => (p.Name, p.Size, p.Barcode)).ShouldBe([("bag", 25m, null), ("sack", 50.5m, "96385074")]);
        var tea = content.Rows[1].Product;
        (tea.Unit, tea.Price, tea.Cost, tea.Barcodes, tea.Packs, tea.Category).ShouldBe(("piece", 0m, null, null, null, null));
    }

    [Fact]
    public void Columns_are_known_by_what_people_call_them()
    {
        var content = Read("Item Code;Product_Name;UOM;Selling Price;EAN\nA;Tea;kg;۱۲۰٫۵;\n");

        content.Errors.ShouldBeEmpty();
        content.Rows.Single().Product.Price.ShouldBe(120.5m);
    }

    [Theory]
    [InlineData("sku,name,unit,price,colour\n", "colour", "unknown-column")]
    [InlineData("sku,name,price\n", "unit", "missing-column")]
    [InlineData("sku,code,name,unit,price\n", "code", "duplicate-column")]
    [InlineData(Header + "A,Tea,kg,5,\n", null, "unreadable-row")]
    [InlineData(Header + "A,\"Tea,kg,5\n", null, "unreadable-row")]
    [InlineData("\0\0", null, "unreadable-file")]
    [InlineData("", null, "unreadable-file")]
    [InlineData(Header + ",Tea,kg,5\n", "sku", "missing")]
    [InlineData(Header + "A,,kg,5\n", "name", "missing")]
    [InlineData(Header + "A,Tea,,5\n", "unit", "missing")]
    [InlineData(Header + "A,Tea,kg,\n", "price", "missing")]
    [InlineData(Header + "A B,Tea,kg,5\n", "sku", "bad-sku")]
    [InlineData(Header + "A,Tea,2kg,5\n", "unit", "bad-unit")]
    [InlineData(Header + "A,Tea,kg,\"1,250\"\n", "price", "bad-number")]
    [InlineData(Header + "A,Tea,kg,12.505\n", "price", "not-exact")]
    [InlineData(Header + "A,Tea,kg,-1\n", "price", "out-of-range")]
    [InlineData(Header + "A,Tea,kg,10000000000\n", "price", "out-of-range")]
    [InlineData(Header + "A,Tea,kg,99999999999999999999999999999999\n", "price", "out-of-range")]
    [InlineData(Header + "A,Tea,kg,5\na,Salt,kg,5\n", "sku", "duplicate-sku")]
    [InlineData("sku,name,unit,price,cost\nA,Tea,kg,5,1.00001\n", "cost", "not-exact")]
    [InlineData("sku,name,unit,price,shelfLife\nA,Tea,kg,5,0\n", "shelfLifeDays", "out-of-range")]
    [InlineData("sku,name,unit,price,shelfLife\nA,Tea,kg,5,1.5\n", "shelfLifeDays", "not-exact")]
    [InlineData("sku,name,unit,price,barcode\nA,Tea,kg,5,4006381333932\n", "barcode", "bad-check-digit")]
    [InlineData("sku,name,unit,price,barcode\nA,Tea,kg,5,چائے\n", "barcode", "bad-barcode")]
    [InlineData("sku,name,unit,price,barcode\nA,Tea,kg,5,8.96101E+12\n", "barcode", "bad-barcode")]
    [InlineData("sku,name,unit,price,barcode\nA,Tea,kg,5,036000291452\nB,Salt,kg,5,0036000291452\n", "barcode", "duplicate-barcode")]
    [InlineData("sku,name,unit,price,pack,packSize\nA,Tea,kg,5,bag,\n", "pack", "bad-pack")]
    [InlineData("sku,name,unit,price,pack,packSize\nA,Tea,kg,5,bag|BAG,2|3\n", "pack", "bad-pack")]
    [InlineData("sku,name,unit,price,pack,packSize\nA,Tea,kg,5,bag,0\n", "packSize", "out-of-range")]
    [InlineData("sku,name,unit,price,\nA,Tea,kg,5,lost\n", null, "unknown-column")]
    public void What_is_wrong_is_named_by_column_and_code(string file, string? column, string code)
    {
        var error = Read(file).Errors.ShouldHaveSingleItem();

        (error.Column, error.Code).ShouldBe((column, code));
        error.Message.ShouldEndWith(".");
    }

    [Fact]
    public void A_name_beyond_its_length_is_refused()
    {
        Read(Header + $"A,{new string('x', 201)},kg,5\n").Errors.Single().Code.ShouldBe("too-long");
        Read(Header + $"A,{new string('x', 200)},kg,5\n").Errors.ShouldBeEmpty();
    }

    [Fact]
    public void Everything_wrong_is_said_at_once_with_its_row()
    {
        var content = Read("sku,name,unit,price,colour\nA B,,kg,x,red\nOK,Tea,kg,5,red\n");

        content.Errors.Select(e => (e.Row, e.Code)).ShouldBe([(1, "unknown-column"), (2, "bad-sku"), (2, "missing"), (2, "bad-number")]);
        (content.RowCount, content.Rows.Count).ShouldBe((2, 1));
    }

    [Fact]
    public void All_errors_are_counted_and_the_first_thousand_kept()
    {
        var content = Read(Header + string.Concat(Enumerable.Repeat("A B,,kg,5\n", 1500)));

        (content.RowCount, content.ErrorCount, content.Errors.Count).ShouldBe((1500, 3000, 1000));
    }

    [Fact]
    public void A_text_that_was_exported_with_an_apostrophe_comes_back_without_it() =>
        Read(Header + "A,'=5 star tea,kg,5\nB,'t Hooft,kg,5\n").Rows.Select(r => r.Product.Name).ShouldBe(["=5 star tea", "'t Hooft"]);

    [Fact]
    public void Twenty_thousand_products_are_read()
    {
        var content = Read("sku,name,unit,price,barcode\n" + string.Concat(Enumerable.Range(0, 20_000).Select(i => $"P-{i},Product {i},piece,{i}.50,OWN-{i}\n")));

        (content.RowCount, content.Rows.Count, content.ErrorCount).ShouldBe((20_000, 20_000, 0));
    }

    private static ProductFileContent Read(string text) => ProductFile.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), "catalogue.csv");
}
