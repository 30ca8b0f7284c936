using Bazaar.Server.Hosting;

namespace Bazaar.Server.Tests.RateLimits;

/// <summary>Limits over HTTP: who is counted, against what, and what the answers say.</summary>
public sealed class RateLimitingTests
{
    [Fact]
    public async Task Every_answer_says_what_is_left_and_too_many_are_refused_until_it_is_time()
    {
        await using var server = await LimitedServer.StartAsync("writes=3/6");

        var first = (await server.SendAsync("POST", "/write")).ShouldBe(204);
        (first.Header("RateLimit-Policy"), first.Header("RateLimit")).ShouldBe(("\"writes\";q=3;w=6", "\"writes\";r=2;t=2"));
        (await server.CountAsync("POST", "/write")).ShouldBe(2);

        var refused = (await server.SendAsync("POST", "/write")).ShouldBeProblem(429, "rate-limited");
        (refused.Header("RateLimit-Policy"), refused.Header("RateLimit"), refused.Header("Retry-After")).ShouldBe(("\"writes\";q=3;w=6", "\"writes\";r=0;t=6", "2"));
        refused.Json.GetProperty("detail").GetString().ShouldBe("This is more than 3 writes in 6 seconds. Try again in 2 seconds.");

        server.Clock.Move(TimeSpan.FromSeconds(2));
        (await server.CountAsync("POST", "/write")).ShouldBe(1);
    }

    [Fact]
    public async Task Budgets_and_callers_do_not_take_from_each_other()
    {
        await using var server = await LimitedServer.StartAsync("reads=4/60,writes=3/60,reports=2/60,bulk=10/60,login=1/60");

        (await server.CountAsync("POST", "/write")).ShouldBe(3);
        (await server.CountAsync("GET", "/read")).ShouldBe(4);
        (await server.CountAsync("GET", "/report")).ShouldBe(2);
        (await server.CountAsync("POST", "/login", user: null)).ShouldBe(1);
        (await server.CountAsync("POST", "/write", user: "sana")).ShouldBe(3);
        (await server.SendAsync("POST", "/nowhere")).Status.ShouldBe(429, "What is no address is counted too.");
    }

    [Fact]
    public async Task Each_entry_of_a_bulk_request_counts()
    {
        await using var server = await LimitedServer.StartAsync("bulk=100/10");

        (await server.SendAsync("POST", "/bulk?entries=60")).ShouldBe(204).Header("RateLimit").ShouldBe("\"bulk\";r=40;t=6");
        var refused = (await server.SendAsync("POST", "/bulk?entries=60")).ShouldBeProblem(429, "rate-limited");
        (refused.Header("Retry-After"), refused.Header("RateLimit")).ShouldBe(("2", "\"bulk\";r=39;t=7"));
        (await server.SendAsync("POST", "/bulk?entries=30")).ShouldBe(204);

        server.Clock.Move(TimeSpan.FromMinutes(1));
        (await server.SendAsync("POST", "/bulk?entries=1000")).Status.ShouldBe(429, "One was taken when it came in, so not all is there.");
    }

    [Fact]
    public async Task The_owner_without_users_and_what_is_asked_all_the_time_are_not_counted()
    {
        await using var server = await LimitedServer.StartAsync("reads=1/3600,writes=1/3600,strangers=1/3600");

        for (var i = 0; i < 5; i++)
        {
            (await server.SendAsync("POST", "/write", user: "owner")).ShouldBe(204).Header("RateLimit").ShouldBeNull();
            (await server.SendAsync("GET", "/livez", user: null)).ShouldBe(204).Header("RateLimit").ShouldBeNull();
        }
    }

    [Fact]
    public async Task An_address_that_keeps_being_refused_waits_whoever_it_says_to_be()
    {
        await using var server = await LimitedServer.StartAsync("strangers=3/30");

        (await server.SendAsync("GET", "/read", user: null)).ShouldBeProblem(401, "unauthenticated").Header("RateLimit").ShouldBe("\"strangers\";r=2;t=10");
        (await server.CountAsync("GET", "/read", user: null)).ShouldBe(2);
        var refused = (await server.SendAsync("GET", "/read", user: "ali")).ShouldBeProblem(429, "rate-limited");
        (refused.Header("RateLimit-Policy"), refused.Header("Retry-After")).ShouldBe(("\"strangers\";q=3;w=30", "10"));

        server.Clock.Move(TimeSpan.FromSeconds(10));
        for (var i = 0; i < 10; i++)
        {
            (await server.SendAsync("GET", "/read", user: "ali")).Status.ShouldBe(200, "Who is signed in takes nothing from strangers.");
        }
    }

    [Fact]
    public async Task Where_a_request_comes_from_is_not_what_it_says()
    {
        await using var server = await LimitedServer.StartAsync("login=2/60");

        (await server.SendAsync("GET", "/read", "ali", "203.0.113.7")).Text.ShouldBe("127.0.0.1");
        (await server.CountAsync("POST", "/login", null, "203.0.113.7")).ShouldBe(2);
        (await server.SendAsync("POST", "/login", null, "203.0.113.8")).Status.ShouldBe(429, "Another made-up address is the same caller.");
    }

    [Fact]
    public async Task A_proxy_that_was_named_is_believed_and_what_stands_before_it_is_not()
    {
        await using var server = await LimitedServer.StartAsync("login=2/60", proxies: "127.0.0.0/8, 10.0.0.7");

        (await server.SendAsync("GET", "/read", "ali", "203.0.113.7")).Text.ShouldBe("203.0.113.7");
        (await server.SendAsync("GET", "/read", "ali", "6.6.6.6, 203.0.113.7, 10.0.0.7")).Text.ShouldBe("203.0.113.7");
        (await server.CountAsync("POST", "/login", null, "203.0.113.7")).ShouldBe(2);
        (await server.CountAsync("POST", "/login", null, "203.0.113.8")).ShouldBe(2);
        (await server.CountAsync("POST", "/login", null, "2001:db8:1:2::1")).ShouldBe(2);
        (await server.CountAsync("POST", "/login", null, "2001:db8:1:2:3:4:5:6")).ShouldBe(0, "One network is one caller.");
    }

    [Theory]
    [InlineData("10.0.0.300")]
    [InlineData("proxy.example")]
    [InlineData("10.0.0.0/33")]
    public void A_proxy_that_is_none_stops_the_start(string proxies) =>
        Should.Throw<BazaarStartException>(() => Network.Read(new BazaarOptions { DataFolder = "", Proxies = proxies })).Message.ShouldStartWith($"BAZAAR_PROXIES: {proxies} is neither");

    [Fact]
    public void A_limit_that_is_none_stops_the_start() =>
        Should.Throw<BazaarStartException>(() => Network.Read(new BazaarOptions { DataFolder = "", Limits = "sells=1/1" })).Message.ShouldStartWith("BAZAAR_LIMITS: sells is no budget");
}
