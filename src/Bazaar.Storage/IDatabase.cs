using System.Data.Common;

namespace Bazaar.Storage;

/// <summary>A storage engine.</summary>
public interface IDatabase : IAsyncDisposable
{
    /// <summary>Rows read since the last commit; the engine clears them with each commit.</summary>
    RecentReads Recent { get; }

    /// <summary>Raised when another node has posted to a store: its code and newest sequence. A hint to look; it may come late or twice, or for what is known already.</summary>
    event Action<string, long>? CommittedElsewhere;

    /// <summary>Raised when another node has changed users, keys or sessions. A hint to read them anew; it may come late, twice or for nothing.</summary>
    event Action? AccessChangedElsewhere;

    /// <summary>Lets the other nodes know that users, keys or sessions were changed here.</summary>
    void TellAccessChanged();

    /// <summary>Lends a connection that can only read. Dispose the lease to give it back.</summary>
    /// <param name="ct">Stops waiting for one.</param>
    ValueTask<ReadLease> ReadAsync(CancellationToken ct = default);

    /// <summary>Runs a piece of work that changes anything but the ledger, in one durable transaction.</summary>
    /// <typeparam name="T">What it answers.</typeparam>
    /// <param name="work">The work.</param>
    /// <param name="ct">Stops waiting for the writer; never interrupts a commit.</param>
    Task<T> WriteAsync<T>(Func<DbConnection, DbTransaction, Task<T>> work, CancellationToken ct = default);
}

/// <summary>A borrowed read-only connection.</summary>
public abstract class ReadLease : IDisposable
{
    /// <summary>The connection.</summary>
    public abstract DbConnection Connection { get; }

    /// <summary>Lifts <see cref="ReadLimit"/>, for what must read everything.</summary>
    public virtual void TakeYourTime()
    {
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Gives the connection back.</summary>
    /// <param name="disposing">True when called by <see cref="Dispose()"/>.</param>
    protected abstract void Dispose(bool disposing);
}
