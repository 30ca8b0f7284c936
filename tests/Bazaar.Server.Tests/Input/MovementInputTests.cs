using System.Text;
using Bazaar.Contracts;
using Bazaar.Server.Tests.Harness;

namespace Bazaar.Server.Tests.Input;

/// <summary>Whatever is sent to the ledger that makes no sense is answered with a problem, and nothing of it is kept.</summary>
public sealed class MovementInputTests(Shop shop) : IClassFixture<Shop>
{
    private static readonly string[] Malformed =
    [
        "", "null", "[]", "{", "sale", "\"sale\"", "17", """{"type":"sale"}{}""", """{"type":5,"lines":[]}""", """{"type":"sale","lines":{}}""", """{"type":"sale","lines":"SUGAR"}""",
        """{"type":"sale","lines":[LINE],"typo":1}""", """{"type":"sale","type":"sale","lines":[LINE]}""", """{"type":"sale","lines":[{"sku":"SKU","quantity":1,"sku":"SKU"}]}""",
        """{"type":"sale","lines":[{"sku":"SKU","quantity":1,"price":5}]}""", """{"type":"sale","lines":[{"sku":"SKU","quantity":"1"}]}""", """{"type":"sale","lines":[{"sku":"SKU","quantity":NaN}]}""",
        """{"type":"sale","lines":[{"sku":"SKU","quantity":Infinity}]}""", """{"type":"sale","lines":[{"sku":"SKU","quantity":1e400}]}""", """{"type":"sale","lines":[{"sku":"SKU","quantity":true}]}""",
        """{"type":"sale","lines":[{"sku":"SKU","quantity":123456789012345678901234567890}]}""", """{"type":"sale","lines":[{"sku":"SKU","quantity":0.100000000000000000000000000001}]}""",
        """{"type":"sale","lines":[{"sku":12,"quantity":1}]}""", """{"type":"sale","lines":[{"sku":"\ud800","quantity":1}]}""", """{"type":"sale","note":"\udc00\ud800","lines":[LINE]}""",
        """{"type":"sale","\ud800":1,"lines":[LINE]}""", """{"id":"not-a-guid","type":"sale","lines":[LINE]}""", """{"id":7,"type":"sale","lines":[LINE]}""", """{"type":"sale","occurredAt":"yesterday","lines":[LINE]}""",
        """{"type":"sale","occurredAt":"2026-02-30T10:00:00Z","lines":[LINE]}""", """{"type":"sale","occurredAt":"2026-03-01T10:00:00","lines":[LINE]}""", """{"type":"sale","occurredAt":1772000000,"lines":[LINE]}""",
        """{"type":"count","expectedSeq":1.5,"lines":[{"sku":"SKU","counted":1}]}""", """{"type":"count","expectedSeq":99999999999999999999,"lines":[{"sku":"SKU","counted":1}]}""",
        """{'type':'sale'}""", """{"type":"sale","lines":[LINE],}""", """{"type":"sale", /* now */ "lines":[LINE]}""",
    ];

