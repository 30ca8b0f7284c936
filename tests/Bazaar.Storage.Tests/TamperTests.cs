using Bazaar.Domain.Ledger;
using Bazaar.Storage.Audit;
using Bazaar.Storage.Ledger;
using Bazaar.Storage.Sqlite;

namespace Bazaar.Storage.Tests;

/// <summary>Whatever is changed behind Bazaar's back, the check says where.</summary>
/// <param name="history">A sound file.</param>
public sealed class TamperTests(TamperTests.History history) : IClassFixture<TamperTests.History>
{
    private const string NoTriggers = """
        DROP TRIGGER entry_no_update; DROP TRIGGER entry_no_delete; DROP TRIGGER line_no_update; DROP TRIGGER line_no_delete;
        DROP TRIGGER product_no_delete; DROP TRIGGER product_sku_stays;
        """;

    private const string TeaLine = "WHERE seq = 2 AND line = 1";
    private const string TeaStock = "WHERE product = (SELECT id FROM product WHERE sku = 'TEA')";
    private const string TeaSales = TeaStock + " AND kind = 'sale'";

    [Theory]
    [InlineData("UPDATE entry SET note = 'for the owner' WHERE seq = 2", "hash", 2L, null)]
    [InlineData("UPDATE entry SET total = total - 1 WHERE seq = 2", "hash", 2L, null)]
    [InlineData("UPDATE entry SET occurred_at = occurred_at - 1 WHERE seq = 2", "hash", 2L, null)]
    [InlineData("UPDATE entry SET recorded_at = recorded_at + 1 WHERE seq = 2", "hash", 2L, null)]
    [InlineData("UPDATE entry SET actor = 'somebody' WHERE seq = 2", "hash", 2L, null)]
    [InlineData("UPDATE entry SET kind = 'customerReturn' WHERE seq = 2", "hash", 2L, null)]
    [InlineData("UPDATE entry SET kind = 'gift' WHERE seq = 2", "hash", 2L, null)]
    [InlineData("UPDATE entry SET reversal_of = NULL WHERE seq = 6", "hash", 6L, null)]
    [InlineData("UPDATE entry SET hash = zeroblob(32) WHERE seq = 3", "hash", 3L, null)]
    [InlineData("UPDATE entry SET previous_hash = zeroblob(32) WHERE seq = 3", "hash", 3L, null)]
    [InlineData("UPDATE entry SET business_date = 20261399 WHERE seq = 3", "line", 3L, null)]
    [InlineData("UPDATE entry SET id = x'01' WHERE seq = 3", "line", 3L, null)]
    [InlineData("UPDATE entry SET hash = 'none' WHERE seq = 3", "hash", 3L, null)]
    [InlineData("UPDATE entry SET occurred_at = 9223372036854775807 WHERE seq = 3", "hash", 3L, null)]
    [InlineData("DELETE FROM entry WHERE seq = 3", "gap", 3L, null)]
    [InlineData("DELETE FROM entry WHERE seq = 7; DELETE FROM line WHERE seq = 7", "head", 6L, null)]
    [InlineData("UPDATE line SET quantity = quantity + 1000 " + TeaLine, "hash", 2L, null)]
    [InlineData("UPDATE line SET cost = cost + 1 " + TeaLine, "hash", 2L, null)]
    [InlineData("UPDATE line SET amount = amount - 1 " + TeaLine, "hash", 2L, null)]
    [InlineData("UPDATE line SET effective_at = effective_at - 1 " + TeaLine, "line", 2L, "TEA")]
    [InlineData("UPDATE line SET business_date = 20260101 " + TeaLine, "line", 2L, "TEA")]
    [InlineData("UPDATE line SET business_date = 20261399 " + TeaLine, "line", 2L, null)]
    [InlineData("UPDATE line SET quantity = 'many' " + TeaLine, "hash", 2L, null)]
    [InlineData("UPDATE line SET covered_by = 3 WHERE covered_by = 4", "hash", 5L, null)]
    [InlineData("DELETE FROM line " + TeaLine, "hash", 2L, null)]
    [InlineData("INSERT INTO line SELECT store, seq, 2, product, quantity, counted, pack, pack_quantity, price, cost, pack_cost, amount, on_hand, covered_by, effective_at, business_date FROM line " + TeaLine, "hash", 2L, null)]
    [InlineData("INSERT INTO line SELECT store, 99, 1, product, quantity, counted, pack, pack_quantity, price, cost, pack_cost, amount, on_hand, covered_by, effective_at, business_date FROM line " + TeaLine, "line", null, null)]
    [InlineData("UPDATE stock SET on_hand = on_hand + 1 " + TeaStock, "balance", 5L, "TEA")]
    [InlineData("UPDATE stock SET average_cost = average_cost + 1 " + TeaStock, "cost", 5L, "TEA")]
    [InlineData("UPDATE stock SET seq = 0 " + TeaStock, "balance", 5L, "TEA")]
    [InlineData("DELETE FROM stock " + TeaStock, "balance", 5L, "TEA")]
    [InlineData("UPDATE stock SET last_count_at = last_count_at - 1 " + TeaStock, "balance", 5L, "TEA")]
    [InlineData("UPDATE stock SET last_count_at = NULL " + TeaStock, "balance", 5L, "TEA")]
    [InlineData("UPDATE stock SET last_effective_at = last_effective_at + 1 " + TeaStock, "balance", 5L, "TEA")]
    [InlineData("UPDATE daily SET quantity = quantity - 1 " + TeaSales, "total", null, "TEA")]
    [InlineData("UPDATE daily SET amount = amount - 1 " + TeaSales, "total", null, "TEA")]
    [InlineData("UPDATE daily SET business_date = business_date + 1 " + TeaSales, "total", null, "TEA")]
    [InlineData("UPDATE daily SET reason = 'theft' WHERE kind = 'removal'", "total", null, "RICE")]
    [InlineData("UPDATE daily SET cost = cost - 1 " + TeaSales, "total", null, "TEA")]
    [InlineData("DELETE FROM daily " + TeaSales, "total", null, "TEA")]
    [InlineData("INSERT INTO daily SELECT store, business_date + 1, product, kind, reason, quantity, amount, cost FROM daily " + TeaSales, "total", null, "TEA")]
    [InlineData("UPDATE daily_activity SET entries = entries + 1 WHERE kind = 'sale'", "total", null, null)]
    [InlineData("UPDATE daily_activity SET amount = amount + 1 WHERE kind = 'sale'", "total", null, null)]
    [InlineData("UPDATE daily_activity SET actor = 'somebody' WHERE kind = 'sale'", "total", null, null)]
    [InlineData("DELETE FROM daily_activity WHERE kind = 'sale'", "total", null, null)]
    [InlineData("UPDATE store_head SET seq = seq - 1", "head", 7L, null)]
    [InlineData("UPDATE store_head SET hash = zeroblob(32)", "head", 7L, null)]
    [InlineData("UPDATE store_head SET recorded_at = recorded_at + 1", "head", 7L, null)]
    [InlineData("DELETE FROM store_head", "head", 7L, null)]
    [InlineData("UPDATE product SET sku = 'GREEN-TEA' WHERE sku = 'TEA'", "hash", 1L, null)]
    [InlineData("DELETE FROM product WHERE sku = 'TEA'", "hash", 1L, null)]
    public async Task A_change_made_without_Bazaar_is_found_and_named(string change, string kind, long? seq, string? sku)
    {
        var findings = await CheckAfterAsync(change);

        findings.ShouldNotBeEmpty("Nobody noticed.");
        var first = findings[0];
        (first.Store, first.Kind, first.Seq, first.Sku).ShouldBe((TestShop.Store, kind, seq, sku), string.Join('\n', findings));
    }

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

