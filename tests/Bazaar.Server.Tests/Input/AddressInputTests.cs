using System.Net.Sockets;
using System.Text;
using Bazaar.Contracts;
using Bazaar.Server.Tests.Harness;

namespace Bazaar.Server.Tests.Input;

/// <summary>Paths, queries, headers and the bodies of everything but the ledger.</summary>
public sealed class AddressInputTests(Shop shop) : IClassFixture<Shop>
{
    [Theory]
    [InlineData("GET", "stores/NOWHERE")]
    [InlineData("GET", "stores/NOWHERE/stock")]
    [InlineData("GET", "stores/NOWHERE/stock/GHOST")]
    [InlineData("GET", "stores/SHOP/stock/GHOST")]
    [InlineData("GET", "stores/SHOP/stock/GHOST/explain")]
    [InlineData("GET", "stores/NOWHERE/movements")]
    [InlineData("GET", "stores/SHOP/movements?sku=GHOST")]
    [InlineData("GET", "stores/SHOP/movements/0199c1de-7b1a-7c33-8a55-3f2b6f0e4c11")]
    [InlineData("GET", "stores/SHOP/movements/not-a-guid")]
    [InlineData("GET", "stores/NOWHERE/feed")]
    [InlineData("GET", "stores/NOWHERE/live")]
    [InlineData("GET", "products/GHOST")]
    [InlineData("GET", "products/%F0%9F%98%80")]
    [InlineData("GET", "products/..%2F..%2Fetc")]
    [InlineData("GET", "reports/sales?store=NOWHERE")]
    [InlineData("GET", "audit/verify?store=NOWHERE")]
    [InlineData("POST", "alerts/999999/acknowledge")]
    [InlineData("POST", "alerts/abc/resolve")]
    [InlineData("GET", "nothing-here")]
    [InlineData("GET", "/no/such/page")]
    [InlineData("GET", "/api/v2/stores")]
    public async Task What_does_not_exist_is_a_404(string method, string path) => (await shop.SendAsync(method, path)).ShouldBeProblem(404, ProblemCodes.NotFound);

    [Theory]
    [InlineData("stores?limit=0")]
    [InlineData("stores?limit=-1")]
    [InlineData("stores?limit=201")]
    [InlineData("stores?cursor=%21%21%21")]
    [InlineData("products?limit=1000")]
    [InlineData("products?cursor=*")]
    [InlineData("products?barcode=89610140123456789012345678901234567890123456789012345678901234567890")]
    [InlineData("stores/SHOP/stock?status=plenty")]
    [InlineData("stores/SHOP/stock?limit=0")]
    [InlineData("stores/SHOP/movements?type=gift")]
    [InlineData("stores/SHOP/movements?cursor=YWJj")]
    [InlineData("stores/SHOP/feed?after=-1")]
    [InlineData("stores/SHOP/feed?limit=1001")]
    [InlineData("alerts?kind=loud")]
    [InlineData("alerts?status=gone")]
    [InlineData("alerts?cursor=YWJj")]
    [InlineData("reports/sales?groupBy=colour")]
    [InlineData("reports/stock?groupBy=day")]
    [InlineData("reports/sales?format=pdf")]
    [InlineData("reports/sales?from=2026-03-02&to=2026-03-01")]
    public async Task A_query_out_of_range_is_invalid(string path) => (await shop.SendAsync("GET", path)).ShouldBeProblem(400, ProblemCodes.Invalid).Json.GetProperty("errors").EnumerateObject().ShouldNotBeEmpty();

    [Theory]
    [InlineData("stores?limit=ten")]
    [InlineData("stores?limit=99999999999")]
    [InlineData("products?archived=perhaps")]
    [InlineData("stores/SHOP/movements?from=01.03.2026")]
    [InlineData("stores/SHOP/movements?from=2026-02-30")]
    [InlineData("stores/SHOP/feed?after=first")]
    [InlineData("stores/SHOP/feed?after=99999999999999999999")]
    [InlineData("stores/SHOP/stock/SKU?at=noon")]
    [InlineData("stores/SHOP/stock/SKU?at=2026-03-01T25:00:00Z")]
    [InlineData("stores/SHOP/stock/SKU?at=2026-03-01T10:00:00")]
    [InlineData("stores/SHOP/stock/SKU?at=2026-03-01T10:00:00+05:00")]
    [InlineData("stores/SHOP/stock/SKU?at=2026-03-01")]
    [InlineData("stores/SHOP/stock/SKU?asKnownAt=01.03.2026")]
    [InlineData("reports/sales?from=soon")]
    [InlineData("reports/sales?from=01/03/2026")]
    [InlineData("reports/sales?to=2026-3-1")]
    [InlineData("reports/sales?to=2026-13-01")]
    public async Task A_query_of_the_wrong_form_is_malformed(string path) => (await shop.SendAsync("GET", path)).ShouldBeProblem(400, ProblemCodes.Malformed);

