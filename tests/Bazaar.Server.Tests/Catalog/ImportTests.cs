using System.Globalization;
using System.Text;
using Bazaar.Contracts;
using Bazaar.Server.Platform.Tables;
using Bazaar.Server.Tests.Harness;

namespace Bazaar.Server.Tests.Catalog;

/// <summary>POST /products/import: all of a file or nothing of it.</summary>
public sealed class ImportTests(Shop shop) : IClassFixture<Shop>
{
    private const string Csv = "text/csv", Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    [Fact]
    public async Task A_dry_run_tells_what_would_happen_and_changes_nothing()
    {
        var sku = shop.Unique("I");
        var file = $"sku,name,unit,price\n{sku},Rice,kg,250\n";

        (await ImportAsync(file, dryRun: true)).ShouldSatisfyAllConditions(r => r.DryRun.ShouldBeTrue(), r => r.Created.ShouldBe(1), r => r.Errors.ShouldBeEmpty());
        (await shop.SendAsync("GET", "products/" + sku)).ShouldBe(404);
        (await ImportAsync(file)).Created.ShouldBe(1);
        (await ImportAsync(file)).ShouldSatisfyAllConditions(r => r.Created.ShouldBe(0), r => r.Unchanged.ShouldBe(1));
        (await ImportAsync(file.Replace("250", "260"))).Updated.ShouldBe(1);
        (await shop.Api.GetProductAsync(sku)).ShouldSatisfyAllConditions(p => p.Price.ShouldBe(260), p => p.Version.ShouldBe(2));
    }

    [Fact]
    public async Task Every_error_is_told_at_once_with_its_row_and_nothing_is_kept()
    {
        var (good, taken) = (shop.Unique("I"), await shop.NewProductAsync(barcodes: [shop.Unique("code")]));
        var file = $"""
            sku,name,unit,price,barcode
            {good},Rice,kg,250,
            bad sku,Oil,l,100,
            {good}x,,piece,1,
            {good}y,Salt,kg,1.005,
            {good}z,Tea,g,abc,
            {good},Twice,kg,1,
            {good}w,Mint,piece,5,8961014012340
            """;

        var result = await ImportAsync(file);

        result.Rows.ShouldBe(7);
        result.Errors.Select(e => e.Row).Distinct().ShouldBe([3, 4, 5, 6, 7, 8]);
        result.Errors.ShouldAllBe(e => e.Code.Length > 0 && e.Message.Length > 0);
        (await shop.SendAsync("GET", "products/" + good)).ShouldBe(404);
        var code = (await shop.Api.GetProductAsync(taken)).Barcodes[0];
        (await ImportAsync($"sku,name,unit,price,barcode\n{good},Rice,kg,250,{code}\n")).Errors.ShouldHaveSingleItem().Code.ShouldBe(ProblemCodes.AlreadyExists);
        (await shop.SendAsync("GET", "products/" + good)).ShouldBe(404);
    }

    [Fact]
    public async Task A_spreadsheet_is_read_too()
    {
        var sku = shop.Unique("I");
        using var file = new MemoryStream();
        TableColumn<(string Sku, string Name, decimal Price)>[] columns = [new("sku", r => r.Sku), new("name", r => r.Name), new("unit", _ => "kg"), new("price", r => r.Price), new("nameUrdu", _ => "چاول")];
        await TableWriter.WriteAsync(TableFormat.Xlsx, file, columns, [(sku, "Rice", 250.5m)], TestContext.Current.CancellationToken);

        var result = await ImportAsync(file.ToArray(), Xlsx, dryRun: false);

        result.Errors.ShouldBeEmpty();
        (await shop.Api.GetProductAsync(sku)).ShouldSatisfyAllConditions(p => p.Price.ShouldBe(250.5m), p => p.NameUrdu.ShouldBe("چاول"));
    }

    [Fact]
    public async Task Twenty_thousand_products_are_imported_whole()
    {
        var prefix = shop.Unique("BIG") + "-";
        var file = new StringBuilder("sku,name,category,unit,price,cost\n");
        for (var i = 0; i < 20_000; i++)
        {
            file.Append(CultureInfo.InvariantCulture, $"{prefix}{i},Product {i},Category {i % 40},piece,{i % 500 + 1}.50,{i % 400 + 1}\n");
        }

        (await ImportAsync(file.ToString())).ShouldSatisfyAllConditions(r => r.Rows.ShouldBe(20_000), r => r.Created.ShouldBe(20_000), r => r.Errors.ShouldBeEmpty());
        (await ImportAsync(file.ToString())).Unchanged.ShouldBe(20_000);
        (await shop.Api.GetProductAsync(prefix + "19999")).Price.ShouldBe(500.5m);
    }

    [Theory]
    [InlineData("application/json", 415)]
    [InlineData("multipart/form-data", 415)]
    public async Task Other_media_types_are_refused(string mediaType, int status) =>
        (await shop.SendAsync("POST", "products/import", Shop.Body("{}"u8.ToArray(), mediaType))).ShouldBeProblem(status, ProblemCodes.UnsupportedMediaType);

    [Theory]
    [InlineData("text/csv", "")]
    [InlineData("text/csv", "sku,colour\nA,red\n")]
    [InlineData("text/csv", "\0\u0001\u0002")]
    [InlineData("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "PK\u0003\u0004 not a zip")]
    [InlineData("application/gzip", "not gzip")]
    public async Task A_file_that_is_no_table_is_refused_with_a_reason(string mediaType, string text)
    {
        var answer = await shop.SendAsync("POST", "products/import", Shop.Body(Encoding.UTF8.GetBytes(text), mediaType));

        answer.ShouldBe(400).Json.GetProperty("errors").GetArrayLength().ShouldBeGreaterThan(0);
    }

    private Task<ImportResult> ImportAsync(string csv, bool dryRun = false) => ImportAsync(Encoding.UTF8.GetBytes(csv), Csv, dryRun);

    private async Task<ImportResult> ImportAsync(byte[] file, string mediaType, bool dryRun)
    {
        using var stream = new MemoryStream(file);
        return await shop.Api.ImportProductsAsync(stream, mediaType, dryRun);
    }
}
