using Bazaar.Domain.Ledger;
using Bazaar.Domain.Primitives;

namespace Bazaar.Domain.Tests.Ledger;

/// <summary>Each way in which an entry is refused, and which of several is told (SCENARIOS 5, 8, 12, 14, 16).</summary>
public sealed class RefusalTests
{
    private const string Sugar = "SUGAR";
    private readonly Shop _shop = new();

    [Fact]
    public void A_basket_is_refused_whole_with_every_shortage_and_uses_no_sequence()
    {
        Stock(("A", 3), ("B", 0), ("C", 9));

        var refusal = _shop.Refuse<Refusal.Shortage>(_shop.Draft(EntryKind.Sale, null, Shop.Line("A", 5), Shop.Line("B", 1), Shop.Line("C", 1)));

        refusal.Shortages.ShouldBe([new ProductShortage("A", 5_000, 3_000), new ProductShortage("B", 1_000, 0)]);
    }

    [Fact]
    public void Lines_of_one_product_are_summed_before_the_check()
    {
        Stock(("A", 3));

        _shop.Refuse<Refusal.Shortage>(_shop.Draft(EntryKind.Sale, null, Shop.Line("A", 2), Shop.Line("A", 2)))
            .Shortages.ShouldBe([new ProductShortage("A", 4_000, 3_000)]);
    }

    [Fact]
    public void What_comes_in_and_goes_out_in_one_adjustment_is_checked_net()
    {
        Stock(("A", 3));

        _shop.Accept(_shop.Draft(EntryKind.Adjustment, null, Shop.Line("A", -5), Shop.Line("A", 4)));

        _shop.OnHand("A").ShouldBe(2);
    }

    [Theory]
    [InlineData(EntryKind.Sale)]
    [InlineData(EntryKind.Removal)]
    [InlineData(EntryKind.SupplierReturn)]
    [InlineData(EntryKind.TransferOut)]
    public void The_last_one_may_leave_and_one_more_may_not(EntryKind kind)
    {
        Stock(("A", 1));

        _shop.Refuse<Refusal.Shortage>(_shop.Draft(kind, null, Shop.Line("A", 1.001m)));
        _shop.Accept(_shop.Draft(kind, null, Shop.Line("A", 1)));

        _shop.OnHand("A").ShouldBe(0);
    }

    [Fact]
    public void A_fact_may_take_on_hand_below_zero()
    {
        Stock(("A", 1));

        _shop.Accept(_shop.Draft(EntryKind.Sale, null, Shop.Line("A", 3)) with { AcceptShortage = true });

        _shop.OnHand("A").ShouldBe(-2);
        StockStatus.Of(_shop.Ledger.BalanceOf("A").OnHand, null, null).ShouldBe(StockStatus.Negative);
    }

    [Fact]
    public void What_comes_in_below_zero_is_not_refused_for_staying_there()
    {
        _shop.Accept(_shop.Draft(EntryKind.Sale, null, Shop.Line(Sugar, 3)) with { AcceptShortage = true });

        _shop.Receive("09:00", Sugar, 1);

        _shop.OnHand(Sugar).ShouldBe(-2);
    }

    [Fact]
    public void A_late_sale_that_a_count_has_seen_is_never_short()
    {
        _shop.Open("09:00", Sugar, 10);
        _shop.Count("12:00", Sugar, 0);

        _shop.LearnsAt("13:00").Sell("11:00", Sugar, 4);

        _shop.OnHand(Sugar).ShouldBe(0);
    }

    [Fact]
    public void A_late_count_that_would_take_on_hand_below_zero_is_refused()
    {
        _shop.Open("09:00", Sugar, 10);
        _shop.Sell("13:00", Sugar, 10);
        _shop.LearnsAt("14:00");

        _shop.Refuse<Refusal.Shortage>(_shop.Draft(EntryKind.Count, "12:00", Shop.CountLine(Sugar, 9)))
            .Shortages.ShouldBe([new ProductShortage(Sugar, 1_000, 0)]);
    }

    [Fact]
    public void Taking_back_a_receipt_whose_goods_are_gone_is_refused()
    {
        var receipt = _shop.Receive("09:00", Sugar, 10);
        _shop.Sell("10:00", Sugar, 4);

        _shop.Refuse<Refusal.Shortage>(_shop.Taking(receipt)).Shortages.ShouldBe([new ProductShortage(Sugar, 10_000, 6_000)]);
        _shop.Accept(_shop.Taking(receipt) with { AcceptShortage = true });

        _shop.OnHand(Sugar).ShouldBe(-4);
    }

