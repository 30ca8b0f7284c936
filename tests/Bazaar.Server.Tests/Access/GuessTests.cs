using System.Text.Json;
using Bazaar.Contracts;
using Bazaar.Contracts.Client;
using Bazaar.Domain.Primitives;
using Bazaar.Server.Tests.Harness;

namespace Bazaar.Server.Tests.Access;

/// <summary>Guessing passwords is slow, is counted, and is not faster after a restart.</summary>
public sealed class GuessTests(ManagedShop shop) : IClassFixture<ManagedShop>
{
    private const int MaxPerAccount = 30;
    private const int MaxPerAddress = 50;

    [Fact]
    public async Task An_account_closes_for_the_hour_even_for_the_right_password_and_after_a_restart()
    {
        await shop.AddUserAsync("target", "staff", [ManagedShop.Own]);
        await CountAsync("account:TARGET", MaxPerAccount - 2);

        // However many come at once, only two are tried.
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => GuessAsync("target", $"wrong-guess-{i}", $"198.51.100.{i}")));

        answers.Count(a => a.Status == 401).ShouldBe(2);
        answers.Count(a => a.Status == 429).ShouldBe(6);
        var refused = await GuessAsync("Target", ManagedShop.Password, "198.51.100.99");
        refused.ShouldBeProblem(429, ProblemCodes.RateLimited);
        int.Parse(refused.Header("Retry-After")!).ShouldBeInRange(1, 3600);
        (await shop.Owner.ListAuditAsync(new AuditQuery { Action = "user.login-blocked" })).Items.ShouldHaveSingleItem().Subject.ShouldBe("target");

        await shop.RestartAsync();

        (await GuessAsync("target", ManagedShop.Password, "198.51.100.98")).ShouldBe(429);
        var basic = await shop.SendRawAsync("GET", "auth/me", null, ("Authorization", ManagedShop.Basic("target", ManagedShop.Password).ToString()), ("X-Forwarded-For", "198.51.100.97"));
        basic.ShouldBe(429);
        (await shop.ExecuteAsync("UPDATE login_guess SET started_at = started_at - 3600000000 WHERE subject = 'account:TARGET'")).ShouldBe(1);
        await shop.RestartAsync();
        (await GuessAsync("target", ManagedShop.Password, "198.51.100.96")).ShouldBe(200);
    }

    [Fact]
    public async Task An_address_closes_for_the_hour_whomever_it_guesses()
    {
        await CountAsync("address:192.0.2.44", MaxPerAddress - 1);

        (await GuessAsync("somebody", "wrong-guess", "192.0.2.44")).ShouldBe(401);
        (await GuessAsync("somebody-else", "wrong-guess", "192.0.2.44")).ShouldBe(429);
        (await GuessAsync("staff", ManagedShop.Password, "192.0.2.44")).ShouldBe(429);
        (await GuessAsync("staff", ManagedShop.Password, "192.0.2.45")).ShouldBe(200);
    }

    [Fact]
    public async Task A_network_of_version_6_is_one_address()
    {
        await CountAsync("address:2001:db8:1:2::/64", MaxPerAddress);

        (await GuessAsync("staff", ManagedShop.Password, "2001:db8:1:2:aaaa::7")).ShouldBe(429);
        (await GuessAsync("staff", ManagedShop.Password, "2001:db8:1:3::7")).ShouldBe(200);
    }

    [Fact]
    public async Task A_right_password_costs_no_guess_and_a_name_that_is_none_counts_like_one()
    {
        await GuessAsync("auditor", ManagedShop.Password, "192.0.2.80");
        await GuessAsync("nobody-at-all", "wrong-guess", "192.0.2.81");

        (await shop.ReadAsync<long>("SELECT coalesce(sum(guesses), 0) FROM login_guess WHERE subject IN ('account:AUDITOR', 'address:192.0.2.80')")).ShouldBe(0);
        (await shop.ReadAsync<long>("SELECT guesses FROM login_guess WHERE subject = 'account:NOBODY-AT-ALL'")).ShouldBe(1);
        (await shop.Owner.ListAuditAsync(new AuditQuery(), 200)).Items.ShouldAllBe(r => !r.Subject.Contains("nobody-at-all"), "what is typed as a name may be a password");
    }

    private Task<int> CountAsync(string subject, int guesses) => shop.ExecuteAsync(
        "INSERT INTO login_guess (subject, started_at, guesses) VALUES (@subject, @now, @guesses)", new { subject, now = Clock.ToMicros(TimeProvider.System.GetUtcNow()), guesses });

    private Task<Answer> GuessAsync(string userName, string password, string from) =>
        shop.SendAsync(null, "POST", "auth/login", JsonSerializer.Serialize(new { userName, password }), ("X-Forwarded-For", from));
}
