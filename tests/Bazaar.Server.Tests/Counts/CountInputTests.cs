using Bazaar.Contracts;
using Bazaar.Server.Tests.Harness;

namespace Bazaar.Server.Tests.Counts;

/// <summary>What is wrong with a request about a count is said by name, all at once, and nothing happens.</summary>
public sealed class CountInputTests(Shop shop) : IClassFixture<Shop>
{
    [Theory]
    [InlineData("{}", "store")]
    [InlineData("""{"store":"a b","id":"00000000-0000-0000-0000-000000000000"}""", "store", "id")]
    public async Task A_count_that_cannot_be_opened_is_refused(string body, params string[] fields) =>
        (await shop.SendAsync("POST", "counts", body)).ShouldBeProblem(400, "invalid").Json.GetProperty("errors").EnumerateObject().Select(e => e.Name).ShouldBe(fields, ignoreOrder: true);

    [Fact]
    public async Task Texts_that_are_too_long_are_refused()
    {
        var store = await shop.NewStoreAsync();

        var answer = await shop.SendAsync("POST", "counts", $$$"""{"store":"{{{store.Code}}}","name":"{{{new string('n', 201)}}}","scope":{"category":"{{{new string('c', 101)}}}"}}""");

        answer.ShouldBeProblem(400, "invalid").Json.GetProperty("errors").EnumerateObject().Select(e => e.Name).ShouldBe(["name", "scope.category"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("""{"stroe":"A"}""")]
    [InlineData("""{"store":"A","scope":"Drinks"}""")]
    [InlineData("""{"store":"A","blind":"yes"}""")]
    [InlineData("null")]
    [InlineData("")]
    public async Task A_body_that_cannot_be_read_is_malformed(string body) => (await shop.SendAsync("POST", "counts", body)).ShouldBeProblem(400, "malformed");

    [Fact]
    public async Task A_store_must_exist_and_be_open()
    {
        var store = await shop.NewStoreAsync();
        var before = await shop.Api.GetStoreAsync(store.Code);
        await shop.Api.EditStoreAsync(store.Code, before.Version, new StorePatch { Closed = true });

        (await shop.SendAsync("POST", "counts", """{"store":"NOWHERE"}""")).ShouldBeProblem(404, "not-found");
        (await shop.SendAsync("POST", "counts", $$"""{"store":"{{store.Code}}"}""")).ShouldBeProblem(409, "store-closed");
    }

    [Theory]
    [InlineData("""{}""", "invalid", "scans")]
    [InlineData("""{"scans":[]}""", "invalid", "scans")]
    [InlineData("""{"scans":[null,{}]}""", "invalid", "scans[0]", "scans[1].id", "scans[1].sku")]
    [InlineData("""{"scans":[{"id":"ID","sku":"SKU","barcode":"1"},{"id":"ID","sku":"SKU"}]}""", "invalid", "scans[0].sku", "scans[1].id")]
    [InlineData("""{"scans":[{"id":"ID","sku":"SKU","quantity":0.0001}]}""", "not-exact", "scans[0].quantity")]
    [InlineData("""{"scans":[{"id":"ID","sku":"SKU","quantity":1.5}]}""", "not-exact", "scans[0].quantity")]
    [InlineData("""{"scans":[{"id":"ID","sku":"SKU","quantity":9999999999999}]}""", "quantity-out-of-range", "scans[0].quantity")]
    [InlineData("""{"scans":[{"id":"ID","sku":"SKU","quantity":1,"pack":"barrel"}]}""", "invalid", "scans[0].pack")]
    [InlineData("""{"scans":[{"id":"ID","sku":"SKU","at":"2999-01-01T00:00:00Z"}]}""", "invalid", "scans[0].at")]
    [InlineData("""{"scans":[{"id":"ID","sku":"SKU","at":"2001-01-01T00:00:00Z"}]}""", "invalid", "scans[0].at")]
    public async Task Scans_that_cannot_be_are_refused_with_every_fault(string body, string code, params string[] fields)
    {
        var count = await Stocktake.OpenAsync(shop);
        var sku = await count.StockedAsync(5);

        var answer = await count.SendAsync("POST", "scans", body.Replace("SKU", sku).Replace("ID", Guid.NewGuid().ToString()));

        answer.ShouldBeProblem(400, code).Json.GetProperty("errors").EnumerateObject().Select(e => e.Name).ShouldBe(fields, ignoreOrder: true);
        (await count.ReadAsync()).Scans.ShouldBe(0);
    }

    [Fact]
    public async Task A_thousand_scans_go_at_once_and_no_more()
    {
        var count = await Stocktake.OpenAsync(shop);
        var sku = await count.StockedAsync(5);
        var scans = Enumerable.Range(0, 1_001).Select(_ => new CountScan { Id = Guid.NewGuid(), Sku = sku }).ToArray();

        (await Should.ThrowAsync<Contracts.Client.BazaarProblemException>(() => count.ScanAsync(scans))).Problem.Errors!.Keys.ShouldBe(["scans"]);
        (await count.ScanAsync(scans[..1_000])).Accepted.ShouldBe(1_000);
    }

    [Theory]
    [InlineData("codes", "{}", 400, "invalid")]
    [InlineData("codes", """{"code":"X"}""", 400, "invalid")]
    [InlineData("codes", """{"code":"X","sku":"A","reason":"b"}""", 400, "invalid")]
    [InlineData("codes", """{"code":"X","reason":"b"}""", 404, "not-found")]
    [InlineData("codes", """{"code":"STRANGE","sku":"NO-SUCH"}""", 400, "unknown-product")]
    [InlineData("post", "{}", 400, "invalid")]
    [InlineData("post", """{"missing":"guess"}""", 400, "invalid")]
    [InlineData("post", """{"missing":"zero","id":"00000000-0000-0000-0000-000000000000"}""", 400, "invalid")]
    [InlineData("post", """{"missing":"zero","countedAt":"2999-01-01T00:00:00Z"}""", 400, "invalid")]
    [InlineData("post", """{"missing":"zero","countedAt":"1960-01-01T00:00:00Z"}""", 400, "invalid")]
    [InlineData("post", """{"missing":"zero"}""", 409, "count-not-ready")]
    public async Task What_cannot_be_done_with_a_count_is_refused(string path, string body, int status, string code)
    {
        var count = await Stocktake.OpenAsync(shop);
        await count.ScanAsync("STRANGE", 1);

        (await count.SendAsync("POST", path, body)).ShouldBeProblem(status, code);
    }

    [Fact]
    public async Task A_code_is_not_assigned_to_what_cannot_have_the_quantity()
    {
        var count = await Stocktake.OpenAsync(shop);
        var sku = await count.StockedAsync(5);
        await count.ScanAsync("STRANGE", 1.5m);

        (await count.SendAsync("POST", "codes", $$"""{"code":"STRANGE","sku":"{{sku}}"}""")).ShouldBeProblem(400, "not-exact");
    }

    [Theory]
    [InlineData("variances?show=some")]
    [InlineData("variances?limit=201")]
    [InlineData("variances?cursor=YWJj")]
    [InlineData("variances?format=pdf")]
    public async Task A_review_that_cannot_be_is_refused(string path) => (await (await Stocktake.OpenAsync(shop)).SendAsync("GET", path)).ShouldBeProblem(400, "invalid");

    [Theory]
    [InlineData("GET", "")]
    [InlineData("GET", "/variances")]
    [InlineData("POST", "/cancel")]
    [InlineData("POST", "/scans", """{"scans":[{"id":"0199c1de-7b1a-7c33-8a55-3f2b6f0e4c11","sku":"A"}]}""")]
    [InlineData("POST", "/codes", """{"code":"A","reason":"b"}""")]
    [InlineData("POST", "/post", """{"missing":"zero"}""")]
    public async Task A_count_that_does_not_exist_is_not_found(string method, string path, string? body = null) =>
        (await shop.SendAsync(method, $"counts/{Guid.NewGuid()}{path}", body)).ShouldBeProblem(404, "not-found");

    [Theory]
    [InlineData("counts?status=shut", 400, "invalid")]
    [InlineData("counts?cursor=YWJj", 400, "invalid")]
    [InlineData("counts?store=NOWHERE", 404, "not-found")]
    public async Task A_list_that_cannot_be_is_refused(string path, int status, string code) => (await shop.SendAsync("GET", path)).ShouldBeProblem(status, code);
}
