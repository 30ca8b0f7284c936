using Bazaar.Contracts;
using Bazaar.Simulator.Load;

namespace Bazaar.EndToEnd.Tests.Simulation;

/// <summary>A checker that never complains proves nothing: each lie a server could tell is told to it once.</summary>
public class LedgerCheckerTests
{
    private static readonly FixedClock Now = new(new DateTimeOffset(2026, 3, 12, 10, 30, 0, TimeSpan.Zero));

    [Fact]
    public void An_honest_ledger_passes() => Check(l => l).ShouldBeEmpty();

    [Fact]
    public void A_lost_last_entry_is_missing() => Kinds(l => l with { Entries = [.. l.Entries.SkipLast(1)], Head = 3, OnHand = Stock(l.Entries.SkipLast(1)) }).ShouldBe(["missing"]);

    [Fact]
    public void A_lost_entry_in_the_middle_is_a_gap() => Kinds(l => l with { Entries = [l.Entries[0], .. l.Entries.Skip(2)] }).ShouldContain("gap");

    [Fact]
    public void A_head_beyond_the_feed_is_a_gap() => Kinds(l => l with { Head = 5 }).ShouldBe(["gap"]);

    [Fact]
    public void A_hash_that_does_not_fit_breaks_the_chain() =>
        Kinds(l => With(l, 2, e => e with { PreviousHash = new string('a', 64) })).ShouldBe(["chain"]);

    [Fact]
    public void Another_hash_than_was_told_is_not_the_same_entry() =>
        Kinds(l => With(With(l, 1, e => e with { Hash = new string('b', 64) }), 2, e => e with { PreviousHash = new string('b', 64) })).ShouldBe(["missing"]);

    [Fact]
    public void An_entry_that_stands_twice_is_doubled() => Kinds(l =>
    {
        var again = l.Entries[^1] with { Seq = 5, PreviousHash = l.Entries[^1].Hash, Lines = [.. l.Entries[^1].Lines.Select(x => x with { OnHand = x.OnHand + x.Quantity })] };
        return l with { Entries = [.. l.Entries, again], Head = 5, OnHand = Stock([.. l.Entries, again]) };
    }).ShouldBe(["doubled"]);

    [Fact]
    public void A_line_that_does_not_add_up_is_found() =>
        Kinds(l => With(l, 1, e => e with { Lines = [e.Lines[0] with { OnHand = 99 }] })).ShouldBe(["on-hand"]);

    [Fact]
    public void A_stock_that_is_not_the_sum_is_found() =>
        Kinds(l => l with { OnHand = new Dictionary<string, decimal> { ["SUGAR"] = 2 } }).ShouldBe(["on-hand"]);

    [Fact]
    public void Another_quantity_than_was_sent_is_found() =>
        Kinds(l => With(l, 3, e => e with { Lines = [e.Lines[0] with { Quantity = -2, OnHand = -1 }] })).ShouldBe(["different", "on-hand", "oversold"], ignoreOrder: true);

    [Fact]
    public void A_sale_that_was_to_be_refused_and_went_below_zero_is_oversold()
    {
        var (journal, ledger) = History();
        var sale = Sale(3) with { OnShortage = "accept" };
        ledger.Post(sale);
        Tell(journal, LoadKind.New, sale with { OnShortage = null }, 201, ledger.Entries[^1]);
        LedgerChecker.Check(journal, [Read(ledger)]).Faults.Select(f => f.Kind).ShouldBe(["oversold"]);
    }

    [Fact]
    public void A_sale_made_offline_may_go_below_zero()
    {
        var (journal, ledger) = History();
        var sale = Sale(3) with { OnShortage = "accept" };
        ledger.Post(sale);
        Tell(journal, LoadKind.New, sale, 201, ledger.Entries[^1]);
        LedgerChecker.Check(journal, [Read(ledger)]).Faults.ShouldBeEmpty();
    }

    [Fact]
    public void An_entry_that_was_refused_and_yet_stands_is_a_ghost()
    {
        var (journal, ledger) = History();
        var sale = Sale(1);
        ledger.Post(sale);
        Tell(journal, LoadKind.New, sale, 409, null, ProblemCodes.InsufficientStock);
        LedgerChecker.Check(journal, [Read(ledger)]).Faults.Select(f => f.Kind).ShouldBe(["ghost"]);
    }

