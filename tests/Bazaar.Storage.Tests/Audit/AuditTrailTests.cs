using Bazaar.Domain.Audit;
using Bazaar.Storage.Alerts;
using Bazaar.Storage.Audit;
using Bazaar.Storage.Catalog;
using Bazaar.Storage.Stock;
using Bazaar.Storage.Tests.Sqlite;

namespace Bazaar.Storage.Tests.Audit;

/// <summary>Whatever changes what is not stock is on record: who, from where, what it was and what it is.</summary>
public sealed class AuditTrailTests : IAsyncLifetime
{
    private static readonly Origin Manager = new("sana", "10.0.0.9", new DateTimeOffset(2026, 3, 1, 4, 12, 44, TimeSpan.Zero).AddTicks(1234567));
    private readonly TestFolder _folder = new();
    private TestShop _shop = null!;
    private ProductStore _products = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _shop = await TestShop.OpenAsync(_folder["shop.db"]);
        _products = new ProductStore(_shop.Database);
    }

    public async ValueTask DisposeAsync()
    {
        await _shop.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_new_product_is_on_record_with_all_it_has()
    {
        await _products.AddAsync(
            new ProductRow
            {
                Sku = "COLA", Name = "Cola \"500\"", NameUrdu = "کولا", Unit = "pcs", Price = 120_50, Cost = 99_1234, Packs = [new PackRow("carton", 24_000, 1), new PackRow("third", 1_000, 3)],
                Barcodes = [new BarcodeRow("8961014012354", "8961014012354", null), new BarcodeRow("18961014012351", "18961014012351", 0)],
            },
            Manager,
            Ct);

        var record = await LastAsync();
        (record.Change.Action, record.Change.Subject, record.Change.Store, record.Change.Before).ShouldBe(("product.add", "COLA", null, null));
        record.Change.After.ShouldBe(
            """{"name":"Cola \"500\"","nameUrdu":"کولا","unit":"pcs","barcodes":["8961014012354"],"packs":[{"name":"carton","size":24,"barcode":"18961014012351"},{"name":"third","size":1,"per":3}],"price":120.50,"cost":99.1234}""");
        record.Origin.ShouldBe(Manager with { At = new DateTimeOffset(2026, 3, 1, 4, 12, 44, TimeSpan.Zero).AddTicks(1234560) }, "Times are whole microseconds, as they are hashed.");
    }

    [Fact]
    public async Task Only_what_changed_is_on_record_in_the_units_people_see()
    {
        await _products.EditAsync("tea", null, p => p with { Price = 255_00, Category = "Drinks", Cost = null }, Manager, Ct);

        var change = (await LastAsync()).Change;
        change.ShouldBe(new AuditChange(
            "product.edit", "TEA", null, """{"category":null,"price":250.00,"cost":180.0000}""", """{"category":"Drinks","price":255.00,"cost":null}"""));
    }

    [Fact]
    public async Task What_changes_nothing_is_not_on_record()
    {
        var before = await CountAsync();

        await _products.EditAsync("TEA", null, p => p, Manager, Ct);
        await _products.EditAsync("TEA", 99, p => p with { Price = 1 }, Manager, Ct);
        await _products.ImportAsync([Tea(255_00)], (_, wanted) => wanted, dryRun: true, Manager, Ct);
        await new StoreStore(_shop.Database).EditAsync(TestShop.Store, null, s => s, Manager, Ct);

        (await CountAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task Archiving_and_bringing_back_have_their_own_names()
    {
        await _products.EditAsync("TEA", null, p => p with { ArchivedAt = 1 }, Manager, Ct);
        (await LastAsync()).Change.ShouldBe(new AuditChange("product.archive", "TEA", null, """{"archived":false}""", """{"archived":true}"""));

        await _products.EditAsync("TEA", null, p => p with { ArchivedAt = null }, Manager, Ct);
        (await LastAsync()).Change.Action.ShouldBe("product.restore");
    }

    [Fact]
    public async Task An_import_has_a_record_for_each_product_and_one_for_itself()
    {
        var rows = Enumerable.Range(0, 2_345).Select(i => new ProductRow { Sku = $"P{i}", Name = $"Product {i}", Unit = "pcs", Price = i }).Append(Tea(255_00)).ToList();

        await _products.ImportAsync(rows, (before, wanted) => before with { Price = wanted.Price }, dryRun: false, Manager, Ct);

        var records = await new AuditStore(_shop.Database).ListAsync(new AuditFilter { Entity = "product", Actor = "SANA", Limit = 5_000 }, Ct);
        records[0].Change.ShouldBe(new AuditChange("product.import", "products", null, null, """{"created":2345,"updated":1,"unchanged":0}"""));
        records.Count(r => r.Change.Action == "product.add").ShouldBe(2_345);
        records.Single(r => r.Change.Action == "product.edit").Change.After.ShouldBe("""{"price":255.00}""");
        (await LedgerCheck.RunAsync(_shop.Database, null, Ct)).Findings.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_store_its_levels_and_its_alerts_are_on_record()
    {
        var stores = new StoreStore(_shop.Database);
        var store = (await stores.FindAsync(TestShop.Store, Ct))!;
        await stores.EditAsync(TestShop.Store, null, s => s with { City = "Karachi", DayStartsAt = 180 }, Manager, Ct);
        (await LastAsync()).Change.ShouldBe(new AuditChange(
            "store.edit", TestShop.Store, TestShop.Store, """{"city":null,"dayStartsAt":"00:00"}""", """{"city":"Karachi","dayStartsAt":"03:00"}"""));
        await stores.EditAsync(TestShop.Store, null, s => s with { Closed = true }, Manager, Ct);
        (await LastAsync()).Change.Action.ShouldBe("store.close");

        var stock = new StockStore(_shop.Database);
        await stock.SetLevelsAsync(store.Id, "tea", 0, _ => new StockLevels(2_500, null, 260_00), Manager, Ct);
        (await LastAsync()).Change.ShouldBe(new AuditChange(
            "stock.levels", "TEA", TestShop.Store, """{"reorderPoint":null,"price":null}""", """{"reorderPoint":2.5,"price":260.00}"""));

        // Nothing on hand and a level to keep: sold out.
        var alerts = new AlertStore(_shop.Database);
        var alert = (await alerts.ListAsync(null, null, null, null, 10, _shop.Clock.GetUtcNow(), Ct)).ShouldHaveSingleItem();
        (await alerts.SettleAsync(alert.Id, "snoozed", Manager.At.AddDays(2), null, Manager, Ct)).ShouldBeTrue();
        (await LastAsync()).Change.ShouldBe(new AuditChange(
            "alert.snooze", $"{alert.Id}", TestShop.Store, """{"status":"open","snoozedUntil":null}""", """{"status":"snoozed","snoozedUntil":"2026-03-03T04:12:44.123456Z"}"""));
        await alerts.SettleAsync(alert.Id, "resolved", null, "counted again", Manager, Ct);
        var settled = await LastAsync();
        settled.Change.Action.ShouldBe("alert.resolve");

        (await alerts.SettleAsync(alert.Id, "acknowledged", null, null, Manager, Ct)).ShouldBeFalse();
        (await LastAsync()).Seq.ShouldBe(settled.Seq);
    }

    [Fact]
    public async Task A_change_that_fails_leaves_no_record()
    {
        var before = await CountAsync();

        await Should.ThrowAsync<InvalidOperationException>(() => _shop.Database.WriteAsync<int>(
            async (connection, transaction) =>
            {
                await AuditLog.AppendAsync(connection, transaction, Manager, new AuditChange("product.edit", "TEA"));
                throw new InvalidOperationException("the power went");
            },
            Ct));

        (await CountAsync()).ShouldBe(before);
        (await LedgerCheck.RunAsync(_shop.Database, null, Ct)).Findings.ShouldBeEmpty();
    }

    [Fact]
    public async Task Records_are_found_by_everything_they_say()
    {
        await _products.EditAsync("TEA", null, p => p with { Price = 1 }, Manager, Ct);
        await new StoreStore(_shop.Database).EditAsync(TestShop.Store, null, s => s with { City = "Karachi" }, Manager with { Actor = "ali" }, Ct);

        (await FindAsync(new AuditFilter { Subject = "tea", Action = "product.edit" })).ShouldBe(["product.edit"]);
        (await FindAsync(new AuditFilter { Entity = "store" })).ShouldBe(["store.edit", "store.add"]);
        (await FindAsync(new AuditFilter { Entity = "stor" })).ShouldBeEmpty();
        (await FindAsync(new AuditFilter { Actor = "Ali" })).ShouldBe(["store.edit"]);
        (await FindAsync(new AuditFilter { Store = "khi-01", Limit = 1 })).ShouldBe(["store.edit"]);
        (await FindAsync(new AuditFilter { Stores = ["KHI-01"] })).ShouldBe(["store.edit", "store.add"]);
        (await FindAsync(new AuditFilter { Stores = [] })).ShouldBeEmpty();
        (await FindAsync(new AuditFilter { From = Manager.At, Before = Manager.At.AddSeconds(1) })).ShouldBe(["store.edit", "product.edit"]);
        (await FindAsync(new AuditFilter { Before = Manager.At.AddSeconds(-1) })).ShouldBeEmpty();
        (await FindAsync(new AuditFilter { BeforeSeq = 2 })).ShouldBe(["store.add"]);
    }

    private static ProductRow Tea(long price) => new() { Sku = "TEA", Name = "Tea", Unit = "pcs", Price = price };

    private async Task<AuditRecord> LastAsync() => (await new AuditStore(_shop.Database).ListAsync(new AuditFilter { Limit = 1 }, Ct))[0];

    private async Task<long> CountAsync() => (await new AuditStore(_shop.Database).HeadAsync(Ct)).Seq;

    private async Task<string[]> FindAsync(AuditFilter filter) => [.. (await new AuditStore(_shop.Database).ListAsync(filter, Ct)).Select(r => r.Change.Action)];
}
