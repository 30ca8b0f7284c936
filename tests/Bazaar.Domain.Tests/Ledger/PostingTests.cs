using Bazaar.Domain.Ledger;

namespace Bazaar.Domain.Tests.Ledger;

/// <summary>Dates, clocks, statuses and what the past is asked for (SCENARIOS 9 and 13).</summary>
public sealed class PostingTests
{
    private const string Sugar = "SUGAR";

    [Theory]
    [InlineData("00:00", "2026-03-03")]
    [InlineData("00:30", "2026-03-03")]
    [InlineData("00:31", "2026-03-02")]
    [InlineData("03:00", "2026-03-02")]
    public void An_entry_belongs_to_the_stores_own_business_date(string dayStartsAt, string date)
    {
        var shop = new Shop(dayStartsAt: TimeSpan.Parse(dayStartsAt));

        shop.Open("+1 00:30", Sugar, 1).BusinessDate.ShouldBe(DateOnly.Parse(date));
    }

    [Fact]
    public void A_change_of_zone_or_of_the_days_start_moves_no_posted_entry()
    {
        var shop = new Shop();
        var entry = shop.Open("+1 00:30", Sugar, 10);
        shop.Ledger.Store = shop.Ledger.Store with { Zone = TimeZoneInfo.Utc, DayStartsAt = TimeSpan.FromHours(3) };

        shop.Ledger.Find(entry.Id)!.BusinessDate.ShouldBe(new DateOnly(2026, 3, 3));
        shop.Reverse(entry).BusinessDate.ShouldBe(entry.BusinessDate);
    }

    [Fact]
    public void An_entry_without_a_time_happened_when_it_was_recorded()
    {
        var shop = new Shop().LearnsAt("10:00");
        shop.Ledger.Now = shop.Ledger.Now.AddTicks(7);

        var entry = shop.Accept(shop.Draft(EntryKind.Opening, null, Shop.Line(Sugar, 1)));

        entry.RecordedAt.ShouldBe(shop.Time("10:00"));
        entry.OccurredAt.ShouldBe(entry.RecordedAt);
    }

    [Fact]
    public void A_clock_that_was_set_back_does_not_run_the_ledger_back()
    {
        var shop = new Shop();
        shop.Open("10:00", Sugar, 10);
        shop.LearnsAt("09:00");

        var entry = shop.Accept(shop.Draft(EntryKind.Sale, null, Shop.Line(Sugar, 1)));

        entry.RecordedAt.ShouldBe(shop.Time("10:00"));
        entry.OccurredAt.ShouldBe(entry.RecordedAt);
    }

    [Fact]
    public void An_entry_keeps_what_the_client_said_about_it()
    {
        var shop = new Shop();

        var entry = shop.Accept(shop.Draft(EntryKind.StockIn, null, Shop.Line(Sugar, 1)) with { Reference = "INV-1", Reason = "late", Note = "چینی", Supplier = "ACME" });

        (entry.Actor, entry.Reference, entry.Reason, entry.Note, entry.Supplier).ShouldBe(("ali", "INV-1", "late", "چینی", "ACME"));
        entry.CountsAsReason.ShouldBe("");
    }

    [Fact]
    public void A_removal_and_its_reversal_count_under_its_reason()
    {
        var shop = new Shop();
        shop.Open("09:00", Sugar, 10);
        var removal = shop.Accept(shop.Draft(EntryKind.Removal, null, Shop.Line(Sugar, 1)) with { Reason = "expired" });

        var reversal = shop.Reverse(removal);

        (removal.CountsAs, removal.CountsAsReason).ShouldBe((EntryKind.Removal, "expired"));
        (reversal.CountsAs, reversal.CountsAsReason).ShouldBe((EntryKind.Removal, "expired"));
    }

    [Fact]
    public void What_happens_now_after_everything_known_asks_nothing_of_the_past()
    {
        var at = DateTimeOffset.UnixEpoch;
        var balance = default(Balance) with { LastCountAt = at, LastEffectiveAt = at };

        HistoryNeeds.Of(EntryKind.Sale, at, [(1, balance)]).IsEmpty.ShouldBeTrue();
        HistoryNeeds.Of(EntryKind.Count, at, [(1, balance), (2, default)]).IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void A_late_fact_asks_for_counts_and_a_late_count_for_what_moved_too()
    {
        var at = DateTimeOffset.UnixEpoch;
        var counted = default(Balance) with { LastCountAt = at.AddTicks(10), LastEffectiveAt = at.AddTicks(10) };
        var moved = default(Balance) with { LastEffectiveAt = at.AddTicks(10) };

        var ofSale = HistoryNeeds.Of(EntryKind.Sale, at, [(1, counted), (2, moved)]);
        ofSale.CountsAfter.ShouldBe([1]);
        ofSale.MovedAfter.ShouldBeEmpty();

        var ofCount = HistoryNeeds.Of(EntryKind.Count, at, [(1, counted), (2, moved)]);
        ofCount.CountsAfter.ShouldBe([1]);
        ofCount.MovedAfter.ShouldBe([1, 2]);
    }

    [Fact]
    public void A_reversal_asks_for_counts_at_the_originals_own_time_after_its_sequence()
    {
        var at = DateTimeOffset.UnixEpoch;
        var counted = default(Balance) with { LastCountAt = at };

        var needs = HistoryNeeds.Of(EntryKind.Reversal, at, [(1, counted)], originalSeq: 5);

        needs.CountsAfter.ShouldBe([1]);
        needs.AfterSeq.ShouldBe(5);
    }

    [Theory]
    [InlineData(-1, 5L, 10L, StockStatus.Negative, true)]
    [InlineData(-1, null, null, StockStatus.Negative, true)]
    [InlineData(0, null, null, StockStatus.Out, true)]
    [InlineData(0, 5L, null, StockStatus.Out, true)]
    [InlineData(1, 5L, 10L, StockStatus.Low, true)]
    [InlineData(5, 5L, 10L, StockStatus.Low, true)]
    [InlineData(6, 5L, 10L, StockStatus.Ok, false)]
    [InlineData(10, 5L, 10L, StockStatus.Ok, false)]
    [InlineData(11, 5L, 10L, StockStatus.Over, false)]
    [InlineData(11, null, 10L, StockStatus.Over, false)]
    [InlineData(11, 5L, null, StockStatus.Ok, false)]
    [InlineData(1, null, null, StockStatus.Ok, false)]
    public void A_status_says_how_stock_stands_against_its_levels(long onHand, long? reorderPoint, long? targetLevel, string status, bool alert)
    {
        StockStatus.Of(onHand, reorderPoint, targetLevel).ShouldBe(status);
        StockStatus.NeedsAlert(status).ShouldBe(alert);
        StockStatus.All.ShouldContain(status);
    }

    [Fact]
    public void Every_kind_has_a_name_of_its_own_that_reads_back()
    {
        foreach (var kind in Enum.GetValues<EntryKind>())
        {
            EntryKinds.TryParse(kind.Name(), out var read).ShouldBeTrue();
            read.ShouldBe(kind);
        }

        EntryKinds.TryParse("Sale", out _).ShouldBeFalse();
        EntryKinds.TryParse(null, out _).ShouldBeFalse();
        EntryKinds.Postable.ShouldNotContain(EntryKind.Reversal);
    }
}
