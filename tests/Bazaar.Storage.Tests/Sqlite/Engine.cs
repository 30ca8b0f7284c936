using Bazaar.Storage.Tests.Suites;

namespace Bazaar.Storage.Tests.Sqlite;

/// <summary>SQLite passes the suite of the group commit.</summary>
public sealed class GroupCommitTests : GroupCommitSuite
{
    private protected override Task<ITestPlace> CreateAsync() => Task.FromResult<ITestPlace>(new SqlitePlace());
}

/// <summary>SQLite keeps the ledger from being rewritten.</summary>
public sealed class InsertOnlyTests : InsertOnlySuite
{
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

    private protected override Task<ITestPlace> CopyHistoryAsync() => history.Place.CopyAsync();

    /// <summary>The day that the copies are made of.</summary>
    public sealed class History : IAsyncLifetime
    {
        internal ITestPlace Place { get; } = new SqlitePlace();

        public async ValueTask InitializeAsync() => await FillAsync(Place);

        public ValueTask DisposeAsync() => Place.DisposeAsync();
    }
}