    [Fact]
    public void An_archived_product_cannot_be_received_and_what_is_left_can_go()
    {
        Stock(("A", 10), ("B", 10));
        _shop.Add("A", archived: true);
        _shop.Add("B", archived: true);

        foreach (var kind in new[] { EntryKind.Opening, EntryKind.StockIn })
        {
            _shop.Refuse<Refusal.ProductArchived>(_shop.Draft(kind, null, Shop.Line("A", 1), Shop.Line(Sugar, 1), Shop.Line("B", 1), Shop.Line("A", 1)))
                .Skus.ShouldBe(["A", "B"]);
        }

        foreach (var kind in new[] { EntryKind.Sale, EntryKind.Removal, EntryKind.CustomerReturn, EntryKind.SupplierReturn, EntryKind.TransferOut, EntryKind.TransferIn, EntryKind.Adjustment })
        {
            _shop.Accept(_shop.Draft(kind, null, Shop.Line("A", 1)));
        }

        _shop.Count("12:00", "A", 5);
        _shop.OnHand("A").ShouldBe(5);
    }

    [Fact]
    public void A_count_that_expected_an_older_stock_is_refused_with_what_moved_it()
    {
        var opening = _shop.Open("09:00", Sugar, 10);
        var count = _shop.Draft(EntryKind.Count, null, Shop.CountLine(Sugar, 8)) with { ExpectedSeq = opening.Seq };
        var sale = _shop.Sell("10:00", Sugar, 1);

        _shop.Refuse<Refusal.StockMoved>(count).ShouldBe(new Refusal.StockMoved(Sugar, sale.Seq));
        _shop.Accept(count with { ExpectedSeq = sale.Seq });
    }

    [Fact]
    public void Another_product_that_moved_does_not_matter_to_an_expecting_count()
    {
        var opening = _shop.Open("09:00", Sugar, 10);
        Stock(("A", 3));

        _shop.Accept(_shop.Draft(EntryKind.Count, null, Shop.CountLine(Sugar, 8)) with { ExpectedSeq = opening.Seq });

        _shop.OnHand(Sugar).ShouldBe(8);
    }

    [Fact]
    public void An_entry_is_reversed_once()
    {
        var entry = _shop.Open("09:00", Sugar, 10);
        _shop.Reverse(entry);

        _shop.Refuse<Refusal.AlreadyReversed>(_shop.Taking(entry)).Id.ShouldBe(entry.Id);
    }

    [Fact]
    public void A_reversal_cannot_be_reversed()
    {
        var reversal = _shop.Reverse(_shop.Open("09:00", Sugar, 10));

        _shop.Refuse<Refusal.NotReversible>(_shop.Taking(reversal)).Kind.ShouldBe(EntryKind.Reversal);
    }

    [Theory]
    [InlineData(EntryKind.TransferIn)]
    [InlineData(EntryKind.TransferOut)]
    public void One_side_of_a_transfer_cannot_be_reversed(EntryKind kind)
    {
        Stock((Sugar, 10));
        var entry = _shop.Accept(_shop.Draft(kind, null, Shop.Line(Sugar, 1)));

        _shop.Refuse<Refusal.NotReversible>(_shop.Taking(entry)).Kind.ShouldBe(kind);
    }

    [Fact]
    public void An_entry_that_is_not_there_cannot_be_reversed()
    {
        var missing = _shop.NewId();

        _shop.Refuse<Refusal.OriginalNotFound>(_shop.Draft(EntryKind.Reversal, null) with { ReversalOf = missing }).Id.ShouldBe(missing);
    }

    [Fact]
    public void A_closed_store_takes_nothing_but_still_knows_what_it_took()
    {
        var sent = _shop.Draft(EntryKind.Opening, null, Shop.Line(Sugar, 10));
        var entry = _shop.Accept(sent);
        _shop.Ledger.Store = _shop.Ledger.Store with { Closed = true };

        _shop.Refuse<Refusal.StoreClosed>(_shop.Draft(EntryKind.Sale, null, Shop.Line(Sugar, 1))).Store.ShouldBe("KHI-01");
        _shop.Refuse<Refusal.StoreClosed>(_shop.Taking(entry));
        _shop.Accept(sent).ShouldBe(entry);
    }

