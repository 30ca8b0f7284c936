using Bazaar.Storage.Copying;
using Bazaar.Storage.Postgres;
using Bazaar.Storage.Tests.Script;
using Bazaar.Storage.Tests.Sqlite;
using Npgsql;

namespace Bazaar.Storage.Tests.Postgres;

/// <summary>What is opened, what is refused and why, who may do what, and how a shop moves in.</summary>
[Collection(PostgresCollection.Name)]
public sealed class PostgresOpeningTests(PostgresFixture postgres)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_empty_database_is_given_the_schema_however_many_open_it_at_once()
    {
        await using var place = await PostgresPlace.CreateAsync(postgres.Server);

        var opened = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => place.OpenAsync(TimeProvider.System)));

        foreach (var database in opened)
        {
            await database.DisposeAsync();
        }

        (await PostgresMigrations.ApplyAsync(place.Setting, TimeProvider.System, Ct)).ShouldBeEmpty();
        (await ScalarAsync(place, "SELECT string_agg(name, ',' ORDER BY number) FROM schema_migration")).ShouldBe(string.Join(',', PostgresMigrations.All.Select(m => m.Name)));
    }

    [Fact]
    public async Task Every_text_sorts_by_its_bytes_and_every_column_is_of_a_type_that_both_engines_know()
    {
        await using var place = await PostgresPlace.CreateAsync(postgres.Server);
        await (await place.OpenAsync(TimeProvider.System)).DisposeAsync();

        (await ScalarAsync(place, """
            SELECT string_agg(table_name || '.' || column_name, ', ') FROM information_schema.columns
            WHERE table_schema = 'public' AND (data_type NOT IN ('bigint', 'text', 'bytea') OR (data_type = 'text' AND collation_name IS DISTINCT FROM 'C'))
            """)).ShouldBe(DBNull.Value);
        (await ScalarAsync(place, "SELECT count(*) FROM information_schema.columns WHERE table_schema = 'public' AND data_type = 'text'")).ShouldNotBe(0L);
    }

    [Theory]
    [InlineData("DELETE FROM schema_migration WHERE number > 1", "older Bazaar (1;", "bazaar migrate")]
    [InlineData("INSERT INTO schema_migration VALUES (999, 'future', '', 0)", "newer Bazaar (schema 999", "Update this program")]
    [InlineData("DROP TABLE schema_migration", "tables of another program", "Name an empty database")]
    public async Task A_schema_that_does_not_fit_is_refused(string change, string why, string advice)
    {
        await using var place = await PostgresPlace.CreateAsync(postgres.Server);
        await (await place.OpenAsync(TimeProvider.System)).DisposeAsync();
        await place.ExecuteAsync(change);

        var refusal = await Should.ThrowAsync<DatabaseRefusedException>(() => place.OpenAsync(TimeProvider.System));

        refusal.Message.ShouldContain(why);
        refusal.Message.ShouldContain(advice);
    }

    [Theory]
    [InlineData("postgres://bazaar:s3cret@127.0.0.1:1/shop", "cannot be reached")]
    [InlineData("postgres://bazaar:s3cret@127.0.0.1:99999/shop", "the port is no number from 1 to 65535")]
    [InlineData("postgres://bazaar:s3cret/x@127.0.0.1/shop", "port is no number")]
    [InlineData("postgres://bazaar:s3cret@127.0.0.1", "the user or the database is missing")]
    [InlineData("postgres://:s3cret@127.0.0.1/shop", "the user or the database is missing")]
    [InlineData("postgres://bazaar:s3cret@127.0.0.1/shop?s3cret=1", "an option that is not known")]
    [InlineData("postgres://bazaar:s3cret@127.0.0.1/shop?sslmode=s3cret", "sslmode is one of")]
    [InlineData("postgres:bazaar:s3cret@127.0.0.1/shop", "does not begin with postgres://")]
    [InlineData("postgres://bazaar:s3cret@127.0.0.1:1,127.0.0.1:2/shop", "postgres://bazaar@127.0.0.1:1,127.0.0.1:2/shop: none of its servers can be reached")]
    [InlineData("postgres://bazaar:s3cret@127.0.0.1:1,127.0.0.1:s3cret/shop", "port is no number")]
    [InlineData("postgres://bazaar:s3cret@127.0.0.1:1,/shop", "a host is missing")]
    [InlineData("postgres://bazaar:s3cret@db1,db2/shop?port=5432", "each port stands beside its host")]
    [InlineData("postgres://bazaar:s3cret@db1,db2/shop?target_session_attrs=standby", "target_session_attrs is primary or read-write")]
    public async Task A_wrong_address_is_named_and_its_password_never_shown(string address, string why)
    {
        var refusal = await Should.ThrowAsync<DatabaseRefusedException>(async () => await PostgresDatabase.OpenAsync(PostgresSetting.Parse(address, "BAZAAR_DATABASE"), TimeProvider.System));

        refusal.Message.ShouldStartWith("BAZAAR_DATABASE");
        refusal.Message.ShouldContain(why);
        refusal.ToString().ShouldNotContain("s3cret");
    }

    [Theory]
    [InlineData("postgres://bazaar:x@db1,db2:5433/shop", "postgres://bazaar@db1:5432,db2:5433/shop")]
    [InlineData("postgres://bazaar:x@db1:5433,db2/shop?target_session_attrs=read-write", "postgres://bazaar@db1:5433,db2:5432/shop")]
    [InlineData("postgres://bazaar:x@[::1]:5433,[fe80::2]/shop", "postgres://bazaar@[::1]:5433,[fe80::2]:5432/shop")]
    [InlineData("postgres://bazaar:x@db1/shop", "postgres://bazaar@db1:5432/shop")]
    public void Several_hosts_have_a_port_each(string address, string shown) => PostgresSetting.Parse(address, "test").ToString().ShouldBe(shown);

    [Fact]
    public async Task A_wrong_password_is_told_without_showing_it()
    {
        await using var place = await PostgresPlace.CreateAsync(postgres.Server);
        var address = $"postgres://bazaar:s3cret@127.0.0.1:{place.Setting.Port}/{place.Name}";

        var refusal = await Should.ThrowAsync<DatabaseRefusedException>(async () => await PostgresDatabase.OpenAsync(PostgresSetting.Parse(address, "BAZAAR_DATABASE"), TimeProvider.System));

        refusal.Message.ShouldContain("does not accept this user and password");
        refusal.ToString().ShouldNotContain("s3cret");
    }

    [Fact]
    public async Task The_servers_role_may_run_the_shop_and_cannot_rewrite_the_ledger()
    {
        await using var place = await PostgresPlace.CreateAsync(postgres.Server);
        var role = $"app_{place.Name}";
        await postgres.Server.CreateRoleAsync(role);
        var setting = PostgresSetting.Parse(postgres.Server.Url(place.Name, role), "BAZAAR_DATABASE");
        (await Should.ThrowAsync<DatabaseRefusedException>(() => PostgresDatabase.OpenAsync(setting, TimeProvider.System))).Message.ShouldContain("as the owner of the database");
        await PostgresMigrations.ApplyAsync(place.Setting, TimeProvider.System, Ct);
        (await Should.ThrowAsync<DatabaseRefusedException>(() => PostgresRole.GrantAsync(place.Setting, "nobody_there", Ct))).Message.ShouldContain("There is no role nobody_there");

        var insertOnly = await PostgresRole.GrantAsync(place.Setting, role, Ct);

        ((string[])["audit", "entry", "line"]).ShouldBeSubsetOf(insertOnly);
        await using (var shop = await TestShop.OpenAsync(await PostgresDatabase.OpenAsync(setting, TimeProvider.System)))
        {
            await shop.MustPostAsync(TestShop.Receive(TestShop.Tea, 1_000));
            await shop.MustPostAsync(TestShop.Sell(TestShop.Tea, 1_000));
            await shop.MustBeSoundAsync(seq: 2);
        }

        // Privileges alone must do: the triggers are gone.
        await place.DropGuardsAsync();
        foreach (var sql in (string[])["UPDATE entry SET note = 'x'", "DELETE FROM entry", "TRUNCATE entry", "UPDATE line SET quantity = 1", "DELETE FROM line", "TRUNCATE line", "UPDATE audit SET actor = 'x'", "DROP TABLE entry", "INSERT INTO schema_migration VALUES (9, '', '', 0)"])
        {
            (await Should.ThrowAsync<PostgresException>(() => postgres.Server.ExecuteAsync(place.Name, sql, role))).SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege, sql);
        }
    }

    [Fact]
    public async Task A_shop_moves_from_a_file_to_a_server_with_its_whole_past_and_goes_on()
    {
        await using var file = new SqlitePlace();
        await using var place = await PostgresPlace.CreateAsync(postgres.Server);
        var clock = new ScriptClock();
        var script = new RandomScript(4711, clock);
        await using (var shop = new ScriptShop([await file.OpenAsync(clock)], clock))
        {
            await shop.FillAsync(Ct);
            for (var i = 0; i < 40; i++)
            {
                script.Wait();
                await shop.PostAsync(0, [.. Enumerable.Range(0, 10).Select(_ => script.NextDraft())], atomic: false);
                await shop.RecordAsync(0, new Domain.Audit.AuditChange("product.edit", "P1"));
            }
        }

        var source = await file.OpenAsync(clock);
        await using var original = new ScriptShop([source], clock);
        var told = new List<string>();
        await using (var target = await PostgresCopyTarget.OpenAsync(place.Setting, clock, Ct))
        {
            var (stores, rows) = await DatabaseCopy.RunAsync(source, target, (table, count) => told.Add($"{table} {count}"), Ct);
            stores.Sum(s => s.Entries).ShouldBeGreaterThan(50);
            rows.ShouldBeGreaterThan(500);
        }

        told.ShouldContain("store 4");
        var moved = await place.OpenAsync(clock);
        await using var copy = new ScriptShop([moved], clock);
        foreach (var (table, sql) in ScriptShop.Tables)
        {
            (await copy.DumpAsync(sql)).ShouldBe(await original.DumpAsync(sql), table);
        }

        // Numbers go on after the copied ones, and so does the chain.
        var added = await new Catalog.ProductStore(moved).AddAsync(new Catalog.ProductRow { Sku = "NEW", Name = "New", Unit = "pcs", Price = 1 }, new Domain.Audit.Origin("owner", null, clock.Now), Ct);
        added.Product.ShouldNotBeNull().Id.ShouldBe(RandomScript.Products + 1);
        (await copy.PostAsync(0, [.. Enumerable.Range(0, 20).Select(_ => script.NextDraft())], atomic: false)).ShouldContain("posted");
        (await copy.CheckAsync(Ct)).Findings.ShouldBeEmpty();

        await using var filled = await PostgresCopyTarget.OpenAsync(place.Setting, clock, Ct);
        (await Should.ThrowAsync<DatabaseRefusedException>(() => DatabaseCopy.RunAsync(source, filled, (_, _) => { }, Ct))).Message.ShouldContain("is not empty");
    }

    private async Task<object?> ScalarAsync(PostgresPlace place, string sql)
    {
        await using var connection = await postgres.Server.ConnectAsync(place.Name);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(Ct);
    }
}
