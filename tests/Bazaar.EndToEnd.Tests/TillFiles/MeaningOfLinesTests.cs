using Bazaar.Contracts;

namespace Bazaar.EndToEnd.Tests.TillFiles;

public sealed class MeaningOfLinesTests
{
    [Fact]
    public async Task The_lines_of_a_receipt_become_one_sale_at_its_first_time()
    {
        using var folder = new TillFolder().Add("a.csv", TillFolder.Header + "881,TEA,Tea,2,2026-03-01 09:13,450\n881,SUGAR,Sugar,1,2026-03-01 09:12,160.50\n");
        var shop = new TillShop();

        var account = await folder.ImportAsync(shop);

        var sale = shop.Entries.ShouldHaveSingleItem();
        (sale.Type, sale.Store, sale.Reference, sale.OnShortage).ShouldBe(("sale", "SHOP", "881", "accept"));
        sale.OccurredAt.ShouldBe(new DateTimeOffset(2026, 3, 1, 9, 12, 0, TimeSpan.FromHours(5)));
        sale.Lines!.Select(l => (l.Sku, l.Quantity, l.UnitPrice)).ShouldBe([("SUGAR", 1m, 160.50m), ("TEA", 2m, 450m)]);
        (account.LinesRead, account.LinesTaken["sale"], account.ProductsCreated, account.RefusalsFile).ShouldBe((2, 2, 2, null));
        shop.Products.Select(p => (p.Sku, p.Name, p.Unit, p.Price)).ShouldBe([("SUGAR", "Sugar", "piece", 160.50m), ("TEA", "Tea", "piece", 450m)]);
    }

