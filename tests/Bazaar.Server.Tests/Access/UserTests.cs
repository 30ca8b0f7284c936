using System.Text.Json;
using Bazaar.Contracts;
using Bazaar.Contracts.Client;

namespace Bazaar.Server.Tests.Access;

/// <summary>Users and API keys over HTTP.</summary>
public sealed class UserTests(ManagedShop shop) : IClassFixture<ManagedShop>
{
    [Fact]
    public async Task Everything_that_is_wrong_with_a_user_is_told_at_once()
    {
        var answer = await SendAsync("POST", "users", """{"userName":"owner","role":"boss","stores":["not a code"],"withheld":["fly"],"password":"12345678"}""");

        answer.ShouldBeProblem(400, ProblemCodes.Invalid);
        answer.Json.GetProperty("errors").EnumerateObject().Select(e => e.Name).Order().ShouldBe(["password", "role", "stores[0]", "userName", "withheld"]);
        answer.Text.ShouldNotContain("12345678");
    }

    [Theory]
    [InlineData("""{"userName":"u1","role":"staff","password":"P"}""", "stores")]
    [InlineData("""{"userName":"u1","role":"admin","stores":["OWN-1"],"password":"P"}""", "stores")]
    [InlineData("""{"userName":"u1","role":"staff","stores":["OWN-1"],"allStores":true,"password":"P"}""", "stores")]
    [InlineData("""{"userName":"u1","role":"staff","stores":["NOWHERE"],"password":"P"}""", "stores")]
    [InlineData("""{"userName":"u1","role":"admin","withheld":["stock.post"],"password":"P"}""", "withheld")]
    public async Task What_makes_no_sense_is_refused(string json, string field) =>
        (await SendAsync("POST", "users", json.Replace("\"P\"", $"\"{ManagedShop.Password}\"", StringComparison.Ordinal))).ShouldBeProblem(400, ProblemCodes.Invalid)
            .Json.GetProperty("errors").EnumerateObject().Select(e => e.Name).ShouldBe([field]);

    [Fact]
    public async Task A_name_means_one_user_or_device_only()
    {
        await shop.AddKeyAsync("till-7", "stock.read");

        (await SendAsync("POST", "users", $$"""{"userName":"TILL-7","role":"admin","password":"{{ManagedShop.Password}}"}""")).ShouldBeProblem(409, ProblemCodes.AlreadyExists);
        (await SendAsync("POST", "api-keys", """{"name":"Staff","scopes":["stock.read"],"stores":["OWN-1"]}""")).ShouldBeProblem(409, ProblemCodes.AlreadyExists);
        (await SendAsync("POST", "api-keys", """{"name":"till-7","scopes":["stock.read"],"stores":["OWN-1"]}""")).ShouldBeProblem(409, ProblemCodes.AlreadyExists);
    }

    [Fact]
    public async Task A_till_that_gets_a_new_key_keeps_its_name()
    {
        var first = await shop.AddKeyAsync("till-8", "stock.read", "stock.post");
        await shop.Owner.RevokeApiKeyAsync(first.Prefix);
        await shop.Owner.RevokeApiKeyAsync(first.Prefix);
        var second = await shop.AddKeyAsync("till-8", "stock.read", "stock.post");

        (await shop.SendAsync(first.Key, "GET", "auth/me")).ShouldBe(401);
        var posted = await shop.SendAsync(second.Key, "POST", $"stores/{ManagedShop.Own}/movements", ManagedShop.Sale(ManagedShop.Own));
        posted.ShouldBe(201).Json.GetProperty("actor").GetString().ShouldBe("till-8");
        var listed = (await SendAsync("GET", "api-keys")).ShouldBe(200);
        listed.Text.ShouldContain(second.Prefix);
        listed.Text.ShouldNotContain(second.Key!.Split('_', 3)[2]);
        listed.Json.GetProperty("items").EnumerateArray().Count(k => k.TryGetProperty("key", out _)).ShouldBe(0);
    }

    [Theory]
    [InlineData("""{"name":"k1","stores":["OWN-1"]}""", "scopes")]
    [InlineData("""{"name":"k1","role":"staff","scopes":["stock.read"],"stores":["OWN-1"]}""", "scopes")]
    [InlineData("""{"name":"k1","scopes":["access.write"],"allStores":true}""", "scopes")]
    [InlineData("""{"name":"k1","scopes":["catalog.write"],"stores":["OWN-1"]}""", "scopes")]
    [InlineData("""{"name":"k1","scopes":["stock.fly"],"stores":["OWN-1"]}""", "scopes")]
    [InlineData("""{"name":"k1","scopes":["stock.read"]}""", "stores")]
    [InlineData("""{"name":"k1","scopes":["stock.read"],"stores":["OWN-1"],"expiresAt":"2020-01-01T00:00:00Z"}""", "expiresAt")]
    public async Task A_key_that_makes_no_sense_is_refused(string json, string field) =>
        (await SendAsync("POST", "api-keys", json)).ShouldBeProblem(400, ProblemCodes.Invalid).Json.GetProperty("errors").EnumerateObject().Select(e => e.Name).ShouldBe([field]);

