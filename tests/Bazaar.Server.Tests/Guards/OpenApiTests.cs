using System.Text.Json;

namespace Bazaar.Server.Tests.Guards;

/// <summary>The description of the API is committed, so that a change of the API is seen in review.</summary>
/// <param name="shop">A running shop.</param>
public sealed class OpenApiTests(GuardedShop shop) : IClassFixture<GuardedShop>
{
    private const string Update = "BAZAAR_UPDATE_SNAPSHOTS";
    private static readonly string[] Methods = ["get", "put", "post", "patch", "delete"];

    [Fact]
    public async Task The_committed_document_is_the_one_that_is_served()
    {
        var file = Path.Combine(RepositoryRoot(), "docs", "reference", "openapi.json");
        var served = (await shop.GetTextAsync("/openapi/v1.json")).ReplaceLineEndings("\n").TrimEnd('\n') + "\n";
        if (Environment.GetEnvironmentVariable(Update) == "1")
        {
            await File.WriteAllTextAsync(file, served, TestContext.Current.CancellationToken);
            return;
        }

        var committed = File.Exists(file) ? await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken) : "";
        (served == committed).ShouldBeTrue($"The API differs from docs/reference/openapi.json, first at line {FirstDifference(served, committed)}. If that is meant, run this test with {Update}=1 and commit the file.");
    }

    [Fact]
    public async Task Every_operation_has_a_name_of_its_own_a_summary_and_a_tag()
    {
        using var document = JsonDocument.Parse(await shop.GetTextAsync("/openapi/v1.json"));
        var names = new List<string>();
        var incomplete = new List<string>();
        foreach (var path in document.RootElement.GetProperty("paths").EnumerateObject())
        {
            foreach (var operation in path.Value.EnumerateObject().Where(o => Methods.Contains(o.Name)))
            {
                var (name, summary) = (Text(operation.Value, "operationId"), Text(operation.Value, "summary"));
                var tagged = operation.Value.TryGetProperty("tags", out var tags) && tags.GetArrayLength() > 0;
                names.Add(name);
                if (name.Length == 0 || summary.Length == 0 || !tagged)
                {
                    incomplete.Add($"{operation.Name} {path.Name}: operationId '{name}', summary '{summary}', {(tagged ? "tagged" : "no tag")}");
                }
            }
        }

        incomplete.ShouldBeEmpty();
        names.Count.ShouldBeGreaterThan(20);
        names.ShouldBeUnique();
    }

    private static string Text(JsonElement operation, string member) => operation.TryGetProperty(member, out var value) ? value.GetString() ?? "" : "";

    private static int FirstDifference(string served, string committed) =>
        served.Split('\n').Zip(committed.Split('\n')).TakeWhile(lines => lines.First == lines.Second).Count() + 1;

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Bazaar.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("These tests run inside the repository, and there is no Bazaar.slnx above them.");
    }
}
