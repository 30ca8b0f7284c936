using Bazaar.Domain.Audit;
using Bazaar.Domain.Ledger;
using Bazaar.Storage.Audit;
using Bazaar.Storage.Catalog;
using Bazaar.Storage.Ledger;
using Bazaar.Storage.Sqlite;

namespace Bazaar.Storage.Tests;

/// <summary>One store with tea and rice, in a database of its own.</summary>
internal sealed class TestShop : IAsyncDisposable
{
    public const string Store = "KHI-01";
    public const string Tea = "TEA";
    public const string Rice = "RICE";
    private GroupCommit _commit;

    private TestShop(ILedgerDatabase database, TimeProvider clock)
    {
        Database = database;
        Clock = clock;
        _commit = new GroupCommit(database, clock);
    }

    public ILedgerDatabase Database { get; private set; }

    /// <summary>The file's engine, for tests of that engine only.</summary>
    public SqliteDatabase File => (SqliteDatabase)Database;

    public TimeProvider Clock { get; }

    public GroupCommit Commit => _commit;

    /// <summary>Opens a new file with a store and two products.</summary>
    public static Task<TestShop> OpenAsync(string path, TimeProvider? clock = null) => OpenAsync(SqliteDatabase.Open(path, clock ?? TimeProvider.System), clock);

    /// <summary>Opens a fresh database with a store and two products.</summary>
    public static async Task<TestShop> OpenAsync(ITestPlace place, TimeProvider? clock = null) => await OpenAsync(await place.OpenAsync(clock ?? TimeProvider.System), clock);

    /// <summary>Opens one that is filled, as another node does.</summary>
    public static async Task<TestShop> JoinAsync(ITestPlace place, TimeProvider? clock = null) => new(await place.OpenAsync(clock ?? TimeProvider.System), clock ?? TimeProvider.System);

    /// <summary>The shop of a database that is filled.</summary>
    public static TestShop Join(ILedgerDatabase database) => new(database, TimeProvider.System);

    /// <summary>Whoever does what is not stock.</summary>
    public static Origin By(TimeProvider clock) => new("owner", "127.0.0.1", clock.GetUtcNow());

    public static Draft Draft(EntryKind kind, params DraftLine[] lines) => Sealed(new Draft { Id = Guid.CreateVersion7(), Store = Store, Kind = kind, Actor = "owner", Lines = lines });

    /// <summary>A draft with the fingerprint of its content, as the server makes it.</summary>
    public static Draft Sealed(Draft draft) => draft with { Fingerprint = Fingerprint.Of(draft) };

    public static Draft Receive(string sku, long thousandths, long cost = 180_0000) => Draft(EntryKind.StockIn, new DraftLine { Sku = sku, Quantity = thousandths, Cost = cost });

    public static Draft Sell(string sku, long thousandths) => Draft(EntryKind.Sale, new DraftLine { Sku = sku, Quantity = thousandths });

    public Task<PostingResult[]> PostAsync(IReadOnlyList<Draft> drafts, bool atomic = false) => _commit.PostAsync(drafts, atomic);

    public Task<PostingResult> PostAsync(Draft draft) => _commit.PostAsync(draft);

    /// <summary>Posts what must be accepted.</summary>
    public async Task<Entry> MustPostAsync(Draft draft) => (await PostAsync(draft)).ShouldBeOfType<PostingResult.Posted>().Entry;

    public static async Task<(CheckedStore Store, IReadOnlyList<Finding> Findings)> CheckAsync(IDatabase database)
    {
        var (stores, findings) = await LedgerCheck.RunAsync(database, null, TestContext.Current.CancellationToken);
        return (stores.ShouldHaveSingleItem(), findings);
    }

    /// <summary>The ledger proves itself and ends at this entry.</summary>
    public async Task MustBeSoundAsync(long seq)
    {
        var (store, findings) = await CheckAsync(Database);
        findings.ShouldBeEmpty();
        (store.Seq, store.Entries).ShouldBe((seq, seq));
    }

    /// <summary>Closes the file, lets something happen to it, and opens it again.</summary>
    public async Task ReopenAsync(Action<string> meanwhile)
    {
        var path = File.Path;
        await DisposeAsync();
        meanwhile(path);
        Database = SqliteDatabase.Open(path, Clock);
        _commit = new GroupCommit(Database, Clock);
    }

    public async ValueTask DisposeAsync()
    {
        await _commit.DisposeAsync();
        await Database.DisposeAsync();
    }

    public static async Task<TestShop> OpenAsync(ILedgerDatabase database, TimeProvider? clock = null)
    {
        clock ??= TimeProvider.System;
        var shop = new TestShop(database, clock);
        var (origin, ct) = (By(clock), CancellationToken.None);
        await new StoreStore(shop.Database).AddAsync(new StoreRow { Code = Store, Name = "Saddar", TimeZone = "Asia/Karachi" }, origin, ct);
        await new ProductStore(shop.Database).AddAsync(new ProductRow { Sku = Tea, Name = "Tea", Unit = "pcs", Price = 250_00, Cost = 180_0000 }, origin, ct);
        await new ProductStore(shop.Database).AddAsync(new ProductRow { Sku = Rice, Name = "Rice", Unit = "kg", Price = 320_00, Cost = 270_0000 }, origin, ct);
        return shop;
    }
}
