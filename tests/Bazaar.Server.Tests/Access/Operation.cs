using System.Text.Json;

namespace Bazaar.Server.Tests.Access;

/// <summary>An operation as the OpenAPI document describes it, and how to call it with the least that reaches the door.</summary>
internal sealed record Operation(string Id, string Method, string Path, IReadOnlyDictionary<string, JsonElement> InPath, IReadOnlySet<string> InQuery, string? BodyType, bool IsStream)
{
    /// <summary>True when the address names a store.</summary>
    public bool NamesStore => InPath.ContainsKey("store");

    public static async Task<List<Operation>> AllAsync(ManagedShop shop)
    {
        var document = (await shop.SendAsync(null, "GET", "/openapi/v1.json")).ShouldBe(200).Json;
        return [.. from path in document.GetProperty("paths").EnumerateObject() from operation in path.Value.EnumerateObject() select Read(path.Name, operation)];
    }

    /// <summary>The address, with things that exist where the test has them.</summary>
    public string Address(ManagedShop shop, string store)
    {
        var address = Path;
        foreach (var (name, schema) in InPath)
        {
            address = address.Replace($"{{{name}}}", name switch
            {
                "store" => store,
                "sku" => ManagedShop.Sku,
                "userName" => "staff",
                _ when Text(schema, "format") == "uuid" => shop.OwnEntry.ToString(),
                _ => "1",
            }, StringComparison.Ordinal);
        }

        return address;
    }

    public override string ToString() => $"{Id} ({Method} {Path})";

    private static Operation Read(string path, JsonProperty operation)
    {
        var parameters = operation.Value.TryGetProperty("parameters", out var list) ? list.EnumerateArray().ToList() : [];
        return new Operation(
            operation.Value.GetProperty("operationId").GetString()!,
            operation.Name.ToUpperInvariant(),
            path,
            parameters.Where(p => Text(p, "in") == "path").ToDictionary(p => Text(p, "name")!, p => p.GetProperty("schema")),
            parameters.Where(p => Text(p, "in") == "query").Select(p => Text(p, "name")!).ToHashSet(),
            operation.Value.TryGetProperty("requestBody", out var body) ? body.GetProperty("content").EnumerateObject().First().Name : null,
            operation.Value.GetProperty("responses").TryGetProperty("200", out var answer) && answer.TryGetProperty("content", out var content) && content.TryGetProperty("text/event-stream", out _));
    }

    private static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetString() : null;
}
