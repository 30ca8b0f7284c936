using System.Collections.Concurrent;

namespace Bazaar.Storage;

/// <summary>
/// Rows that were read since the last commit. Every commit begins a new generation before its callers are answered, and a reader
/// keeps what it read in the generation it began with: what is older than a commit is never found after it.
/// </summary>
public sealed class RecentReads
{
    /// <summary>The most rows of a generation; beyond it rows are read and not kept.</summary>
    private const int MaxRows = 10_000;

    private readonly int _maxRows;
    private Generation _current;

    /// <summary>Keeps rows from now on.</summary>
    public RecentReads()
        : this(MaxRows)
    {
    }

    private RecentReads(int maxRows)
    {
        _maxRows = maxRows;
        _current = new Generation(maxRows);
    }

    /// <summary>Keeps nothing: for an engine that other nodes write to as well.</summary>
    public static RecentReads None { get; } = new(0);

    /// <summary>The generation to look into. Take it before reading the database.</summary>
    internal Generation Current => Volatile.Read(ref _current);

    /// <summary>Begins a new generation. Call it after a commit, before anyone is told of it.</summary>
    internal void Forget() => Volatile.Write(ref _current, new Generation(_maxRows));

    /// <summary>What was read between two commits, by the store's code and another, as they were asked for.</summary>
    internal sealed class Generation(int maxRows)
    {
        private readonly ConcurrentDictionary<(Type Type, string Store, string Code), object> _rows = new(concurrencyLevel: 1, capacity: 31);

        public T? Find<T>(string store, string code)
            where T : class => (T?)_rows.GetValueOrDefault((typeof(T), store, code));

        public void Keep<T>(string store, string code, T row)
            where T : class
        {
            if (_rows.Count < maxRows)
            {
                _rows[(typeof(T), store, code)] = row;
            }
        }
    }
}
