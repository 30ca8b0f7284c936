using Bazaar.Server.Tests.Harness;

namespace Bazaar.Server.Tests.Transfers;

/// <summary>What is wrong with a request about a transfer is said by name, all at once, and nothing happens.</summary>
public sealed class TransferInputTests(Shop shop) : IClassFixture<Shop>
{
    [Theory]
    [InlineData("{}", "invalid", "from", "to", "lines")]
    [InlineData("""{"from":"a b","to":"FROM","lines":[]}""", "invalid", "from", "lines")]
    [InlineData("""{"from":"FROM","to":"from","lines":[{"sku":"SKU","quantity":1}]}""", "invalid", "to")]
    [InlineData("""{"from":"FROM","to":"TO","lines":[null]}""", "invalid", "lines[0]")]
    [InlineData("""{"from":"FROM","to":"TO","lines":[{"quantity":1},{"sku":"SKU","barcode":"1","quantity":1},{"sku":"SKU"}]}""", "invalid", "lines[0].sku", "lines[1].sku", "lines[2].quantity")]
    [InlineData("""{"from":"FROM","to":"TO","lines":[{"sku":"SKU","quantity":0}]}""", "quantity-out-of-range", "lines[0].quantity")]
    [InlineData("""{"from":"FROM","to":"TO","lines":[{"sku":"SKU","quantity":-1}]}""", "quantity-out-of-range", "lines[0].quantity")]
    [InlineData("""{"from":"FROM","to":"TO","lines":[{"sku":"SKU","quantity":0.0001}]}""", "not-exact", "lines[0].quantity")]
    [InlineData("""{"from":"FROM","to":"TO","lines":[{"sku":"SKU","quantity":1.5}]}""", "not-exact", "lines[0].quantity")]
    [InlineData("""{"from":"FROM","to":"TO","lines":[{"sku":"SKU","quantity":1,"pack":"barrel"}]}""", "invalid", "lines[0].pack")]
    [InlineData("""{"from":"FROM","to":"TO","lines":[{"sku":"NO-SUCH","quantity":1},{"barcode":"4006381333931","quantity":1}]}""", "unknown-product", "lines[0].sku", "lines[1].barcode")]
    [InlineData("""{"from":"FROM","to":"TO","occurredAt":"2999-01-01T00:00:00Z","id":"00000000-0000-0000-0000-000000000000","lines":[{"sku":"SKU","quantity":1}]}""", "invalid", "occurredAt", "id")]
    [InlineData("""{"from":"FROM","to":"TO","occurredAt":"1969-01-01T00:00:00Z","lines":[{"sku":"SKU","quantity":1}]}""", "invalid", "occurredAt")]
    public async Task A_transfer_that_cannot_be_is_refused_with_every_fault(string body, string code, params string[] fields)
    {
        var lorry = await Lorry.LoadedAsync(shop);

        var answer = await shop.SendAsync("POST", "transfers", Fill(body, lorry));

        answer.ShouldBeProblem(400, code).Json.GetProperty("errors").EnumerateObject().Select(e => e.Name).ShouldBe(fields, ignoreOrder: true);
        await lorry.ShouldHaveAsync(from: 100, to: 0);
    }

    [Theory]
    [InlineData("""{"form":"A"}""")]
    [InlineData("""{"from":1}""")]
    [InlineData("""{"lines":{}}""")]
    [InlineData("[")]
    [InlineData("")]
    public async Task A_body_that_cannot_be_read_is_malformed(string body) => (await shop.SendAsync("POST", "transfers", body)).ShouldBeProblem(400, "malformed");

    [Fact]
    public async Task Unknown_stores_and_transfers_are_not_found()
    {
        var lorry = await Lorry.LoadedAsync(shop);
        const string Line = "\"lines\":[{\"sku\":\"SKU\",\"quantity\":1}]";

        (await shop.SendAsync("POST", "transfers", Fill($$"""{"from":"NOWHERE","to":"TO",{{Line}}}""", lorry))).ShouldBeProblem(404, "not-found");
        (await shop.SendAsync("POST", "transfers", Fill($$"""{"from":"FROM","to":"NOWHERE",{{Line}}}""", lorry))).ShouldBeProblem(404, "not-found").Text.ShouldContain("NOWHERE");
        foreach (var (verb, body) in new[] { ("receive", "{}"), ("close", """{"reason":"lost"}"""), ("cancel", "{}") })
        {
            (await shop.SendAsync("POST", $"transfers/{Guid.NewGuid()}/{verb}", body)).ShouldBeProblem(404, "not-found");
        }

        (await shop.SendAsync("GET", $"transfers/{Guid.NewGuid()}")).ShouldBeProblem(404, "not-found");
        (await shop.SendAsync("GET", "transfers/12")).ShouldBeProblem(404, "not-found");
    }

