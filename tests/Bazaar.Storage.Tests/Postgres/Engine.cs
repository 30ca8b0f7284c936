using Bazaar.Storage.Tests.Suites;

namespace Bazaar.Storage.Tests.Postgres;

/// <summary>PostgreSQL passes the suite of the group commit.</summary>
[Collection(PostgresCollection.Name)]
public sealed class GroupCommitTests(PostgresFixture postgres) : GroupCommitSuite
{
    private protected override async Task<ITestPlace> CreateAsync() => await PostgresPlace.CreateAsync(postgres.Server);
}

/// <summary>PostgreSQL keeps the ledger from being rewritten.</summary>
[Collection(PostgresCollection.Name)]
public sealed class InsertOnlyTests(PostgresFixture postgres) : InsertOnlySuite
{
    // SQLite has no such statement.
    [Theory]
    [InlineData("TRUNCATE entry", "the ledger is insert-only")]
    [InlineData("TRUNCATE line", "the ledger is insert-only")]
    [InlineData("TRUNCATE store CASCADE", "a store is closed, never deleted")]
    [InlineData("TRUNCATE product CASCADE", "a product is archived, never deleted")]
    [InlineData("TRUNCATE audit", "the audit trail is insert-only")]
    public Task What_was_posted_is_never_truncated(string sql, string why) => What_was_posted_is_never_changed_or_deleted(sql, why);

    private protected override async Task<ITestPlace> CreateAsync() => await PostgresPlace.CreateAsync(postgres.Server);
}

/// <summary>PostgreSQL passes the suite of the stores.</summary>
[Collection(PostgresCollection.Name)]
public sealed class StoresTests(PostgresFixture postgres) : StoresSuite
{
    private protected override async Task<ITestPlace> CreateAsync() => await PostgresPlace.CreateAsync(postgres.Server);
}

/// <summary>PostgreSQL shows every change made behind Bazaar's back.</summary>
[Collection(PostgresCollection.Name)]
public sealed class TamperTests(PostgresFixture postgres) : TamperSuite
{
    private static readonly SemaphoreSlim Once = new(1);
    private static PostgresPlace? _history;

    private protected override async Task<ITestPlace> CreateAsync() => await PostgresPlace.CreateAsync(postgres.Server);

    private protected override async Task<ITestPlace> CopyHistoryAsync()
    {
        await Once.WaitAsync();
        try
        {
            if (_history is null)
            {
                var history = await PostgresPlace.CreateAsync(postgres.Server);
                await FillAsync(history);
                _history = history;
            }
        }
        finally
        {
            Once.Release();
        }

        return await _history.CopyAsync();
    }
}

/// <summary>PostgreSQL passes the suite of transfers.</summary>
[Collection(PostgresCollection.Name)]
public sealed class ConservationTests(PostgresFixture postgres) : ConservationSuite
{
    private protected override async Task<ITestPlace> CreateAsync() => await PostgresPlace.CreateAsync(postgres.Server);
}

/// <summary>PostgreSQL passes the suite of documents.</summary>
[Collection(PostgresCollection.Name)]
public sealed class DocumentHistoryTests(PostgresFixture postgres) : DocumentHistorySuite
{
    private protected override async Task<ITestPlace> CreateAsync() => await PostgresPlace.CreateAsync(postgres.Server);
}
