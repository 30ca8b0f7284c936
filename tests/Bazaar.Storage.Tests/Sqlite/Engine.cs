using Bazaar.Storage.Ledger;
using Bazaar.Storage.Tests.Suites;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Bazaar.Storage.Tests.Sqlite;

/// <summary>SQLite passes the suite of the group commit.</summary>
public sealed class GroupCommitTests : GroupCommitSuite
{
    [Fact]
    public async Task A_file_that_another_program_holds_is_refused_kindly_and_works_again()
    {
        await using var place = await CreateAsync();
        await using var shop = await TestShop.OpenAsync(place);
        shop.File.Writer.Execute("PRAGMA busy_timeout = 1");
        using (var other = new SqliteConnection($"Data Source={shop.File.Path};Pooling=False"))
        {
            other.Open();
            other.Execute("BEGIN IMMEDIATE");

            var refusal = await Should.ThrowAsync<StorageUnavailableException>(() => shop.PostAsync(TestShop.Receive(TestShop.Tea, 1_000)));

            refusal.Message.ShouldContain("another program holds the file locked");
        }

        (await shop.MustPostAsync(TestShop.Receive(TestShop.Tea, 1_000))).Seq.ShouldBe(1);
        await shop.MustBeSoundAsync(seq: 1);
    }

    private protected override Task<ITestPlace> CreateAsync() => Task.FromResult<ITestPlace>(new SqlitePlace());
}

/// <summary>SQLite keeps the ledger from being rewritten.</summary>
public sealed class InsertOnlyTests : InsertOnlySuite
{
    // Only SQLite has such statements; Bazaar's own connection refuses them.
    [Theory]
    [InlineData("INSERT OR REPLACE INTO entry SELECT * FROM entry")]
    [InlineData("INSERT OR REPLACE INTO line SELECT * FROM line")]
    public async Task What_was_posted_is_never_replaced(string sql)
    {
        await using var place = await CreateAsync();
        await using var shop = await TestShop.OpenAsync(place);
        await shop.MustPostAsync(TestShop.Receive(TestShop.Tea, 10_000));

        Should.Throw<SqliteException>(() => shop.File.Writer.Execute(sql)).Message.ShouldContain("the ledger is insert-only");

        await shop.MustBeSoundAsync(seq: 1);
    }

    private protected override Task<ITestPlace> CreateAsync() => Task.FromResult<ITestPlace>(new SqlitePlace());
}

/// <summary>SQLite passes the suite of the stores.</summary>
public sealed class StoresTests : StoresSuite
{
    private protected override Task<ITestPlace> CreateAsync() => Task.FromResult<ITestPlace>(new SqlitePlace());
}

/// <summary>SQLite shows every change made behind Bazaar's back.</summary>
/// <param name="history">A sound file.</param>
public sealed class TamperTests(TamperTests.History history) : TamperSuite, IClassFixture<TamperTests.History>
{
    // Only SQLite lets a column hold what it was not made for.
    [Theory]
    [InlineData("UPDATE entry SET id = x'01' WHERE seq = 3", "line", 3L, null)]
    [InlineData("UPDATE entry SET hash = 'none' WHERE seq = 3", "hash", 3L, null)]
    [InlineData("UPDATE line SET quantity = 'many' WHERE seq = 2 AND line = 1", "hash", 2L, null)]
    public Task A_value_of_another_type_is_found_and_named(string change, string kind, long? seq, string? sku) => MustBeFoundAsync(change, kind, seq, sku);

    private protected override Task<ITestPlace> CreateAsync() => Task.FromResult<ITestPlace>(new SqlitePlace());

    [Theory]
    [InlineData("UPDATE store_head SET seq = 'none'", "head")]
    [InlineData("UPDATE store_head SET hash = 'none'", "head")]
    [InlineData("UPDATE store_head SET recorded_at = 'none'", "head")]
    [InlineData("UPDATE store_head SET seq = x'07'", "head")]
    [InlineData("UPDATE store SET code = x'00FF'", "head")]
    [InlineData("UPDATE store SET code_key = x'00FF'", null)]
    [InlineData("UPDATE entry SET seq = 'three' WHERE seq = 3", "gap")]
    [InlineData("UPDATE entry SET seq = 'seven' WHERE seq = 7", "head")]
    [InlineData("UPDATE entry SET seq = 7.5 WHERE seq = 7", "line")]
    [InlineData("UPDATE line SET quantity = quantity - 0.5 WHERE seq = 7", "line")]
    [InlineData("UPDATE stock SET average_cost = average_cost + 0.5", "balance")]
    [InlineData("UPDATE daily_activity SET entries = entries + 0.5", "total")]
    [InlineData("UPDATE entry SET seq = 3.5 WHERE seq = 3", "hash")]
    [InlineData("UPDATE entry SET seq = -3 WHERE seq = 3", "gap")]
    [InlineData("UPDATE entry SET recorded_at = 'noon' WHERE seq = 3", "hash")]
    [InlineData("UPDATE entry SET hash = 3 WHERE seq = 3", "hash")]
    [InlineData("UPDATE entry SET fingerprint = 'none' WHERE seq = 3", "hash")]
    [InlineData("UPDATE entry SET reversal_of = 'three' WHERE seq = 6", "hash")]
    [InlineData("UPDATE line SET line = 9223372036854775807 WHERE seq = 2", "line")]
    [InlineData("UPDATE line SET product = 'tea' WHERE seq = 2", "hash")]
    [InlineData("UPDATE line SET quantity = -9223372036854775808 WHERE seq = 6", "hash")]
    [InlineData("UPDATE line SET on_hand = x'01' WHERE seq = 2", "hash")]
    [InlineData("UPDATE stock SET product = 'tea' WHERE product = 1", "balance")]
    [InlineData("UPDATE stock SET average_cost = 'dear'", "balance")]
    [InlineData("UPDATE stock SET last_count_at = 'never' WHERE product = 1", "balance")]
    [InlineData("UPDATE daily SET business_date = 'today'", "total")]
    [InlineData("UPDATE daily SET kind = x'00FF' WHERE kind = 'sale'", "total")]
    [InlineData("UPDATE daily_activity SET entries = 'many'", "total")]
    [InlineData("UPDATE product SET sku = x'00FF' WHERE sku = 'TEA'", "hash")]
    public async Task A_value_of_the_wrong_kind_is_found_and_never_ends_the_check(string change, string? kind)
    {
        var findings = await CheckAfterAsync(change);

        findings.Select(f => f.Kind).FirstOrDefault().ShouldBe(kind, string.Join('\n', findings));
    }

    private protected override Task<ITestPlace> CopyHistoryAsync() => history.Place.CopyAsync();

    /// <summary>The day that the copies are made of.</summary>
    public sealed class History : IAsyncLifetime
    {
        internal ITestPlace Place { get; } = new SqlitePlace();

        public async ValueTask InitializeAsync() => await FillAsync(Place);

        public ValueTask DisposeAsync() => Place.DisposeAsync();
    }
}

/// <summary>SQLite passes the suite of transfers.</summary>
public sealed class ConservationTests : ConservationSuite
{
    private protected override Task<ITestPlace> CreateAsync() => Task.FromResult<ITestPlace>(new SqlitePlace());
}

/// <summary>SQLite passes the suite of documents.</summary>
public sealed class DocumentHistoryTests : DocumentHistorySuite
{
    private protected override Task<ITestPlace> CreateAsync() => Task.FromResult<ITestPlace>(new SqlitePlace());
}
