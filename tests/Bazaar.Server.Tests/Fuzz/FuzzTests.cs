using System.Globalization;
using System.Text.Json;
using Bazaar.Server.Tests.Harness;

namespace Bazaar.Server.Tests.Fuzz;

/// <summary>Whatever a client sends, the answer is never a mistake of ours, and the ledger stays sound.</summary>
public sealed class FuzzTests(Shop shop, ITestOutputHelper output) : IClassFixture<Shop>
{
    private const int UsualRequests = 20_000;
    private const int Senders = 4;

    [Fact]
    public async Task Random_requests_made_from_the_document_never_get_a_server_error()
    {
        var seed = Setting("BAZAAR_FUZZ_SEED", Random.Shared.Next());
        var requests = Setting("BAZAAR_FUZZ_REQUESTS", UsualRequests);
        output.WriteLine($"seed {seed}, {requests} requests; again with BAZAAR_FUZZ_SEED={seed}");
        var document = (await shop.SendAsync("GET", "/openapi/v1.json")).Json;
        var operations = Operations(document);
        var known = await KnownAsync();

        var faults = (await Task.WhenAll(Enumerable.Range(0, Senders).Select(sender => SendAsync(document, operations, known, new Random(seed + sender), requests / Senders)))).SelectMany(f => f).ToList();

        faults.ShouldBeEmpty($"seed {seed}: {string.Join("\n", faults.Take(3))}");
        (await shop.Api.VerifyAsync()).Findings.ShouldBeEmpty();
    }

    private async Task<List<string>> SendAsync(JsonElement document, List<(string Method, string Path, JsonElement Operation)> operations, IReadOnlyDictionary<string, string[]> known, Random random, int count)
    {
        var faults = new List<string>();
        var maker = new RandomRequest(document, random, known);
        for (var i = 0; i < count && faults.Count < 5; i++)
        {
            var (method, path, operation) = operations[random.Next(operations.Count)];
            using var request = maker.Make(method, path, operation);
            var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync();

            // A stream of events has no end; its head says enough.
            var streams = path.EndsWith("/live", StringComparison.Ordinal);
            using var response = await shop.Http.SendAsync(request, streams ? HttpCompletionOption.ResponseHeadersRead : HttpCompletionOption.ResponseContentRead);
            var text = streams && response.IsSuccessStatusCode ? "" : await response.Content.ReadAsStringAsync();
            // A refused table is answered with the list of its errors.
            var listsErrors = path.EndsWith("/import", StringComparison.Ordinal) && text.Contains("\"errors\"", StringComparison.Ordinal);
            if (!(listsErrors && (int)response.StatusCode == 400) && Fault((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType, text) is { } fault)
            {
                faults.Add($"{fault}: {method} {request.RequestUri} {string.Join("; ", request.Headers.Select(h => $"{h.Key}: {string.Join(",", h.Value)}"))}\n{body}\n→ {(int)response.StatusCode} {text}");
            }
        }

        return faults;
    }

    private static string? Fault(int status, string? mediaType, string text) => status switch
    {
        >= 500 and not 503 => "a server error",
        >= 400 when mediaType != "application/problem+json" => "a refusal that is no problem document",
        >= 400 when text.Contains("   at ", StringComparison.Ordinal) => "a stack trace",
        >= 400 when string.IsNullOrWhiteSpace(JsonDocument.Parse(text).RootElement.GetProperty("code").GetString()) => "a refusal without a code",
        _ => null,
    };

    private async Task<IReadOnlyDictionary<string, string[]>> KnownAsync()
    {
        var store = await shop.NewStoreAsync();
        string[] skus = [await shop.NewProductAsync(), await shop.NewProductAsync(unit: "kg"), await shop.NewProductAsync(cost: 50)];
        foreach (var sku in skus)
        {
            await store.PostAsync("opening", sku, 1_000_000);
        }

        var entry = await store.PostAsync("sale", skus[0], 1);
        return new Dictionary<string, string[]>
        {
            ["store"] = [store.Code, "SHOP", store.Code.ToLowerInvariant()],
            ["sku"] = [.. skus, "NONE"],
            ["id"] = [entry.Id.ToString(), Guid.CreateVersion7().ToString()],
            ["type"] = ["sale", "stockIn", "removal", "count", "adjustment", "customerReturn", "supplierReturn", "opening", "transferOut", "reversal"],
            ["reason"] = ["damaged", "theft", "other", "no such reason"],
            ["onShortage"] = ["refuse", "accept"],
            ["If-Match"] = ["*", "\"1\"", "W/\"1\"", "1"],
            ["Idempotency-Key"] = ["a", Guid.NewGuid().ToString()],
            ["Bazaar-Min-Seq"] = [$"{store.Code}:1", $"{store.Code}:999999999", ":", "x"],
            ["format"] = ["json", "csv", "xlsx"],
            ["groupBy"] = ["day", "week", "month", "store", "product", "category", "type", "reason", "actor"],
            ["timeZone"] = ["Asia/Karachi", "Mars/Olympus"],
            ["unit"] = ["piece", "kg", "l"],
            ["cursor"] = ["AAAA", "bm90aGluZw=="],
            ["word"] = ["rice", "دال", "a-b_c.d", "Category 1"],
        };
    }

    private static List<(string Method, string Path, JsonElement Operation)> Operations(JsonElement document) =>
        [.. from path in document.GetProperty("paths").EnumerateObject() from operation in path.Value.EnumerateObject() select (operation.Name, path.Name, operation.Value)];

    private static int Setting(string name, int usual) => int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : usual;
}