    [Fact]
    public async Task A_key_of_a_role_may_do_what_the_role_may_in_its_stores()
    {
        var key = await shop.Owner.AddApiKeyAsync(new ApiKeyRequest { Name = "scanner", Role = "manager", Stores = [ManagedShop.Own] });

        key.Scopes.ShouldContain("stock.correct");
        key.Scopes.ShouldNotContain("catalog.write", "it touches every store");
        (await shop.SendAsync(key.Key, "GET", $"stores/{ManagedShop.Own}/stock")).ShouldBe(200);
        (await shop.SendAsync(key.Key, "GET", $"stores/{ManagedShop.Other}/stock")).ShouldBe(403);
        (await shop.SendAsync(key.Key, "PUT", "auth/password", "{}")).ShouldBe(403);
        (await shop.SendAsync(key.Key, "GET", "auth/me")).ShouldBe(200).Json.GetProperty("kind").GetString().ShouldBe("key");
    }

    [Fact]
    public async Task Changes_take_the_version_that_was_read_and_work_at_once()
    {
        await shop.AddUserAsync("climber", "staff", [ManagedShop.Own]);
        var token = await shop.TokenAsync("climber");
        (await SendAsync("PATCH", "users/climber", """{"role":"manager"}""")).ShouldBe(428);
        (await SendAsync("PATCH", "users/climber", """{"role":"manager"}""", ("If-Match", "\"9\""))).ShouldBe(412);
        (await shop.SendAsync(token, "GET", "reports/stock")).ShouldBe(403);

        var edited = (await SendAsync("PATCH", "users/climber", """{"role":"manager","displayName":"The climber"}""", ("If-Match", "\"1\""))).ShouldBe(200);

        edited.Header("ETag").ShouldBe("\"2\"");
        edited.Json.GetProperty("stores").GetArrayLength().ShouldBe(1);
        (await shop.SendAsync(token, "GET", "reports/stock")).ShouldBe(200);
        (await SendAsync("PATCH", "users/climber", """{"allStores":true}""", ("If-Match", "\"2\""))).ShouldBe(200).Json.GetProperty("stores").GetArrayLength().ShouldBe(0);
        (await shop.SendAsync(token, "GET", $"stores/{ManagedShop.Other}/stock")).ShouldBe(200);
        (await SendAsync("PATCH", "users/climber", $$"""{"stores":["{{ManagedShop.Own}}"]}""", ("If-Match", "\"3\""))).ShouldBe(200).Json.GetProperty("allStores").GetBoolean().ShouldBeFalse();
        (await shop.SendAsync(token, "GET", $"stores/{ManagedShop.Other}/stock")).ShouldBe(403);
        (await SendAsync("DELETE", "users/climber", null, ("If-Match", "\"4\""))).ShouldBe(204);
        (await shop.SendAsync(token, "GET", "auth/me")).ShouldBe(401);
        (await SendAsync("PATCH", "users/climber", """{"disabled":false}""", ("If-Match", "*"))).ShouldBe(200);
        (await shop.SendAsync(token, "GET", "auth/me")).Status.ShouldBe(401, "what was signed in before stays out");
        (await shop.LoginAsync("climber")).ShouldNotBeNull();
    }

    [Fact]
    public async Task Users_come_in_pages()
    {
        var first = (await SendAsync("GET", "users?limit=2")).ShouldBe(200).Json;
        var second = (await SendAsync("GET", $"users?limit=2&cursor={first.GetProperty("next").GetString()}")).ShouldBe(200).Json;

        var names = first.GetProperty("items").EnumerateArray().Concat(second.GetProperty("items").EnumerateArray()).Select(u => u.GetProperty("userName").GetString()).ToList();
        names.Count.ShouldBe(4);
        names.ShouldBe(names.Order(StringComparer.OrdinalIgnoreCase));
        first.ToString().ShouldNotContain("pbkdf2");
    }

    [Fact]
    public async Task What_is_withheld_from_a_user_they_may_not_do()
    {
        await shop.AddUserAsync("online-only", "staff", [ManagedShop.Own], withheld: ["stock.post-facts"]);
        var fact = ManagedShop.Sale(ManagedShop.Own, ",\"onShortage\":\"accept\"");
        var path = $"stores/{ManagedShop.Own}/movements";

        (await shop.SendAsync(await shop.TokenAsync("online-only"), "POST", path, fact)).ShouldBeProblem(403, ProblemCodes.Forbidden).Text.ShouldContain("stock.post-facts");
        (await shop.SendAsync(await shop.TokenAsync("online-only"), "POST", path, ManagedShop.Sale(ManagedShop.Own))).ShouldBe(201);
        (await shop.SendAsync(await shop.TokenAsync("staff"), "POST", path, fact)).ShouldBe(201);
    }

