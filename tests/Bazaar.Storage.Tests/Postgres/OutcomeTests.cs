using Bazaar.Storage.Ledger;
using Bazaar.Storage.Postgres;
using Npgsql;

namespace Bazaar.Storage.Tests.Postgres;

/// <summary>When the connection breaks at the worst moment, the answer is the truth and nothing counts twice.</summary>
[Collection(PostgresCollection.Name)]
public sealed class OutcomeTests(PostgresFixture postgres)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_connection_cut_at_the_commit_is_resolved_by_looking(bool serverHears)
    {
        await using var place = await PostgresPlace.CreateAsync(postgres.Server);
        await (await TestShop.OpenAsync(place)).DisposeAsync();
        using var proxy = CuttingProxy.Start(place.Setting.Port, serverHears);
        var through = PostgresSetting.Parse(postgres.Server.Url(place.Name).Replace($":{place.Setting.Port}/", $":{proxy.Port}/", StringComparison.Ordinal), "test");
        await using var database = await PostgresDatabase.OpenAsync(through, TimeProvider.System);
        await using var commit = new GroupCommit(database, TimeProvider.System);
        var drafts = Enumerable.Range(0, 20).Select(_ => TestShop.Receive(TestShop.Tea, 1_000)).ToList();
        proxy.Arm();

        var results = await commit.PostAsync(drafts);

        proxy.HasCut.ShouldBeTrue();
        results.ShouldAllBe(r => r is PostingResult.Posted);
        results.Select(r => ((PostingResult.Posted)r).Entry.Seq).ShouldBe(Enumerable.Range(1, 20).Select(n => (long)n));
        var (store, findings) = await TestShop.CheckAsync(database);
        findings.ShouldBeEmpty();
        store.Seq.ShouldBe(20);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_document_whose_commit_was_cut_is_done_once(bool serverHears)
    {
        await using var place = await PostgresPlace.CreateAsync(postgres.Server);
        await (await TestShop.OpenAsync(place)).DisposeAsync();
        await place.ExecuteAsync("CREATE TABLE paper (id bigint PRIMARY KEY, done bigint NOT NULL); INSERT INTO paper VALUES (1, 0)");
        using var proxy = CuttingProxy.Start(place.Setting.Port, serverHears);
        var through = PostgresSetting.Parse(postgres.Server.Url(place.Name).Replace($":{place.Setting.Port}/", $":{proxy.Port}/", StringComparison.Ordinal), "test");
        await using var database = await PostgresDatabase.OpenAsync(through, TimeProvider.System);
        await using var commit = new GroupCommit(database, TimeProvider.System);
        var draft = TestShop.Receive(TestShop.Tea, 1_000);
        proxy.Arm();

        var results = await commit.PostAsync(new LedgerDocument(
            async (connection, transaction) =>
            {
                await using var read = new NpgsqlCommand("SELECT done FROM paper FOR UPDATE", ((PostgresConnection)connection).Inner, (NpgsqlTransaction?)transaction);
                return (long)(await read.ExecuteScalarAsync())! == 0 ? [draft] : null;
            },
            async (connection, transaction, _) =>
            {
                await using var write = new NpgsqlCommand("UPDATE paper SET done = done + (SELECT count(*) FROM entry)", ((PostgresConnection)connection).Inner, (NpgsqlTransaction?)transaction);
                await write.ExecuteNonQueryAsync();
            }));

        proxy.HasCut.ShouldBeTrue();
        results.ShouldHaveSingleItem().ShouldBeOfType<PostingResult.Posted>().Entry.Seq.ShouldBe(1);
        using var lease = await database.ReadAsync();
        await using var command = lease.Connection.CreateCommand();
        command.CommandText = "SELECT done FROM paper";
        (await command.ExecuteScalarAsync()).ShouldBe(1L);
    }

    [Fact]
    public async Task A_deadlock_or_a_killed_connection_before_the_commit_is_tried_again()
    {
        await using var place = await PostgresPlace.CreateAsync(postgres.Server);
        await using var shop = await TestShop.OpenAsync(place);
        await shop.MustPostAsync(TestShop.Receive(TestShop.Tea, 1_000));

        // The third insert from here breaks the connection, the fourth looks like a deadlock; both leave nothing behind.
        await place.ExecuteAsync("""
            CREATE SEQUENCE attempt;
            CREATE FUNCTION stumble() RETURNS trigger LANGUAGE plpgsql AS $$
            DECLARE n bigint := nextval('attempt');
            BEGIN
              IF n = 1 THEN PERFORM pg_terminate_backend(pg_backend_pid()); END IF;
              IF n = 2 THEN RAISE EXCEPTION 'deadlock' USING ERRCODE = '40P01'; END IF;
              IF n = 3 THEN RAISE EXCEPTION 'serialization' USING ERRCODE = '40001'; END IF;
              RETURN NULL;
            END $$;
            CREATE TRIGGER stumble BEFORE INSERT ON line EXECUTE FUNCTION stumble();
            """);

        (await shop.MustPostAsync(TestShop.Sell(TestShop.Tea, 1_000))).Seq.ShouldBe(2);

        await shop.MustBeSoundAsync(seq: 2);
    }

    [Fact]
    public async Task A_server_that_is_away_is_told_at_once_and_used_again_when_it_is_back()
    {
        await using var server = await Bazaar.Testing.PostgresServer.StartAsync(durable: true);
        await using var place = await PostgresPlace.CreateAsync(server);
        await using var shop = await TestShop.OpenAsync(place);
        await shop.MustPostAsync(TestShop.Receive(TestShop.Tea, 5_000));
        (await new Stock.StockStore(shop.Database).FindAsync(TestShop.Store, TestShop.Tea, default)).ShouldNotBeNull();
        await server.StopAsync("fast");

        var away = await Should.ThrowAsync<StorageUnavailableException>(() => shop.PostAsync(TestShop.Sell(TestShop.Tea, 1_000)));
        away.Message.ShouldContain("Nothing of this request was kept.");
        await Should.ThrowAsync<StorageUnavailableException>(() => new Stock.StockStore(shop.Database).FindAsync(TestShop.Store, TestShop.Tea, default).AsTask());

        await server.StartAgainAsync();
        (await new Stock.StockStore(shop.Database).FindAsync(TestShop.Store, TestShop.Tea, default)).ShouldNotBeNull().OnHand.ShouldBe(5_000);
        (await shop.MustPostAsync(TestShop.Sell(TestShop.Tea, 1_000))).Seq.ShouldBe(2);
        await shop.MustBeSoundAsync(seq: 2);
    }

    [Fact]
    public async Task What_one_node_posts_the_others_hear_and_read()
    {
        await using var place = await PostgresPlace.CreateAsync(postgres.Server);
        await using var one = await TestShop.OpenAsync(place);
        await using var other = await TestShop.JoinAsync(place);
        var heard = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        other.Commit.Committed += (store, seq) => _ = store == TestShop.Store && seq == 2 && heard.TrySetResult(seq);

        await one.MustPostAsync(TestShop.Receive(TestShop.Tea, 1_000));
        (await new Stock.StockStore(other.Database).FindAsync(TestShop.Store, TestShop.Tea, default)).ShouldNotBeNull().OnHand.ShouldBe(1_000);
        await one.MustPostAsync(TestShop.Receive(TestShop.Tea, 1_000));

        (await heard.Task.WaitAsync(TimeSpan.FromSeconds(10))).ShouldBe(2);
        (await new Stock.StockStore(other.Database).FindAsync(TestShop.Store, TestShop.Tea, default)).ShouldNotBeNull().OnHand.ShouldBe(2_000);
    }
}