    private static readonly (string Code, string Body)[] Invalid =
    [
        (ProblemCodes.Invalid, "{}"), (ProblemCodes.Invalid, """{"lines":[LINE]}"""), (ProblemCodes.Invalid, """{"type":null,"lines":[LINE]}"""), (ProblemCodes.Invalid, """{"type":"theft","lines":[LINE]}"""),
        (ProblemCodes.Invalid, """{"type":"transferOut","lines":[LINE]}"""), (ProblemCodes.Invalid, """{"type":"reversal","lines":[LINE]}"""), (ProblemCodes.Invalid, """{"type":"sale"}"""),
        (ProblemCodes.Invalid, """{"type":"sale","lines":[]}"""), (ProblemCodes.Invalid, """{"type":"sale","lines":[null]}"""), (ProblemCodes.Invalid, """{"type":"sale","lines":[{}]}"""),
        (ProblemCodes.Invalid, """{"type":"sale","lines":[{"sku":"SKU"}]}"""), (ProblemCodes.Invalid, """{"type":"sale","lines":[{"sku":"SKU","barcode":"1","quantity":1}]}"""),
        (ProblemCodes.Invalid, """{"type":"removal","lines":[LINE]}"""), (ProblemCodes.Invalid, """{"type":"removal","reason":"bored","lines":[LINE]}"""),
        (ProblemCodes.Invalid, """{"type":"sale","onShortage":"ignore","lines":[LINE]}"""), (ProblemCodes.Invalid, """{"type":"sale","expectedSeq":1,"lines":[LINE]}"""),
        (ProblemCodes.Invalid, """{"type":"sale","lines":[{"sku":"SKU","quantity":1,"unitCost":1}]}"""), (ProblemCodes.Invalid, """{"type":"stockIn","lines":[{"sku":"SKU","quantity":1,"unitPrice":1}]}"""),
        (ProblemCodes.Invalid, """{"type":"count","lines":[LINE]}"""), (ProblemCodes.Invalid, """{"type":"sale","lines":[{"sku":"SKU","counted":1}]}"""), (ProblemCodes.Invalid, """{"type":"sale","note":"a\u0000b","lines":[LINE]}"""),
        (ProblemCodes.Invalid, """{"type":"sale","reference":"\u001b[2J","lines":[LINE]}"""), (ProblemCodes.Invalid, """{"id":"00000000-0000-0000-0000-000000000000","type":"sale","lines":[LINE]}"""),
        (ProblemCodes.Invalid, """{"type":"sale","occurredAt":"2199-01-01T00:00:00Z","lines":[LINE]}"""), (ProblemCodes.Invalid, """{"type":"sale","occurredAt":"0001-01-01T00:00:00Z","lines":[LINE]}"""),
        (ProblemCodes.Invalid, """{"type":"sale","store":"ELSEWHERE","lines":[LINE]}"""), (ProblemCodes.Invalid, $$"""{"type":"sale","reference":"{{new string('r', 201)}}","lines":[LINE]}"""),
        (ProblemCodes.Invalid, $$"""{"type":"sale","note":"{{new string('n', 1001)}}","lines":[LINE]}"""), (ProblemCodes.Invalid, """{"type":"adjustment","lines":[{"sku":"SKU","quantity":0}]}"""),
        (ProblemCodes.QuantityOutOfRange, """{"type":"sale","lines":[{"sku":"SKU","quantity":-1}]}"""), (ProblemCodes.QuantityOutOfRange, """{"type":"sale","lines":[{"sku":"SKU","quantity":0}]}"""),
        (ProblemCodes.QuantityOutOfRange, """{"type":"count","lines":[{"sku":"SKU","counted":-1}]}"""), (ProblemCodes.QuantityOutOfRange, """{"type":"stockIn","lines":[{"sku":"SKU","quantity":1000000000001}]}"""),
        (ProblemCodes.QuantityOutOfRange, """{"type":"stockIn","lines":[{"sku":"SKU","quantity":9999999999999999999999999999}]}"""), (ProblemCodes.QuantityOutOfRange, """{"type":"stockIn","lines":[{"sku":"SKU","quantity":1e20}]}"""),
        (ProblemCodes.QuantityOutOfRange, """{"type":"stockIn","lines":[{"sku":"SKU","quantity":1,"unitCost":-0.01}]}"""), (ProblemCodes.QuantityOutOfRange, """{"type":"sale","lines":[{"sku":"SKU","quantity":1,"unitPrice":-5}]}"""),
        (ProblemCodes.NotExact, """{"type":"sale","lines":[{"sku":"SKU","quantity":0.1234567891}]}"""), (ProblemCodes.NotExact, """{"type":"sale","lines":[{"sku":"SKU","quantity":1,"unitPrice":0.001}]}"""),
        (ProblemCodes.NotExact, """{"type":"stockIn","lines":[{"sku":"SKU","quantity":1,"unitCost":0.00001}]}"""), (ProblemCodes.NotExact, """{"type":"sale","lines":[{"sku":"SKU","quantity":0.5}]}"""),
        (ProblemCodes.UnknownProduct, """{"type":"sale","lines":[{"sku":"GHOST","quantity":1}]}"""), (ProblemCodes.UnknownProduct, """{"type":"sale","lines":[{"sku":"../../etc","quantity":1}]}"""),
        (ProblemCodes.UnknownProduct, """{"type":"sale","lines":[{"barcode":"8961014012345","quantity":1}]}"""), (ProblemCodes.UnknownProduct, """{"type":"sale","lines":[{"barcode":"not a barcode","quantity":1}]}"""),
    ];

