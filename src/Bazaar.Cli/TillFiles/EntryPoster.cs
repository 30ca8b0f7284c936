using Bazaar.Contracts;
using Bazaar.Contracts.Client;

namespace Bazaar.Cli.TillFiles;

/// <summary>What the ledger said to an entry.</summary>
internal enum PostOutcome
{
    /// <summary>It is new.</summary>
    Posted,

    /// <summary>It was there.</summary>
    AlreadyThere,

    /// <summary>It was refused.</summary>
    Refused,
}

/// <summary>Posts entries in bulk, and asks again when the shop is busy or does not answer: the ids make that safe.</summary>
/// <param name="client">The shop.</param>
/// <param name="clock">The clock.</param>
internal sealed class EntryPoster(BazaarClient client, TimeProvider clock)
{
    /// <summary>The most entries of one request.</summary>
    public const int MaxEntries = 200;

    /// <summary>The most lines of one request.</summary>
    public const int MaxLines = 5_000;

    private const int MaxTries = 8;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);

    /// <summary>Posts entries and tells what became of each, in their order. It is not cancelled in the middle, so that its outcome is known.</summary>
    /// <param name="entries">At most <see cref="MaxEntries"/>.</param>
    public async Task<IReadOnlyList<(PlannedEntry Entry, PostOutcome Outcome, Problem? Problem)>> PostAsync(IReadOnlyList<PlannedEntry> entries)
    {
        var answers = new (PlannedEntry Entry, PostOutcome Outcome, Problem? Problem)[entries.Count];
        int[] open = [.. Enumerable.Range(0, entries.Count)];
        for (var (pause, tries) = (FirstPause, 1); open.Length > 0; pause *= 2, tries++)
        {
            var results = await SendAsync([.. open.Select(i => entries[i].Request)], isLast: tries == MaxTries);
            for (var i = 0; i < open.Length; i++)
            {
                answers[open[i]] = Answer(entries[open[i]], results?[i]);
            }

            open = [.. open.Where(i => answers[i].Problem is { Status: 429 or >= 500 })];
            if (open.Length > 0 && tries == MaxTries)
            {
                throw new BazaarProblemException(answers[open[0]].Problem!);
            }

            if (open.Length > 0)
            {
                await Task.Delay(pause, clock);
            }
        }

        return answers;
    }

    private static (PlannedEntry Entry, PostOutcome Outcome, Problem? Problem) Answer(PlannedEntry entry, BulkResult? result) => result switch
    {
        null => (entry, PostOutcome.Refused, new Problem { Status = 503 }),
        { Status: 201 } => (entry, PostOutcome.Posted, null),
        { Status: 200 } => (entry, PostOutcome.AlreadyThere, null),
        _ => (entry, PostOutcome.Refused, result.Problem ?? new Problem { Status = result.Status, Code = $"status-{result.Status}" }),
    };

    /// <returns>Null when the shop was busy or did not answer, and it is worth asking again.</returns>
    private async Task<IReadOnlyList<BulkResult>?> SendAsync(IReadOnlyList<MovementRequest> movements, bool isLast)
    {
        try
        {
            var response = await client.PostMovementsAsync(new BulkRequest { Movements = movements });
            return response.Results.Count == movements.Count ? response.Results : throw new HttpRequestException("The answer does not speak of every entry.");
        }
        catch (BazaarProblemException e) when (!isLast && e.Problem.Status is 429 or 502 or 503 or 504)
        {
            return null;
        }
        catch (Exception e) when (!isLast && e is HttpRequestException or TaskCanceledException)
        {
            return null;
        }
    }
}
