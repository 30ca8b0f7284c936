using System.Collections.Concurrent;

namespace Bazaar.Storage;

/// <summary>
/// Rows that were read since their store last changed. Every commit puts an empty shelf in the place of the store's before its callers are answered, and a reader puts what it
/// read on the shelf that stood there when it began: what is older than a commit is never found after it. Where other nodes write to the same database, their
/// commits are heard of a moment later; a reader who must see one of them names its sequence.
/// </summary>
public sealed class RecentReads
{
    /// <summary>The most rows kept; beyond it everything is forgotten.</summary>
    private const int MaxRows = 100_000;

    private readonly Func<bool>? _othersAreHeard;
    private ConcurrentDictionary<string, Shelf> _shelves = NewShelves();
    private int _rows;

    /// <summary>Keeps rows from now on.</summary>
    /// <param name="othersAreHeard">Where other nodes write as well: whether their changes are heard of now. Otherwise nothing is kept.</param>
    public RecentReads(Func<bool>? othersAreHeard = null) => _othersAreHeard = othersAreHeard;

    /// <summary>Forgets everything. Call it after a commit, before anyone is told of it.</summary>
    public void Forget()
    {
        Volatile.Write(ref _shelves, NewShelves());
        Volatile.Write(ref _rows, 0);
    }

    /// <summary>Forgets a store. Call it after a commit, before anyone is told of it.</summary>
    /// <param name="store">The store's code.</param>
    /// <param name="seq">The sequence it has come to.</param>
    public void Forget(string store, long seq)
    {
        var shelves = Volatile.Read(ref _shelves);
        if (shelves.TryGetValue(store, out var old))
        {
            Interlocked.Add(ref _rows, -old.Count);
        }

        shelves[store] = new Shelf(shelves, store, seq);
    }

    /// <summary>True when what is kept of a store is at least as new as a sequence.</summary>
    /// <param name="store">The store's code.</param>
    /// <param name="seq">The sequence.</param>
    internal bool IsAtLeast(string store, long seq) => Volatile.Read(ref _shelves).TryGetValue(store, out var shelf) && shelf.Seq >= seq;

    /// <summary>A store was seen to have come to a sequence: what was read before it is forgotten.</summary>
    /// <param name="store">The store's code.</param>
    /// <param name="seq">The sequence.</param>
    internal void Saw(string store, long seq)
    {
        // Nobody else writes: what is kept is never older than what was seen.
        if (_othersAreHeard is not null && !IsAtLeast(store, seq))
        {
            Forget(store, seq);
        }
    }

    /// <summary>The shelf of a store. Take it before reading the database.</summary>
    /// <param name="store">The store's code, in any letter case.</param>
    internal Shelf Of(string store)
    {
        var shelves = Volatile.Read(ref _shelves);
        return _othersAreHeard?.Invoke() != false && shelves.TryGetValue(store, out var shelf) ? shelf : new Shelf(shelves, store, 0);
    }

    /// <summary>Puts a row on a shelf. Nothing of it is found when another shelf has taken the place since.</summary>
    /// <param name="shelf">From <see cref="Of"/>.</param>
    /// <param name="code">What was asked for.</param>
    /// <param name="row">What was read.</param>
    internal void Keep<T>(Shelf shelf, string code, T row)
        where T : class
    {
        if (shelf.TryStand())
        {
            shelf.Put(code, row);
            if (Interlocked.Increment(ref _rows) > MaxRows)
            {
                Forget();
            }
        }
    }

    private static ConcurrentDictionary<string, Shelf> NewShelves() => new(concurrencyLevel: 1, capacity: 31, StringComparer.OrdinalIgnoreCase);

    /// <summary>What was read of a store since it came to a sequence, by code as it was asked for.</summary>
    internal sealed class Shelf(ConcurrentDictionary<string, Shelf> shelves, string store, long seq)
    {
        private ConcurrentDictionary<(Type Type, string Code), object>? _rows;

        public long Seq { get; } = seq;

        public int Count => _rows?.Count ?? 0;

        // Only a store that has rows gets a place: anyone can ask for stores that are not there.
        public bool TryStand() => ReferenceEquals(shelves.GetOrAdd(store, this), this);

        public T? Find<T>(string code)
            where T : class => (T?)Volatile.Read(ref _rows)?.GetValueOrDefault((typeof(T), code));

        public void Put<T>(string code, T row)
            where T : class
        {
            var rows = Volatile.Read(ref _rows);
            if (rows is null)
            {
                var fresh = new ConcurrentDictionary<(Type, string), object>(concurrencyLevel: 1, capacity: 7);
                rows = Interlocked.CompareExchange(ref _rows, fresh, null) ?? fresh;
            }

            rows[(typeof(T), code)] = row;
        }
    }
}
