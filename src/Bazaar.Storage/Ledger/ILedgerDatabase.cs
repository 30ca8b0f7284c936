namespace Bazaar.Storage.Ledger;

/// <summary>A storage engine that keeps a ledger.</summary>
public interface ILedgerDatabase : IDatabase
{
    /// <summary>Begins a transaction of the group commit.</summary>
    /// <param name="withDocument">True when it also changes a document: then nothing but plain postings is written beside it, as in <see cref="IDatabase.WriteAsync"/>.</param>
    Task<ILedgerTransaction> BeginLedgerAsync(bool withDocument = false);
}
