using System.Collections.Concurrent;

namespace Bazaar.Server.Platform.Access;

/// <summary>Rows that are read again when they are older than they may be. What is not there is remembered as well.</summary>
/// <typeparam name="TKey">What a row is found by.</typeparam>
/// <typeparam name="TRow">A row.</typeparam>
/// <param name="load">Reads a row.</param>
/// <param name="freshness">How old a row may be.</param>
/// <param name="clock">What time it is.</param>
internal sealed class FreshRows<TKey, TRow>(Func<TKey, CancellationToken, Task<TRow?>> load, TimeSpan freshness, TimeProvider clock)
    where TKey : notnull
    where TRow : class
{
    private const int MaxRows = 20_000;
    private readonly ConcurrentDictionary<TKey, (TRow? Row, long ReadAt)> _rows = [];
    private long _generation;

    public async ValueTask<TRow?> FindAsync(TKey key, CancellationToken ct)
    {
        if (_rows.TryGetValue(key, out var known) && clock.GetElapsedTime(known.ReadAt) < freshness)
        {
            return known.Row;
        }

        return await ReadAsync(key, ct);
    }

    /// <summary>Reads a row from the database, whatever is known of it.</summary>
    public async ValueTask<TRow?> ReadAsync(TKey key, CancellationToken ct)
    {
        // The time is taken before reading: a row is never thought newer than it is.
        var (generation, readAt) = (Volatile.Read(ref _generation), clock.GetTimestamp());
        var row = await load(key, ct);
        if (_rows.Count >= MaxRows)
        {
            _rows.Clear();
        }

        _rows[key] = (row, readAt);
        if (generation != Volatile.Read(ref _generation))
        {
            // Something changed while it was read.
            _rows.TryRemove(key, out _);
        }

        return row;
    }

    /// <summary>Forgets everything: something was changed here.</summary>
    public void Forget()
    {
        Interlocked.Increment(ref _generation);
        _rows.Clear();
    }
}
