using Bazaar.Contracts;
using Bazaar.Contracts.Client;
using Bazaar.Server.Tests.Harness;

namespace Bazaar.Server.Tests.Catalog;

/// <summary>Products: versions, archiving, barcodes, packs, scale labels, lists.</summary>
public sealed class ProductTests(Shop shop) : IClassFixture<Shop>
{
    [Theory]
    [InlineData("PATCH")]
    [InlineData("DELETE")]
    public async Task A_change_needs_the_version_that_was_read(string method)
    {
        var path = "products/" + await shop.NewProductAsync();
        var body = method == "PATCH" ? """{"name":"Better"}""" : null;
        (await shop.SendAsync("GET", path)).Header("ETag").ShouldBe("\"1\"");

        (await shop.SendAsync(method, path, body)).ShouldBeProblem(428, ProblemCodes.PreconditionRequired);
        (await shop.SendAsync(method, path, body, ("If-Match", "\"7\""))).ShouldBeProblem(412, ProblemCodes.VersionMismatch);
        (await shop.SendAsync(method, path, body, ("If-Match", "nonsense"))).ShouldBeProblem(412, ProblemCodes.VersionMismatch);
        (await shop.SendAsync("GET", path)).Header("ETag").ShouldBe("\"1\"");
        (await shop.SendAsync(method, path, body, ("If-Match", "\"1\""))).Status.ShouldBeOneOf(200, 204);
        (await shop.SendAsync(method, path, body, ("If-Match", "\"1\""))).ShouldBeProblem(412, ProblemCodes.VersionMismatch);
        (await shop.SendAsync(method, "products/GHOST", body, ("If-Match", "\"1\""))).ShouldBeProblem(404, ProblemCodes.NotFound);
    }

