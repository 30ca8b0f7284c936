namespace Bazaar.Tidy.Tests;

/// <summary>Whatever writes what is not stock is told who does it, for it must put that on record.</summary>
public sealed class AuditTests
{
    private const string Writes = "database.WriteAsync";

    // Nobody renews the keys that sign tokens: the program does it by the clock.
    private static readonly string[] NobodyDoesIt = ["src/Bazaar.Storage/Access/SigningKeyStore.cs"];

    [Fact]
    public void What_writes_is_told_who_does_it() => Wrong(Repository.Files).ShouldBeEmpty();

    [Fact]
    public void A_store_that_takes_only_a_time_is_named() => Wrong(
        [
            new("src/Bazaar.Storage/A.cs", "public Task AddAsync(Origin origin) => database.WriteAsync(x);"),
            new("src/Bazaar.Storage/B.cs", "public Task AddAsync(DateTimeOffset now) => database.WriteAsync(x);"),
        ]).ShouldBe(["src/Bazaar.Storage/B.cs"]);

    private static IEnumerable<string> Wrong(IEnumerable<RepositoryFile> files) => files
        .Where(f => f.IsBelow("src/Bazaar.Storage/") && f.Path.EndsWith(".cs", StringComparison.Ordinal) && !NobodyDoesIt.Contains(f.Path))
        .Where(f => f.Text.Contains(Writes, StringComparison.Ordinal) && !f.Text.Contains("Origin origin", StringComparison.Ordinal))
        .Select(f => f.Path);
}
