using Bazaar.Domain.Ledger;
using Bazaar.Storage.Catalog;
using Bazaar.Storage.Ledger;
using Bazaar.Storage.Postgres;
using Bazaar.Storage.Stock;
using Dapper;

namespace Bazaar.Storage.Tests.Postgres;

/// <summary>A node decides by what it remembers, and is never wrong for it, whatever another node has done meanwhile.</summary>
[Collection(PostgresCollection.Name)]
public sealed class MemoryTests(PostgresFixture postgres) : IAsyncLifetime
{
    private PostgresPlace _place = null!;
    private TestShop _one = null!;
    private TestShop _other = null!;

    public async ValueTask InitializeAsync()
    {
        _place = await PostgresPlace.CreateAsync(postgres.Server);
        _one = await TestShop.OpenAsync(_place);
        _other = await TestShop.JoinAsync(_place);
        foreach (var shop in (TestShop[])[_one, _other])
        {
            while (!((PostgresDatabase)shop.Database).Hints.AreHeard)
            {
                await Task.Yield();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _one.DisposeAsync();
        await _other.DisposeAsync();
        await _place.DisposeAsync();
    }

    [Fact]
    public async Task A_lone_node_needs_no_locks_after_its_first_batch()
    {
        await _one.MustPostAsync(TestShop.Receive(TestShop.Tea, 9_000));
        await _place.ExecuteAsync("""
            CREATE TABLE batch (locks bigint);
            CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
              INSERT INTO batch SELECT count(*) FROM pg_locks WHERE relation = 'store_head'::regclass AND mode = 'RowShareLock' AND pid = pg_backend_pid();
              RETURN NULL;
            END $$;
            CREATE TRIGGER note AFTER INSERT ON entry EXECUTE FUNCTION note();
            """);

        await _one.MustPostAsync(TestShop.Sell(TestShop.Tea, 1_000));
        await _one.MustPostAsync(TestShop.Sell(TestShop.Tea, 1_000));

        using var lease = await _one.Database.ReadAsync();
        (await lease.Connection.QueryAsync<long>("SELECT locks FROM batch")).ShouldBe([0, 0]);
    }

    [Fact]
    public async Task What_another_node_sold_is_not_sold_again()
    {
        await _one.MustPostAsync(TestShop.Receive(TestShop.Tea, 3_000));
        await _other.MustPostAsync(TestShop.Sell(TestShop.Tea, 2_000));
        (await _one.PostAsync(TestShop.Sell(TestShop.Tea, 2_000))).ShouldBeOfType<PostingResult.Refused>();
        await _one.MustPostAsync(TestShop.Sell(TestShop.Tea, 1_000));
        await _one.MustBeSoundAsync(seq: 3);
    }

    [Fact]
    public async Task What_another_node_received_is_sold()
    {
        await _one.MustPostAsync(TestShop.Receive(TestShop.Tea, 1_000));
        await _one.MustPostAsync(TestShop.Sell(TestShop.Tea, 1_000));
        await _other.MustPostAsync(TestShop.Receive(TestShop.Tea, 5_000));

        // By its own memory this node would refuse: a refusal is made sure of too.
        await _one.MustPostAsync(TestShop.Sell(TestShop.Tea, 4_000));
        await _one.MustBeSoundAsync(seq: 4);
    }

    [Fact]
    public async Task An_all_or_none_request_is_not_refused_by_an_old_memory()
    {
        await _one.MustPostAsync(TestShop.Receive(TestShop.Tea, 1_000));
        await _other.MustPostAsync(TestShop.Receive(TestShop.Rice, 5_000));
        var results = await _one.PostAsync([TestShop.Sell(TestShop.Tea, 1_000), TestShop.Sell(TestShop.Rice, 5_000)], atomic: true);
        results.ShouldAllBe(r => r is PostingResult.Posted);
        await _one.MustBeSoundAsync(seq: 4);
    }

    [Fact]
    public async Task Prices_and_closing_that_another_node_set_count_at_once()
    {
        await _one.MustPostAsync(TestShop.Receive(TestShop.Tea, 9_000));
        (await _one.MustPostAsync(TestShop.Sell(TestShop.Tea, 1_000))).Lines[0].Price.ShouldBe(250_00);

        var (origin, ct) = (TestShop.By(_other.Clock), TestContext.Current.CancellationToken);
        await new ProductStore(_other.Database).EditAsync(TestShop.Tea, null, p => p with { Price = 260_00 }, origin, ct);
        (await _one.MustPostAsync(TestShop.Sell(TestShop.Tea, 1_000))).Lines[0].Price.ShouldBe(260_00);

        var row = (await new StockStore(_other.Database).FindAsync(TestShop.Store, TestShop.Tea, ct)).ShouldNotBeNull();
        await new StockStore(_other.Database).SetLevelsAsync(row.StoreId, TestShop.Tea, row.Version, l => l with { Price = 240_00 }, origin, ct);
        (await _one.MustPostAsync(TestShop.Sell(TestShop.Tea, 1_000))).Lines[0].Price.ShouldBe(240_00);

        LevelsRow[] file = [new LevelsRow(2, TestShop.Tea, default, default, new LevelChange(IsGiven: true, 230_00))];
        (await new LevelsImport(_other.Database).RunAsync(row.StoreId, file, dryRun: false, origin, ct)).Item2.ShouldBe(1);
        (await _one.MustPostAsync(TestShop.Sell(TestShop.Tea, 1_000))).Lines[0].Price.ShouldBe(230_00);

        await new StoreStore(_other.Database).EditAsync(TestShop.Store, null, s => s with { Closed = true }, origin, ct);
        (await _one.PostAsync(TestShop.Sell(TestShop.Tea, 1_000))).ShouldBeOfType<PostingResult.Refused>();
        await _one.MustBeSoundAsync(seq: 5);
    }

    [Fact]
    public async Task An_id_that_another_node_posted_is_a_repeat_here_also_when_it_would_be_refused_now()
    {
        var all = TestShop.Sell(TestShop.Tea, 3_000);
        await _one.MustPostAsync(TestShop.Receive(TestShop.Tea, 3_000));
        await _other.MustPostAsync(all);
        (await _one.PostAsync(all)).ShouldBeOfType<PostingResult.Replayed>().Entry.Seq.ShouldBe(2);
        (await _one.PostAsync(all)).ShouldBeOfType<PostingResult.Replayed>().Entry.Seq.ShouldBe(2);
        (await _one.PostAsync(TestShop.Sealed(all with { Note = "another" }))).ShouldBeOfType<PostingResult.Refused>().Reason.ShouldBeOfType<Refusal.IdReused>();

        // Also in a batch with what is new.
        var fresh = TestShop.Receive(TestShop.Tea, 1_000);
        var results = await _other.PostAsync([fresh, all]);
        results[0].ShouldBeOfType<PostingResult.Posted>().Entry.Seq.ShouldBe(3);
        results[1].ShouldBeOfType<PostingResult.Replayed>().Entry.Seq.ShouldBe(2);
        await _one.MustBeSoundAsync(seq: 3);
    }

    [Fact]
    public async Task A_store_that_is_not_there_is_refused_at_once_until_another_node_adds_it()
    {
        await _one.MustPostAsync(TestShop.Receive(TestShop.Tea, 1_000));
        var elsewhere = TestShop.Sealed(TestShop.Receive(TestShop.Tea, 1_000) with { Store = "LHR-09" });
        (await _one.PostAsync(elsewhere)).ShouldBeOfType<PostingResult.Refused>().Reason.ShouldBeOfType<Refusal.UnknownStore>();

        await new StoreStore(_other.Database).AddAsync(
            new StoreRow { Code = "LHR-09", Name = "Mall", TimeZone = "Asia/Karachi" }, TestShop.By(_other.Clock), TestContext.Current.CancellationToken);

        (await _one.MustPostAsync(elsewhere)).Seq.ShouldBe(1);
    }

    [Fact]
    public async Task Two_nodes_that_sell_the_same_product_at_once_sell_what_there_is_and_no_more()
    {
        await _one.MustPostAsync(TestShop.Receive(TestShop.Tea, 300_000));
        var seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper!.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var drafts = Enumerable.Range(0, 800).Select(_ => TestShop.Sell(TestShop.Tea, random.Next(1, 3) * 1_000)).ToList();

        var results = await Task.WhenAll(drafts.Select((d, i) => Task.Run(() => (i % 2 == 0 ? _one : _other).PostAsync(d), TestContext.Current.CancellationToken)));

        var sold = drafts.Zip(results).Where(r => r.Second is PostingResult.Posted).Sum(r => r.First.Lines[0].Quantity!.Value);
        var row = (await new StockStore((await TestShop.JoinAsync(_place)).Database).FindAsync(TestShop.Store, TestShop.Tea, TestContext.Current.CancellationToken)).ShouldNotBeNull();
        row.OnHand.ShouldBe(300_000 - sold);
        row.OnHand.ShouldBeGreaterThanOrEqualTo(0);
        results.ShouldContain(r => r is PostingResult.Refused);
        row.OnHand.ShouldBeLessThan(2_000);
        await _one.MustBeSoundAsync(1 + results.Count(r => r is PostingResult.Posted));
    }

    [Fact]
    public async Task Who_names_a_sequence_reads_at_least_that()
    {
        var ct = TestContext.Current.CancellationToken;
        for (var n = 1; n <= 30; n++)
        {
            var entry = await _one.MustPostAsync(TestShop.Receive(TestShop.Tea, 1_000));
            (await new StoreStore(_other.Database).FindBehindAsync(TestShop.Store, entry.Seq, ct)).ShouldBeNull();
            (await new StockStore(_other.Database).FindAsync(TestShop.Store, TestShop.Tea, ct)).ShouldNotBeNull().OnHand.ShouldBe(n * 1_000);
        }
    }
}
