using System.Globalization;
using System.Text;

namespace Bazaar.Server.Tests.Access;

/// <summary>
/// Every operation of the OpenAPI document × everyone who may ask × every kind of store. What is expected stands in expectations.txt; an operation without a line
/// there fails by name, so nothing is added without someone saying who may do it.
/// </summary>
public sealed class MatrixTests(ManagedShop shop) : IClassFixture<ManagedShop>
{
    private const string Unknown = "NO-SUCH-STORE";
    private static readonly string[] Callers = ["staff", "manager", "auditor", "head-office", "controller", "admin"];
    private static readonly string[] OfOneStore = ["staff", "manager", "auditor"];

    [Fact]
    public async Task Every_operation_has_an_expectation_and_every_expectation_an_operation()
    {
        var operations = (await Operation.AllAsync(shop)).Select(o => o.Id).ToList();
        operations.Except(Expectations().Keys).ShouldBeEmpty("expectations.txt does not say who may do these");
        Expectations().Keys.Except(operations).ShouldBeEmpty("expectations.txt speaks of what there is not");
    }

    [Fact]
    public async Task Everyone_may_do_what_is_stated_and_nothing_else()
    {
        var (expected, wrong, asked) = (Expectations(), new List<string>(), 0);
        foreach (var operation in await Operation.AllAsync(shop))
        {
            var who = expected.GetValueOrDefault(operation.Id) ?? [];
            foreach (var caller in who.Length == 1 ? [] : Callers)
            {
                foreach (var store in operation.NamesStore ? (string[])[ManagedShop.Own, ManagedShop.Other, Unknown] : [ManagedShop.Own])
                {
                    var theirs = store == ManagedShop.Own || !OfOneStore.Contains(caller);
                    var may = who.ElementAtOrDefault(Array.IndexOf(Callers, caller)) == "y" && theirs;
                    var status = await AskAsync(operation, store, await shop.TokenAsync(caller));
                    asked++;
                    if (may ? status is 401 or 403 or >= 500 : status != 403)
                    {
                        wrong.Add($"{operation} by {caller} in {store}: {status}, expected {(may ? "to be let in" : "403")}");
                    }
                }
            }
        }

        wrong.ShouldBeEmpty();
        asked.ShouldBeGreaterThan(400);
    }

    [Fact]
    public async Task Nobody_gets_in_without_signing_in()
    {
        var expected = Expectations();
        foreach (var operation in await Operation.AllAsync(shop))
        {
            foreach (var store in (string[])[ManagedShop.Own, Unknown])
            {
                var status = await AskAsync(operation, store, null);
                if (expected[operation.Id].Length == 1)
                {
                    // What is open to everyone does not look at what anyone brings along.
                    status.ShouldNotBe(403, operation.ToString());
                    (await AskAsync(operation, store, "nonsense")).ShouldBe(status, operation.ToString());
                }
                else
                {
                    status.ShouldBe(401, operation.ToString());
                }
            }
        }
    }

    [Fact]
    public async Task Forged_worn_out_and_revoked_credentials_open_nothing()
    {
        var bad = await BadTokens.AllAsync(shop);
        bad.Count.ShouldBeGreaterThan(15);
        (await shop.SendAsync(bad["a good one, to see that the others are bad for their own reason"], "GET", "auth/me")).ShouldBe(200);
        foreach (var operation in (await Operation.AllAsync(shop)).Where(o => Expectations()[o.Id].Length > 1))
        {
            // Passwords are tried once only: each try is a guess, and guesses are counted.
            foreach (var (kind, token) in bad.Where(b => !b.Key.StartsWith("a good", StringComparison.Ordinal) && (operation.Id == "ListStores" || !b.Key.StartsWith("a password", StringComparison.Ordinal))))
            {
                (await AskAsync(operation, ManagedShop.Own, token)).ShouldBe(401, $"{operation} with {kind}");
            }
        }
    }

