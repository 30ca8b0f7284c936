using System.Text.Json;
using Bazaar.Server.Tests.Harness;

namespace Bazaar.Server.Tests.Guards;

/// <summary>
/// The OpenAPI document is part of the promise, so it is committed and changes only on purpose: run these tests with
/// <c>BAZAAR_UPDATE_OPENAPI=1</c> to write it anew, and look at the difference.
/// </summary>
public sealed class OpenApiTests(Shop shop) : IClassFixture<Shop>
{
    [Fact]
    public async Task The_document_is_the_committed_one()
    {
        var file = Path.Combine(RepositoryRoot(), "docs", "reference", "openapi.json");
        var document = (await shop.SendAsync("GET", "/openapi/v1.json")).ShouldBe(200).Text.ReplaceLineEndings("\n").TrimEnd() + "\n";
        if (Environment.GetEnvironmentVariable("BAZAAR_UPDATE_OPENAPI") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await File.WriteAllTextAsync(file, document);
        }

        var committed = File.Exists(file) ? await File.ReadAllTextAsync(file) : "";
        (committed == document).ShouldBeTrue("The API changed. If that is meant, run the tests with BAZAAR_UPDATE_OPENAPI=1 and commit docs/reference/openapi.json.");
    }

    [Fact]
    public async Task Every_operation_has_an_id_a_summary_a_tag_and_its_refusals()
    {
        var document = (await shop.SendAsync("GET", "/openapi/v1.json")).Json;
        document.GetProperty("openapi").GetString()!.ShouldStartWith("3.1");
        var operations = Operations(document).ToList();
        operations.Count.ShouldBeGreaterThan(25);

        operations.Select(o => Text(o.Operation, "operationId")).ShouldBeUnique();
        foreach (var (name, operation) in operations)
        {
            Text(operation, "operationId").ShouldNotBeNullOrEmpty(name);
            Text(operation, "summary").ShouldNotBeNullOrEmpty(name);
            operation.GetProperty("tags").GetArrayLength().ShouldBe(1, name);
            var statuses = operation.GetProperty("responses").EnumerateObject().Select(r => r.Name).ToList();
            statuses.ShouldContain(s => s.StartsWith('2'), name);
            statuses.ShouldContain("403", name);
            if (operation.TryGetProperty("requestBody", out _))
            {
                statuses.ShouldContain("400", name);
                statuses.ShouldContain("413", name);
                statuses.ShouldContain("415", name);
            }

            foreach (var refusal in operation.GetProperty("responses").EnumerateObject().Where(r => r.Name[0] is '4' or '5'))
            {
                refusal.Value.GetProperty("content").TryGetProperty("application/problem+json", out _).ShouldBeTrue($"{name} {refusal.Name}");
            }
        }
    }

    private static IEnumerable<(string Name, JsonElement Operation)> Operations(JsonElement document) =>
        from path in document.GetProperty("paths").EnumerateObject()
        from operation in path.Value.EnumerateObject()
        select ($"{operation.Name.ToUpperInvariant()} {path.Name}", operation.Value);

    private static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Bazaar.slnx")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("These tests run inside the repository.");
        }

        return folder.FullName;
    }
}
