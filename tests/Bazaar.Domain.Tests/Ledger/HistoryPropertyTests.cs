using Bazaar.Domain.Ledger;
using Bazaar.Domain.Primitives;

namespace Bazaar.Domain.Tests.Ledger;

/// <summary>What holds of every history, tried on many seeded ones against <see cref="SlowModel"/>.</summary>
public sealed class HistoryPropertyTests
{
    private const int Histories = 400;
    private const int Steps = 40;
    private static readonly RandomHistory?[] Made = new RandomHistory?[Histories + 1];

    [Fact]
    public void On_hand_is_always_what_the_standing_facts_and_counts_say() => ForEverySeed(seed =>
    {
        var history = new RandomHistory(seed);
        for (var step = 0; step < Steps; step++)
        {
            history.Step();
            foreach (var product in history.Ledger.Products)
            {
                var onHand = history.Ledger.BalanceOf(product.Sku).OnHand;
                onHand.ShouldBe(history.Model.OnHand(product.Id), $"{product.Sku} after step {step}");
                onHand.ShouldBe(history.Ledger.Lines.Where(l => l.Line.Product == product.Id).Sum(l => l.Line.Quantity));
            }
        }
    });

    [Fact]
    public void Stock_as_of_any_time_on_both_axes_is_what_was_standing_and_known_then() => ForEverySeed(seed =>
    {
        var history = After(seed);
        var times = history.Model.Happenings.SelectMany(h => new[] { h.At, h.At.AddTicks(-1), h.LearntAt }).Append(history.Ledger.Now).Distinct().ToList();
        var random = new Random(seed);
        foreach (var product in history.Ledger.Products)
        {
            foreach (var at in times)
            {
                history.Ledger.OnHandAt(product.Sku, at).ShouldBe(history.Model.OnHandAt(product.Id, at, DateTimeOffset.MaxValue), $"{product.Sku} at {at:O}");
                var known = times[random.Next(times.Count)];
                history.Ledger.OnHandAt(product.Sku, at, known).ShouldBe(history.Model.OnHandAt(product.Id, at, known), $"{product.Sku} at {at:O} as known at {known:O}");
            }
        }
    });

    [Fact]
    public void Each_lines_on_hand_is_the_running_sum_and_the_balance_remembers_the_last() => ForEverySeed(seed =>
    {
        var ledger = After(seed).Ledger;
        foreach (var product in ledger.Products)
        {
            var sum = 0L;
            var lines = ledger.Lines.Where(l => l.Line.Product == product.Id).ToList();
            foreach (var (_, line) in lines)
            {
                sum += line.Quantity;
                line.OnHand.ShouldBe(sum);
            }

            var balance = ledger.BalanceOf(product.Sku);
            balance.Seq.ShouldBe(lines.Count == 0 ? 0 : lines[^1].Entry.Seq);
            balance.AverageCost.ShouldBeInRange(0, Exact.MaxCost);
        }
    });

    [Fact]
    public void Daily_totals_hold_the_facts_on_their_own_dates_and_sum_to_on_hand() => ForEverySeed(seed =>
    {
        var history = After(seed);
        var daily = history.Ledger.Daily();
        foreach (var product in history.Ledger.Products)
        {
            foreach (var date in new[] { new DateOnly(2026, 3, 2), new DateOnly(2026, 3, 3) })
            {
                var midnight = new DateTimeOffset(date.ToDateTime(TimeOnly.MinValue), TimeSpan.FromHours(5));
                daily.Where(d => d.Key.Product == product.Id && d.Key.Date <= date).Sum(d => d.Value)
                    .ShouldBe(history.Model.OnHandAt(product.Id, midnight.AddDays(1).AddTicks(-1), DateTimeOffset.MaxValue));
                foreach (var kind in EntryKinds.Postable.Where(k => k != EntryKind.Count))
                {
                    daily.GetValueOrDefault((date, product.Id, kind)).ShouldBe(history.Model.Moved(product.Id, kind, midnight, midnight.AddDays(1)), $"{kind} of {product.Sku}");
                }
            }

            daily.Where(d => d.Key.Product == product.Id).Sum(d => d.Value).ShouldBe(history.Ledger.BalanceOf(product.Sku).OnHand);
        }
    });