    [Fact]
    public async Task A_malformed_body_is_a_400_and_nothing_is_kept()
    {
        var (store, sku) = await StoreWithStockAsync();
        foreach (var body in Malformed)
        {
            var answer = await store.SendAsync(Fill(body, sku));
            answer.Status.ShouldBe(400, $"{body} got {answer.Text}");
            answer.ShouldBeProblem(400, ProblemCodes.Malformed);
        }

        await ShouldBeUntouchedAsync(store, sku);
    }

    [Fact]
    public async Task An_invalid_body_is_a_400_that_names_the_fields_and_nothing_is_kept()
    {
        var (store, sku) = await StoreWithStockAsync();
        foreach (var (code, body) in Invalid)
        {
            var answer = await store.SendAsync(Fill(body, sku));
            answer.Code.ShouldBe(code, $"{body} got {answer.Text}");
            answer.ShouldBeProblem(400, code).Json.GetProperty("errors").EnumerateObject().ShouldNotBeEmpty();
        }

        await ShouldBeUntouchedAsync(store, sku);
    }

    [Fact]
    public async Task All_invalid_fields_are_named_at_once()
    {
        var (store, sku) = await StoreWithStockAsync();

        var answer = await store.SendAsync($$"""{"type":"sale","onShortage":"x","reference":"{{new string('r', 201)}}","lines":[{"sku":"{{sku}}","quantity":0.0001},{"quantity":1}]}""");

        answer.ShouldBeProblem(400, ProblemCodes.Invalid).Json.GetProperty("errors").EnumerateObject().Select(e => e.Name)
            .ShouldBe(["reference", "onShortage", "lines[0].quantity", "lines[1].sku"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("text/plain", 415)]
    [InlineData("text/csv", 415)]
    [InlineData("application/xml", 415)]
    [InlineData("application/x-www-form-urlencoded", 415)]
    [InlineData("multipart/form-data", 415)]
    [InlineData("application/json; charset=utf-8", 201)]
    [InlineData("application/merge-patch+json", 201)]
    public async Task The_media_type_has_to_be_JSON(string mediaType, int status)
    {
        var (store, sku) = await StoreWithStockAsync();
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(Fill("""{"type":"sale","lines":[LINE]}""", sku)));
        content.Headers.TryAddWithoutValidation("Content-Type", mediaType);

        var answer = await shop.SendAsync("POST", $"stores/{store.Code}/movements", content);

        if (status == 415)
        {
            answer.ShouldBeProblem(415, ProblemCodes.UnsupportedMediaType);
            await ShouldBeUntouchedAsync(store, sku);
        }
        else
        {
            answer.ShouldBe(status);
        }
    }

    [Fact]
    public async Task Bytes_that_are_not_UTF_8_are_refused()
    {
        var (store, sku) = await StoreWithStockAsync();
        foreach (byte[] bytes in (byte[][])[[0xC3, 0x28], [0xFF, 0xFE], [0xED, 0xA0, 0x80], [0xC0, 0xAF], [0xF4, 0x90, 0x80, 0x80]])
        {
            byte[] body = [.. Encoding.UTF8.GetBytes("{\"type\":\"sale\",\"note\":\""), .. bytes, .. Encoding.UTF8.GetBytes(Fill("\",\"lines\":[LINE]}", sku))];
            (await shop.SendAsync("POST", $"stores/{store.Code}/movements", Shop.Body(body, "application/json"))).ShouldBeProblem(400, ProblemCodes.Malformed);
        }

        await ShouldBeUntouchedAsync(store, sku);
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_a_413()
    {
        var (store, sku) = await StoreWithStockAsync();
        var padding = new string(' ', 5 * 1024 * 1024);

        (await store.SendAsync(Fill("""{"type":"sale","lines":[LINE]}""", sku) + padding)).ShouldBeProblem(413, ProblemCodes.TooLarge);
        (await shop.SendAsync("POST", "movements", """{"movements":[]}""" + padding + padding)).ShouldBeProblem(413, ProblemCodes.TooLarge);

        (await shop.SendAsync("POST", "movements", """{"movements":[]}""" + padding + padding, ("Expect", "100-continue"))).ShouldBeProblem(413, ProblemCodes.TooLarge);
        (await shop.SendAsync("POST", "movements", """{"movements":[]}""" + padding + padding, ("Transfer-Encoding", "chunked"))).ShouldBeProblem(413, ProblemCodes.TooLarge);

        await ShouldBeUntouchedAsync(store, sku);
    }

    [Fact]
    public async Task Deep_nesting_is_a_400()
    {
        var (store, sku) = await StoreWithStockAsync();

        (await store.SendAsync(new string('[', 10_000))).ShouldBeProblem(400, ProblemCodes.Malformed);
        (await store.SendAsync($$"""{"lines":{{new string('[', 10_000)}}""")).ShouldBeProblem(400, ProblemCodes.Malformed);

        await ShouldBeUntouchedAsync(store, sku);
    }

    [Fact]
    public async Task Sums_that_leave_the_range_are_refused_however_they_come_about()
    {
        var store = await shop.NewStoreAsync();
        var sku = await shop.NewProductAsync(price: 1_000_000_000);
        var receipt = $$"""{"type":"stockIn","lines":[{"sku":"{{sku}}","quantity":1000000000000}]}""";
        for (var i = 0; i < 9; i++)
        {
            (await store.SendAsync(receipt)).ShouldBe(201);
        }

        (await store.SendAsync(receipt)).ShouldBeProblem(400, ProblemCodes.QuantityOutOfRange);
        (await store.SaleAsync($$"""{"sku":"{{sku}}","quantity":1000000}""")).ShouldBeProblem(400, ProblemCodes.QuantityOutOfRange);
        (await store.SaleAsync(string.Join(',', Enumerable.Repeat($$"""{"sku":"{{sku}}","quantity":1000,"unitPrice":1000000000}""", 11)))).ShouldBeProblem(400, ProblemCodes.QuantityOutOfRange);
        (await store.SendAsync($$"""{"type":"adjustment","lines":[{"sku":"{{sku}}","quantity":-1000000000000}]}""")).ShouldBe(201);
        await store.ShouldProveItselfAsync();
        (await shop.SendAsync("GET", $"reports/valuation?store={store.Code}")).ShouldBe(200);
        (await shop.SendAsync("GET", $"stores/{store.Code}/stock")).ShouldBe(200);
    }

    private static string Fill(string body, string sku) => body.Replace("LINE", """{"sku":"SKU","quantity":1}""").Replace("SKU", sku);

    private async Task<(TestStore Store, string Sku)> StoreWithStockAsync()
    {
        var store = await shop.NewStoreAsync();
        var sku = await shop.NewProductAsync();
        await store.PostAsync("opening", sku, 10);
        return (store, sku);
    }

    private static async Task ShouldBeUntouchedAsync(TestStore store, string sku)
    {
        (await store.SeqAsync()).ShouldBe(1);
        (await store.OnHandAsync(sku)).ShouldBe(10);
    }
}
