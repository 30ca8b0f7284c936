using Bazaar.Domain.Ledger;
using Bazaar.Domain.Purchasing;
using Bazaar.Domain.Transfers;
using Bazaar.Storage.Access;
using Bazaar.Storage.Catalog;
using Bazaar.Storage.Copying;
using Bazaar.Storage.Counting;
using Bazaar.Storage.Postgres;
using Bazaar.Storage.Purchasing;
using Bazaar.Storage.Sqlite;
using Bazaar.Storage.Tests.Sqlite;
using Bazaar.Storage.Transfers;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Bazaar.Storage.Tests.Postgres;

/// <summary>From a file to a server and into a file again: nothing is lost on the way, and nothing is kept that does not prove itself.</summary>
[Collection(PostgresCollection.Name)]
public sealed class CopyTests(PostgresFixture postgres) : IDisposable
{
    private readonly TestFolder _folder = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_went_to_a_server_comes_back_row_by_row()
    {
        var (first, last) = (_folder["first.db"], _folder["last.db"]);
        await FillAsync(first);
        await using var server = await PostgresPlace.CreateAsync(postgres.Server);
        await ToServerAsync(first, server);

        var told = await ToFileAsync(server, last);

        told.ShouldNotBeEmpty();
        var (before, after) = (Dump(first), Dump(last));
        after.Keys.ShouldBe(before.Keys);
        before.Count(t => t.Value.Length > 0).ShouldBeGreaterThan(20, string.Join(", ", before.Where(t => t.Value.Length == 0).Select(t => t.Key)));
        foreach (var (table, rows) in before)
        {
            after[table].ShouldBe(rows, table);
        }

        // It goes on where it was: new numbers are new, and the chains hold.
        await using var shop = TestShopAt(last);
        var seq = (await shop.MustPostAsync(TestShop.Receive(TestShop.Tea, 5_000))).Seq;
        await shop.MustPostAsync(TestShop.Sell(TestShop.Tea, 1_000));
        (await new ProductStore(shop.Database).AddAsync(new ProductRow { Sku = "NEW", Name = "New", Unit = "pcs", Price = 1_00 }, TestShop.By(shop.Clock), Ct)).Outcome.ShouldBe(CatalogOutcome.Done);
        var (stores, findings) = await Storage.Audit.LedgerCheck.RunAsync(shop.Database, null, Ct);
        findings.ShouldBeEmpty();
        stores.Single(s => s.Store == TestShop.Store).Seq.ShouldBe(seq + 1);
    }