    [Fact]
    public async Task Of_twenty_changes_of_one_version_exactly_one_is_taken()
    {
        var sku = await shop.NewProductAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => shop.SendAsync("PATCH", "products/" + sku, $$"""{"price":{{i + 1}}}""", ("If-Match", "\"1\""))));

        answers.Count(a => a.Status == 200).ShouldBe(1);
        answers.Where(a => a.Status != 200).ShouldAllBe(a => a.Status == 412);
        (await shop.Api.GetProductAsync(sku)).Version.ShouldBe(2);
    }

    [Fact]
    public async Task A_patch_changes_what_it_names_and_null_clears()
    {
        var sku = shop.Unique("P");
        await shop.Api.AddProductAsync(new ProductRequest { Sku = sku, Name = "Sugar", NameUrdu = "چینی", Category = "Grocery", Unit = "kg", Price = 160, Cost = 141.5m, ShelfLifeDays = 365 });

        var patched = (await shop.SendAsync("PATCH", "products/" + sku, """{"price":165.50,"category":null,"shelfLifeDays":null}""", ("If-Match", "*"))).ShouldBe(200);

        patched.Header("ETag").ShouldBe("\"2\"");
        patched.Text.ShouldContain("چینی");
        var product = await shop.Api.GetProductAsync(sku.ToLowerInvariant());
        product.ShouldSatisfyAllConditions(
            p => p.Sku.ShouldBe(sku), p => p.Name.ShouldBe("Sugar"), p => p.NameUrdu.ShouldBe("چینی"), p => p.Price.ShouldBe(165.5m), p => p.Category.ShouldBeNull(), p => p.ShelfLifeDays.ShouldBeNull(), p => p.Cost.ShouldBe(141.5m));
        (await shop.SendAsync("PATCH", "products/" + sku, """{"name":null}""", ("If-Match", "*"))).ShouldBeProblem(400, ProblemCodes.Invalid);
        (await shop.SendAsync("PATCH", "products/" + sku, """{"price":null}""", ("If-Match", "*"))).ShouldBeProblem(400, ProblemCodes.Invalid);
        (await shop.SendAsync("PATCH", "products/" + sku, """{"sku":"OTHER"}""", ("If-Match", "*"))).ShouldBeProblem(400, ProblemCodes.Malformed);
        (await shop.SendAsync("PATCH", "products/" + sku, """{"unit":"g"}""", ("If-Match", "*"))).ShouldBeProblem(400, ProblemCodes.Malformed);
    }

    [Fact]
    public async Task An_archived_product_leaves_the_list_and_can_come_back()
    {
        var sku = await shop.NewProductAsync();
        await shop.Api.ArchiveProductAsync(sku, 1);

        (await shop.Api.ListProductsAsync(q: sku)).Items.ShouldBeEmpty();
        (await shop.Api.ListProductsAsync(q: sku, archived: true)).Items.ShouldHaveSingleItem().Archived.ShouldBeTrue();
        (await shop.Api.EditProductAsync(sku, 2, new ProductPatch { Archived = false })).Archived.ShouldBeFalse();
        (await shop.Api.ListProductsAsync(q: sku)).Items.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_barcode_is_found_sold_and_guarded_in_every_spelling()
    {
        var store = await shop.NewStoreAsync();
        var sku = await shop.NewProductAsync(barcodes: ["036000291452", "shelf-7"], packs: [new Pack { Name = "carton", Size = 12, Barcode = "10036000291459" }]);
        await store.PostAsync("opening", sku, 100);
        foreach (var spelling in (string[])["036000291452", "0036000291452", "00036000291452", "shelf-7"])
        {
            (await shop.Api.ListProductsAsync(barcode: spelling)).Items.ShouldHaveSingleItem().Sku.ShouldBe(sku);
            (await store.SaleAsync($$"""{"barcode":"{{spelling}}","quantity":1}""")).ShouldBe(201).Json.GetProperty("lines")[0].GetProperty("sku").GetString().ShouldBe(sku);
        }

        (await store.SaleAsync("""{"barcode":"10036000291459","quantity":2}""")).ShouldBe(201).Json.GetProperty("lines")[0].GetProperty("quantity").GetDecimal().ShouldBe(-24);
        (await store.OnHandAsync(sku)).ShouldBe(72);
        foreach (var taken in (string[])["0036000291452", "10036000291459", "shelf-7"])
        {
            var answer = await shop.SendAsync("POST", "products", $$"""{"sku":"{{shop.Unique("P")}}","name":"x","unit":"piece","price":1,"barcodes":["{{taken}}"]}""");
            answer.ShouldBeProblem(409, ProblemCodes.AlreadyExists).Json.GetProperty("detail").GetString()!.ShouldContain(sku);
        }
    }

    [Theory]
    [InlineData("21", "01250", 1250, 250)]
    [InlineData("23", "12550", 628, 125.50)]
    public async Task A_scale_label_carries_the_weight_or_the_price(string prefix, string value, int grams, double total)
    {
        var store = await shop.NewStoreAsync();
        var quantity = grams / 1_000m;
        var code = "4" + prefix + "10";
        await shop.Api.AddProductAsync(new ProductRequest { Sku = code, Name = "Loose rice", Unit = "kg", Price = 200 });
        await store.PostAsync("opening", code, 10);

        var sold = (await store.SaleAsync($$"""{"barcode":"{{WithCheckDigit(prefix + code + value)}}"}""")).ShouldBe(201).Json;

        sold.GetProperty("lines")[0].GetProperty("quantity").GetDecimal().ShouldBe(-quantity);
        sold.GetProperty("total").GetDouble().ShouldBe(total);
        (await store.OnHandAsync(code)).ShouldBe(10 - quantity);
        await store.ShouldProveItselfAsync();
    }

    [Fact]
    public async Task Pages_show_each_row_once_while_rows_are_added()
    {
        var prefix = shop.Unique("PAGE") + "-";
        for (var i = 10; i < 20; i++)
        {
            await AddAsync(prefix + i);
        }

        var seen = new List<string>();
        var added = 0;
        await foreach (var product in BazaarClient.AllAsync(c => shop.Api.ListProductsAsync(q: prefix, limit: 3, cursor: c)))
        {
            seen.Add(product.Sku);
            if (added++ == 4)
            {
                await AddAsync(prefix + "00");
                await AddAsync(prefix + "135");
                await AddAsync(prefix + "99");
            }
        }

        seen.ShouldBe(seen.Distinct());
        seen.ShouldBeInOrder();
        seen.ShouldBe([.. Enumerable.Range(10, 10).Select(i => prefix + i), prefix + "99"], ignoreOrder: true);
    }

    private Task AddAsync(string sku) => shop.Api.AddProductAsync(new ProductRequest { Sku = sku, Name = sku, Unit = "piece", Price = 1 });

    private static string WithCheckDigit(string body) => body + ((10 - (body.Select((c, i) => (c - '0') * (i % 2 == 0 ? 1 : 3)).Sum() % 10)) % 10);
}