    [Theory]
    [InlineData("reports/sales?to=0001-01-01")]
    [InlineData("reports/sales?to=0001-01-20")]
    [InlineData("reports/sales?from=0001-01-01&to=9999-12-31&groupBy=week")]
    [InlineData("reports/shrinkage?from=9999-12-31&to=9999-12-31")]
    [InlineData("stores/SHOP/stock/EDGE?at=0001-01-01T00:00:00Z")]
    [InlineData("stores/SHOP/stock/EDGE?at=0001-01-01T00:00:00%2B14:00")]
    [InlineData("stores/SHOP/stock/EDGE?at=9999-12-31T23:59:59.9999999Z")]
    [InlineData("stores/SHOP/stock/EDGE?asKnownAt=9999-12-31T23:59:59-14:00")]
    [InlineData("stores/SHOP/feed?after=9223372036854775807")]
    [InlineData("products?q=%25_%00%27%22%5C")]
    [InlineData("products?q=%F0%9F%98%80%FF")]
    [InlineData("stores/SHOP/stock?category=%00")]
    [InlineData("alerts?cursor=LTE")]
    public async Task The_edges_of_time_and_text_never_break_the_server(string path)
    {
        await shop.SendAsync("POST", "products", """{"sku":"EDGE","name":"Edge","unit":"piece","price":1}""");
        (await shop.SendAsync("GET", path)).Status.ShouldBeOneOf(200, 400);
    }

    [Theory]
    [InlineData("PUT", "stores")]
    [InlineData("DELETE", "stores/SHOP")]
    [InlineData("GET", "products/import/x/y")]
    [InlineData("PATCH", "stores/SHOP/movements")]
    [InlineData("DELETE", "stores/SHOP/movements/0199c1de-7b1a-7c33-8a55-3f2b6f0e4c11")]
    [InlineData("POST", "reports/sales")]
    [InlineData("GET", "movements")]
    [InlineData("PUT", "/livez")]
    [InlineData("TRACE", "stores")]
    [InlineData("OPTIONS", "stores")]
    public async Task A_method_that_an_address_does_not_take_is_a_405(string method, string path)
    {
        var answer = await shop.SendAsync(method, path);
        answer.ShouldBeProblem(path.Contains("x/y") ? 404 : 405, path.Contains("x/y") ? ProblemCodes.NotFound : ProblemCodes.MethodNotAllowed);
        if (answer.Status == 405)
        {
            answer.Raw.Content.Headers.Allow.ShouldNotBeEmpty();
        }
    }

