using Bazaar.Contracts;
using Bazaar.Contracts.Json;

namespace Bazaar.EndToEnd.Tests.Cli;

public sealed class ReportTests
{
    private static readonly byte[] Spreadsheet = [0x50, 0x4b, 3, 4, 0, 255, 254, 13, 10];

    [Fact]
    public async Task A_report_is_a_plain_table_when_a_program_reads_it()
    {
        await using var shop = await FakeShop.OpenAsync();
        shop.Answer("GET reports/sales", Sales(), BazaarJson.Wire.ReportSalesRow);
        using var cli = new CommandLine(shop);

        var outcome = await cli.RunAsync("report", "sales", "--from", "2026-03-01", "--to", "2026-03-02", "--store", "A", "--store", "B");

        outcome.Out.ShouldBe("""
                        Receipts     Gross  Returns       Net    Cost  Profit
            2026-03-01        12  1,500.00     0.00  1,500.00  900.00  600.00
            total             12  1,500.00     0.00  1,500.00  900.00  600.00

            """.ReplaceLineEndings("\n"));
        shop.Asked.Single().Query.ShouldBe("?store=A&store=B&from=2026-03-01&to=2026-03-02&groupBy=day");
    }

    [Fact]
    public async Task A_file_is_the_servers_bytes()
    {
        await using var shop = await FakeShop.OpenAsync();
        shop.Answer("GET reports/sales", Spreadsheet, "application/octet-stream");
        using var cli = new CommandLine(shop);
        var file = Path.Combine(cli.Home, "march.xlsx");

        var saved = await cli.RunAsync("report", "sales", "--out", file);
        var piped = await cli.RunAsync("report", "sales", "--format", "csv");

        saved.ShouldSatisfyAllConditions(
            () => saved.Exit.ShouldBe(0),
            () => saved.OutBytes.ShouldBeEmpty(),
            () => File.ReadAllBytes(file).ShouldBe(Spreadsheet));
        piped.OutBytes.ShouldBe(Spreadsheet);
        shop.Asked.Select(a => a.Accept).ShouldBe(["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "text/csv"]);
    }

    [Fact]
    public async Task A_report_that_breaks_off_leaves_no_half_of_a_file()
    {
        await using var shop = await FakeShop.OpenAsync();
        shop.Answer("GET reports/sales", async context =>
        {
            context.Response.ContentLength = 1000;
            await context.Response.Body.WriteAsync(Spreadsheet);
            await context.Response.Body.FlushAsync();
            context.Abort();
        });
        using var cli = new CommandLine(shop);
        var folder = Directory.CreateDirectory(Path.Combine(cli.Home, "out"));

        (await cli.RunAsync("report", "sales", "--out", Path.Combine(folder.FullName, "march.csv"))).Exit.ShouldBe(3);

        folder.GetFiles().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_refused_report_leaves_the_file_that_was_there()
    {
        await using var shop = await FakeShop.OpenAsync();
        using var cli = new CommandLine(shop);
        var file = Path.Combine(cli.Home, "march.csv");
        await File.WriteAllTextAsync(file, "old", TestContext.Current.CancellationToken);

        (await cli.RunAsync("report", "sales", "--out", file)).Exit.ShouldBe(1);

        File.ReadAllText(file).ShouldBe("old");
    }

    [Fact]
    public async Task An_import_tells_everything_that_is_wrong_and_ends_with_1()
    {
        await using var shop = await FakeShop.OpenAsync();
        shop.Answer("POST products/import", new ImportResult(3, 0, 0, 0, false, [new(2, "barcode", "bad-check-digit", "The check digit is wrong."), new(3, null, "invalid", "The row is empty.")]), BazaarJson.Wire.ImportResult);
        using var cli = new CommandLine(shop);
        var file = Path.Combine(cli.Home, "catalogue.csv");
        await File.WriteAllTextAsync(file, "sku,name", TestContext.Current.CancellationToken);

        var outcome = await cli.RunAsync("product", "import", file, "--dry-run");

        outcome.Exit.ShouldBe(1);
        outcome.Error.ShouldBe("row 2, barcode: The check digit is wrong.\nrow 3: The row is empty.\nNothing was written. 2 things are wrong in 3 rows.\n");
        shop.Asked.Single().ShouldSatisfyAllConditions(a => a.Body.ShouldBe("sku,name"), a => a.Query.ShouldBe("?dryRun=true"));
    }

    [Theory]
    [InlineData("missing.csv")]
    [InlineData("catalogue.pdf")]
    [InlineData("folder.csv")]
    public async Task An_import_of_no_such_file_is_wrong_usage(string name)
    {
        await using var shop = await FakeShop.OpenAsync();
        using var cli = new CommandLine(shop);
        Directory.CreateDirectory(Path.Combine(cli.Home, "folder.csv"));

        (await cli.RunAsync("product", "import", Path.Combine(cli.Home, name))).Exit.ShouldBe(2);

        shop.Asked.ShouldBeEmpty();
    }

    private static Report<SalesRow> Sales()
    {
        var day = new SalesRow { Key = "2026-03-01", Receipts = 12, Gross = 1500, Returns = 0, Net = 1500, CostOfSales = 900, Profit = 600 };
        return new Report<SalesRow>(new DateOnly(2026, 3, 1), new DateOnly(2026, 3, 2), "day", [day], day with { Key = "total" });
    }
}