    [Fact]
    public async Task A_history_cut_short_and_tied_up_again_is_missed_by_the_balances()
    {
        var findings = await CheckAfterAsync("""
            DELETE FROM line WHERE seq = 7; DELETE FROM entry WHERE seq = 7;
            UPDATE store_head SET seq = 6, hash = (SELECT hash FROM entry WHERE seq = 6), recorded_at = (SELECT recorded_at FROM entry WHERE seq = 6)
            """);

        findings.ShouldContain(f => f.Kind == "balance" && f.Sku == TestShop.Rice);
    }

    [Fact]
    public async Task A_forged_entry_with_a_right_hash_breaks_the_chain_behind_it()
    {
        byte[] hash;
        await using (var database = SqliteDatabase.Open(history.Path, TimeProvider.System))
        {
            hash = EntryHash.Of((await EntryReader.ReadAsync(database.Writer, 1, 2, 3))[0] with { Note = "forged" });
        }

        var findings = await CheckAfterAsync($"UPDATE entry SET note = 'forged', hash = x'{Convert.ToHexString(hash)}' WHERE seq = 3");

        (findings[0].Kind, findings[0].Seq).ShouldBe(("hash", 4));
    }

    [Fact]
    public async Task What_nobody_changed_is_sound()
    {
        using var folder = new TestFolder();
        File.Copy(history.Path, folder["shop.db"]);
        TestFolder.Execute(folder["shop.db"], NoTriggers);

        await using var database = SqliteDatabase.Open(folder["shop.db"], TimeProvider.System);
        var (store, findings) = await TestShop.CheckAsync(database);

        findings.ShouldBeEmpty();
        (store.Seq, store.Entries, store.Lines).ShouldBe((7, 7, 9));
    }

