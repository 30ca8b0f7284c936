using System.Text.RegularExpressions;

namespace Bazaar.Tidy.Tests;

/// <summary>A migration is a folder <c>NNNN-name</c> with its SQL and a note that says why. Numbers go 1, 2, 3 …</summary>
public sealed partial class MigrationTests
{
    private const string Folder = "src/Bazaar.Storage/Migrations/";

    [Fact]
    public void Migrations_are_complete_and_numbered() => Wrong(Repository.Files).ShouldBeEmpty();

    [Fact]
    public void A_complete_history_is_fine() =>
        Wrong(Migrations("0001-ledger/sqlite.sql", "0001-ledger/postgres.sql", "0001-ledger/notes.md", "0002-alerts/sqlite.sql", "0002-alerts/postgres.sql", "0002-alerts/notes.md")).ShouldBeEmpty();

    [Theory]
    [InlineData("notes.md", "0001-ledger/sqlite.sql")]
    [InlineData("sqlite.sql", "0001-ledger/notes.md")]
    [InlineData("postgres.sql", "0001-ledger/sqlite.sql", "0001-ledger/notes.md")]
    [InlineData("NNNN-name", "1-ledger/sqlite.sql", "1-ledger/notes.md")]
    [InlineData("NNNN-name", "0001-Ledger/sqlite.sql", "0001-Ledger/notes.md")]
    [InlineData("number", "0002-ledger/sqlite.sql", "0002-ledger/notes.md")]
    [InlineData("number", "0001-a/sqlite.sql", "0001-a/notes.md", "0001-b/sqlite.sql", "0001-b/notes.md")]
    [InlineData("mysql.sql", "0001-a/sqlite.sql", "0001-a/notes.md", "0001-a/mysql.sql")]
    public void What_is_wrong_with_a_migration_is_named(string what, params string[] files) => Wrong(Migrations(files)).ShouldContain(w => w.Contains(what));

    private static IEnumerable<string> Wrong(IEnumerable<RepositoryFile> files)
    {
        var number = 0;
        var migrations = files.Where(f => f.IsBelow(Folder) && f.Path.Count(c => c == '/') == 4).GroupBy(f => f.Path.Split('/')[3], f => f.Path.Split('/')[4], StringComparer.Ordinal);
        foreach (var migration in migrations.OrderBy(m => m.Key, StringComparer.Ordinal))
        {
            number++;
            if (!Name().IsMatch(migration.Key))
            {
                yield return $"{migration.Key}: a migration's folder is NNNN-name, in lower case.";
            }
            else if (int.Parse(migration.Key.AsSpan(0, 4)) != number)
            {
                yield return $"{migration.Key}: the number should be {number:0000}; there are no gaps and no doubles.";
            }

            foreach (var missing in new[] { "sqlite.sql", "postgres.sql", "notes.md" }.Except(migration, StringComparer.Ordinal))
            {
                yield return $"{migration.Key} has no {missing}.";
            }

            foreach (var stranger in migration.Except(["sqlite.sql", "postgres.sql", "notes.md"], StringComparer.Ordinal))
            {
                yield return $"{migration.Key}: nothing reads {stranger}.";
            }
        }
    }

    private static IEnumerable<RepositoryFile> Migrations(params string[] paths) => paths.Select(p => new RepositoryFile(Folder + p, string.Empty));

    [GeneratedRegex("^[0-9]{4}-[a-z0-9-]+$")]
    private static partial Regex Name();
}