    [Theory]
    [InlineData(500, ProblemCodes.Internal)]
    [InlineData(500, null)]
    [InlineData(503, ProblemCodes.StorageUnavailable)]
    public void A_server_in_trouble_may_have_written_it(int status, string? code)
    {
        var (journal, ledger) = History();
        var sale = Sale(1);
        ledger.Post(sale);
        Tell(journal, LoadKind.New, sale, status, null, code);
        var faults = LedgerChecker.Check(journal, [Read(ledger)]).Faults.Select(f => f.Kind);
        faults.ShouldBe(status == 500 ? ["answer"] : []);
    }

    [Fact]
    public void A_request_that_got_no_answer_may_stand_or_not()
    {
        var (journal, ledger) = History();
        var sale = Sale(1);
        journal.Send(LoadKind.New, "A", sale);
        LedgerChecker.Check(journal, [Read(ledger)]).Faults.ShouldBeEmpty();
        ledger.Post(sale);
        LedgerChecker.Check(journal, [Read(ledger)]).Faults.ShouldBeEmpty();
    }

    [Fact]
    public void New_twice_is_doubled_and_a_contradiction_that_is_taken_is_a_wrong_answer()
    {
        var (journal, ledger) = History();
        var first = journal.Sent.First().Movement;
        Tell(journal, LoadKind.Again, first, 201, ledger.Entries[0]);
        Tell(journal, LoadKind.Conflict, first, 200, ledger.Entries[0]);
        LedgerChecker.Check(journal, [Read(ledger)]).Faults.Select(f => f.Kind).ShouldBe(["doubled", "answer"]);
    }

    [Fact]
    public void A_store_that_was_not_read_is_not_proven()
    {
        var (journal, _) = History();
        LedgerChecker.Check(journal, []).Faults.ShouldHaveSingleItem().Kind.ShouldBe("missing");
    }

    private static IEnumerable<string> Kinds(Func<StoreLedger, StoreLedger> lie) => Check(lie).Select(f => f.Kind).Distinct();

    private static IReadOnlyList<LedgerFault> Check(Func<StoreLedger, StoreLedger> lie)
    {
        var (journal, ledger) = History();
        return LedgerChecker.Check(journal, [lie(Read(ledger))]).Faults;
    }

    /// <summary>Receives 10, sells 3, 5 and 1: one is left.</summary>
    private static (LoadJournal Journal, FakeLedger Ledger) History()
    {
        var (journal, ledger) = (new LoadJournal(), new FakeLedger("A", Now));
        var receipt = Sale(10) with { Type = "stockIn" };
        foreach (var movement in new[] { receipt, Sale(3), Sale(5), Sale(1) })
        {
            Tell(journal, LoadKind.New, movement, 201, ledger.Post(movement).Movement);
        }

        return (journal, ledger);
    }

    private static void Tell(LoadJournal journal, LoadKind kind, MovementRequest movement, int status, Movement? entry, string? code = null) =>
        journal.Answer(new AnsweredEntry(journal.Send(kind, "A", movement), "A", movement.Id!.Value, status, entry?.Seq, entry?.Hash, code));

    private static MovementRequest Sale(decimal quantity) => new() { Id = Guid.NewGuid(), Type = "sale", Lines = [new MovementLineRequest { Sku = "SUGAR", Quantity = quantity }] };

    private static StoreLedger Read(FakeLedger ledger) => new("A", ledger.Entries.Count, ledger.Entries, ledger.OnHand);

    private static Dictionary<string, decimal> Stock(IEnumerable<Movement> entries) => entries.SelectMany(e => e.Lines).GroupBy(l => l.Sku).ToDictionary(g => g.Key, g => g.Sum(l => l.Quantity));

    private static StoreLedger With(StoreLedger ledger, int index, Func<Movement, Movement> change) =>
        ledger with { Entries = [.. ledger.Entries.Select((e, i) => i == index ? change(e) : e)] };
}
