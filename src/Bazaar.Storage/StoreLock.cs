using System.Data.Common;
using Dapper;

namespace Bazaar.Storage;

/// <summary>Keeps a store's ledger still while something is changed that its rules look at: levels, prices, whether it is open.</summary>
internal static class StoreLock
{
    /// <summary>
    /// Waits for entries that are being posted to the store, and makes later ones wait for the end of this transaction. Who remembers the store knows by its
    /// version that it has changed. SQLite has locked the whole file already.
    /// </summary>
    public static Task TakeAsync(DbConnection connection, DbTransaction transaction, long store) =>
        connection.ExecuteAsync("UPDATE store_head SET version = version + 1 WHERE store = @store", new { store }, transaction);
}
