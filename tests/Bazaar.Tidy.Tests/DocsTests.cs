using System.Text.RegularExpressions;

namespace Bazaar.Tidy.Tests;

/// <summary>Links between documents point at files that are in the repository.</summary>
public sealed partial class DocsTests
{
    [Fact]
    public void Links_between_documents_lead_somewhere() => DeadLinks(Repository.Files).ShouldBeEmpty();

    [Theory]
    [InlineData("[a](missing.md)")]
    [InlineData("[a](../missing.md#part)")]
    [InlineData("![a](picture.png)")]
    [InlineData("[a](../../outside.md)")]
    [InlineData("[a]: missing.md")]
    [InlineData("[a](missing.md \"title\")")]
    [InlineData("[a](Guide.md)")]
    public void A_dead_link_is_found(string text) => DeadLinks([new("docs/start.md", text), new("docs/guide.md", string.Empty)]).ShouldHaveSingleItem();

    [Theory]
    [InlineData("[a](guide.md)")]
    [InlineData("[a](./guide.md#part)")]
    [InlineData("[a](../README.md)")]
    [InlineData("[a](/README.md)")]
    [InlineData("[a](../docs)")]
    [InlineData("[a](../docs/)")]
    [InlineData("[a](..)")]
    [InlineData("[a](#part)")]
    [InlineData("[a](https://example.org/x)")]
    [InlineData("[a](mailto:a@example.org)")]
    [InlineData("```\n[a](missing.md)\n```")]
    [InlineData("`[a](missing.md)`")]
    public void A_link_that_leads_somewhere_is_fine(string text) =>
        DeadLinks([new("docs/start.md", text), new("docs/guide.md", string.Empty), new("README.md", string.Empty)]).ShouldBeEmpty();

    private static IEnumerable<string> DeadLinks(IReadOnlyCollection<RepositoryFile> files)
    {
        var known = files.SelectMany(f => WithFolders(f.Path)).ToHashSet(StringComparer.Ordinal);
        foreach (var file in files.Where(f => f.Path.EndsWith(".md", StringComparison.Ordinal)))
        {
            // Code is shown, not followed.
            var text = Code().Replace(file.Text, m => Regex.Replace(m.Value, "[^\n]", " "));
            foreach (Match match in Link().Matches(text))
            {
                var target = match.Groups["target"].Value.Split('#')[0];
                if (target.Length > 0 && !Scheme().IsMatch(target) && !known.Contains(Resolve(file.Path, Uri.UnescapeDataString(target))))
                {
                    yield return $"{file.At(match.Index)}: the link to {target} leads nowhere.";
                }
            }
        }
    }

    private static IEnumerable<string> WithFolders(string path)
    {
        yield return path;
        for (var slash = path.LastIndexOf('/'); slash >= 0; slash = slash == 0 ? -1 : path.LastIndexOf('/', slash - 1))
        {
            yield return path[..slash];
        }

        yield return string.Empty;
    }

    private static string Resolve(string from, string target)
    {
        var parts = target.StartsWith('/') ? [] : from.Split('/')[..^1].ToList();
        foreach (var part in target.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(p => p != "."))
        {
            if (part != "..")
            {
                parts.Add(part);
            }
            else if (parts.Count > 0)
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else
            {
                return "outside the repository";
            }
        }

        return string.Join('/', parts);
    }

    [GeneratedRegex(@"```.*?```|`[^`\n]*`", RegexOptions.Singleline)]
    private static partial Regex Code();

    [GeneratedRegex(@"\]\(\s*<?(?<target>[^)\s>]+)>?[^)]*\)|^\s*\[[^\]]+\]:\s*(?<target>\S+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Link();

    [GeneratedRegex("^[a-z][a-z0-9+.-]*:")]
    private static partial Regex Scheme();
}
