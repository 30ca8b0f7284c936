using Bazaar.Contracts;
using Bazaar.Server.Tests.Harness;

namespace Bazaar.Server.Tests.Catalog;

/// <summary>Stores, and what a store sets for a product.</summary>
public sealed class StoreAndLevelTests(Shop shop) : IClassFixture<Shop>
{
    [Fact]
    public async Task A_new_shop_has_one_store() => (await shop.Api.GetStoreAsync("shop")).ShouldSatisfyAllConditions(s => s.Code.ShouldBe("SHOP"), s => s.Seq.ShouldBe(0), s => s.Closed.ShouldBeFalse());

    [Fact]
    public async Task A_store_is_changed_on_the_version_that_was_read()
    {
        var store = await shop.NewStoreAsync();
        var path = "stores/" + store.Code;

        (await shop.SendAsync("PATCH", path, """{"city":"Lahore"}""")).ShouldBeProblem(428, ProblemCodes.PreconditionRequired);
        (await shop.SendAsync("PATCH", path, """{"city":"Lahore"}""", ("If-Match", "\"9\""))).ShouldBeProblem(412, ProblemCodes.VersionMismatch);
        (await shop.SendAsync("PATCH", path, """{"city":"Lahore"}""", ("If-Match", "\"1\""))).ShouldBe(200).Header("ETag").ShouldBe("\"2\"");
        (await shop.SendAsync("PATCH", path, """{"timeZone":null}""", ("If-Match", "\"2\""))).ShouldBeProblem(400, ProblemCodes.Invalid);
        (await shop.SendAsync("PATCH", "stores/NOWHERE", """{"city":"x"}""", ("If-Match", "*"))).ShouldBeProblem(404, ProblemCodes.NotFound);
        (await shop.SendAsync("POST", "stores", $$"""{"code":"{{store.Code.ToLowerInvariant()}}","name":"Twin"}""")).ShouldBeProblem(409, ProblemCodes.AlreadyExists);
        (await shop.Api.GetStoreAsync(store.Code)).City.ShouldBe("Lahore");
    }

    [Fact]
    public async Task A_sale_does_not_stand_in_the_way_of_new_levels_but_another_change_does()
    {
        var store = await shop.NewStoreAsync();
        var sku = await shop.NewProductAsync(price: 100);
        await store.PostAsync("opening", sku, 10);
        var path = $"stores/{store.Code}/stock/{sku}";
        var read = (await shop.SendAsync("GET", path)).Header("ETag")!;
        await store.PostAsync("sale", sku, 1);

        (await shop.SendAsync("PATCH", path, """{"reorderPoint":5}""")).ShouldBeProblem(428, ProblemCodes.PreconditionRequired);
        var first = (await shop.SendAsync("PATCH", path, """{"reorderPoint":5,"price":120}""", ("If-Match", read))).ShouldBe(200);
        (await shop.SendAsync("PATCH", path, """{"reorderPoint":6}""", ("If-Match", read))).ShouldBeProblem(412, ProblemCodes.VersionMismatch);

        (await store.PostAsync("sale", sku, 1)).Total.ShouldBe(120);
        var cleared = (await shop.SendAsync("PATCH", path, """{"price":null,"targetLevel":7}""", ("If-Match", first.Header("ETag")!))).ShouldBe(200).Json;
        cleared.GetProperty("price").GetDecimal().ShouldBe(100);
        cleared.GetProperty("reorderPoint").GetDecimal().ShouldBe(5);
        cleared.GetProperty("status").GetString().ShouldBe("over");
        foreach (var wrong in (string[])["""{"reorderPoint":-1}""", """{"price":0.001}""", """{"targetLevel":1e15}"""])
        {
            (await shop.SendAsync("PATCH", path, wrong, ("If-Match", "*"))).Status.ShouldBe(400);
        }
    }

    [Fact]
    public async Task The_stock_list_filters_by_status_category_and_text()
    {
        var store = await shop.NewStoreAsync();
        var (low, none, fine) = (await shop.NewProductAsync(), await shop.NewProductAsync(), await shop.NewProductAsync());
        foreach (var (sku, quantity) in new[] { (low, 2m), (none, 1m), (fine, 50m) })
        {
            await store.PostAsync("opening", sku, quantity);
        }

        await store.PostAsync("sale", none, 1);
        await shop.Api.EditStockAsync(store.Code, low, new StockPatch { ReorderPoint = 5m });

        async Task<string[]> Skus(string? status = null, string? q = null) => [.. (await shop.Api.ListStockAsync(store.Code, status: status, q: q)).Items.Select(i => i.Sku)];
        (await Skus()).ShouldBe([low, none, fine], ignoreOrder: true);
        (await Skus("low")).ShouldBe([low]);
        (await Skus("out")).ShouldBe([none]);
        (await Skus("ok")).ShouldBe([fine]);
        (await Skus("negative")).ShouldBeEmpty();
        (await Skus(q: fine.ToLowerInvariant())).ShouldContain(fine);
        (await Skus(q: "100%_")).ShouldBeEmpty();
    }
}
