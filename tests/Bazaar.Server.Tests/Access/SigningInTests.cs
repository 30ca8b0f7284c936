using System.Text.Json;
using Bazaar.Contracts;
using Bazaar.Contracts.Client;

namespace Bazaar.Server.Tests.Access;

/// <summary>Signing in, going on, signing out.</summary>
public sealed class SigningInTests(ManagedShop shop) : IClassFixture<ManagedShop>
{
    private BazaarClient Api => new(shop.Http);

    [Fact]
    public async Task Who_signs_in_is_answered_and_others_are_asked_to()
    {
        var nobody = (await shop.SendAsync(null, "GET", "stores")).ShouldBeProblem(401, ProblemCodes.Unauthenticated);
        nobody.Header("WWW-Authenticate")!.ShouldStartWith("Bearer");

        var token = await shop.TokenAsync("staff");

        (await shop.SendAsync(token, "GET", $"stores/{ManagedShop.Own}/stock")).ShouldBe(200);
        var me = (await shop.SendAsync(token, "GET", "auth/me")).ShouldBe(200).Json;
        me.GetProperty("stores")[0].GetString().ShouldBe(ManagedShop.Own);
        me.GetProperty("role").GetString().ShouldBe("staff");
        (await shop.SendAsync(token, "GET", "users")).ShouldBeProblem(403, ProblemCodes.Forbidden);
        (await shop.SendAsync(token, "GET", $"stores/{ManagedShop.Other}/stock")).ShouldBeProblem(403, ProblemCodes.Forbidden);
    }

    [Theory]
    [InlineData("staff", "Wrong-green-kites-42")]
    [InlineData("no-such-user", ManagedShop.Password)]
    [InlineData("not a name", ManagedShop.Password)]
    public async Task A_wrong_name_and_a_wrong_password_are_answered_alike(string name, string password)
    {
        var answer = await shop.SendAsync(null, "POST", "auth/login", JsonSerializer.Serialize(new { userName = name, password }));

        answer.ShouldBeProblem(401, ProblemCodes.Unauthenticated).Json.GetProperty("detail").GetString().ShouldBe("The user name or the password is wrong.");
        answer.Text.ShouldNotContain(password);
    }

    [Fact]
    public async Task The_same_name_in_other_letters_is_the_same_user() => (await Api.LoginAsync("STAFF", ManagedShop.Password)).TokenType.ShouldBe("Bearer");

    [Fact]
    public async Task Each_refresh_token_gives_the_next_one_and_a_lost_answer_is_given_again()
    {
        var first = await shop.LoginAsync("manager");

        var second = await Api.RefreshLoginAsync(first.RefreshToken!);
        var again = await Api.RefreshLoginAsync(first.RefreshToken!);
        var third = await Api.RefreshLoginAsync(second.RefreshToken!);

        second.RefreshToken.ShouldNotBe(first.RefreshToken);
        again.RefreshToken.ShouldBe(second.RefreshToken, "the answer may have been lost on the way");
        third.RefreshToken.ShouldNotBe(second.RefreshToken);
        (await shop.SendAsync(third.AccessToken, "GET", "auth/me")).ShouldBe(200);
    }

