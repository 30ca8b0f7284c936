using System.Net;
using System.Text;
using Bazaar.Contracts;

namespace Bazaar.Server.Tests.Guards;

/// <summary>A shop without users answers the person at this computer, and no page of another site.</summary>
/// <param name="shop">A running shop.</param>
public sealed class DoorTests(GuardedShop shop) : IClassFixture<GuardedShop>
{
    private const string Stores = "/api/v1/stores";

    [Theory]
    [InlineData("Host", "shop.example")]
    [InlineData("Host", "shop.example:5080")]
    [InlineData("Host", "127.0.0.1.example")]
    [InlineData("Host", "192.168.1.5")]
    [InlineData("Origin", "https://shop.example")]
    [InlineData("Origin", "http://127.0.0.1:1")]
    [InlineData("Origin", "null")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    public async Task A_request_from_elsewhere_is_refused(string header, string value)
    {
        foreach (var path in (string[])[Stores, "/livez", "/metrics", "/openapi/v1.json", "/nowhere"])
        {
            using var answer = await shop.SendAsync(HttpMethod.Get, path, null, (header, value));
            await GuardedShop.MustBeProblemAsync(answer, HttpStatusCode.Forbidden, ProblemCodes.CrossSite);
        }

        using var body = Json("{}");
        using var posted = await shop.SendAsync(HttpMethod.Post, Stores, body, (header, value));
        await GuardedShop.MustBeProblemAsync(posted, HttpStatusCode.Forbidden, ProblemCodes.CrossSite);
    }

    [Fact]
    public async Task A_page_of_this_shop_is_answered()
    {
        using var answer = await shop.SendAsync(HttpMethod.Get, Stores, null, ("Origin", $"http://{shop.Authority}"), ("Sec-Fetch-Site", "same-origin"));

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_link_from_elsewhere_opens_a_page_and_posts_nothing()
    {
        (string, string)[] link = [("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Mode", "navigate")];

        using var page = await shop.SendAsync(HttpMethod.Get, "/docs", null, link);
        page.StatusCode.ShouldBe(HttpStatusCode.OK);

        using var body = Json("{}");
        using var posted = await shop.SendAsync(HttpMethod.Post, Stores, body, link);
        await GuardedShop.MustBeProblemAsync(posted, HttpStatusCode.Forbidden, ProblemCodes.CrossSite);
    }

    [Theory]
    [InlineData("DELETE", Stores)]
    [InlineData("PUT", "/api/v1/products")]
    [InlineData("POST", "/livez")]
    public async Task A_wrong_method_is_a_problem(string method, string path)
    {
        using var answer = await shop.SendAsync(new HttpMethod(method), path);

        await GuardedShop.MustBeProblemAsync(answer, HttpStatusCode.MethodNotAllowed, ProblemCodes.MethodNotAllowed);
    }

    [Theory]
    [InlineData(Stores)]
    [InlineData("/api/v1/products")]
    [InlineData("/api/v1/stores/SHOP/movements")]
    public async Task A_wrong_media_type_is_a_problem(string path)
    {
        using var body = new StringContent("{}", Encoding.UTF8, "text/plain");
        using var answer = await shop.SendAsync(HttpMethod.Post, path, body);

        await GuardedShop.MustBeProblemAsync(answer, HttpStatusCode.UnsupportedMediaType, ProblemCodes.UnsupportedMediaType);
    }

    [Fact]
    public async Task An_address_that_does_not_exist_is_a_problem()
    {
        using var answer = await shop.SendAsync(HttpMethod.Get, "/api/v1/nowhere");

        await GuardedShop.MustBeProblemAsync(answer, HttpStatusCode.NotFound, ProblemCodes.NotFound);
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");
}