    [Fact]
    public void Of_several_faults_of_a_posting_the_first_by_precedence_is_told()
    {
        Stock(("OLD", 1));
        _shop.Add("OLD", archived: true);
        _shop.Ledger.Store = _shop.Ledger.Store with { Closed = true };
        var draft = _shop.Draft(EntryKind.StockIn, null, Shop.Line("NONE", 1), Shop.Line("OLD", 1_000_000_000_000m, cost: 1_000m));

        _shop.Refuse<Refusal.InvalidLines>(draft);
        draft = draft with { Lines = [draft.Lines[1]] };
        _shop.Refuse<Refusal.StoreClosed>(draft);
        _shop.Ledger.Store = _shop.Ledger.Store with { Closed = false };
        _shop.Refuse<Refusal.ProductArchived>(draft);
        _shop.Add("OLD");
        _shop.Refuse<Refusal.OutOfRange>(draft);
    }

    [Fact]
    public void A_count_tells_that_stock_moved_before_that_it_is_short_and_that_before_a_number_out_of_range()
    {
        Stock(("A", 10));
        _shop.Sell("13:00", "A", 10);
        _shop.Add("DEAR", cost: 1_000_000_000m);
        var count = _shop.LearnsAt("14:00").Draft(EntryKind.Count, "12:00", Shop.CountLine("A", 9), Shop.CountLine("DEAR", 1_000_000m)) with { ExpectedSeq = 1 };

        _shop.Refuse<Refusal.StockMoved>(count).ShouldBe(new Refusal.StockMoved("A", 2));
        _shop.Refuse<Refusal.Shortage>(count with { ExpectedSeq = 2 });
        _shop.Refuse<Refusal.OutOfRange>(count with { ExpectedSeq = 2, AcceptShortage = true }).Sku.ShouldBe("DEAR");
    }

    [Fact]
    public void Of_several_faults_of_a_reversal_the_first_by_precedence_is_told()
    {
        var receipt = _shop.Receive("09:00", Sugar, 10);
        var reversal = _shop.Reverse(receipt);
        var other = _shop.Receive("10:00", Sugar, 10);
        _shop.Sell("11:00", Sugar, 5);
        _shop.Ledger.Store = _shop.Ledger.Store with { Closed = true };

        _shop.Refuse<Refusal.StoreClosed>(_shop.Draft(EntryKind.Reversal, null) with { ReversalOf = _shop.NewId() });
        _shop.Ledger.Store = _shop.Ledger.Store with { Closed = false };
        _shop.Refuse<Refusal.NotReversible>(_shop.Taking(reversal));
        _shop.Refuse<Refusal.AlreadyReversed>(_shop.Taking(receipt));
        _shop.Refuse<Refusal.Shortage>(_shop.Taking(other));
    }

    [Fact]
    public void A_refused_id_may_be_tried_again_and_may_then_succeed()
    {
        var sale = _shop.Draft(EntryKind.Sale, null, Shop.Line(Sugar, 1));
        _shop.Refuse<Refusal.Shortage>(sale);
        _shop.Receive("09:00", Sugar, 1);

        _shop.Accept(sale).Seq.ShouldBe(2);
    }

    [Fact]
    public void The_first_answer_is_repeated_after_the_price_changed_and_other_content_is_refused()
    {
        _shop.Open("09:00", Sugar, 10);
        var sale = _shop.Draft(EntryKind.Sale, null, Shop.Line(Sugar, 1));
        var first = _shop.Accept(sale);
        _shop.Add(Sugar, price: 200m);

        _shop.Accept(sale).ShouldBe(first);
        first.Lines[0].Price.ShouldBe(160_00);
        _shop.OnHand(Sugar).ShouldBe(9);
        _shop.Refuse<Refusal.IdReused>(sale with { Note = "again" }).ShouldBe(new Refusal.IdReused(sale.Id, first.Seq));
    }

    private void Stock(params (string Sku, decimal Quantity)[] products)
    {
        foreach (var (sku, quantity) in products)
        {
            _shop.Add(sku);
            if (quantity > 0)
            {
                _shop.Accept(_shop.Draft(EntryKind.Opening, null, Shop.Line(sku, quantity)));
            }
        }
    }
}
