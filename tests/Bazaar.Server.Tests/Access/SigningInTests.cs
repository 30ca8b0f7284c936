using Bazaar.Contracts;

namespace Bazaar.Server.Tests.Access;

/// <summary>Signing in, going on, signing out.</summary>
public sealed class SigningInTests(ManagedShop shop) : IClassFixture<ManagedShop>
{
    [Fact]
    public async Task Who_signs_in_is_answered_and_others_are_asked_to()
    {
        var nobody = (await shop.SendAsync(null, "GET", "stores")).ShouldBeProblem(401, ProblemCodes.Unauthenticated);
        nobody.Header("WWW-Authenticate")!.ShouldStartWith("Bearer");

        var token = await shop.TokenAsync("staff");

        (await shop.SendAsync(token, "GET", $"stores/{ManagedShop.Own}/stock")).ShouldBe(200);
        (await shop.SendAsync(token, "GET", "auth/me")).ShouldBe(200).Json.GetProperty("stores")[0].GetString().ShouldBe(ManagedShop.Own);
        (await shop.SendAsync(token, "GET", "users")).ShouldBeProblem(403, ProblemCodes.Forbidden);
        (await shop.SendAsync(token, "GET", $"stores/{ManagedShop.Other}/stock")).ShouldBeProblem(403, ProblemCodes.Forbidden);
    }
}
