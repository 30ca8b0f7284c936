using Bazaar.Domain.Ledger;
using Bazaar.Storage.Audit;
using Bazaar.Storage.Ledger;

namespace Bazaar.Storage.Tests.Suites;

/// <summary>Whatever is changed behind Bazaar's back, the check says where.</summary>
public abstract class TamperSuite : EngineSuite
{
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
    [InlineData("UPDATE entry SET hash = substr(hash, 1, 31) WHERE seq = 3", "hash", 3L, null)]
    [InlineData("UPDATE entry SET previous_hash = substr(hash, 1, 31) WHERE seq = 3", "hash", 3L, null)]
    [InlineData("UPDATE entry SET business_date = 20261399 WHERE seq = 3", "line", 3L, null)]
    [InlineData("UPDATE entry SET occurred_at = 9223372036854775807 WHERE seq = 3", "hash", 3L, null)]
    [InlineData("DELETE FROM entry WHERE seq = 3", "gap", 3L, null)]
    [InlineData("DELETE FROM entry WHERE seq = 7; DELETE FROM line WHERE seq = 7", "head", 6L, null)]
    [InlineData("UPDATE line SET quantity = quantity + 1000 " + TeaLine, "hash", 2L, null)]
    [InlineData("UPDATE line SET cost = cost + 1 " + TeaLine, "hash", 2L, null)]
    [InlineData("UPDATE line SET amount = amount - 1 " + TeaLine, "hash", 2L, null)]
    [InlineData("UPDATE line SET effective_at = effective_at - 1 " + TeaLine, "line", 2L, "TEA")]
    [InlineData("UPDATE line SET business_date = 20260101 " + TeaLine, "line", 2L, "TEA")]
    [InlineData("UPDATE line SET business_date = 20261399 " + TeaLine, "line", 2L, null)]
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
    [InlineData("UPDATE store_head SET hash = substr(hash, 1, 31)", "head", 7L, null)]
    [InlineData("UPDATE store_head SET recorded_at = recorded_at + 1", "head", 7L, null)]
    [InlineData("DELETE FROM store_head", "head", 7L, null)]
    [InlineData("UPDATE product SET sku = 'GREEN-TEA' WHERE sku = 'TEA'", "hash", 1L, null)]
    [InlineData("DELETE FROM product WHERE sku = 'TEA'", "hash", 1L, null)]
    public Task A_change_made_without_Bazaar_is_found_and_named(string change, string kind, long? seq, string? sku) => MustBeFoundAsync(change, kind, seq, sku);

    /// <summary>Makes the change in a copy of a sound history; the check must name it.</summary>
    protected async Task MustBeFoundAsync(string change, string kind, long? seq, string? sku)
    {
        var findings = await CheckAfterAsync(change);

        findings.ShouldNotBeEmpty("Nobody noticed.");
        var first = findings[0];
        (first.Store, first.Kind, first.Seq, first.Sku).ShouldBe((TestShop.Store, kind, seq, sku), string.Join('\n', findings));
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
        await using var place = await CopyHistoryAsync();
        byte[] hash;
        await using (var database = await place.OpenAsync(TimeProvider.System))
        {
            using var lease = await database.ReadAsync();
            hash = EntryHash.Of((await EntryReader.ReadAsync(lease.Connection, 1, 2, 3))[0] with { Note = "forged" });
        }

        var findings = await CheckAfterAsync($"UPDATE entry SET note = 'forged', hash = {place.Literal(hash)} WHERE seq = 3");

        (findings[0].Kind, findings[0].Seq).ShouldBe(("hash", 4));
    }

    [Fact]
    public async Task What_nobody_changed_is_sound()
    {
        await using var place = await CopyHistoryAsync();
        await place.DropGuardsAsync();

        await using var database = await place.OpenAsync(TimeProvider.System);
        var (store, findings) = await TestShop.CheckAsync(database);

        findings.ShouldBeEmpty();
        (store.Seq, store.Entries, store.Lines).ShouldBe((7, 7, 9));
    }

    /// <summary>A copy of <see cref="FillAsync"/>.</summary>
    private protected abstract Task<ITestPlace> CopyHistoryAsync();

    /// <summary>What the check finds in a copy after a change.</summary>
    private protected async Task<IReadOnlyList<Finding>> CheckAfterAsync(string change)
    {
        await using var place = await CopyHistoryAsync();
        await place.DropGuardsAsync();
        await place.ExecuteAsync(change);
        await using var database = await place.OpenAsync(TimeProvider.System);
        return (await TestShop.CheckAsync(database)).Findings;
    }

    /// <summary>A short day: every kind of entry that the check treats in its own way.</summary>
    private protected static async Task FillAsync(ITestPlace place)
    {
        var clock = new TestClock(new DateTimeOffset(2026, 3, 10, 8, 0, 0, TimeSpan.Zero));
        await using var shop = await TestShop.OpenAsync(place, clock);
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
}
