using System.Net;
using Bazaar.Contracts;
using Bazaar.Server.Hosting;
using Bazaar.Server.Tests.Harness;
using Bazaar.Storage.Sqlite;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Bazaar.Server.Tests.Guards;

/// <summary>A page of another site that runs in this computer's browser must not sell the shop's goods.</summary>
public sealed class CrossSiteTests(Shop shop) : IClassFixture<Shop>
{
    [Theory]
    [InlineData("shop.example")]
    [InlineData("shop.example:5080")]
    [InlineData("127.0.0.1.shop.example")]
    [InlineData("localhost.shop.example")]
    [InlineData("192.168.1.10:5080")]
    [InlineData("0.0.0.0")]
    [InlineData("[::ffff:192.168.1.10]")]
    public Task Another_host_name_is_refused(string host) => MustBeRefusedEverywhereAsync("Host", host);

    [Theory]
    [InlineData("localhost")]
    [InlineData("localhost:1")]
    [InlineData("127.0.0.1")]
    [InlineData("127.8.8.8:99")]
    [InlineData("[::1]:5080")]
    public async Task This_computers_own_names_are_answered(string host) => (await shop.SendAsync("GET", "stores", (string?)null, ("Host", host))).ShouldBe(200);

    [Theory]
    [InlineData("https://shop.example")]
    [InlineData("http://127.0.0.1:1")]
    [InlineData("http://localhost.shop.example")]
    [InlineData("null")]
    [InlineData("file://")]
    public Task Another_origin_is_refused(string origin) => MustBeRefusedEverywhereAsync("Origin", origin);

    [Theory]
    [InlineData("cross-site")]
    [InlineData("same-site")]
    public Task A_foreign_page_is_refused(string site) => MustBeRefusedEverywhereAsync("Sec-Fetch-Site", site);

    [Theory]
    [InlineData("192.168.1.10", false)]
    [InlineData("10.0.0.1", false)]
    [InlineData("::ffff:192.168.1.10", false)]
    [InlineData("fe80::1", false)]
    [InlineData("127.8.8.8", true)]
    [InlineData("::1", true)]
    [InlineData("::ffff:127.0.0.1", true)]
    [InlineData(null, true)]
    public async Task A_connection_from_another_computer_is_refused_whatever_it_asks_for(string? address, bool answered)
    {
        var folder = Directory.CreateTempSubdirectory("bazaar-test-");
        await using (var database = SqliteDatabase.Open(Path.Combine(folder.FullName, "bazaar.db"), TimeProvider.System))
        await using (var app = Application.Build(database, ["http://127.0.0.1:0"], null))
        {
            var context = new DefaultHttpContext { RequestServices = app.Services };
            (context.Request.Method, context.Request.Path, context.Request.Host) = ("GET", "/nowhere", new HostString("127.0.0.1:5080"));
            context.Connection.RemoteIpAddress = address is null ? null : IPAddress.Parse(address);

            await ((IApplicationBuilder)app).Build()(context);

            context.Response.StatusCode.ShouldBe(answered ? 404 : 403);
        }

        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task The_shops_own_page_is_answered()
    {
        var origin = shop.Http.BaseAddress!.GetLeftPart(UriPartial.Authority);
        (await shop.SendAsync("POST", "stores", $$"""{"code":"{{shop.Unique("OWN")}}","name":"x"}""", ("Origin", origin), ("Sec-Fetch-Site", "same-origin"))).ShouldBe(201);
        (await shop.SendAsync("GET", "stores", (string?)null, ("Sec-Fetch-Site", "none"))).ShouldBe(200);
    }

    [Theory]
    [InlineData("GET", "cross-site", "no-cors", 403)]
    [InlineData("GET", "same-site", "cors", 403)]
    [InlineData("POST", "cross-site", "navigate", 403)]
    [InlineData("GET", "cross-site", "navigate", 200)]
    [InlineData("GET", "cross-site", "", 403)]
    public async Task What_a_browser_says_of_a_foreign_page_is_believed(string method, string site, string mode, int status)
    {
        var body = method == "POST" ? """{"code":"STOLEN","name":"x"}""" : null;

        var answer = await shop.SendAsync(method, "stores", body, ("Sec-Fetch-Site", site), ("Sec-Fetch-Mode", mode));

        answer.ShouldBe(status);
        (await shop.SendAsync("GET", "stores/STOLEN")).ShouldBe(404);
    }

    [Fact]
    public async Task A_link_from_elsewhere_opens_a_page() =>
        (await shop.SendAsync("GET", "/docs", (string?)null, ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Mode", "navigate"))).ShouldBe(200);

    [Fact]
    public async Task Answers_carry_safe_headers_and_tell_nothing_of_the_server()
    {
        foreach (var path in (string[])["/livez", "/api/v1/stores", "/no/such/page"])
        {
            var answer = await shop.SendAsync("GET", path);
            answer.Header("X-Content-Type-Options").ShouldBe("nosniff");
            answer.Header("Content-Security-Policy")!.ShouldContain("frame-ancestors 'none'");
            answer.Header("Server").ShouldBeNull();
            answer.Header("X-Powered-By").ShouldBeNull();
        }
    }

    [Fact]
    public async Task Health_and_metrics_answer()
    {
        (await shop.SendAsync("GET", "/livez")).ShouldBe(200).Text.ShouldBe("ok\n");
        (await shop.SendAsync("GET", "/readyz")).ShouldBe(200).Text.ShouldBe("ok\n");
        (await shop.SendAsync("GET", "/metrics")).ShouldBe(200).Text.ShouldContain("bazaar_requests_total");
    }

    private async Task MustBeRefusedEverywhereAsync(string header, string value)
    {
        foreach (var path in (string[])["stores", "/livez", "/metrics", "/openapi/v1.json", "/nowhere"])
        {
            (await shop.SendAsync("GET", path, (string?)null, (header, value))).ShouldBeProblem(403, ProblemCodes.CrossSite);
        }

        (await shop.SendAsync("POST", "stores", """{"code":"STOLEN","name":"x"}""", (header, value))).ShouldBeProblem(403, ProblemCodes.CrossSite);
        (await shop.SendAsync("GET", "stores/STOLEN")).ShouldBe(404);
    }
}
