using System.Collections.Concurrent;
using System.Threading.Channels;
using Bazaar.Storage.Ledger;

namespace Bazaar.Server.Platform.Live;

/// <summary>Tells listeners that a store has something new. A signal is only a hint to look: what is new is read from the ledger.</summary>
internal sealed class LedgerSignals : IDisposable
{
    /// <summary>The most listeners at once.</summary>
    public const int MaxListeners = 1_000;

    private readonly ConcurrentDictionary<Listener, byte> _listeners = [];
    private readonly GroupCommit _ledger;

    public LedgerSignals(GroupCommit ledger)
    {
        _ledger = ledger;
        _ledger.Committed += Tell;
    }

    /// <summary>Listens to a store; null when too many do.</summary>
    public Listener? Listen(string store) => Add(store);

    /// <summary>Listens to every store; null when too many listen.</summary>
    public Listener? ListenToAll() => Add(null);

    private Listener? Add(string? store)
    {
        if (_listeners.Count >= MaxListeners)
        {
            return null;
        }

        var listener = new Listener(this, store);
        _listeners.TryAdd(listener, 0);
        return listener;
    }

    public void Dispose() => _ledger.Committed -= Tell;

    private void Tell(string store, long seq)
    {
        foreach (var (listener, _) in _listeners)
        {
            if (listener.Store is null || string.Equals(listener.Store, store, StringComparison.OrdinalIgnoreCase))
            {
                listener.Signal.Writer.TryWrite(true);
            }
        }
    }

    internal sealed class Listener(LedgerSignals owner, string? store) : IDisposable
    {
        /// <summary>The store listened to; null for all.</summary>
        public string? Store { get; } = store;

        /// <summary>Holds one signal at most: ten commits while a listener writes are one reason to look.</summary>
        public Channel<bool> Signal { get; } = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

        public void Dispose() => owner._listeners.TryRemove(this, out _);
    }
}