    private async Task<IReadOnlyList<Finding>> CheckAfterAsync(string change)
    {
        using var folder = new TestFolder();
        var path = folder["shop.db"];
        File.Copy(history.Path, path);
        TestFolder.Execute(path, NoTriggers + change);
        await using var database = SqliteDatabase.Open(path, TimeProvider.System);
        return (await TestShop.CheckAsync(database)).Findings;
    }

    /// <summary>A short day: every kind of entry that the check treats in its own way.</summary>
    public sealed class History : IAsyncLifetime
    {
        private readonly TestFolder _folder = new();

        internal string Path => _folder["history.db"];

        public async ValueTask InitializeAsync()
        {
            var clock = new TestClock(new DateTimeOffset(2026, 3, 10, 8, 0, 0, TimeSpan.Zero));
            await using var shop = await TestShop.OpenAsync(Path, clock);
            await shop.MustPostAsync(TestShop.Draft(
                EntryKind.StockIn, new DraftLine { Sku = TestShop.Tea, Quantity = 100_000, Cost = 180_0000 }, new DraftLine { Sku = TestShop.Rice, Quantity = 50_000, Cost = 265_5000 }));
            await shop.MustPostAsync(TestShop.Sell(TestShop.Tea, 3_000));
            var removal = TestShop.Sealed(TestShop.Draft(EntryKind.Removal, new DraftLine { Sku = TestShop.Rice, Quantity = 2_500 }) with { Reason = "damaged" });
            await shop.MustPostAsync(removal);
            await shop.MustPostAsync(TestShop.Draft(EntryKind.Count, new DraftLine { Sku = TestShop.Tea, Counted = 95_000 }));

            // The count had seen this sale already, so a second line takes it back.
            var late = await shop.MustPostAsync(TestShop.Sealed(TestShop.Sell(TestShop.Tea, 1_000) with { OccurredAt = clock.Start.AddMinutes(1) }));
            late.Lines.ShouldContain(l => l.CoveredBy == 4);
            await shop.MustPostAsync(TestShop.Sealed(TestShop.Draft(EntryKind.Reversal) with { ReversalOf = removal.Id }));
            await shop.MustPostAsync(TestShop.Sell(TestShop.Rice, 1_250));
        }

        public ValueTask DisposeAsync()
        {
            _folder.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