    [Fact]
    public async Task Two_windows_that_refresh_at_once_stay_signed_in()
    {
        var first = await shop.LoginAsync("manager");

        var both = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Api.RefreshLoginAsync(first.RefreshToken!)));

        both.Select(t => t.RefreshToken).Distinct().ShouldHaveSingleItem();
        (await Api.RefreshLoginAsync(both[0].RefreshToken!)).AccessToken.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_refresh_token_that_comes_back_ends_the_whole_session()
    {
        var first = await shop.LoginAsync("manager");
        var second = await Api.RefreshLoginAsync(first.RefreshToken!);
        (await shop.ExecuteAsync("UPDATE session SET rotated_at = rotated_at - 11000000 WHERE id = @id", new { id = first.RefreshToken!.Split('_')[1] })).ShouldBe(1);

        (await RefreshAsync(first.RefreshToken!)).ShouldBe(401);

        (await RefreshAsync(second.RefreshToken!)).ShouldBe(401, "nobody knows who the thief is");
        (await shop.SendAsync(second.AccessToken, "GET", "auth/me")).ShouldBe(401);
        (await shop.Owner.ListAuditAsync(new AuditQuery { Action = "user.token-reused" })).Items[0].Subject.ShouldBe("manager");
    }

    [Fact]
    public async Task A_made_up_secret_of_a_known_session_ends_it_too()
    {
        var tokens = await shop.LoginAsync("manager");

        (await RefreshAsync(tokens.RefreshToken![..^1] + (tokens.RefreshToken[^1] == 'A' ? 'B' : 'A'))).ShouldBe(401);
        (await RefreshAsync(tokens.RefreshToken)).ShouldBe(401);
        (await RefreshAsync("br_nonsense")).ShouldBe(401);
    }

    [Fact]
    public async Task Who_signs_out_is_out_at_once()
    {
        var tokens = await shop.LoginAsync("staff");

        await Api.LogoutAsync(tokens.RefreshToken!);
        await Api.LogoutAsync(tokens.RefreshToken!);

        (await shop.SendAsync(tokens.AccessToken, "GET", "auth/me")).ShouldBe(401);
        (await RefreshAsync(tokens.RefreshToken!)).ShouldBe(401);
    }

    [Fact]
    public async Task A_session_ends_by_itself()
    {
        var tokens = await shop.LoginAsync("staff");
        (await shop.ExecuteAsync("UPDATE session SET expires_at = 1 WHERE id = @id", new { id = tokens.RefreshToken!.Split('_')[1] })).ShouldBe(1);

        (await RefreshAsync(tokens.RefreshToken!)).ShouldBe(401);
    }

    [Fact]
    public async Task A_page_gets_its_refresh_token_where_no_script_reads_it()
    {
        var origin = ("Origin", $"http://{shop.Address.Authority}");
        var login = await shop.SendAsync(null, "POST", "auth/login?cookie=true", JsonSerializer.Serialize(new { userName = "staff", password = ManagedShop.Password }), origin);

        var set = login.ShouldBe(200).Header("Set-Cookie")!;
        login.Json.TryGetProperty("refreshToken", out _).ShouldBeFalse();
        login.Header("Cache-Control").ShouldBe("no-store");
        foreach (var part in (string[])["httponly", "samesite=strict", "path=/api/v1/auth"])
        {
            set.ToLowerInvariant().ShouldContain(part);
        }

        var cookie = ("Cookie", set.Split(';')[0]);
        (await shop.SendAsync(null, "POST", "auth/refresh", "{}", cookie)).ShouldBeProblem(403, ProblemCodes.CrossSite);
        (await shop.SendAsync(null, "POST", "auth/refresh", "{}", cookie, ("Origin", "https://evil.example"))).ShouldBeProblem(403, ProblemCodes.CrossSite);
        var refreshed = (await shop.SendAsync(null, "POST", "auth/refresh", null, cookie, origin)).ShouldBe(200);
        var next = ("Cookie", refreshed.Header("Set-Cookie")!.Split(';')[0]);
        next.ShouldNotBe(cookie);
        (await shop.SendAsync(refreshed.Json.GetProperty("accessToken").GetString(), "GET", "auth/me")).ShouldBe(200);
        (await shop.SendAsync(null, "POST", "auth/logout", null, next, origin)).ShouldBe(204).Header("Set-Cookie")!.ShouldContain("1970");
        (await shop.SendAsync(null, "POST", "auth/refresh", null, next, origin)).ShouldBe(401);
    }

    [Fact]
    public async Task Over_tls_the_cookie_says_so() =>
        (await shop.SendAsync(null, "POST", "auth/login?cookie=true", JsonSerializer.Serialize(new { userName = "staff", password = ManagedShop.Password }), ("X-Forwarded-Proto", "https")))
            .Header("Set-Cookie")!.ToLowerInvariant().ShouldContain("secure");

    [Fact]
    public async Task Basic_carries_a_password_or_a_key()
    {
        var key = await shop.AddKeyAsync("basic-till", "stock.read");

        foreach (var header in (string[])[ManagedShop.Basic("staff", ManagedShop.Password).ToString(), ManagedShop.Basic("", key.Key!).ToString(), ManagedShop.Basic("any", key.Key!).ToString(), ManagedShop.Basic(key.Key!, "").ToString()])
        {
            (await shop.SendRawAsync("GET", $"stores/{ManagedShop.Own}/stock", null, ("Authorization", header))).ShouldBe(200);
        }

        var wrong = await shop.SendRawAsync("GET", "stores", null, ("Authorization", ManagedShop.Basic("staff", "wrong-wrong-wrong").ToString()));
        wrong.ShouldBeProblem(401, ProblemCodes.Unauthenticated).Header("WWW-Authenticate")!.ShouldContain("Basic");
        (await shop.SendAsync(null, "GET", "stores", null, ("Sec-Fetch-Mode", "cors"))).Header("WWW-Authenticate")!.ShouldNotContain("Basic");
    }

    [Fact]
    public async Task A_remembered_password_is_forgotten_when_it_changes()
    {
        await shop.AddUserAsync("fickle", "staff", [ManagedShop.Own]);
        var header = ("Authorization", ManagedShop.Basic("fickle", ManagedShop.Password).ToString());
        (await shop.SendRawAsync("GET", "auth/me", null, header)).ShouldBe(200);
        (await shop.SendRawAsync("GET", "auth/me", null, header)).ShouldBe(200);

        await shop.Owner.EditUserAsync("fickle", 1, new UserPatch { Password = "Something-else-99" });

        (await shop.SendRawAsync("GET", "auth/me", null, header)).ShouldBe(401);
    }

    [Fact]
    public async Task A_changed_password_ends_all_other_sessions()
    {
        await shop.AddUserAsync("careful", "staff", [ManagedShop.Own]);
        var (here, there) = (await shop.LoginAsync("careful"), await shop.LoginAsync("careful"));

        (await ChangeAsync(here, "wrong-wrong-wrong", "Brand-new-lamp-5")).ShouldBeProblem(400, ProblemCodes.Invalid).Text.ShouldContain("currentPassword");
        (await ChangeAsync(here, ManagedShop.Password, "password123")).ShouldBeProblem(400, ProblemCodes.Invalid).Text.ShouldContain("newPassword");
        var changed = (await ChangeAsync(here, ManagedShop.Password, "Brand-new-lamp-5")).ShouldBe(200);

        (await shop.SendAsync(changed.Json.GetProperty("accessToken").GetString(), "GET", "auth/me")).ShouldBe(200);
        (await shop.SendAsync(here.AccessToken, "GET", "auth/me")).ShouldBe(401);
        (await shop.SendAsync(there.AccessToken, "GET", "auth/me")).ShouldBe(401);
        (await RefreshAsync(there.RefreshToken!)).ShouldBe(401);
        (await shop.LoginAsync("careful", "Brand-new-lamp-5")).ShouldNotBeNull();
    }

    [Fact]
    public async Task Published_keys_verify_tokens_and_hold_no_private_half()
    {
        await shop.TokenAsync("staff");
        var keys = (await shop.SendAsync(null, "GET", "/.well-known/jwks.json")).ShouldBe(200);

        var key = keys.Json.GetProperty("keys").EnumerateArray().ShouldHaveSingleItem();
        (key.GetProperty("kty").GetString(), key.GetProperty("crv").GetString(), key.GetProperty("alg").GetString(), key.GetProperty("use").GetString()).ShouldBe(("EC", "P-256", "ES256", "sig"));
        key.TryGetProperty("d", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task No_secret_stands_in_the_database_or_the_trail()
    {
        await shop.AddUserAsync("discreet", "staff", [ManagedShop.Own]);
        var tokens = await shop.LoginAsync("discreet");
        var key = await shop.AddKeyAsync("discreet-till", "stock.read");

        var trail = string.Join('\n', (await shop.Owner.ListAuditAsync(new AuditQuery(), 200)).Items.Select(r => $"{r.Action} {r.Subject} {r.Before} {r.After}"));

        trail.ShouldContain("user.add discreet");
        trail.ShouldContain("user.login discreet");
        trail.ShouldContain($"key.add {key.Prefix}");
        foreach (var secret in (string[])[ManagedShop.Password, "pbkdf2", key.Key!.Split('_', 3)[2], tokens.RefreshToken![^43..], tokens.AccessToken])
        {
            trail.ShouldNotContain(secret);
            (shop.FileContains(secret) ?? secret == "pbkdf2").ShouldBe(secret == "pbkdf2", secret);
        }
    }

    private async Task<int> RefreshAsync(string token) => (await shop.SendAsync(null, "POST", "auth/refresh", JsonSerializer.Serialize(new { refreshToken = token }))).Status;

    private Task<Harness.Answer> ChangeAsync(TokenResponse tokens, string currentPassword, string newPassword) =>
        shop.SendAsync(tokens.AccessToken, "PUT", "auth/password", JsonSerializer.Serialize(new { currentPassword, newPassword }));
}
