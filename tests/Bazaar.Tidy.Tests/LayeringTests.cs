using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Bazaar.Tidy.Tests;

/// <summary>Who may know whom: Domain ← Storage ← Server ← Cli, and Contracts ← Server, Cli, Simulator.</summary>
public sealed partial class LayeringTests
{
    private static readonly Dictionary<string, string[]> MayReference = new(StringComparer.Ordinal)
    {
        ["Bazaar.Domain"] = [],
        ["Bazaar.Contracts"] = [],
        ["Bazaar.Storage"] = ["Bazaar.Domain"],
        ["Bazaar.Server"] = ["Bazaar.Domain", "Bazaar.Storage", "Bazaar.Contracts"],
        ["Bazaar.Simulator"] = ["Bazaar.Contracts"],
        ["Bazaar.Cli"] = ["Bazaar.Domain", "Bazaar.Storage", "Bazaar.Server", "Bazaar.Contracts", "Bazaar.Simulator"],
    };

    [Fact]
    public void Projects_reference_only_what_lies_below_them() => WrongReferences(Repository.Files).ShouldBeEmpty();

    [Theory]
    [InlineData("Domain", "Storage")]
    [InlineData("Contracts", "Domain")]
    [InlineData("Storage", "Contracts")]
    [InlineData("Simulator", "Server")]
    [InlineData("Novelty", "Domain")]
    public void A_reference_upwards_is_found(string project, string other) =>
        WrongReferences([Project(project, $"<ProjectReference Include=\"../Bazaar.{other}/Bazaar.{other}.csproj\" />")]).ShouldHaveSingleItem();

    [Fact]
    public void The_domain_has_no_packages() => DomainPackages(Repository.Files).ShouldBeEmpty();

    [Fact]
    public void A_package_in_the_domain_is_found() =>
        DomainPackages([Project("Domain", "<PackageReference Include=\"Dapper\" />")]).ShouldHaveSingleItem();

    [Fact]
    public void The_domain_does_no_input_or_output_and_reads_no_clock() => Impurities(Repository.Files).ShouldBeEmpty();

    [Theory]
    [InlineData("using System.IO;")]
    [InlineData("var text = File.ReadAllText(path);")]
    [InlineData("Task<int> CountAsync();")]
    [InlineData("async void Go() { }")]
    [InlineData("var now = DateTime.UtcNow;")]
    [InlineData("var now = DateTimeOffset.Now;")]
    [InlineData("private readonly TimeProvider _clock;")]
    [InlineData("Console.WriteLine(1);")]
    public void An_impure_domain_is_found(string code) => Impurities([new("src/Bazaar.Domain/Ledger/A.cs", code)]).ShouldNotBeEmpty();

    [Fact]
    public void Words_about_files_and_tasks_are_no_impurity() =>
        Impurities([new("src/Bazaar.Domain/Ledger/A.cs", "// async Task\nvar text = \"File.Read\"; var taskCount = profile.File;")]).ShouldBeEmpty();

    private static IEnumerable<string> WrongReferences(IEnumerable<RepositoryFile> files) =>
        from file in Projects(files)
        let project = Path.GetFileNameWithoutExtension(file.Path)
        from reference in Included(file, "ProjectReference")
        let other = Path.GetFileNameWithoutExtension(reference.Replace('\\', '/'))
        where !MayReference.TryGetValue(project, out var allowed) || !allowed.Contains(other)
        select $"{file.Path} references {other}; LayeringTests says who may know whom.";

    private static IEnumerable<string> DomainPackages(IEnumerable<RepositoryFile> files) =>
        from file in Projects(files)
        where file.Project == "Bazaar.Domain"
        from package in Included(file, "PackageReference").Concat(Included(file, "FrameworkReference"))
        select $"{file.Path} uses the package {package}; the domain has none.";

    private static IEnumerable<string> Impurities(IEnumerable<RepositoryFile> files) =>
        from file in files
        where file.IsCSharp && file.IsBelow("src/Bazaar.Domain/")
        from Match match in Impure().Matches(file.Code)
        select $"{file.At(match.Index)}: '{match.Value}' in the domain, which does no I/O, waits for nothing and is told the time.";

    private static IEnumerable<RepositoryFile> Projects(IEnumerable<RepositoryFile> files) =>
        files.Where(f => f.IsBelow("src/") && f.Path.EndsWith(".csproj", StringComparison.Ordinal));

    private static IEnumerable<string> Included(RepositoryFile project, string item) =>
        XDocument.Parse(project.Text).Descendants(item).Select(e => e.Attribute("Include")?.Value).OfType<string>();

    private static RepositoryFile Project(string name, string item) =>
        new($"src/Bazaar.{name}/Bazaar.{name}.csproj", $"<Project><ItemGroup>{item}</ItemGroup></Project>");

    [GeneratedRegex(
        """
        \bSystem\.(IO|Net|Data|Threading)\b|(?<!\.)\b(File|Directory|FileInfo|Path|Console|Environment|Process)\.|\b(FileStream|StreamReader|StreamWriter|HttpClient)\b
        |\b(async|await|Task|ValueTask|Thread|TimeProvider|Stopwatch)\b|\b(DateTime|DateTimeOffset)\.(UtcNow|Now|Today)\b
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture)]
    private static partial Regex Impure();
}