    [Fact]
    public async Task A_history_that_was_tampered_with_leaves_no_file()
    {
        await using var server = await PostgresPlace.CreateAsync(postgres.Server);
        await using (var shop = await TestShop.OpenAsync(server))
        {
            await shop.MustPostAsync(TestShop.Receive(TestShop.Tea, 5_000));
        }

        await server.DropGuardsAsync();
        await server.ExecuteAsync("UPDATE line SET quantity = 6000, on_hand = 6000");
        var file = _folder["not.db"];

        (await Should.ThrowAsync<DatabaseRefusedException>(() => ToFileAsync(server, file))).Message.ShouldContain("not sound");
        _folder.Files.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_file_with_a_shop_in_it_is_left_as_it_is()
    {
        await using var server = await PostgresPlace.CreateAsync(postgres.Server);
        await using (await TestShop.OpenAsync(server))
        {
        }

        var file = _folder["shop.db"];
        await FillAsync(file);
        var before = Dump(file);

        (await Should.ThrowAsync<DatabaseRefusedException>(() => ToFileAsync(server, file))).Message.ShouldContain("is not empty");
        Dump(file).ShouldBe(before);
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>Something of everything: entries with every kind of column, documents, people.</summary>
    private static async Task FillAsync(string file)
    {
        await using var shop = await TestShop.OpenAsync(file);
        var (database, by) = (shop.Database, TestShop.By(shop.Clock));
        await new StoreStore(database).AddAsync(new StoreRow { Code = "KHI-02", Name = "Clifton", City = "Karachi", TimeZone = "Asia/Karachi" }, by, Ct);
        var packed = new ProductRow { Sku = "SOAP", Name = "Soap", NameUrdu = "صابن", Unit = "pcs", Price = 90_00, Packs = [new PackRow("carton", 24_000, 1)], Barcodes = [new BarcodeRow("IN-1", "IN-1", 0)] };
        await new ProductStore(database).AddAsync(packed, by, Ct);
        await shop.MustPostAsync(TestShop.Receive(TestShop.Tea, 50_000));
        var wrong = await shop.MustPostAsync(TestShop.Sell(TestShop.Tea, 1_000));
        await shop.MustPostAsync(TestShop.Sealed(new Draft { Id = Guid.CreateVersion7(), Store = TestShop.Store, Kind = EntryKind.Reversal, Actor = "owner", ReversalOf = wrong.Id, Reason = "a mistake: \"چائے\"" }));
        await shop.MustPostAsync(TestShop.Sell(TestShop.Tea, 49_000));
        await shop.MustPostAsync(TestShop.Receive(TestShop.Rice, 7_500));
        await shop.MustPostAsync(TestShop.Sell(TestShop.Rice, 7_500));

        await new SupplierStore(database).AddAsync(new SupplierRow { Code = "METRO", Name = "Metro" }, by, Ct);
        await new SourcingStore(database).AddAsync(new SourcingKey(null, TestShop.Tea, "METRO"), new SourcingTerms(150_0000, null, null, null, 3, true), by, Ct);
        await new OrderStore(database).AddAsync(new OrderDraft(Guid.CreateVersion7(), TestShop.Store, "METRO", null, null, [new OrderLineDraft(TestShop.Tea, 10_000, null, 150_0000)]), by, Ct);
        await new UserStore(database).AddAsync(new UserRow { Name = "owner", Role = "admin", AllStores = 1, PasswordHash = "a hash" }, by, Ct);
        await new UserStore(database).AddAsync(new UserRow { Name = "asma", Role = "manager", PasswordHash = "a hash", Stores = [TestShop.Store] }, by, Ct);
        var line = new DraftLine { Sku = TestShop.Tea, Quantity = 1_000 };
        (await new TransferStore(database, shop.Commit).SendAsync(new TransferDraft { Id = Guid.CreateVersion7(), From = TestShop.Store, To = "KHI-02", Actor = "owner", Lines = [line] })).ShouldBeOfType<TransferResult.Done>();
        var count = Guid.CreateVersion7();
        await new CountStore(database).OpenAsync(new CountDraft { Id = count, Store = TestShop.Store }, by, Ct);
        await new ScanStore(database).AddAsync(count, [new ScanDraft { Id = Guid.NewGuid(), Sku = TestShop.Rice, Quantity = 1_000, Counter = "asma" }], by, Ct);
    }

    private static TestShop TestShopAt(string file) => TestShop.Join(SqliteDatabase.Open(file, TimeProvider.System));

    private static async Task ToServerAsync(string file, PostgresPlace server)
    {
        await using var source = SqliteDatabase.Open(file, TimeProvider.System);
        await using var target = await PostgresCopyTarget.OpenAsync(server.Setting, TimeProvider.System, Ct);
        await DatabaseCopy.RunAsync(source, target, (_, _) => { }, Ct);
    }

    private static async Task<List<string>> ToFileAsync(PostgresPlace server, string file)
    {
        var told = new List<string>();
        await using var source = await PostgresDatabase.OpenAsync(server.Setting, TimeProvider.System, Ct);
        await using var target = await SqliteCopyTarget.OpenAsync(file, TimeProvider.System);
        await DatabaseCopy.RunAsync(source, target, (table, rows) => told.Add($"{table} {rows}"), Ct);
        return told;
    }

    /// <summary>Every table but that of migrations, every row as text, in the order of all columns.</summary>
    private static Dictionary<string, string> Dump(string file)
    {
        using var connection = new SqliteConnection(SqliteDatabase.ConnectionString(file, SqliteOpenMode.ReadOnly));
        connection.Open();
        var tables = connection.Query<string>("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!' AND name <> 'schema_migration' ORDER BY name").AsList();
        return tables.ToDictionary(t => t, t =>
        {
            using var reader = connection.ExecuteReader($"SELECT * FROM \"{t}\"");
            var rows = new List<string>();
            while (reader.Read())
            {
                rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetValue(i) is byte[] bytes ? Convert.ToHexString(bytes) : $"{reader.GetDataTypeName(i)} {reader.GetValue(i)}")));
            }

            rows.Sort(StringComparer.Ordinal);
            return string.Join('\n', rows);
        });
    }
}