    [Fact]
    public async Task A_user_without_stores_reaches_none()
    {
        var token = await shop.TokenAsync("nowhere");
        foreach (var operation in (await Operation.AllAsync(shop)).Where(o => o.NamesStore))
        {
            (await AskAsync(operation, ManagedShop.Own, token)).ShouldBe(403, operation.ToString());
        }

        foreach (var path in (string[])["stores", "alerts", $"products/{ManagedShop.Sku}/stock"])
        {
            (await shop.SendAsync(token, "GET", path)).ShouldBe(200).Json.GetProperty("items").GetArrayLength().ShouldBe(0, path);
        }

        (await shop.SendAsync(token, "GET", "reports/stock")).ShouldBe(200).Json.GetProperty("rows").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task A_store_in_the_query_is_checked_like_one_in_the_address()
    {
        var asked = 0;
        var expected = Expectations();
        foreach (var operation in (await Operation.AllAsync(shop)).Where(o => o.InQuery.Contains("store")))
        {
            foreach (var caller in OfOneStore.Where(c => expected[operation.Id][Array.IndexOf(Callers, c)] == "y"))
            {
                foreach (var store in (string[])[ManagedShop.Other, Unknown, $"{ManagedShop.Own}&store={ManagedShop.Other}"])
                {
                    (await AskAsync(operation, ManagedShop.Own, await shop.TokenAsync(caller), "?store=" + store)).ShouldBe(403, $"{operation} by {caller}, {store}");
                    asked++;
                }
            }
        }

        asked.ShouldBeGreaterThan(20);
    }

    [Fact]
    public async Task Nothing_that_is_read_tells_of_a_store_that_is_none_of_theirs()
    {
        var read = 0;
        foreach (var operation in (await Operation.AllAsync(shop)).Where(o => o.Method == "GET" && !o.IsStream))
        {
            foreach (var caller in OfOneStore.Append("nowhere"))
            {
                foreach (var more in operation.InQuery.Contains("format") ? (string[])["", "?format=csv"] : [""])
                {
                    var answer = await shop.SendAsync(await shop.TokenAsync(caller), "GET", operation.Address(shop, ManagedShop.Own) + more);
                    answer.Text.ShouldNotContain(ManagedShop.Other, Case.Insensitive, $"{operation} by {caller}");
                    answer.Text.ShouldNotContain(ManagedShop.Secret, Case.Insensitive, $"{operation} by {caller}");
                    read += answer.Status == 200 ? 1 : 0;
                }
            }
        }

        read.ShouldBeGreaterThan(40);

        // The words are there to be found: who may see everything finds them.
        (await shop.SendAsync(await shop.TokenAsync("admin"), "GET", "stores")).Text.ShouldContain(ManagedShop.Other);
        (await shop.SendAsync(await shop.TokenAsync("admin"), "GET", $"stores/{ManagedShop.Other}/movements")).Text.ShouldContain(ManagedShop.Secret);
    }

    /// <summary>Asks as from another computer; a stream is not read.</summary>
    private async Task<int> AskAsync(Operation operation, string store, string? token, string query = "")
    {
        // One who has a right to some stores may verify only one of them at a time.
        query = query.Length == 0 && operation.Id == "VerifyLedger" ? $"?store={ManagedShop.Own}" : query;
        using var request = new HttpRequestMessage(new HttpMethod(operation.Method), operation.Address(shop, store) + query);
        request.Headers.TryAddWithoutValidation("X-Forwarded-For", "203.0.113.9");
        if (token is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", token.StartsWith("Basic ", StringComparison.Ordinal) ? token : "Bearer " + token);
        }

        if (operation.BodyType is { } type)
        {
            request.Content = new StringContent("{}", Encoding.UTF8, type);
        }

        using var answer = await shop.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return (int)answer.StatusCode;
    }

    private static Dictionary<string, string[]> Expectations() =>
        File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Access", "expectations.txt"))
            .Where(l => l.Length > 0 && l[0] != '#').Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .ToDictionary(w => w[0], w => w.Length is 2 or 7 ? w[1..] : throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{w[0]} has {w.Length - 1} marks.")));
}