    [Theory]
    [InlineData("sale", 201)]
    [InlineData("stockIn", 201)]
    [InlineData("customerReturn", 201)]
    [InlineData("count", 403)]
    [InlineData("adjustment", 403)]
    [InlineData("opening", 403)]
    [InlineData("supplierReturn", 403)]
    public async Task Staff_post_what_happens_at_the_counter_and_managers_correct_the_book(string type, int ofStaff)
    {
        var entry = type == "count"
            ? $$"""{"type":"count","lines":[{"sku":"{{ManagedShop.Sku}}","counted":30}]}"""
            : $$"""{"type":"{{type}}","lines":[{"sku":"{{ManagedShop.Sku}}","quantity":0.001}]}""";
        var path = $"stores/{ManagedShop.Own}/movements";

        (await shop.SendAsync(await shop.TokenAsync("staff"), "POST", path, entry)).ShouldBe(ofStaff);
        (await shop.SendAsync(await shop.TokenAsync("manager"), "POST", path, entry)).ShouldBe(201);
    }

    [Fact]
    public async Task In_bulk_each_entry_is_checked_by_itself()
    {
        var body = $$"""{"movements":[{{ManagedShop.Sale(ManagedShop.Own)}},{{ManagedShop.Sale(ManagedShop.Other)}},{{ManagedShop.Sale("NO-SUCH-STORE")}}],"atomic":false}""";
        var token = await shop.TokenAsync("staff");

        var each = (await shop.SendAsync(token, "POST", "movements", body)).ShouldBe(200);
        var none = (await shop.SendAsync(token, "POST", "movements", body.Replace("\"atomic\":false", "\"atomic\":true", StringComparison.Ordinal))).ShouldBe(200);

        each.Json.GetProperty("results").EnumerateArray().Select(r => r.GetProperty("status").GetInt32()).ShouldBe([201, 403, 403]);
        each.Header("Bazaar-Seq")!.ShouldNotContain(ManagedShop.Other);
        none.Json.GetProperty("results").EnumerateArray().Select(r => r.GetProperty("status").GetInt32()).ShouldBe([409, 403, 403]);
        (await shop.Owner.GetStoreAsync(ManagedShop.Other)).Seq.ShouldBe(2);
    }

    [Fact]
    public async Task Another_stores_alert_is_not_there()
    {
        foreach (var verb in (string[])["acknowledge", "resolve"])
        {
            (await shop.SendAsync(await shop.TokenAsync("manager"), "POST", $"alerts/{shop.OtherAlert}/{verb}")).ShouldBeProblem(404, ProblemCodes.NotFound);
        }

        (await shop.SendAsync(await shop.TokenAsync("manager"), "POST", $"alerts/{shop.OtherAlert}/snooze", $$"""{"until":"{{TimeProvider.System.GetUtcNow().AddDays(1):O}}"}""")).ShouldBe(404);
        (await shop.Owner.ListAlertsAsync(ManagedShop.Other)).Items.Single().Status.ShouldBe("open");
    }

    [Fact]
    public async Task Another_stores_sequence_is_not_told() =>
        (await shop.SendAsync(await shop.TokenAsync("staff"), "GET", $"stores/{ManagedShop.Own}/stock", null, ("Bazaar-Min-Seq", $"{ManagedShop.Other}:999"))).ShouldBe(403);

    [Fact]
    public async Task Figures_are_for_this_computer_and_for_those_with_the_right()
    {
        (await shop.SendAsync(null, "GET", "/metrics")).ShouldBe(200);
        (await shop.SendAsync(null, "GET", "/metrics", null, ("X-Forwarded-For", "198.51.100.7"))).ShouldBe(401);
        (await shop.SendAsync(await shop.TokenAsync("controller"), "GET", "/metrics", null, ("X-Forwarded-For", "198.51.100.7"))).ShouldBe(200);
    }

    [Fact]
    public async Task A_stream_ends_with_the_right_to_it()
    {
        await shop.AddUserAsync("listener", "staff", [ManagedShop.Own]);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"api/v1/stores/{ManagedShop.Own}/live");
        request.Headers.Authorization = new("Bearer", await shop.TokenAsync("listener"));
        using var answer = await shop.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync());
        (await reader.ReadLineAsync()).ShouldBe(": watching");
        await shop.SendAsync(await shop.TokenAsync("staff"), "POST", $"stores/{ManagedShop.Own}/movements", ManagedShop.Sale(ManagedShop.Own, ",\"reference\":\"heard\""));
        await ReadUntilAsync(reader, "heard");

        await shop.Owner.EditUserAsync("listener", 1, new UserPatch { Disabled = true });
        await shop.SendAsync(await shop.TokenAsync("staff"), "POST", $"stores/{ManagedShop.Own}/movements", ManagedShop.Sale(ManagedShop.Own, ",\"reference\":\"unheard\""));

        (await reader.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(60))).ShouldNotContain("unheard");
    }

    private static async Task ReadUntilAsync(StreamReader reader, string word)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            if (line.Contains(word, StringComparison.Ordinal))
            {
                return;
            }
        }

        throw new InvalidOperationException($"The stream ended without {word}.");
    }

    private async Task<Harness.Answer> SendAsync(string method, string path, string? json = null, params (string Name, string Value)[] headers) =>
        await shop.SendAsync(await shop.TokenAsync("admin"), method, path, json, headers);
}
