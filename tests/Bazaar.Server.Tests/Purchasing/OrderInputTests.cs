using Bazaar.Contracts;
using Bazaar.Server.Tests.Harness;
using static Bazaar.Server.Tests.Purchasing.Buyer;

namespace Bazaar.Server.Tests.Purchasing;

/// <summary>Everything that a client can get wrong about an order is told in a word and changes nothing.</summary>
public sealed class OrderInputTests(Shop shop) : IClassFixture<Shop>
{
    private const string Zero = "00000000-0000-0000-0000-000000000000";

    [Theory]
    [InlineData("""{"sku":"NOTHING","quantity":1,"unitCost":1}""", ProblemCodes.UnknownProduct, "lines[0].sku")]
    [InlineData("""{"quantity":1,"unitCost":1}""", ProblemCodes.Invalid, "lines[0].sku")]
    [InlineData("""{"sku":"P","unitCost":1}""", ProblemCodes.Invalid, "lines[0].quantity")]
    [InlineData("""{"sku":"P","quantity":0,"unitCost":1}""", ProblemCodes.QuantityOutOfRange, "lines[0].quantity")]
    [InlineData("""{"sku":"P","quantity":-1,"unitCost":1}""", ProblemCodes.QuantityOutOfRange, "lines[0].quantity")]
    [InlineData("""{"sku":"P","quantity":1.0001,"unitCost":1}""", ProblemCodes.NotExact, "lines[0].quantity")]
    [InlineData("""{"sku":"P","quantity":0.5,"unitCost":1}""", ProblemCodes.NotExact, "lines[0].quantity")]
    [InlineData("""{"sku":"P","quantity":1,"unitCost":-1}""", ProblemCodes.QuantityOutOfRange, "lines[0].unitCost")]
    [InlineData("""{"sku":"P","quantity":1,"unitCost":1.00001}""", ProblemCodes.NotExact, "lines[0].unitCost")]
    [InlineData("""{"sku":"P","quantity":1e13,"unitCost":1}""", ProblemCodes.QuantityOutOfRange, "lines[0].quantity")]
    [InlineData("""{"sku":"P","quantity":1000000000000,"unitCost":1000000000}""", ProblemCodes.QuantityOutOfRange, "lines[0].quantity")]
    [InlineData("""{"sku":"P","quantity":1,"pack":"sack","unitCost":1}""", ProblemCodes.Invalid, "lines[0].pack")]
    [InlineData("null", ProblemCodes.Invalid, "lines[0].sku")]
    public async Task A_wrong_line_is_named(string line, string code, string field)
    {
        var buyer = await Buyer.NewAsync(shop);
        var sku = await shop.NewProductAsync();

        var problem = (await SendAsync(buyer, line.Replace("\"P\"", $"\"{sku}\""))).ShouldBeProblem(400, code);

        problem.Json.GetProperty("errors").TryGetProperty(field, out _).ShouldBeTrue(problem.Text);
        (await shop.Api.ListOrdersAsync(new Contracts.Client.OrderQuery { Stores = [buyer.Store.Code] })).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_thousand_lines_are_taken_and_one_more_is_not()
    {
        var buyer = await Buyer.NewAsync(shop);
        var sku = await shop.NewProductAsync();
        string Lines(int count) => string.Join(',', Enumerable.Repeat($$"""{"sku":"{{sku}}","quantity":1,"unitCost":1}""", count));
        string Received(int count) => $$"""{"lines":[{{string.Join(',', Enumerable.Range(1, count).Select(i => $$"""{"line":{{Math.Min(i, 1_000)}},"quantity":1}"""))}}]}""";

        (await SendAsync(buyer, Lines(1_001))).ShouldBeProblem(400, ProblemCodes.Invalid).Text.ShouldContain("1000");
        var number = (await SendAsync(buyer, Lines(1_000))).ShouldBe(201).Json.GetProperty("number").GetString()!;
        var order = await shop.Api.SubmitOrderAsync(number);
        (await buyer.SendReceiptAsync(order, Received(1_001))).ShouldBeProblem(400, ProblemCodes.Invalid);
        (await buyer.SendReceiptAsync(order, Received(1_000))).ShouldBe(201).Json.GetProperty("status").GetString().ShouldBe("received");
        (await buyer.Store.OnHandAsync(sku)).ShouldBe(1_000);
    }

    [Fact]
    public async Task Stores_suppliers_and_products_must_be_there_and_open_for_business()
    {
        var (buyer, archived) = (await Buyer.NewAsync(shop), await Buyer.NewAsync(shop));
        var (sku, gone) = (await shop.NewProductAsync(), await shop.NewProductAsync());
        await shop.Api.ArchiveProductAsync(gone, 1);
        await shop.Api.ArchiveSupplierAsync(archived.Supplier, 1);
        var line = $$"""{"sku":"{{sku}}","quantity":1,"unitCost":1}""";

        (await SendAsync(buyer, line, store: "NOWHERE")).ShouldBeProblem(404, ProblemCodes.NotFound);
        (await SendAsync(buyer, line, supplier: "NOBODY")).ShouldBeProblem(400, ProblemCodes.UnknownSupplier).Json.GetProperty("errors").TryGetProperty("supplier", out _).ShouldBeTrue();
        (await SendAsync(buyer, line, supplier: archived.Supplier)).ShouldBeProblem(409, ProblemCodes.SupplierArchived);
        (await SendAsync(buyer, line.Replace(sku, gone))).ShouldBeProblem(409, ProblemCodes.ProductArchived);
        foreach (var missing in (string[])["""{"supplier":"X"}""", """{"store":"X"}""", $$"""{"id":"{{Zero}}","store":"X","supplier":"X"}""", """{"store":"X","supplier":"X","expectedAt":"1969-01-01T00:00:00Z"}""", """{"store":"X","supplier":"X","expectedAt":"2099-01-01T00:00:00Z"}"""])
        {
            (await shop.SendAsync("POST", "purchase-orders", missing)).ShouldBeProblem(400, ProblemCodes.Invalid);
        }

        // What was well when it was written may no longer be when it is sent.
        var (one, two, three) = (await buyer.DraftAsync(Line(sku, 1)), await buyer.DraftAsync(), await buyer.DraftAsync(Line(sku, 2)));
        (await shop.SendAsync("POST", $"purchase-orders/{two.Number}/submit")).ShouldBeProblem(409, ProblemCodes.OrderState);
        await shop.Api.ArchiveProductAsync(sku, 1);
        (await shop.SendAsync("POST", $"purchase-orders/{one.Number}/submit")).ShouldBeProblem(409, ProblemCodes.ProductArchived);
        await shop.Api.ArchiveSupplierAsync(buyer.Supplier, 1);
        (await shop.SendAsync("POST", $"purchase-orders/{three.Number}/submit")).ShouldBeProblem(409, ProblemCodes.SupplierArchived);
        await shop.Api.EditStoreAsync(buyer.Store.Code, 1, new StorePatch { Closed = true });
        (await shop.SendAsync("POST", $"purchase-orders/{three.Number}/submit")).ShouldBeProblem(409, ProblemCodes.StoreClosed);
        (await SendAsync(buyer, line)).ShouldBeProblem(409, ProblemCodes.StoreClosed);
        (await shop.SendAsync("POST", $"purchase-orders/{three.Number}/cancel", """{"reason":"closed"}""")).ShouldBe(200);
    }

    [Theory]
    [InlineData("""{"lines":[]}""", ProblemCodes.Invalid)]
    [InlineData("{}", ProblemCodes.Invalid)]
    [InlineData("""{"lines":[null]}""", ProblemCodes.Invalid)]
    [InlineData("""{"lines":[{"line":1}]}""", ProblemCodes.Invalid)]
    [InlineData("""{"lines":[{"quantity":1}]}""", ProblemCodes.Invalid)]
    [InlineData("""{"lines":[{"line":1,"sku":"P","quantity":1}]}""", ProblemCodes.Invalid)]
    [InlineData("""{"lines":[{"line":2,"quantity":1}]}""", ProblemCodes.Invalid)]
    [InlineData("""{"lines":[{"sku":"NOTHING","quantity":1}]}""", ProblemCodes.Invalid)]
    [InlineData("""{"lines":[{"line":1,"quantity":0}]}""", ProblemCodes.QuantityOutOfRange)]
    [InlineData("""{"lines":[{"line":1,"quantity":-1}]}""", ProblemCodes.QuantityOutOfRange)]
    [InlineData("""{"lines":[{"line":1,"quantity":1.0001}]}""", ProblemCodes.NotExact)]
    [InlineData("""{"lines":[{"line":1,"quantity":1,"unitCost":1.00001}]}""", ProblemCodes.NotExact)]
    [InlineData("""{"lines":[{"line":1,"quantity":1,"unitCost":-1}]}""", ProblemCodes.QuantityOutOfRange)]
    [InlineData("""{"lines":[{"line":1,"quantity":1}],"occurredAt":"2099-01-01T00:00:00Z"}""", ProblemCodes.Invalid)]
    [InlineData("""{"lines":[{"line":1,"quantity":1}],"occurredAt":"1960-01-01T00:00:00Z"}""", ProblemCodes.Invalid)]
    [InlineData("""{"lines":[{"line":1,"quantity":1}],"id":"00000000-0000-0000-0000-000000000000"}""", ProblemCodes.Invalid)]
    [InlineData("""{"lines":[{"line":1,"quantity":1,"pack":"x"}]}""", ProblemCodes.Malformed)]
    public async Task A_wrong_receipt_changes_nothing(string json, string code)
    {
        var buyer = await Buyer.NewAsync(shop);
        var order = await buyer.OrderAsync(Line(await shop.NewProductAsync(), 10));

        (await buyer.SendReceiptAsync(order, json)).ShouldBeProblem(400, code);

        (await buyer.ReadAsync(order)).ShouldSatisfyAllConditions(o => o.Status.ShouldBe("ordered"), o => o.Version.ShouldBe(order.Version));
        (await buyer.Store.SeqAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task An_order_that_is_not_there_is_404_however_it_is_named()
    {
        foreach (var name in (string[])["PO-999999", "PO-0", "nonsense", Guid.CreateVersion7().ToString(), "PO-99999999999999999999"])
        {
            (await shop.SendAsync("GET", $"purchase-orders/{name}")).ShouldBeProblem(404, ProblemCodes.NotFound);
            (await shop.SendAsync("PATCH", $"purchase-orders/{name}", "{}", ("If-Match", "*"))).ShouldBeProblem(404, ProblemCodes.NotFound);
            (await shop.SendAsync("POST", $"purchase-orders/{name}/submit")).ShouldBeProblem(404, ProblemCodes.NotFound);
            (await shop.SendAsync("POST", $"purchase-orders/{name}/cancel", """{"reason":"x"}""")).ShouldBeProblem(404, ProblemCodes.NotFound);
            (await shop.SendAsync("POST", $"purchase-orders/{name}/receive", """{"lines":[{"line":1,"quantity":1}]}""")).ShouldBeProblem(404, ProblemCodes.NotFound);
        }
    }

    [Fact]
    public async Task Goods_do_not_come_for_a_draft()
    {
        var buyer = await Buyer.NewAsync(shop);
        var draft = await buyer.DraftAsync(Line(await shop.NewProductAsync(), 1));

        (await buyer.SendReceiptAsync(draft, """{"lines":[{"line":1,"quantity":1}]}""")).ShouldBeProblem(409, ProblemCodes.OrderState).Text.ShouldContain("submit it");
    }

    private Task<Answer> SendAsync(Buyer buyer, string lines, string? store = null, string? supplier = null) => shop.SendAsync(
        "POST", "purchase-orders", $$"""{"store":"{{store ?? buyer.Store.Code}}","supplier":"{{supplier ?? buyer.Supplier}}","lines":[{{lines}}]}""");
}
