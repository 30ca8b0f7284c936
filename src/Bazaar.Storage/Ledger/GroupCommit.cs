using System.Threading.Channels;
using Bazaar.Domain.Ledger;

namespace Bazaar.Storage.Ledger;

/// <summary>
/// Many callers, one disk flush. Whatever arrives while a transaction commits forms the next one; there is no timer, so a lone
/// request waits for nobody. Callers are answered after the commit is on disk.
/// </summary>
public sealed class GroupCommit : IAsyncDisposable
{
    /// <summary>The most requests that wait; beyond it callers are told to come back.</summary>
    public const int MaxWaitingRequests = 4_096;

    /// <summary>The most drafts in one transaction; a larger bulk request still goes in whole.</summary>
    public const int MaxBatchDrafts = 1_024;

    /// <summary>The most lines in one transaction, likewise.</summary>
    public const int MaxBatchLines = 20_000;

    private readonly ILedgerDatabase _database;
    private readonly TimeProvider _clock;
    private readonly Channel<Work> _queue = Channel.CreateBounded<Work>(new BoundedChannelOptions(MaxWaitingRequests) { SingleReader = true });
    private readonly Task _lane;

    /// <summary>Starts the lane.</summary>
    /// <param name="database">Where to post.</param>
    /// <param name="clock">What time it is.</param>
    public GroupCommit(ILedgerDatabase database, TimeProvider clock)
    {
        _database = database;
        _clock = clock;
        _database.CommittedElsewhere += Pass;
        _lane = Task.Run(RunLaneAsync);
    }

    /// <summary>Raised after a commit, here or on another node, once for each store that has something new, with its newest sequence. Handlers must be quick.</summary>
    public event Action<string, long>? Committed;

    /// <summary>How many requests wait now.</summary>
    public int Waiting => _queue.Reader.Count;

    /// <summary>Posts drafts. Not atomic: each stands or falls by itself. Atomic: all or none.</summary>
    /// <param name="drafts">At least one.</param>
    /// <param name="atomic">All or none.</param>
    /// <returns>One result per draft, in order.</returns>
    /// <exception cref="QueueFullException">Too many wait already.</exception>
    public Task<PostingResult[]> PostAsync(IReadOnlyList<Draft> drafts, bool atomic = false)
    {
        var work = new Work(drafts, atomic);
        return _queue.Writer.TryWrite(work) ? work.Done.Task : throw new QueueFullException();
    }

    /// <summary>Changes a document and posts what follows from it, all or nothing.</summary>
    /// <param name="document">The document's part.</param>
    /// <returns>One result per draft, in order; none when the document wanted nothing done.</returns>
    /// <exception cref="QueueFullException">Too many wait already.</exception>
    public Task<PostingResult[]> PostAsync(LedgerDocument document)
    {
        var work = new Work([], atomic: true, document);
        return _queue.Writer.TryWrite(work) ? work.Done.Task : throw new QueueFullException();
    }

    /// <summary>Posts one draft.</summary>
    /// <param name="draft">The draft.</param>
    public async Task<PostingResult> PostAsync(Draft draft) => (await PostAsync([draft]))[0];

    /// <summary>Takes no more, and finishes what waits.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _lane;
        _database.CommittedElsewhere -= Pass;
    }

    private void Pass(string store, long seq) => Committed?.Invoke(store, seq);

    private async Task RunLaneAsync()
    {
        var batch = new List<Work>();
        while (await _queue.Reader.WaitToReadAsync())
        {
            int drafts = 0, lines = 0;
            while (drafts < MaxBatchDrafts && lines < MaxBatchLines && _queue.Reader.TryPeek(out var next))
            {
                // An atomic request that is refused takes its whole transaction back, so it travels alone.
                if (next.Atomic && batch.Count > 0)
                {
                    break;
                }

                _queue.Reader.TryRead(out _);
                batch.Add(next);
                drafts += next.Drafts.Count;
                lines += next.Lines;
                if (next.Atomic)
                {
                    break;
                }
            }

            await PostWithSplittingAsync(batch);
            batch.Clear();
        }
    }

    /// <summary>A batch that fails for an unforeseen reason is halved until the culprit stands alone; the others are posted.</summary>
    private async Task PostWithSplittingAsync(IReadOnlyList<Work> batch)
    {
        try
        {
            await PostBatchAsync(batch);
        }
        catch (Exception failure)
        {
            if (batch.Count == 1 || failure is StorageUnavailableException)
            {
                foreach (var work in batch)
                {
                    work.Done.TrySetException(failure);
                }

                return;
            }

            await PostWithSplittingAsync([.. batch.Take(batch.Count / 2)]);
            await PostWithSplittingAsync([.. batch.Skip(batch.Count / 2)]);
        }
    }

    private async Task PostBatchAsync(IReadOnlyList<Work> batch)
    {
        var attempts = new Attempts(_clock);
        PostingResult[] results;
        if (batch[0].Document is { } document)
        {
            results = await attempts.RunAsync(new DocumentPosting(_database, document, _clock).TryAsync);
        }
        else
        {
            IReadOnlyList<Draft> drafts = batch.Count == 1 ? batch[0].Drafts : [.. batch.SelectMany(w => w.Drafts)];
            results = await attempts.RunAsync(decided => TryPostAsync(drafts, batch[0].Atomic, decided));
        }

        Answer(batch, results);
        Announce(results);
    }

    private async Task<PostingResult[]> TryPostAsync(IReadOnlyList<Draft> drafts, bool atomic, Action<PostingResult[]> decided)
    {
        await using var transaction = await _database.BeginLedgerAsync();
        var results = await new PostingBatch(transaction, _clock).RunAsync(drafts);
        var allRefused = atomic && results.Any(r => r is PostingResult.Refused);
        if (!allRefused && results.Any(r => r is PostingResult.Posted))
        {
            decided(results);
            await transaction.CommitAsync();
        }
        else
        {
            await transaction.ConfirmAsync();
        }

        return allRefused ? PostingResult.RefuseAll(results) : results;
    }

    private static void Answer(IReadOnlyList<Work> batch, PostingResult[] results)
    {
        var from = 0;
        foreach (var work in batch)
        {
            work.Done.TrySetResult(batch.Count == 1 ? results : results[from..(from + work.Drafts.Count)]);
            from += work.Drafts.Count;
        }
    }

    private void Announce(PostingResult[] results)
    {
        if (Committed is not { } committed)
        {
            return;
        }

        var heads = new Dictionary<string, long>();
        foreach (var result in results)
        {
            if (result is PostingResult.Posted posted)
            {
                heads[posted.Entry.Store] = posted.Entry.Seq;
            }
        }

        foreach (var (store, seq) in heads)
        {
            committed(store, seq);
        }
    }

    private sealed class Work(IReadOnlyList<Draft> drafts, bool atomic, LedgerDocument? document = null)
    {
        public LedgerDocument? Document { get; } = document;

        public IReadOnlyList<Draft> Drafts { get; } = drafts;

        public bool Atomic { get; } = atomic;

        public int Lines { get; } = drafts.Sum(d => d.Lines.Count);

        public TaskCompletionSource<PostingResult[]> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}

/// <summary>More waits than can be taken; try again shortly.</summary>
public sealed class QueueFullException() : Exception("Too many requests are waiting to be posted. Try again in a moment.");

/// <summary>The database cannot be written now: disk full, locked, read-only or broken. Nothing of the request was written.</summary>
public sealed class StorageUnavailableException(string message, Exception inner) : Exception(message, inner);
