using System.Runtime.InteropServices;
using Bazaar.Domain.Ledger;

namespace Bazaar.Storage.Ledger;

/// <summary>Decides the drafts of one transaction one after the other, each seeing what the ones before it did.</summary>
internal sealed class PostingBatch(ILedgerTransaction transaction, TimeProvider clock)
{
    private readonly LedgerChanges _changes = new();
    private readonly Dictionary<string, StoreState> _stores = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<(long Store, Guid Id), Entry> _posted = [];
    private readonly Dictionary<(long Store, long Product), Balance> _balances = [];
    private readonly Dictionary<(long Store, long Seq), Guid> _reversed = [];

    /// <summary>Decides all drafts and writes what was accepted; the caller commits.</summary>
    public async ValueTask<PostingResult[]> RunAsync(IReadOnlyList<Draft> drafts)
    {
        await transaction.PrepareAsync(drafts);
        var results = new PostingResult[drafts.Count];
        for (var i = 0; i < drafts.Count; i++)
        {
            results[i] = await DecideAsync(drafts[i]);
        }

        await FlushAsync();
        return results;
    }

    private async ValueTask<PostingResult> DecideAsync(Draft draft)
    {
        if (FindStore(draft.Store) is not { } store)
        {
            return new PostingResult.Refused(new Refusal.UnknownStore(draft.Store));
        }

        if (await FindReplayAsync(draft, store) is { } replay)
        {
            return replay;
        }

        var (decision, reversalOfSeq) = draft.Kind == EntryKind.Reversal ? await ReverseAsync(draft, store) : (await PostAsync(draft, store), null);
        if (decision is not Decision.Accepted accepted)
        {
            return new PostingResult.Refused(((Decision.Refused)decision).Reason);
        }

        _stores[draft.Store] = _changes.Add(store, accepted, reversalOfSeq);
        _posted.Add((store.Id, draft.Id), accepted.Entry);
        if (reversalOfSeq is { } original)
        {
            _reversed.Add((store.Id, original), draft.Id);
        }

        foreach (var change in accepted.Balances)
        {
            _balances[(store.Id, change.Product)] = change.After;
        }

        return new PostingResult.Posted(accepted.Entry);
    }

    private async ValueTask<Decision> PostAsync(Draft draft, StoreState store)
    {
        if (LineResolver.Resolve(draft, transaction, PriceOf, out var lines) is { } faults)
        {
            return new Decision.Refused(faults);
        }

        var occurredAt = Posting.Times(draft, store, clock.GetUtcNow()).OccurredAt;
        foreach (var line in lines)
        {
            LoadBalance(store.Id, line.Product);
        }

        var needs = HistoryNeeds.Of(draft.Kind, occurredAt, lines.Select(l => (l.Product.Id, _balances[(store.Id, l.Product.Id)])));
        var history = needs.IsEmpty ? History.None : await ReadHistoryAsync(store.Id, occurredAt, needs);
        return Posting.Decide(draft with { OccurredAt = occurredAt }, store, lines, product => _balances[(store.Id, product)], history, clock.GetUtcNow());

        long PriceOf(LedgerProduct product)
        {
            LoadBalance(store.Id, product);
            return _balances[(store.Id, product.Id)].Price ?? product.Price;
        }
    }

    private async ValueTask<(Decision Decision, long? ReversalOfSeq)> ReverseAsync(Draft draft, StoreState store)
    {
        await FlushAsync();
        var original = await transaction.ReadOriginalAsync(store.Id, draft.ReversalOf!.Value);
        var history = History.None;
        if (original is not null)
        {
            foreach (var line in original.Entry.Lines)
            {
                LoadBalance(store.Id, line.Product);
            }

            var products = original.Entry.Lines.Select(l => (l.Product, _balances[(store.Id, l.Product)])).Distinct();
            var needs = HistoryNeeds.Of(EntryKind.Reversal, original.Entry.OccurredAt, products, original.Entry.Seq);
            history = await transaction.ReadHistoryAsync(store.Id, original.Entry.OccurredAt, needs);
        }

        var decision = Reversing.Decide(draft, store, original, product => _balances[(store.Id, product)], history, clock.GetUtcNow());
        return (decision, original?.Entry.Seq);
    }

    /// <summary>The past is read from the tables, so what this batch accepted must be in them first.</summary>
    private async ValueTask<History> ReadHistoryAsync(long store, DateTimeOffset occurredAt, HistoryNeeds needs)
    {
        await FlushAsync();
        return await transaction.ReadHistoryAsync(store, occurredAt, needs);
    }

    private async ValueTask<PostingResult?> FindReplayAsync(Draft draft, StoreState store)
    {
        Entry? entry;
        if (_posted.TryGetValue((store.Id, draft.Id), out entry))
        {
            return SameContent(entry.Fingerprint, draft) ? Replay(store, entry) : Reused(draft, entry.Seq);
        }

        if (transaction.FindKnown(store.Id, draft.Id) is not { } known)
        {
            return null;
        }

        return SameContent(known.Fingerprint, draft) ? Replay(store, await transaction.ReadEntryAsync(store.Id, known.Seq)) : Reused(draft, known.Seq);
    }

    /// <summary>What was answered first; a reversal of this very batch shows, whether it is in the tables already or not.</summary>
    private PostingResult.Replayed Replay(StoreState store, Entry entry) =>
        new(_reversed.TryGetValue((store.Id, entry.Seq), out var reversal) ? entry with { ReversedBy = reversal } : entry);

    private static PostingResult.Refused Reused(Draft draft, long seq) => new(new Refusal.IdReused(draft.Id, seq));

    private static bool SameContent(byte[] fingerprint, Draft draft) => fingerprint.AsSpan().SequenceEqual(draft.Fingerprint);

    private StoreState? FindStore(string code)
    {
        if (!_stores.TryGetValue(code, out var store) && transaction.FindStore(code) is { } found)
        {
            _stores.Add(code, store = found);
        }

        return store;
    }

    private void LoadBalance(long store, LedgerProduct product)
    {
        ref var balance = ref CollectionsMarshal.GetValueRefOrAddDefault(_balances, (store, product.Id), out var exists);
        if (!exists)
        {
            balance = transaction.FindBalance(store, product.Id) ?? Balance.Of(product);
        }
    }

    private void LoadBalance(long store, long product)
    {
        // A product of a posted entry has a balance.
        if (!_balances.ContainsKey((store, product)))
        {
            _balances.Add((store, product), transaction.FindBalance(store, product) ?? default);
        }
    }

    private async ValueTask FlushAsync()
    {
        if (!_changes.IsEmpty)
        {
            await transaction.WriteAsync(_changes);
            _changes.Clear();
        }
    }
}
