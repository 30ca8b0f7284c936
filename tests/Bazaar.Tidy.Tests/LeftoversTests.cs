using System.Text.RegularExpressions;

namespace Bazaar.Tidy.Tests;

/// <summary>What must not be left behind: placeholders, sleeps, skipped tests, and traces of the machine it was written on.</summary>
public sealed partial class LeftoversTests
{
    // Spelled in halves, or this file would be the violation.
    private static readonly string[] Placeholders = ["TO" + "DO", "FIX" + "ME", "NotImplemented" + "Exception"];

    private static readonly string[] Traces =
    [
        "/wo" + "rk/", "/ro" + "ot/", "nuget" + ".org", "npmjs" + ".org", "npmjs" + ".com", "deb.debian" + ".org", "pypi" + ".org",
    ];

    [Fact]
    public void Nothing_is_left_for_later() => Leftovers(Repository.Files).ShouldBeEmpty();

    [Theory]
    [InlineData(0, "src/Bazaar.Domain/A.cs")]
    [InlineData(1, "docs/start.md")]
    [InlineData(2, "src/Bazaar.Domain/A.cs")]
    public void A_placeholder_is_found(int which, string path) =>
        Leftovers([new(path, $"one\n// {Placeholders[which]}: later")]).ShouldHaveSingleItem().ShouldContain($"{path}:2");

    [Fact]
    public void A_placeholder_is_a_whole_word() => Leftovers([new("a.md", Placeholders[0].ToLowerInvariant() + " MAS" + Placeholders[0] + "N")]).ShouldBeEmpty();

    [Fact]
    public void Tests_wait_for_conditions_not_for_time() => Sleeps(Repository.Files).ShouldBeEmpty();

    [Theory]
    [InlineData("Thread.Sleep(5);")]
    [InlineData("await Task.Delay(5);")]
    [InlineData("await System.Threading.Tasks.Task.Delay(TimeSpan.Zero, ct);")]
    public void A_sleep_in_a_test_is_found(string code) => Sleeps([new("tests/Bazaar.Server.Tests/A.cs", code)]).ShouldHaveSingleItem();

    [Fact]
    public void No_test_is_skipped() => Skipped(Repository.Files).ShouldBeEmpty();

    [Theory]
    [InlineData("[Fact(Skip = \"later\")]")]
    [InlineData("[Theory(DisplayName = \"a\", Skip=\"later\")]")]
    [InlineData("[Fact(SkipWhen = nameof(NoServer))]")]
    [InlineData("[Fact(SkipUnless = nameof(HasServer))]")]
    [InlineData("[Fact(Explicit = true)]")]
    [InlineData("Assert.Skip(\"later\");")]
    [InlineData("Assert.SkipWhen(true, \"later\");")]
    public void A_skipped_test_is_found(string code) => Skipped([new("tests/Bazaar.Server.Tests/A.cs", code)]).ShouldHaveSingleItem();

    [Fact]
    public void Passing_over_items_is_no_skipped_test() => Skipped([new("tests/Bazaar.Server.Tests/A.cs", "items.Skip(1); // Skip = a")]).ShouldBeEmpty();

    [Fact]
    public void No_file_names_the_machine_it_was_written_on() => MachineTraces(Repository.Files).ShouldBeEmpty();

    [Fact]
    public void Each_trace_of_a_machine_is_found()
    {
        foreach (var trace in Traces)
        {
            MachineTraces([new("a.json", $"{{ \"path\": \"{trace}x\" }}")]).ShouldHaveSingleItem(trace);
        }

        MachineTraces([new("a.md", "the ne" + Traces[0] + "life")]).ShouldBeEmpty();
    }

    private static IEnumerable<string> Leftovers(IEnumerable<RepositoryFile> files) =>
        from file in files
        from word in Placeholders
        from Match match in Regex.Matches(file.Text, $@"\b{word}\b", RegexOptions.ExplicitCapture)
        select $"{file.At(match.Index)}: {word}. Do it, or open an issue.";

    private static IEnumerable<string> Sleeps(IEnumerable<RepositoryFile> files) =>
        from file in files
        where file.IsCSharp && file.IsBelow("tests/")
        from Match match in Sleep().Matches(file.Code)
        select $"{file.At(match.Index)}: {match.Value}. Wait for the condition, or move a fake clock.";

    private static IEnumerable<string> Skipped(IEnumerable<RepositoryFile> files) =>
        from file in files
        where file.IsCSharp && file.IsBelow("tests/")
        from Match match in Skip().Matches(file.Code)
        select $"{file.At(match.Index)}: a skipped test. A test runs, or it is deleted.";

    private static IEnumerable<string> MachineTraces(IEnumerable<RepositoryFile> files) =>
        from file in files
        from trace in Traces
        from Match match in Regex.Matches(file.Text, @"(?<![\w.])" + Regex.Escape(trace).Replace("nuget", @"(?:[\w.]+\.)?nuget", StringComparison.Ordinal), RegexOptions.ExplicitCapture)
        select $"{file.At(match.Index)}: '{trace}' is of one machine or one network.";

    [GeneratedRegex(@"\bThread\.Sleep\b|\bTask\.Delay\b")]
    private static partial Regex Sleep();

    [GeneratedRegex(@"\bSkip(When|Unless)?\s*=(?!=)|\bAssert\.Skip\w*|\bExplicit\s*=\s*true", RegexOptions.ExplicitCapture)]
    private static partial Regex Skip();
}