    [Fact]
    public void A_history_in_which_everything_is_taken_back_leaves_nothing() => ForEverySeed(seed =>
    {
        var history = Make(seed, factsOnly: true);
        var ledger = history.Ledger;
        var random = new Random(seed);
        var standing = ledger.Entries.Where(e => e.Kind != EntryKind.Reversal && !ledger.Entries.Any(r => r.ReversalOf == e.Id)).ToArray();
        random.Shuffle(standing);
        foreach (var entry in standing)
        {
            var reversal = new Draft { Id = new Guid((int)entry.Seq, 1, 0, new byte[8]), Store = "KHI-01", Kind = EntryKind.Reversal, Actor = "ali", ReversalOf = entry.Id, AcceptShortage = true };
            ledger.Post(reversal).ShouldBeOfType<Decision.Accepted>();
        }

        history.OnHands().ShouldAllBe(q => q == 0);
        ledger.Daily().Values.ShouldAllBe(q => q == 0);
        ledger.Entries.SelectMany(e => e.Lines).Where(l => l.CoveredBy is null).Sum(l => l.Amount).ShouldBe(0);
        ledger.Products.ShouldAllBe(p => ledger.BalanceOf(p.Sku).LastCountAt == null);
    });

    [Fact]
    public void The_same_drafts_make_the_same_chain() => ForEverySeed(seed =>
    {
        var history = After(seed);
        var again = Replay(history, draft => draft);

        again.Entries.Select(Hex).ShouldBe(history.Ledger.Entries.Select(Hex));
        again.Products.ShouldAllBe(p => again.BalanceOf(p.Sku) == history.Ledger.BalanceOf(p.Sku));
    });

    [Fact]
    public void The_order_of_the_lines_in_a_basket_does_not_matter_for_on_hand() => ForEverySeed(seed =>
    {
        var history = After(seed);
        var again = Replay(history, draft => draft with { Lines = [.. draft.Lines.Reverse()] });

        again.Store.Seq.ShouldBe(history.Ledger.Store.Seq);
        again.Products.ShouldAllBe(p => again.BalanceOf(p.Sku).OnHand == history.Ledger.BalanceOf(p.Sku).OnHand);
    });

    [Fact]
    public void Sequences_are_gapless_time_never_runs_back_and_each_hash_covers_the_one_before() => ForEverySeed(seed =>
    {
        var previous = EntryHash.Genesis;
        var recordedAt = DateTimeOffset.MinValue;
        var seq = 0L;
        foreach (var entry in After(seed).Ledger.Entries)
        {
            entry.Seq.ShouldBe(++seq);
            entry.RecordedAt.ShouldBeGreaterThanOrEqualTo(recordedAt);
            entry.PreviousHash.ShouldBe(previous);
            entry.Hash.ShouldBe(EntryHash.Of(entry));
            (previous, recordedAt) = (entry.Hash, entry.RecordedAt);
        }
    });

    [Fact]
    public void The_histories_try_what_matters()
    {
        var refusals = 0;
        var entries = new List<Entry>();
        ForEverySeed(seed =>
        {
            var history = After(seed);
            refusals += history.Refusals;
            entries.AddRange(history.Ledger.Entries);
        });

        refusals.ShouldBeGreaterThan(Histories);
        entries.Count(e => e.Lines.Any(l => l.CoveredBy is not null)).ShouldBeGreaterThan(Histories);
        entries.Count(e => e.Kind == EntryKind.Reversal && e.CountsAs == EntryKind.Count && e.Lines.Count(l => l.CoveredBy is not null) > 1).ShouldBeGreaterThan(Histories / 4);
    }

    /// <summary>A finished history. Most tests only look at it, so it is made once.</summary>
    private static RandomHistory After(int seed) => Made[seed] ??= Make(seed);

    private static RandomHistory Make(int seed, bool factsOnly = false)
    {
        var history = new RandomHistory(seed, factsOnly);
        for (var step = 0; step < Steps; step++)
        {
            history.Step();
        }

        return history;
    }

    private static TestLedger Replay(RandomHistory history, Func<Draft, Draft> change)
    {
        var ledger = new RandomHistory(0).Ledger;
        foreach (var (draft, clock) in history.Drafts.Zip(history.Clocks))
        {
            ledger.Now = clock;
            ledger.Post(change(draft));
        }

        return ledger;
    }

    private static string Hex(Entry entry) => Convert.ToHexStringLower(entry.Hash);

    /// <summary>A failure names the seed that replays it.</summary>
    private static void ForEverySeed(Action<int> check)
    {
        for (var seed = 1; seed <= Histories; seed++)
        {
            try
            {
                check(seed);
            }
            catch (Exception failure)
            {
                throw new InvalidOperationException($"Seed {seed}: {failure.Message}", failure);
            }
        }
    }
}
