using System.Text.Json;
using Bazaar.Contracts.Json;
using Bazaar.EndToEnd.Tests.Processes;

namespace Bazaar.EndToEnd.Tests.Postgres;

/// <summary>The commands that a person types around a PostgreSQL server.</summary>
[Collection(PostgresShops.Name)]
public sealed class PostgresCommandTests(PostgresShops.Fixture postgres)
{
    [Fact]
    public async Task A_shop_on_a_fresh_database_is_kept_and_tampering_is_named()
    {
        var database = await postgres.Server.CreateDatabaseAsync();
        using var folder = postgres.Join(database);
        await folder.DoAsync("product", "add", "SUGAR", "--name", "Sugar", "--unit", "kg", "--price", "160");
        await folder.DoAsync("receive", "SUGAR=50@141.50");
        var sold = await folder.DoAsync("sell", "SUGAR=2.5", "--json");
        JsonSerializer.Deserialize(sold, BazaarJson.Wire.Movement).ShouldNotBeNull().Lines.Single().OnHand.ShouldBe(47.5m);
        (await folder.DoAsync("check")).ShouldContain("The ledger is sound.");

        await postgres.Server.ExecuteAsync(database, "ALTER TABLE line DISABLE TRIGGER ALL; UPDATE line SET quantity = -1000 WHERE seq = 2");

        var check = await folder.RunAsync("check");
        check.Exit.ShouldBe(1);
        check.Out.ShouldContain("WRONG hash: SHOP, entry 2");
    }

    [Fact]
    public async Task Migrate_says_what_it_did_and_two_at_once_are_safe()
    {
        using var folder = await postgres.CreateShopAsync();

        var both = await Task.WhenAll(folder.DoAsync("migrate"), folder.DoAsync("migrate"));

        both.Count(b => b.Contains("Applied 0001-ledger.", StringComparison.Ordinal)).ShouldBe(1);
        both.ShouldAllBe(b => b.Contains("is up to date."));
        both.ShouldAllBe(b => !b.Contains("p%40ss"));
    }

    [Fact]
    public async Task The_servers_role_needs_no_more_than_it_is_given()
    {
        var database = await postgres.Server.CreateDatabaseAsync();
        using var owner = postgres.Join(database);
        var role = $"till_{database}";
        await postgres.Server.CreateRoleAsync(role);
        (await owner.DoAsync("migrate", "--app-role", role)).ShouldContain($"{role} may run the shop; to audit, entry, line");

        using var app = postgres.Join(database);
        app.Environment["BAZAAR_DATABASE"] = postgres.Server.Url(database, role);
        await app.DoAsync("product", "add", "SUGAR", "--name", "Sugar", "--unit", "kg", "--price", "160");
        await app.DoAsync("receive", "SUGAR=5");
        await app.DoAsync("stock", "set", "SUGAR", "--reorder-point", "9");
        (await app.DoAsync("alerts")).ShouldContain("SUGAR");
        (await app.DoAsync("check")).ShouldContain("The ledger is sound.");
    }

    [Fact]
    public async Task A_shop_moves_from_its_file_and_goes_on()
    {
        using var file = new ShopFolder();
        await file.DoAsync("product", "add", "SUGAR", "--name", "Sugar", "--unit", "kg", "--price", "160");
        await file.DoAsync("receive", "SUGAR=50@141.50");
        await file.DoAsync("sell", "SUGAR=2");
        var before = await file.DoAsync("check");
        var database = await postgres.Server.CreateDatabaseAsync();
        using var moved = postgres.Join(database);

        var copy = await file.RunAsync("copy", "--from", $"sqlite:{file.Database}", "--to", postgres.Server.Url(database));

        copy.Exit.ShouldBe(0, copy.Error);
        copy.Out.ShouldContain("the ledger is sound and ends where the original does.");
        (await moved.DoAsync("check")).ShouldBe(before);
        await moved.DoAsync("sell", "SUGAR=2");
        (await moved.DoAsync("stock")).ShouldContain("46");
        var again = await file.RunAsync("copy", "--from", $"sqlite:{file.Database}", "--to", postgres.Server.Url(database));
        (again.Exit, again.Error.Contains("is not empty", StringComparison.Ordinal)).ShouldBe((3, true));

        // And back into a file.
        var grown = await moved.DoAsync("check");
        using var home = new ShopFolder();
        var back = await file.RunAsync("copy", "--from", postgres.Server.Url(database), "--to", $"sqlite:{home.Database}");
        back.Exit.ShouldBe(0, back.Error);
        (await home.DoAsync("check")).ShouldBe(grown);
        await home.DoAsync("sell", "SUGAR=6");
        (await home.DoAsync("stock")).ShouldContain("40");
        (await file.RunAsync("copy", "--from", postgres.Server.Url(database), "--to", "mysql:shop")).Exit.ShouldBe(2);
    }

    [Fact]
    public async Task What_belongs_to_the_servers_own_tools_is_said_kindly()
    {
        using var folder = await postgres.CreateShopAsync();

        var backup = await folder.RunAsync("backup", folder.Beside("copy.db"));
        backup.Exit.ShouldBe(2);
        backup.Error.ShouldContain("pg_dump");
        var restore = await folder.RunAsync("restore", folder.Beside("copy.db"));
        restore.Exit.ShouldBe(2);
        restore.Error.ShouldContain("pg_restore");
    }

    [Fact]
    public async Task A_server_that_is_not_there_stops_the_start_with_one_sentence()
    {
        using var folder = new ShopFolder();
        folder.Environment["BAZAAR_DATABASE"] = "postgres://bazaar:s3cret@127.0.0.1:1/shop";

        var outcome = await folder.RunAsync("serve", "--urls", "http://127.0.0.1:0");

        outcome.Exit.ShouldBe(3);
        outcome.Error.ShouldStartWith("BAZAAR_DATABASE: postgres://bazaar@127.0.0.1:1/shop: the server cannot be reached");
        outcome.Error.ShouldNotContain("s3cret");
        outcome.Error.Trim().Split('\n').Length.ShouldBe(1);
    }

    [Fact]
    public async Task A_dump_is_a_backup()
    {
        var database = await postgres.Server.CreateDatabaseAsync();
        using var folder = postgres.Join(database);
        await folder.DoAsync("product", "add", "SUGAR", "--name", "Sugar", "--unit", "kg", "--price", "160");
        await folder.DoAsync("receive", "SUGAR=50@141.50");
        var before = await folder.DoAsync("check");
        var dump = folder.Beside("shop.dump");
        await Testing.PostgresServer.RunProgramAsync("pg_dump", "--format=custom", $"--file={dump}", postgres.Server.Url(database));

        var other = await postgres.Server.CreateDatabaseAsync();
        await Testing.PostgresServer.RunProgramAsync("pg_restore", $"--dbname={postgres.Server.Url(other)}", dump);

        using var restored = postgres.Join(other);
        (await restored.DoAsync("check")).ShouldBe(before);
        await restored.DoAsync("sell", "SUGAR=1");
    }
}
