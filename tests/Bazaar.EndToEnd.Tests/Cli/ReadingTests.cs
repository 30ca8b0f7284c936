using System.Text.RegularExpressions;
using Bazaar.Contracts;
using Bazaar.Contracts.Json;

namespace Bazaar.EndToEnd.Tests.Cli;

public sealed class ReadingTests
{
    [Fact]
    public async Task Stock_reads_every_page()
    {
        await using var shop = await FakeShop.OpenAsync();
        shop.Answer("GET stores/SHOP/stock", async context =>
        {
            var page = context.Request.Query["cursor"] == "next" ? new Page<StockItem>([Samples.Stock("TEA")], null) : new Page<StockItem>([Samples.Stock("SUGAR")], "next");
            context.Response.ContentType = "application/json";
            await context.Response.Body.WriteAsync(System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(page, BazaarJson.Wire.PageStockItem));
        });
        using var cli = new CommandLine(shop);

        var outcome = await cli.RunAsync("stock", "--status", "low");

        outcome.Out.ShouldBe("""
            SKU    Name   On hand  Unit  Status   Price     Value
            SUGAR  Sugar     37.5  kg    ok      160.00  5,306.25
            TEA    Sugar     37.5  kg    ok      160.00  5,306.25

            """.ReplaceLineEndings("\n"));
        shop.Asked.Select(a => a.Query).ShouldBe(["?status=low&limit=200", "?status=low&limit=200&cursor=next"]);
    }

    [Fact]
    public async Task A_table_fits_the_screen_of_a_person_and_is_not_wrapped_for_a_program()
    {
        await using var shop = await FakeShop.OpenAsync();
        var name = string.Join(' ', Enumerable.Repeat("long", 40));
        shop.Answer("GET stores/SHOP/stock", new Page<StockItem>([Samples.Stock("SUGAR", name)], null), BazaarJson.Wire.PageStockItem);
        using var cli = new CommandLine(shop);

        var plain = await cli.RunAsync("stock");
        cli.IsInteractive = true;
        var fitted = await cli.RunAsync("stock");

        plain.Out.ShouldContain(name);
        plain.Out.ShouldNotContain("\u001b");
        Regex.Replace(fitted.Out, "\u001b\\[[0-9;]*m", "", RegexOptions.None, TimeSpan.FromSeconds(1)).Split('\n').ShouldAllBe(line => line.Length <= 80);
    }

    [Fact]
    public async Task Stock_of_a_time_is_asked_with_its_offset()
    {
        await using var shop = await FakeShop.OpenAsync();
        shop.Answer("GET stores/SHOP/stock/SUGAR", new StockAsOf("SHOP", "SUGAR", "kg", new(2026, 3, 1, 6, 0, 0, TimeSpan.Zero), null, 9), BazaarJson.Wire.StockAsOf);
        using var cli = new CommandLine(shop);

        (await cli.RunAsync("stock", "SUGAR", "--at", "2026-03-01 11:00")).Out.ShouldBe("SUGAR in SHOP at 2026-03-01 11:00: 9 kg\n");

        Uri.UnescapeDataString(shop.Asked.Single().Query).ShouldBe("?at=2026-03-01T11:00:00.0000000+05:00");
    }

    [Fact]
    public async Task Explain_adds_up_from_the_last_count()
    {
        await using var shop = await FakeShop.OpenAsync();
        shop.Answer("GET stores/SHOP/stock/SUGAR/explain", new StockExplanation
        {
            Store = "SHOP",
            Sku = "SUGAR",
            Unit = "kg",
            LastCount = new CountPoint(Samples.Id, 12, new(2026, 3, 1, 4, 0, 0, TimeSpan.Zero), 40, -2),
            Since = [new("sale", -12.5m, 5), new("stockIn", 10, 1)],
            SeenByCount = -1,
            OnHand = 37.5m,
        }, BazaarJson.Wire.StockExplanation);
        using var cli = new CommandLine(shop);

        (await cli.RunAsync("explain", "SUGAR")).Out.ShouldBe("""
            SUGAR in SHOP: 37.5 kg
                  40  counted 2026-03-01 09:00 (entry 12, variance -2)
               -12.5  sale, 5 lines
                 +10  receipt, 1 line
              = 37.5  on hand
            Learned after the count, but already seen by it: -1. It moves nothing.

            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task A_ledger_that_is_not_sound_is_named_and_ends_with_1()
    {
        await using var shop = await FakeShop.OpenAsync();
        shop.Answer("GET audit/verify", new LedgerProof(false, [new("SHOP", 3, 4, 3, "abc")], [new("SHOP", "hash", 2, null, "expected 1f, found 2e.")]), BazaarJson.Wire.LedgerProof);
        using var cli = new CommandLine(shop);

        foreach (var command in (string[][])[["check"], ["audit", "verify"]])
        {
            var outcome = await cli.RunAsync(command);
            outcome.Exit.ShouldBe(1);
            outcome.Out.ShouldBe("SHOP: 3 entries, 4 lines, head 3 abc\nWRONG hash: SHOP, entry 2: expected 1f, found 2e.\nThe ledger is not sound: 1 finding.\n");
        }

        shop.Asked.ShouldAllBe(a => a.Query == "");
    }

    [Fact]
    public async Task What_a_newer_server_adds_to_its_answers_is_passed_over()
    {
        await using var shop = await FakeShop.OpenAsync();
        var proof = """{"ok":true,"checkedAt":"2030-01-01T00:00:00Z","stores":[{"store":"SHOP","entries":3,"lines":4,"seq":3,"hash":"abc","signedBy":{"key":1}}],"findings":[]}""";
        shop.Answer("GET audit/verify", System.Text.Encoding.UTF8.GetBytes(proof), "application/json");
        var problem = """{"status":409,"code":"store-closed","detail":"Store SHOP is closed.","closedSince":"2030-01-01"}""";
        shop.Answer("GET stores/SHOP/stock/TEA/explain", System.Text.Encoding.UTF8.GetBytes(problem), "application/problem+json", status: 409);
        using var cli = new CommandLine(shop);

        (await cli.RunAsync("check", "--store", "SHOP")).Exit.ShouldBe(0);
        (await cli.RunAsync("explain", "TEA")).Error.ShouldContain("Store SHOP is closed.");
    }

    [Fact]
    public async Task A_sound_ledger_ends_with_0_and_a_doctor_agrees()
    {
        await using var shop = await FakeShop.OpenAsync();
        shop.Answer("GET audit/verify", new LedgerProof(true, [new("SHOP", 3, 4, 3, "abc")], []), BazaarJson.Wire.LedgerProof);
        using var cli = new CommandLine(shop);

        (await cli.RunAsync("check", "--store", "SHOP")).Exit.ShouldBe(0);
        var doctor = await cli.RunAsync("doctor");

        doctor.Exit.ShouldBe(0);
        doctor.Out.ShouldContain("the ledger is sound: 1 store, 3 entries");
        shop.Asked.First().Query.ShouldBe("?store=SHOP");
    }
}