    [Fact]
    public async Task Every_kind_of_line_of_an_online_shop_is_taken_or_refused_with_its_reason()
    {
        using var folder = new TillFolder().Add("day.csv", TillFolder.UciHeader + """
            536365,85123A,WHITE HEART,6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom
            536365,POST,POSTAGE,1,2010-12-01 08:26:00,18.0,17850.0,United Kingdom
            C536379,85123A,WHITE HEART,-1,2010-12-01 09:41:00,2.55,14527.0,United Kingdom
            536589,21777,wet boxes,-10,2010-12-01 16:50:00,0.0,,United Kingdom
            536590,85123a,,-3,2010-12-01 16:51:00,0.0,,United Kingdom
            536591,22139,found,56,2010-12-01 16:52:00,0.0,,United Kingdom
            536592,22139,RETROSPOT TEA SET,1,2010-12-01 16:53:00,0.0,12647.0,Germany
            A563185,B,Adjust bad debt,1,2010-12-01 16:54:00,11062.06,,United Kingdom
            536593,gift_0001_20,Voucher,1,2010-12-01 16:55:00,17.02,,United Kingdom
            536594,22139,RETROSPOT TEA SET,0,2010-12-01 16:56:00,4.25,,United Kingdom
            536595,22139,RETROSPOT TEA SET,x,2010-12-01 16:56:00,4.25,,United Kingdom
            536596,22139,RETROSPOT TEA SET,1,2010-12-01 16:57:00,0.001,,United Kingdom
            536597,22139,RETROSPOT TEA SET,1,yesterday,4.25,,United Kingdom
            ,22139,RETROSPOT TEA SET,1,2010-12-01 16:57:00,4.25,,United Kingdom
            536598,,RETROSPOT TEA SET,1,2010-12-01 16:57:00,4.25,,United Kingdom
            536599,22139,RETROSPOT TEA SET,1,2010-12-01 16:57:00,-4.25,,United Kingdom
            536600,22139,RETROSPOT TEA SET

            """);
        var shop = new TillShop { Zone = "Europe/London" };

        var account = await folder.ImportAsync(shop, "uci-online-retail");

        shop.Entries.Select(e => (e.Reference, e.Type, e.Reason, e.Note, e.Lines![0].Sku, e.Lines[0].Quantity, e.Lines[0].UnitPrice)).ShouldBe(
        [
            ("536365", "sale", null, "Customer 17850, United Kingdom", "85123A", 6m, 2.55m),
            ("C536379", "customerReturn", null, "Customer 14527, United Kingdom", "85123A", 1m, 2.55m),
            ("536589", "removal", "damaged", "wet boxes", "21777", 10m, null),
            ("536590", "removal", "other", null, "85123A", 3m, null),
            ("536591", "adjustment", null, "found", "22139", 56m, null),
            ("536592", "sale", null, "Customer 12647, Germany", "22139", 1m, 0m),
        ]);
        account.LinesTaken.ShouldBe(new Dictionary<string, long> { ["sale"] = 2, ["customerReturn"] = 1, ["removal"] = 2, ["adjustment"] = 1 }, ignoreOrder: true);
        account.LinesRefused.ShouldBe(
            new Dictionary<string, long>
            {
                ["not-a-product"] = 2, ["bad-debt"] = 1, ["no-quantity"] = 1, ["bad-quantity"] = 1, ["not-exact"] = 1, ["bad-time"] = 1,
                ["no-document"] = 1, ["no-sku"] = 1, ["negative-price"] = 1, ["unreadable-row"] = 1,
            },
            ignoreOrder: true);
        account.FoldedCodes.ShouldBe(1);
        shop.Products.Select(p => (p.Sku, p.Name)).ShouldBe([("21777", "21777"), ("22139", "RETROSPOT TEA SET"), ("85123A", "WHITE HEART")]);
        var refused = await File.ReadAllLinesAsync(folder.Refusals, TestContext.Current.CancellationToken);
        refused[0].ShouldBe("file,line,reason,detail,InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country,other cells");
        refused.Length.ShouldBe(12);
        refused.ShouldContain(l => l.Contains(",11,no-quantity,", StringComparison.Ordinal));
        refused.ShouldContain(l => l.EndsWith(",536365,POST,POSTAGE,1,2010-12-01 08:26:00,18.0,17850.0,United Kingdom,", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_receipt_with_several_kinds_of_lines_becomes_several_entries()
    {
        using var folder = new TillFolder().Add("a.csv", TillFolder.Header + "7,TEA,Tea,2,2026-03-01 09:13,450\n7,SUGAR,Sugar,-1,2026-03-01 09:13,160\n");
        var shop = new TillShop();

        await folder.ImportAsync(shop);

        shop.Entries.Select(e => (e.Type, e.Lines![0].Sku, e.Lines[0].Quantity)).ShouldBe([("customerReturn", "SUGAR", 1m), ("sale", "TEA", 2m)], ignoreOrder: true);
    }

    [Fact]
    public async Task Two_of_one_thing_on_two_lines_stay_two_lines()
    {
        using var folder = new TillFolder().Add("a.csv", TillFolder.Header + string.Concat(Enumerable.Repeat("7,TEA,Tea,1,2026-03-01 09:13,450\n", 2)));
        var shop = new TillShop();

        await folder.ImportAsync(shop);

        shop.Entries.Single().Lines!.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_product_gets_the_name_it_has_most_often_the_price_of_its_first_sale_and_a_unit_that_fits()
    {
        using var folder = new TillFolder()
            .Add("b.csv", TillFolder.Header + "1,TEA,Tea 95 g,1,2026-03-02 09:00,460\n2,tea,\"Tea, 95 g\",1,2026-03-02 10:00,470\n3,Tea,\"Tea, 95 g\",1,2026-03-02 11:00,470\n4,RICE,Rice,1.5,2026-03-02 11:00,\n")
            .Add("c.csv", TillFolder.Header + "1,TEA,TEA!,1,2026-03-01 09:00,450\n");
        var shop = new TillShop();

        var account = await folder.ImportAsync(shop);

        shop.Products.Select(p => (p.Sku, p.Name, p.Unit, p.Price)).ShouldBe([("RICE", "Rice", "kg", 0m), ("TEA", "Tea, 95 g", "piece", 450m)]);
        account.FoldedCodes.ShouldBe(2);
        shop.Entries.SelectMany(e => e.Lines!).Where(l => l.Sku == "TEA").Count().ShouldBe(4);
    }

    [Fact]
    public async Task Products_of_the_catalogue_stay_as_they_are_and_are_found_by_barcode_too()
    {
        using var folder = new TillFolder().Add("a.csv", "receipt,barcode,name,qty,time,price\n7,8961014012354,Kola,1,2026-03-01 09:13,130\n7,OWN 1,Samosa,1,2026-03-01 09:13,30\n");
        var shop = new TillShop();
        shop.Products.Add(TillShop.Product("COLA", "Cola", barcode: "8961014012354"));

        var account = await folder.ImportAsync(shop);

        (account.ProductsKnown, account.ProductsCreated, account.ChangedCodes).ShouldBe((1, 1, 1));
        shop.Products[0].Name.ShouldBe("Cola");
        shop.Entries.Single().Lines!.Select(l => l.Sku).ShouldBe(["COLA", shop.Products[1].Sku], ignoreOrder: true);
        shop.Products[1].Sku.ShouldStartWith("OWN-1-");
        shop.Products[1].Barcodes.ShouldBe(["OWN 1"]);
    }

    [Fact]
    public async Task What_the_ledger_refuses_is_accounted_for_with_its_code()
    {
        using var folder = new TillFolder().Add("a.csv", TillFolder.Header + "7,TEA,Tea,1,2026-03-01 09:13,450\n7,SALT,Salt,1,2026-03-01 09:13,50\n8,TEA,Tea,1,2026-03-01 09:14,450\n");
        var shop = new TillShop { Refuse = m => m.Reference == "7" ? new Problem { Status = 409, Code = ProblemCodes.StoreClosed, Detail = "The store is closed." } : null };

        var account = await folder.ImportAsync(shop);

        account.LinesRefused.ShouldBe(new Dictionary<string, long> { ["store-closed"] = 2 });
        account.EntriesRefused.ShouldBe(new Dictionary<string, long> { ["store-closed"] = 1 });
        (await File.ReadAllTextAsync(folder.Refusals, TestContext.Current.CancellationToken)).ShouldContain("The store is closed.");
    }

    [Fact]
    public async Task A_product_the_catalogue_refuses_takes_only_its_own_lines_along()
    {
        using var folder = new TillFolder().Add("a.csv", TillFolder.Header + "7,TEA,Tea,1,2026-03-01 09:13,450\n7,SALT,Salt,1,2026-03-01 09:13,50\n");
        var shop = new TillShop { RefuseProduct = sku => sku == "SALT" ? "Not salt." : null };

        var account = await folder.ImportAsync(shop);

        account.LinesRefused.ShouldBe(new Dictionary<string, long> { ["product-refused"] = 1 });
        shop.Entries.Single().Lines!.Single().Sku.ShouldBe("TEA");
    }

    [Fact]
    public async Task Columns_can_be_named_and_joined()
    {
        using var folder = new TillFolder().Add("a.csv", "till;bill;item;pieces;day;clock\n2;9;TEA;3;2026-03-01;09:13\n");
        var shop = new TillShop();

        await folder.ImportAsync(shop, map: "document=till+bill,sku=item,quantity=pieces,time=day+clock");

        var sale = shop.Entries.Single();
        (sale.Reference, sale.Lines![0].UnitPrice).ShouldBe(("2/9", null));
        sale.OccurredAt.ShouldBe(new DateTimeOffset(2026, 3, 1, 9, 13, 0, TimeSpan.FromHours(5)));
    }
}
