using Bazaar.Contracts.Json;

namespace Bazaar.EndToEnd.Tests.Cli;

public sealed class PatchTests
{
    [Fact]
    public async Task Editing_a_product_sends_only_what_was_named_on_the_version_that_was_read()
    {
        await using var shop = await FakeShop.OpenAsync();
        shop.Answer("GET products/SUGAR", Samples.Product(), BazaarJson.Wire.Product);
        shop.Answer("PATCH products/SUGAR", Samples.Product(), BazaarJson.Wire.Product);
        using var cli = new CommandLine(shop);

        (await cli.RunAsync("product", "edit", "SUGAR", "--price", "165", "--cost", "none", "--category", "", "--archived", "false", "--add-barcode", "8961014012369")).Exit.ShouldBe(0);

        var sent = shop.Asked.Last();
        sent.Body.ShouldBe("""{"category":null,"barcodes":["8961014012345","8961014012369"],"price":165,"cost":null,"archived":false}""");
        sent.IfMatch.ShouldBe("\"7\"");
    }

    [Fact]
    public async Task Setting_levels_sends_only_what_was_named()
    {
        await using var shop = await FakeShop.OpenAsync();
        shop.Answer("GET stores/SHOP/stock/SUGAR", Samples.Stock("SUGAR"), BazaarJson.Wire.StockItem);
        shop.Answer("PATCH stores/SHOP/stock/SUGAR", Samples.Stock("SUGAR") with { ReorderPoint = 20 }, BazaarJson.Wire.StockItem);
        using var cli = new CommandLine(shop);

        var outcome = await cli.RunAsync("stock", "set", "SUGAR", "--reorder-point", "20", "--price", "none");

        outcome.Out.ShouldBe("SUGAR in SHOP: 37.5 kg (ok), reorder at 20, target none, price 160.00\n");
        shop.Asked.Last().Body.ShouldBe("""{"reorderPoint":20,"price":null}""");
    }

    [Fact]
    public async Task Closing_a_store_sends_only_that()
    {
        await using var shop = await FakeShop.OpenAsync();
        var store = new Contracts.Store { Code = "SHOP", Name = "Shop", TimeZone = "Asia/Karachi", DayStartsAt = "00:00", Closed = false, Seq = 1, Version = 3 };
        shop.Answer("GET stores/SHOP", store, BazaarJson.Wire.Store);
        shop.Answer("PATCH stores/SHOP", store with { Closed = true }, BazaarJson.Wire.Store);
        using var cli = new CommandLine(shop);

        (await cli.RunAsync("store", "close", "SHOP")).Out.ShouldBe("SHOP is closed.\n");

        shop.Asked.Last().Body.ShouldBe("""{"closed":true}""");
    }

    [Fact]
    public async Task Adding_a_product_reads_packs()
    {
        await using var shop = await FakeShop.OpenAsync();
        shop.Answer("POST products", Samples.Product("COLA"), BazaarJson.Wire.Product, 201);
        using var cli = new CommandLine(shop);

        (await cli.RunAsync("product", "add", "COLA", "--name", "Cola", "--price", "120", "--pack", "carton=24@8961014012352", "--pack", "third=10/3", "--shelf-life-days", "90")).Exit.ShouldBe(0);

        shop.Asked.Single().Body.ShouldContain("""[{"name":"carton","size":24,"per":null,"barcode":"8961014012352"},{"name":"third","size":10,"per":3,"barcode":null}]""");
    }
}
