namespace Bazaar.Storage.Ledger;

/// <summary>
/// Posts a batch again when its transaction was lost. Posting is idempotent by the entries' ids, so a batch whose commit has an unknown outcome is
/// resolved by posting it again: the heads' locks make that wait until the old transaction has ended one way or the other,
/// and what stands is then found under its id.
/// </summary>
internal sealed class Attempts(TimeProvider clock)
{
    private const int MaxAttempts = 8;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(500);

    private readonly long _started = clock.GetTimestamp();
    private int _lost;
    private readonly List<PostingResult[]> _maybeCommitted = [];
    private StorageUnavailableException? _unknown;

    /// <summary>Posts until it is certain what stands.</summary>
    /// <param name="post">One attempt; it hands over what it decided before it commits.</param>
    public async Task<PostingResult[]> RunAsync(Func<Action<PostingResult[]>, Task<PostingResult[]>> post)
    {
        PostingResult[]? decided = null;
        while (true)
        {
            try
            {
                decided = null;
                return Truthful(await post(results => decided = results));
            }
            catch (MustLockException)
            {
                continue;
            }
            catch (TransactionLostException lost)
            {
                if (lost.OutcomeUnknown)
                {
                    _maybeCommitted.Add(decided!);
                    _unknown ??= lost.Failure;
                }

                if (!MayTryAgain())
                {
                    throw _unknown ?? lost.Failure;
                }
            }
            catch (StorageUnavailableException) when (_unknown is not null)
            {
                // Nobody is there to ask yet. To say "nothing was kept" now would be a guess.
                if (clock.GetElapsedTime(_started) > Patience)
                {
                    throw _unknown;
                }
            }

            await Task.Delay(Pause(), clock);
        }
    }

    private bool MayTryAgain() => _unknown is not null ? clock.GetElapsedTime(_started) <= Patience : ++_lost < MaxAttempts;

    // Two nodes that got into each other's way must not meet again at the same moment.
    private TimeSpan Pause() => TimeSpan.FromMilliseconds(Random.Shared.Next(2, 20) << Math.Min(_lost, 6)) is var pause && pause < LongestPause ? pause : LongestPause;

    /// <summary>What our own lost attempt had committed is new to the caller, though the ledger knew it by now.</summary>
    private PostingResult[] Truthful(PostingResult[] results)
    {
        foreach (var attempt in _maybeCommitted)
        {
            for (var i = 0; i < results.Length; i++)
            {
                if (results[i] is PostingResult.Replayed replayed && attempt[i] is PostingResult.Posted first && first.Entry.Hash.AsSpan().SequenceEqual(replayed.Entry.Hash))
                {
                    results[i] = first;
                }
            }
        }

        return results;
    }
}
