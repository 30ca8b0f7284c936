using Bazaar.Contracts.Client;

namespace Bazaar.Simulator.Load;

/// <summary>Many clients at once who sell, receive, repeat themselves and contradict themselves, and remember every answer.</summary>
public static class LoadGenerator
{
    /// <summary>Sends load until the time, the count or the patience is over.</summary>
    /// <param name="client">The server. Its timeout decides when an answer is given up.</param>
    /// <param name="options">What to send.</param>
    /// <param name="journal">Where it is written down. What it holds unanswered from before is sent again first.</param>
    /// <param name="clock">Says what now is; the system's clock when null.</param>
    /// <param name="ct">Stops; requests under way stay unanswered.</param>
    public static async Task<LoadSummary> RunAsync(BazaarClient client, LoadOptions options, LoadJournal journal, TimeProvider? clock = null, CancellationToken ct = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Clients);
        ArgumentOutOfRangeException.ThrowIfZero(options.Stores.Count);
        ArgumentOutOfRangeException.ThrowIfZero(options.Skus.Count);
        var time = clock ?? TimeProvider.System;
        var started = time.GetTimestamp();
        var tally = new LoadTally();
        var open = journal.Unanswered();

        // A journal that goes on must not draw the numbers it drew before.
        var run = journal.Sent.Count.ToString();
        var clients = Enumerable.Range(0, options.Clients).Select(n => new LoadClient(
            client, options, journal, tally, time, new SeededRandom(options.Seed, run, n.ToString()), new Queue<SentEntry>(open.Where((_, i) => i % options.Clients == n))));
        bool IsOver() => ct.IsCancellationRequested || time.GetElapsedTime(started) >= options.Duration;
        await Task.WhenAll(clients.Select(c => Task.Run(() => c.RunAsync(IsOver, ct), CancellationToken.None)));
        return tally.ToSummary(time.GetElapsedTime(started));
    }
}

/// <summary>What all clients together have seen.</summary>
internal sealed class LoadTally
{
    private long _requests, _posted, _replayed, _short, _conflicts, _others, _unanswered;

    /// <summary>Takes the right to send one more request; false when the count is used up.</summary>
    public bool TryStart(long? most)
    {
        if (Interlocked.Increment(ref _requests) <= (most ?? long.MaxValue))
        {
            return true;
        }

        Interlocked.Decrement(ref _requests);
        return false;
    }

    public void Count(AnsweredEntry answer) => Interlocked.Increment(ref Counter(answer));

    public void CountUnanswered() => Interlocked.Increment(ref _unanswered);

    public LoadSummary ToSummary(TimeSpan elapsed) => new(_requests, _posted, _replayed, _short, _conflicts, _others, _unanswered, elapsed);

    private ref long Counter(AnsweredEntry answer)
    {
        switch (answer)
        {
            case { Status: 201 }:
                return ref _posted;
            case { Status: 200 }:
                return ref _replayed;
            case { Code: "insufficient-stock" }:
                return ref _short;
            case { Code: "id-reused" }:
                return ref _conflicts;
            default:
                return ref _others;
        }
    }
}
