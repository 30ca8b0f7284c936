namespace Bazaar.Storage.Ledger;

/// <summary>A storage engine that keeps a ledger.</summary>
public interface ILedgerDatabase : IDatabase
{
    /// <summary>Begins a transaction of the group commit.</summary>
    Task<ILedgerTransaction> BeginLedgerAsync();
}
