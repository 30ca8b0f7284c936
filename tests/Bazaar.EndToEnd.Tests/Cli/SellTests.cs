using System.Text.Json;
using Bazaar.Contracts;
using Bazaar.Contracts.Json;

namespace Bazaar.EndToEnd.Tests.Cli;

public sealed class SellTests
{
    private const string Post = "POST stores/SHOP/movements";

    [Fact]
    public async Task A_sale_prints_a_receipt_with_what_is_left()
    {
        await using var shop = await FakeShop.OpenAsync();
        shop.Answer(Post, Samples.Sale(
            Samples.Line("SUGAR", -2.5m, 37.5m),
            Samples.Line("COLA", -48m, 0, 100m) with { Pack = "carton", PackQuantity = 2, UnitPrice = 2400, Amount = 4800 }) with { Reference = "till 2" }, BazaarJson.Wire.Movement, 201);
        using var cli = new CommandLine(shop);

        var outcome = await cli.RunAsync("sell", "SUGAR=2.5", "COLA=2:carton@2400", "--reference", "till 2");

        outcome.Out.ShouldBe("""
            Sale 4711 in SHOP, 2026-03-01 09:12, till 2
              SUGAR  2.5 × 160.00           400.00  37.5 left
              COLA   2 carton × 2,400.00  4,800.00     0 left
            Total 5,200.00
            Id 0199c1de-7b1a-7c33-8a55-3f2b6f0e4c11

            """.ReplaceLineEndings("\n"));
        outcome.Error.ShouldBeEmpty();
        outcome.Exit.ShouldBe(0);
    }

    [Fact]
    public async Task A_sale_sends_what_was_typed_under_an_id_made_here()
    {
        await using var shop = await FakeShop.OpenAsync();
        shop.Answer("POST stores/LHR-001/movements", Samples.Sale(Samples.Line("SUGAR", -1, 1)), BazaarJson.Wire.Movement, 201);
        using var cli = new CommandLine(shop);

        (await cli.RunAsync("sell", "SUGAR", "TEA=1@450.50", "--at", "09:00", "--accept-shortage", "--note", "@noted", "--store", "LHR-001")).Exit.ShouldBe(0);

        var sent = JsonSerializer.Deserialize(shop.Asked.ShouldHaveSingleItem().Body, BazaarJson.Wire.MovementRequest).ShouldNotBeNull();
        sent.Id.ShouldNotBeNull().Version.ShouldBe(7);
        sent.Type.ShouldBe("sale");
        sent.OccurredAt.ShouldBe(new DateTimeOffset(2026, 3, 1, 9, 0, 0, TimeSpan.FromHours(5)));
        sent.OnShortage.ShouldBe("accept");
        sent.Note.ShouldBe("@noted");
        sent.Lines.ShouldBe([new MovementLineRequest { Sku = "SUGAR", Quantity = 1 }, new MovementLineRequest { Sku = "TEA", Quantity = 1, UnitPrice = 450.50m }]);
    }

    [Fact]
    public async Task A_given_id_is_sent_as_it_is()
    {
        await using var shop = await FakeShop.OpenAsync();
        shop.Answer(Post, Samples.Sale(Samples.Line("SUGAR", -1, 1)), BazaarJson.Wire.Movement, 201);
        using var cli = new CommandLine(shop);

        await cli.RunAsync("sell", "SUGAR", "--id", Samples.Id.ToString());

        JsonDocument.Parse(shop.Asked.ShouldHaveSingleItem().Body).RootElement.GetProperty("id").GetGuid().ShouldBe(Samples.Id);
    }

    [Theory]
    [InlineData("8961014012345", "8961014012345", 1)]
    [InlineData("8961014012345=3", "8961014012345", 3)]
    [InlineData("2000015012340", "2000015012340", null)]
    [InlineData("2000015012340=2", "2000015012340", 2)]
    public async Task Digits_that_are_no_sku_are_a_barcode_and_a_scale_label_brings_its_own_quantity(string item, string barcode, int? quantity)
    {
        await using var shop = await FakeShop.OpenAsync();
        shop.Answer("GET products", new Page<Product>([], null), BazaarJson.Wire.PageProduct);
        shop.Answer(Post, Samples.Sale(Samples.Line("SUGAR", -1, 1)), BazaarJson.Wire.Movement, 201);
        using var cli = new CommandLine(shop);

        await cli.RunAsync("sell", item);

        var sent = JsonSerializer.Deserialize(shop.Asked.Last().Body, BazaarJson.Wire.MovementRequest).ShouldNotBeNull();
        sent.Lines.ShouldBe([new MovementLineRequest { Barcode = barcode, Quantity = quantity }]);
    }

    [Fact]
    public async Task Digits_that_are_a_sku_are_that_sku()
    {
        await using var shop = await FakeShop.OpenAsync();
        shop.Answer("GET products/85123", Samples.Product("85123"), BazaarJson.Wire.Product);
        shop.Answer(Post, Samples.Sale(Samples.Line("85123", -1, 1)), BazaarJson.Wire.Movement, 201);
        using var cli = new CommandLine(shop);

        await cli.RunAsync("sell", "85123");

        var sent = JsonSerializer.Deserialize(shop.Asked.Last().Body, BazaarJson.Wire.MovementRequest).ShouldNotBeNull();
        sent.Lines.ShouldBe([new MovementLineRequest { Sku = "85123", Quantity = 1 }]);
    }

