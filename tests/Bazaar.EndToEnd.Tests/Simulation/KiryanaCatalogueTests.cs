using Bazaar.Simulator.Kiryana;

namespace Bazaar.EndToEnd.Tests.Simulation;

public class KiryanaCatalogueTests
{
    private static readonly KiryanaCatalogue Catalogue = KiryanaCatalogue.Load();

    [Fact]
    public void The_catalogue_is_a_whole_shop_with_a_name_in_each_language()
    {
        Catalogue.Products.Count.ShouldBeGreaterThanOrEqualTo(200);
        Catalogue.Products.Select(p => p.Sku.ToUpperInvariant()).ShouldBeUnique();
        Catalogue.Products.Select(p => p.Category).Distinct().Count().ShouldBeGreaterThan(10);
        Catalogue.Products.ShouldAllBe(p => p.Name.Length > 3 && p.NameUrdu.Any(c => c >= '\u0600' && c <= '\u06ff'));
        Catalogue.Products.ShouldAllBe(p => p.Unit == "piece" || p.Unit == "kg" || p.Unit == "l");
    }

    [Fact]
    public void Everything_is_sold_for_more_than_it_costs() =>
        Catalogue.Products.ShouldAllBe(p => p.Cost > 0 && p.Price > p.Cost && p.Price < p.Cost * 1.4m);

    [Fact]
    public void Every_barcode_has_a_right_check_digit_and_stands_for_one_thing()
    {
        var codes = Catalogue.Products.SelectMany(p => new[] { p.Barcode, p.Pack?.Barcode }).OfType<string>().ToList();
        codes.Count.ShouldBeGreaterThan(150);
        codes.ShouldBeUnique();
        codes.ShouldAllBe(c => IsGtin(c));
    }

    [Fact]
    public void Requests_carry_barcodes_and_packs()
    {
        var requests = Catalogue.ToProductRequests();
        requests.Count.ShouldBe(Catalogue.Products.Count);
        var ghee = requests.Single(r => r.Sku == "GHEE-DALDA-1KG");
        ghee.Barcodes.ShouldBe(["8961532592796"]);
        ghee.Packs.ShouldHaveSingleItem().ShouldSatisfyAllConditions(p => p.Name.ShouldBe("carton"), p => p.Size.ShouldBe(5m), p => p.Barcode.ShouldBe("18961532592793"));
    }

    [Fact]
    public void The_import_file_says_what_products_are_and_not_how_they_sell()
    {
        using var reader = new StreamReader(KiryanaCatalogue.OpenImportFile());
        var rows = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        rows.Length.ShouldBe(Catalogue.Products.Count + 1);
        rows[0].ShouldEndWith(",shelfLifeDays");
        rows.ShouldContain("BADAM,\"Almonds, shelled, loose\",بادام گری,Produce & Nuts,kg,2900,2581,,bag,10,,240");
    }

    // Weights 3 and 1 from the right; the sum with the check digit is a multiple of ten.
    private static bool IsGtin(string code) =>
        code.Length is 8 or 12 or 13 or 14 && code.Reverse().Select((c, i) => (c - '0') * (i % 2 == 0 ? 1 : 3)).Sum() % 10 == 0;
}
