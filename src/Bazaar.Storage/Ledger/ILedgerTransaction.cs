using System.Data.Common;
using Bazaar.Domain.Ledger;

namespace Bazaar.Storage.Ledger;

/// <summary>
/// One transaction of the group commit. The engines differ in how they look things up (SQLite asks as it goes, PostgreSQL
/// in one round trip ahead), not in what is decided.
/// </summary>
public interface ILedgerTransaction : IProductBook, IAsyncDisposable
{
    /// <summary>The connection, for what shares the transaction with the ledger.</summary>
    DbConnection Connection { get; }

    /// <summary>The transaction as ADO.NET knows it; null where the engine began it with a statement.</summary>
    DbTransaction? Transaction { get; }

    /// <summary>Locks the heads of the stores concerned, in one global order, and reads what the drafts will need.</summary>
    /// <param name="drafts">All drafts of the batch.</param>
    ValueTask PrepareAsync(IReadOnlyList<Draft> drafts);

    /// <summary>A store by its code, letter case ignored.</summary>
    /// <param name="code">The code.</param>
    StoreState? FindStore(string code);

    /// <summary>The sequence and fingerprint of the entry that has an id.</summary>
    /// <param name="store">The store.</param>
    /// <param name="id">The id.</param>
    (long Seq, byte[] Fingerprint)? FindKnown(long store, Guid id);

    /// <summary>A balance; null when the store never had the product nor set anything for it.</summary>
    /// <param name="store">The store.</param>
    /// <param name="product">The product.</param>
    Balance? FindBalance(long store, long product);

    /// <summary>Reads a posted entry; what this transaction wrote is included.</summary>
    /// <param name="store">The store.</param>
    /// <param name="seq">The sequence.</param>
    ValueTask<Entry> ReadEntryAsync(long store, long seq);

    /// <summary>Looks up the past.</summary>
    /// <param name="store">The store.</param>
    /// <param name="occurredAt">The entry's time.</param>
    /// <param name="needs">What is needed.</param>
    ValueTask<History> ReadHistoryAsync(long store, DateTimeOffset occurredAt, HistoryNeeds needs);

    /// <summary>Reads the entry that a reversal names, and what hangs on it.</summary>
    /// <param name="store">The store.</param>
    /// <param name="id">The entry's id.</param>
    ValueTask<Original?> ReadOriginalAsync(long store, Guid id);

    /// <summary>Writes what was accepted so far.</summary>
    /// <param name="changes">Entries, balances, totals and alerts.</param>
    ValueTask WriteAsync(LedgerChanges changes);

    /// <summary>Makes certain that what was decided holds, where nothing is committed. After this returns, refusals may leave.</summary>
    ValueTask ConfirmAsync();

    /// <summary>Makes it durable. After this returns, answers may leave.</summary>
    ValueTask CommitAsync();
}
