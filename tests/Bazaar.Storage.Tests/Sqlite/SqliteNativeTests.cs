using System.Diagnostics;
using Bazaar.Storage.Sqlite;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Bazaar.Storage.Tests.Sqlite;

/// <summary>One process never works with two SQLite libraries: a handle of the one given to the other ends the process without a word.</summary>
public sealed class SqliteNativeTests
{
    private const string ChildMark = "BAZAAR_TEST_FOREIGN_SQLITE";

    [Fact]
    public async Task A_process_that_uses_SQLite_already_may_open_a_shop()
    {
        // Functions of the library are bound once in a process, so this needs one of its own.
        if (Environment.GetEnvironmentVariable(ChildMark) is not null)
        {
            await UseSqliteThenOpenAShopAsync();
            return;
        }

        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "Bazaar.Storage.Tests"), ["-method", $"*.{nameof(A_process_that_uses_SQLite_already_may_open_a_shop)}"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            Environment = { [ChildMark] = "1" },
        };
        using var child = Process.Start(start)!;
        var output = await child.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await child.WaitForExitAsync(TestContext.Current.CancellationToken);

        child.ExitCode.ShouldBe(0, output);
        output.ShouldContain("Total: 1");
    }

    private static async Task UseSqliteThenOpenAShopAsync()
    {
        using var folder = new TestFolder();
        using var foreign = new SqliteConnection(SqliteDatabase.ConnectionString(folder["foreign.db"], SqliteOpenMode.ReadWriteCreate));
        foreign.Open();
        foreign.Execute("CREATE TABLE theirs (id INTEGER)");

        await using (var database = SqliteDatabase.Open(folder["bazaar.db"], TimeProvider.System))
        {
            database.Writer.ServerVersion.ShouldBe(foreign.ServerVersion);
            using var lease = await database.ReadAsync();
            (await lease.Connection.ExecuteScalarAsync<long>("SELECT count(*) FROM store")).ShouldBe(0);
        }

        foreign.ExecuteScalar<long?>("SELECT max(id) FROM theirs").ShouldBeNull();
        SqliteMaintenance.Backup(folder["bazaar.db"], folder["copy.db"]);
    }
}