    [Theory]
    [InlineData("products", """{"sku":"a b","name":"x","unit":"piece","price":1}""")]
    [InlineData("products", """{"sku":"-x","name":"x","unit":"piece","price":1}""")]
    [InlineData("products", """{"sku":"NEW","name":"","unit":"piece","price":1}""")]
    [InlineData("products", """{"sku":"NEW","name":"x","unit":"2 kg","price":1}""")]
    [InlineData("products", """{"sku":"NEW","name":"x","unit":"piece"}""")]
    [InlineData("products", """{"sku":"NEW","name":"x","unit":"piece","price":1,"barcodes":["8961014012340"]}""")]
    [InlineData("products", """{"sku":"NEW","name":"x","unit":"piece","price":1,"barcodes":[null]}""")]
    [InlineData("products", """{"sku":"NEW","name":"x","unit":"piece","price":1,"barcodes":["A1","A1"]}""")]
    [InlineData("products", """{"sku":"NEW","name":"x","unit":"piece","price":1,"packs":[null]}""")]
    [InlineData("products", """{"sku":"NEW","name":"x","unit":"piece","price":1,"packs":[{"name":"c","size":0}]}""")]
    [InlineData("products", """{"sku":"NEW","name":"x","unit":"piece","price":1,"packs":[{"name":"c","size":2},{"name":"C","size":3}]}""")]
    [InlineData("products", """{"sku":"NEW","name":"x","unit":"piece","price":-1}""")]
    [InlineData("products", """{"sku":"NEW","name":"x","unit":"piece","price":1.001}""")]
    [InlineData("products", """{"sku":"NEW","name":"x","unit":"piece","price":1,"shelfLifeDays":0}""")]
    [InlineData("products", """{"sku":"NEW","name":"x\u0007","unit":"piece","price":1}""")]
    [InlineData("stores", """{"code":"a/b","name":"x"}""")]
    [InlineData("stores", """{"code":"NEW"}""")]
    [InlineData("stores", """{"code":"NEW","name":"x","timeZone":"Mars/Olympus"}""")]
    [InlineData("stores", """{"code":"NEW","name":"x","timeZone":"../../etc/passwd"}""")]
    [InlineData("stores", """{"code":"NEW","name":"x","dayStartsAt":"25:00"}""")]
    [InlineData("stores", """{"code":"NEW","name":"x","dayStartsAt":"3am"}""")]
    public async Task A_product_or_store_that_makes_no_sense_is_refused(string path, string body)
    {
        var answer = await shop.SendAsync("POST", path, body);
        answer.ShouldBeProblem(400, answer.Code!).Json.GetProperty("errors").EnumerateObject().ShouldNotBeEmpty();
        (await shop.SendAsync("GET", $"{path}/NEW")).ShouldBe(404);
    }

    [Theory]
    [InlineData("POST", "products")]
    [InlineData("POST", "stores")]
    [InlineData("PATCH", "products/GHOST")]
    [InlineData("PATCH", "stores/SHOP")]
    [InlineData("PATCH", "stores/SHOP/stock/GHOST")]
    [InlineData("POST", "alerts/1/snooze")]
    [InlineData("POST", "movements")]
    public async Task Every_body_is_checked_the_same_way(string method, string path)
    {
        var match = ("If-Match", "*");
        foreach (var body in (string[])["", "null", "[]", "{", "7", """{"typo":1}""", """{"name":1,"name":2}""", "{\"\\ud800\":1}"])
        {
            var answer = await shop.SendAsync(method, path, body, match);
            answer.Status.ShouldBe(400, $"{body} got {answer.Text}");
            answer.ShouldBeProblem(400, ProblemCodes.Malformed);
        }

        (await shop.SendAsync(method, path, Shop.Body("{}"u8.ToArray(), "text/plain"), match)).ShouldBeProblem(415, ProblemCodes.UnsupportedMediaType);
        (await shop.SendAsync(method, path, Shop.Body(new byte[9 * 1024 * 1024], "application/json"), match)).ShouldBeProblem(413, ProblemCodes.TooLarge);
    }

    [Theory]
    [InlineData("yesterday")]
    [InlineData("-5")]
    [InlineData("1.5")]
    public async Task A_stream_resumes_after_a_sequence_only(string lastEventId) =>
        (await shop.SendAsync("GET", "stores/SHOP/live", (string?)null, ("Last-Event-ID", lastEventId))).ShouldBeProblem(400, ProblemCodes.Invalid);

    [Fact]
    public async Task What_is_no_HTTP_at_all_leaves_the_server_standing()
    {
        foreach (var bytes in (byte[][])["\u0016\u0003\u0001 GET /\r\n\r\n"u8.ToArray(), "GET /api/v1/products/%00 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"u8.ToArray(), "GET\r\n\r\n"u8.ToArray(), "POST /api/v1/stores HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: -1\r\n\r\n"u8.ToArray()])
        {
            using var socket = new TcpClient();
            await socket.ConnectAsync(shop.Http.BaseAddress!.Host, shop.Http.BaseAddress.Port);
            await socket.GetStream().WriteAsync(bytes);
            using var reader = new StreamReader(socket.GetStream(), Encoding.ASCII);
            var answer = await reader.ReadToEndAsync();
            answer.ShouldNotStartWith("HTTP/1.1 2");
            answer.ShouldNotStartWith("HTTP/1.1 5");
        }

        (await shop.SendAsync("GET", "/livez")).ShouldBe(200);
    }
}
