using System.Security.Cryptography;
using System.Text;
using Bazaar.Contracts;
using Bazaar.Server.Tests.Harness;

namespace Bazaar.Server.Tests.Guards;

/// <summary>What fits no address, method or media type is a problem like any other.</summary>
/// <param name="shop">A running shop.</param>
public sealed class DoorTests(Shop shop) : IClassFixture<Shop>
{
    [Theory]
    [InlineData("DELETE", "stores")]
    [InlineData("PUT", "products")]
    [InlineData("POST", "/livez")]
    public async Task A_wrong_method_is_a_problem(string method, string path) =>
        (await shop.SendAsync(method, path)).ShouldBeProblem(405, ProblemCodes.MethodNotAllowed);

    [Theory]
    [InlineData("stores")]
    [InlineData("products")]
    [InlineData("stores/SHOP/movements")]
    public async Task A_wrong_media_type_is_a_problem(string path)
    {
        using var body = new StringContent("{}", Encoding.UTF8, "text/plain");

        (await shop.SendAsync("POST", path, body)).ShouldBeProblem(415, ProblemCodes.UnsupportedMediaType);
    }

    [Fact]
    public async Task An_address_that_does_not_exist_is_a_problem() =>
        (await shop.SendAsync("GET", "nowhere")).ShouldBeProblem(404, ProblemCodes.NotFound);

    [Theory]
    [InlineData("/")]
    [InlineData("/sell")]
    [InlineData("/counts/7/review")]
    public async Task Without_the_web_app_every_screen_says_what_to_do(string path)
    {
        var page = await shop.SendAsync("GET", path);

        (page.Status, page.MediaType).ShouldBe((200, "text/html"));
        page.Text.ShouldContain("<code>./run</code>");
        var style = page.Text.Split("<style>")[1].Split("</style>")[0];
        page.Header("Content-Security-Policy").ShouldNotBeNull().ShouldContain($"style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)))}'");
    }
}
