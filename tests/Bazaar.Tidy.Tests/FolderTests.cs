using System.Text.RegularExpressions;

namespace Bazaar.Tidy.Tests;

/// <summary>
/// Folders are rooms: which room uses which is read from <c>using</c> lines and qualified names. A room is a folder of a project, at most two deep (<c>Ledger</c>, <c>Features/Stock</c>).
/// </summary>
public sealed partial class FolderTests
{
    [Fact]
    public void Namespaces_follow_folders() => WrongNamespaces(Repository.Files).ShouldBeEmpty();

    [Fact]
    public void A_namespace_that_is_not_its_folder_is_found() =>
        WrongNamespaces([Room("Bazaar.Domain", "Ledger", "namespace Bazaar.Domain.Catalog;")]).ShouldHaveSingleItem();

    [Fact]
    public void Features_never_know_each_other() => BetweenFeatures(Repository.Files).ShouldBeEmpty();

    [Theory]
    [InlineData("using Bazaar.Server.Features.Catalog;")]
    [InlineData("using static Bazaar.Server.Features.Catalog.Prices;")]
    [InlineData("using Prices = Bazaar.Server.Features.Catalog.Prices;")]
    [InlineData("class A { object o = new Bazaar.Server.Features.Catalog.Prices(); }")]
    [InlineData("class A { object o = new Catalog.Prices(); }")]
    public void A_feature_that_knows_another_is_found(string code) =>
        BetweenFeatures([Room("Bazaar.Server", "Features/Stock", code), Room("Bazaar.Server", "Features/Catalog", "internal sealed class Prices;")]).ShouldHaveSingleItem();

    [Fact]
    public void A_feature_may_know_the_platform_and_itself() =>
        BetweenFeatures(
        [
            Room("Bazaar.Server", "Features/Stock", "using Bazaar.Server.Platform.Paging; using Bazaar.Server.Features.Stock; // using Bazaar.Server.Features.Catalog;"),
            Room("Bazaar.Server", "Features/Catalog", string.Empty),
            Room("Bazaar.Server", "Platform/Paging", string.Empty),
        ]).ShouldBeEmpty();

    [Fact]
    public void Folders_make_no_circles() => Circles(Repository.Files).ShouldBeEmpty();

    [Fact]
    public void A_circle_of_two_folders_is_found() =>
        Circles(
        [
            Room("Bazaar.Domain", "Ledger", "using Bazaar.Domain.Catalog;"),
            Room("Bazaar.Domain", "Catalog", "using Bazaar.Domain.Ledger;"),
        ]).ShouldHaveSingleItem().ShouldContain("Catalog");

    [Fact]
    public void A_circle_of_a_folder_and_the_one_around_it_is_found() =>
        Circles(
        [
            Room("Bazaar.Cli", "Commands", "using Bazaar.Cli.Commands.Stock; class Session;"),
            Room("Bazaar.Cli", "Commands/Stock", "class Sell { Session session; }"),
        ]).ShouldHaveSingleItem().ShouldContain("Session");

    [Fact]
    public void A_circle_of_three_folders_is_found_once() =>
        Circles(
        [
            Room("Bazaar.Server", "Platform/Auth", "using Bazaar.Server.Platform.Errors;"),
            Room("Bazaar.Server", "Platform/Errors", "using Bazaar.Server.Platform.Paging;"),
            Room("Bazaar.Server", "Platform/Paging", "using Bazaar.Server.Platform.Auth.Keys;"),
            Room("Bazaar.Server", "Features/Stock", "using Bazaar.Server.Platform.Auth; using Bazaar.Server.Platform.Paging;"),
        ]).ShouldHaveSingleItem();

    [Fact]
    public void Folders_that_build_on_one_another_are_no_circle() =>
        Circles(
        [
            Room("Bazaar.Domain", "Ledger", "using Bazaar.Domain.Catalog; using Bazaar.Domain.Primitives;"),
            Room("Bazaar.Domain", "Catalog", "using Bazaar.Domain.Primitives;"),
            Room("Bazaar.Domain", "Primitives", "using System.Text;"),
        ]).ShouldBeEmpty();

    private static IEnumerable<string> WrongNamespaces(IEnumerable<RepositoryFile> files) =>
        from file in OurCode(files)
        from Match match in Namespace().Matches(file.Code)
        let expected = string.Join('.', [file.Project, .. file.Folders])
        where match.Groups[1].Value != expected
        select $"{file.At(match.Index)}: the namespace here is {expected}.";

    private static IEnumerable<string> BetweenFeatures(IEnumerable<RepositoryFile> files) =>
        from use in Uses(files)
        where use.From.Contains("/Features/", StringComparison.Ordinal) && use.To.Contains("/Features/", StringComparison.Ordinal)
        select $"{use.Where}: {use.From} uses {use.To}. What two features need belongs to Platform, or to the domain.";

