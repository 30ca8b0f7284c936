using Bazaar.Domain.Ledger;

namespace Bazaar.Storage.Ledger;

/// <summary>Changes a document and posts what follows from it, in one transaction.</summary>
internal sealed class DocumentPosting(ILedgerDatabase database, LedgerDocument document, TimeProvider clock)
{
    // What an attempt decided before its commit got lost.
    private IReadOnlyList<Draft> _tried = [];
    private PostingResult[] _results = [];

    /// <summary>One attempt.</summary>
    /// <param name="decided">Told what was decided, before the commit.</param>
    public async Task<PostingResult[]> TryAsync(Action<PostingResult[]> decided)
    {
        // A document that has changed already would not agree to change again: the entry of the lost attempt tells whether it stands.
        if (_results.Any(r => r is PostingResult.Posted) && await StandsAsync())
        {
            return _results;
        }

        await using var transaction = await database.BeginLedgerAsync(withDocument: true);
        if (await document.Prepare(transaction.Connection, transaction.Transaction) is not { } drafts)
        {
            return [];
        }

        PostingResult[] results = drafts.Count > 0 ? await new PostingBatch(transaction, clock).RunAsync(drafts) : [];
        if (results.Any(r => r is PostingResult.Refused))
        {
            return PostingResult.RefuseAll(results);
        }

        await document.Complete(transaction.Connection, transaction.Transaction, results);
        (_tried, _results) = (drafts, results);
        decided(results);
        await transaction.CommitAsync();
        return results;
    }

    /// <summary>The heads' locks make this wait for the end of the lost transaction.</summary>
    private async Task<bool> StandsAsync()
    {
        await using var transaction = await database.BeginLedgerAsync();
        await transaction.PrepareAsync(_tried);
        var posted = _results.OfType<PostingResult.Posted>().First().Entry;
        return transaction.FindStore(posted.Store) is { } store && transaction.FindKnown(store.Id, posted.Id) is { } known && known.Seq == posted.Seq;
    }
}