    [Fact]
    public async Task A_product_with_a_barcode_like_a_scale_label_is_sold_by_the_piece()
    {
        await using var shop = await FakeShop.OpenAsync();
        shop.Answer("GET products", new Page<Product>([Samples.Product()], null), BazaarJson.Wire.PageProduct);
        shop.Answer(Post, Samples.Sale(Samples.Line("SUGAR", -1, 1)), BazaarJson.Wire.Movement, 201);
        using var cli = new CommandLine(shop);

        await cli.RunAsync("sell", "2000015012340");

        var sent = JsonSerializer.Deserialize(shop.Asked.Last().Body, BazaarJson.Wire.MovementRequest).ShouldNotBeNull();
        sent.Lines.ShouldBe([new MovementLineRequest { Barcode = "2000015012340", Quantity = 1 }]);
    }

    [Fact]
    public async Task A_slip_of_the_finger_sends_nothing()
    {
        await using var shop = await FakeShop.OpenAsync();
        using var cli = new CommandLine(shop);

        (await cli.RunAsync("sell", "SUGAR=x")).Exit.ShouldBe(2);
        (await cli.RunAsync("sell", "TEA", "--refrence", "12")).Exit.ShouldBe(2);
        (await cli.RunAsync("remove", "TEA=1")).Exit.ShouldBe(2);

        shop.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task With_json_the_answer_is_the_contract_on_one_line()
    {
        await using var shop = await FakeShop.OpenAsync();
        var sale = Samples.Sale(Samples.Line("SUGAR", -2.5m, 37.5m)) with { Note = "چینی" };
        shop.Answer(Post, sale, BazaarJson.Wire.Movement, 201);
        using var cli = new CommandLine(shop);

        var outcome = await cli.RunAsync("sell", "SUGAR=2.5", "--json");

        outcome.Out.ShouldContain("چینی");
        outcome.Out.TrimEnd('\n').ShouldNotContain("\n");
        var read = JsonSerializer.Deserialize(outcome.Out, BazaarJson.Wire.Movement).ShouldNotBeNull();
        (read with { Lines = sale.Lines }).ShouldBe(sale);
        read.Lines.ShouldBe(sale.Lines);
    }

    [Fact]
    public async Task A_connection_that_breaks_after_sending_says_how_to_find_out_without_selling_twice()
    {
        await using var shop = await FakeShop.OpenAsync();
        shop.Answer(Post, context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });
        using var cli = new CommandLine(shop);

        var outcome = await cli.RunAsync("sell", "SUGAR", "--id", Samples.Id.ToString());

        outcome.Exit.ShouldBe(3);
        outcome.Error.ShouldContain($"--id {Samples.Id}");
        outcome.Error.ShouldContain("not known");
    }

    [Fact]
    public async Task The_other_entries_carry_what_only_they_have()
    {
        await using var shop = await FakeShop.OpenAsync();
        shop.Answer(Post, Samples.Sale(Samples.Line("SUGAR", 1, 1)) with { Type = "stockIn" }, BazaarJson.Wire.Movement, 201);
        using var cli = new CommandLine(shop);

        (await cli.RunAsync("receive", "SUGAR=2:bag@7075.1234", "--supplier", "METRO")).Exit.ShouldBe(0);
        (await cli.RunAsync("receive", "SUGAR=2", "--opening")).Exit.ShouldBe(0);
        (await cli.RunAsync("remove", "MILK=3", "--reason", "expired")).Exit.ShouldBe(0);
        (await cli.RunAsync("return", "SUGAR=1")).Exit.ShouldBe(0);
        (await cli.RunAsync("return", "SUGAR=1", "--to-supplier", "METRO")).Exit.ShouldBe(0);
        (await cli.RunAsync("return", "SUGAR=1@5", "--to-supplier", "METRO")).Exit.ShouldBe(2);
        (await cli.RunAsync("count", "SUGAR=0", "--expected-seq", "12")).Exit.ShouldBe(0);
        (await cli.RunAsync("adjust", "SUGAR=-0.5")).Exit.ShouldBe(0);

        shop.Asked.Select(a => JsonSerializer.Deserialize(a.Body, BazaarJson.Wire.MovementRequest)!).Select(r => (r.Type, r.Supplier, r.Reason, r.ExpectedSeq, r.Lines!.Single())).ShouldBe(
        [
            ("stockIn", "METRO", null, null, new() { Sku = "SUGAR", Quantity = 2, Pack = "bag", UnitCost = 7075.1234m }),
            ("opening", null, null, null, new() { Sku = "SUGAR", Quantity = 2 }),
            ("removal", null, "expired", null, new() { Sku = "MILK", Quantity = 3 }),
            ("customerReturn", null, null, null, new() { Sku = "SUGAR", Quantity = 1 }),
            ("supplierReturn", "METRO", null, null, new() { Sku = "SUGAR", Quantity = 1 }),
            ("count", null, null, 12L, new() { Sku = "SUGAR", Counted = 0 }),
            ("adjustment", null, null, null, new() { Sku = "SUGAR", Quantity = -0.5m }),
        ]);
    }
}