    [Fact]
    public async Task More_than_there_is_cannot_be_sent()
    {
        var lorry = await Lorry.LoadedAsync(shop, stock: 3);

        var answer = await shop.SendAsync("POST", "transfers", Fill("""{"from":"FROM","to":"TO","lines":[{"sku":"SKU","quantity":2},{"sku":"SKU","quantity":2}]}""", lorry));

        answer.ShouldBeProblem(409, "insufficient-stock").Json.GetProperty("shortages")[0].GetProperty("requested").GetDecimal().ShouldBe(4);
        (await shop.Api.ListTransfersAsync(store: lorry.From.Code)).Items.ShouldBeEmpty();
        await lorry.ShouldHaveAsync(from: 3, to: 0);
    }

    [Theory]
    [InlineData("""{"lines":[]}""", "invalid", "lines")]
    [InlineData("""{"lines":[{"quantity":1},{"line":1,"sku":"SKU","quantity":1},{"line":0,"quantity":1}]}""", "invalid", "lines[0].line", "lines[1].line", "lines[2].line")]
    [InlineData("""{"lines":[{"line":1}]}""", "invalid", "lines[0].quantity")]
    [InlineData("""{"lines":[{"line":2,"quantity":1}]}""", "invalid", "lines[0].line")]
    [InlineData("""{"lines":[{"sku":"OTHER","quantity":1}]}""", "invalid", "lines[0].sku")]
    [InlineData("""{"lines":[{"sku":"NO-SUCH","quantity":1}]}""", "unknown-product", "lines[0].sku")]
    [InlineData("""{"lines":[{"line":1,"quantity":0.5}]}""", "not-exact", "lines[0].quantity")]
    [InlineData("""{"lines":[{"line":1,"quantity":0}]}""", "quantity-out-of-range", "lines[0].quantity")]
    [InlineData("""{"lines":[{"line":1,"quantity":1,"pack":"barrel"}]}""", "invalid", "lines[0].pack")]
    [InlineData("""{"occurredAt":"2999-01-01T00:00:00Z"}""", "invalid", "occurredAt")]
    [InlineData("""{"occurredAt":"2020-01-01T00:00:00Z"}""", "invalid", "occurredAt")]
    [InlineData("""{"id":"00000000-0000-0000-0000-000000000000"}""", "invalid", "id")]
    public async Task A_receipt_that_cannot_be_is_refused_with_every_fault(string body, string code, params string[] fields)
    {
        var lorry = await Lorry.LoadedAsync(shop);
        var other = await shop.NewProductAsync();
        var transfer = await lorry.SendAsync(5);

        var answer = await shop.SendAsync("POST", $"transfers/{transfer.Id}/receive", Fill(body, lorry).Replace("OTHER", other));

        answer.ShouldBeProblem(400, code).Json.GetProperty("errors").EnumerateObject().Select(e => e.Name).ShouldBe(fields, ignoreOrder: true);
        await lorry.ShouldHaveAsync(from: 95, to: 0);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"reason":"forgotten"}""")]
    [InlineData("""{"reason":"ownUse"}""")]
    [InlineData("""{"reason":"sample"}""")]
    public async Task A_closing_needs_a_reason_that_is_a_loss(string body)
    {
        var lorry = await Lorry.LoadedAsync(shop);
        var transfer = await lorry.SendAsync(5);

        (await shop.SendAsync("POST", $"transfers/{transfer.Id}/close", body)).ShouldBeProblem(400, "invalid").Text.ShouldContain("reason");

        (await lorry.ReadAsync(transfer)).Status.ShouldBe("in-transit");
    }

    [Theory]
    [InlineData("transfers?status=lost", 400, "invalid")]
    [InlineData("transfers?limit=0", 400, "invalid")]
    [InlineData("transfers?cursor=!!", 400, "invalid")]
    [InlineData("transfers?cursor=YWJj", 400, "invalid")]
    [InlineData("transfers?number=x", 400, "malformed")]
    [InlineData("transfers?store=NOWHERE", 404, "not-found")]
    [InlineData("transfers/in-transit?cursor=YWJj", 400, "invalid")]
    [InlineData("transfers/in-transit?sku=NO-SUCH", 404, "not-found")]
    [InlineData("transfers/in-transit?to=NOWHERE", 404, "not-found")]
    public async Task A_list_that_cannot_be_is_refused(string path, int status, string code) => (await shop.SendAsync("GET", path)).ShouldBeProblem(status, code);

    private static string Fill(string body, Lorry lorry) =>
        body.Replace("\"FROM\"", $"\"{lorry.From.Code}\"").Replace("\"from\",", $"\"{lorry.From.Code.ToLowerInvariant()}\",").Replace("\"TO\"", $"\"{lorry.To.Code}\"").Replace("\"SKU\"", $"\"{lorry.Sku}\"");
}