    private static IEnumerable<string> Circles(IEnumerable<RepositoryFile> files)
    {
        var uses = Uses(files).ToList();
        var next = uses.ToLookup(u => u.From, u => u.To, StringComparer.Ordinal);
        var reach = next.ToDictionary(r => r.Key, r => Reach(r.Key, next), StringComparer.Ordinal);

        // Rooms that reach each other are one circle; it is told once, with every step of it.
        var told = new HashSet<string>(StringComparer.Ordinal);
        foreach (var room in reach.Keys.Order(StringComparer.Ordinal))
        {
            if (!reach[room].Contains(room) || told.Contains(room))
            {
                continue;
            }

            var circle = reach[room].Where(other => reach.TryGetValue(other, out var back) && back.Contains(room)).ToHashSet(StringComparer.Ordinal);
            told.UnionWith(circle);
            var steps = uses.Where(u => circle.Contains(u.From) && circle.Contains(u.To)).Select(u => $"{u.From} → {u.To} ({u.Where})").Order(StringComparer.Ordinal);
            yield return "Circle: " + string.Join(", ", steps);
        }
    }

    private static HashSet<string> Reach(string start, ILookup<string, string> next)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>(next[start]);
        while (open.TryPop(out var room))
        {
            if (seen.Add(room))
            {
                foreach (var further in next[room])
                {
                    open.Push(further);
                }
            }
        }

        return seen;
    }

    /// <summary>Every step from one room to another of the same project.</summary>
    private static IEnumerable<Use> Uses(IEnumerable<RepositoryFile> files)
    {
        var code = OurCode(files).Where(f => f.IsBelow("src/") && f.Folders.Length > 0).ToList();
        var roomOf = code.ToLookup(f => string.Join('.', [f.Project, .. f.Folders]), RoomOf, StringComparer.Ordinal);
        var types = code.ToDictionary(f => f, f => Declared().Matches(f.Code).Select(m => m.Groups[1].Value).ToList());
        var qualified = types.SelectMany(t => t.Value.Select(type => ($"{t.Key.Folders[^1]}.{type}", Room: RoomOf(t.Key)))).ToLookup(t => t.Item1, t => t.Room, StringComparer.Ordinal);
        foreach (var file in code)
        {
            foreach (Match match in Dotted().Matches(file.Code))
            {
                var to = Prefixes(match.Value).SelectMany(p => roomOf[p]).Concat(qualified[Short(match.Value)]).FirstOrDefault();
                if (to is not null && to != RoomOf(file) && to.StartsWith(file.Project + "/", StringComparison.Ordinal) && !IsOwnNamespace(file, match))
                {
                    yield return new Use(RoomOf(file), to, file.At(match.Index));
                }
            }

            // What the folder around declares is seen without a using line.
            var around = types.Where(t => t.Key.Project == file.Project && t.Key.Folders.Length == 1 && file.Folders.Length > 1 && t.Key.Folders[0] == file.Folders[0]);
            var named = around.SelectMany(t => t.Value).FirstOrDefault(type => Regex.IsMatch(file.Code, $@"\b{type}\b"));
            if (named is not null)
            {
                yield return new Use(RoomOf(file), $"{file.Project}/{file.Folders[0]}", $"{file.Path}: {named}");
            }
        }
    }

    private static bool IsOwnNamespace(RepositoryFile file, Match match) => file.Code[..match.Index].TrimEnd().EndsWith("namespace", StringComparison.Ordinal);

    // Of a.b.c.d: itself, then a.b.c, then a.b, so that the deepest folder wins over the one around it.
    private static IEnumerable<string> Prefixes(string name)
    {
        for (var end = name.Length; end > 0; end = name.LastIndexOf('.', end - 1))
        {
            yield return name[..end];
        }
    }

    private static string Short(string name) => string.Join('.', name.Split('.').Take(2));

    private static string RoomOf(RepositoryFile file) => string.Join('/', [file.Project, .. file.Folders.Take(2)]);

    private static IEnumerable<RepositoryFile> OurCode(IEnumerable<RepositoryFile> files) => files.Where(f => f.IsCSharp && f.Project.Length > 0);

    private static RepositoryFile Room(string project, string folder, string code) => new($"src/{project}/{folder}/A.cs", code);

    [GeneratedRegex(@"\bnamespace\s+([\w.]+)")]
    private static partial Regex Namespace();

    [GeneratedRegex(@"\b(?:class|struct|interface|enum|record)\s+([A-Z]\w*)")]
    private static partial Regex Declared();

    [GeneratedRegex(@"(?<![\w.])[A-Z]\w*(?:\.[A-Z]\w*)+")]
    private static partial Regex Dotted();

    private sealed record Use(string From, string To, string Where);
}
