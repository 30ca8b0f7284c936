using System.Buffers.Text;
using Bazaar.Storage.Ledger;

namespace Bazaar.Server.Features.Live;

/// <summary>
/// How far each store was read, as one short text: after a version, for each store the step from the number of the store before it
/// and its sequence, in as few bytes as they need. A thousand stores take some five kilobytes.
/// </summary>
internal sealed class StorePositions
{
    private const byte Version = 1;
    private const int MaxLength = 64 * 1024;

    private readonly SortedDictionary<long, long> _seqs = [];
    private bool _isNew = true;

    /// <summary>The sequence read last of a store.</summary>
    public long Of(long store) => _seqs.GetValueOrDefault(store);

    public void Set(long store, long seq) => _seqs[store] = seq;

    /// <summary>
    /// Takes in the stores that there are. A new stream begins where each store is now. For a stream that goes on, a store that came
    /// later is read from its first entry; one that the caller could not see before, from now on.
    /// </summary>
    public void Meet(IReadOnlyList<StoreHead> heads, bool seesAll)
    {
        var newest = _seqs.Count == 0 ? 0 : _seqs.Keys.Last();
        foreach (var head in heads)
        {
            if (!_seqs.TryGetValue(head.Store, out var seq))
            {
                _seqs[head.Store] = !_isNew && (seesAll || head.Store > newest) ? 0 : head.Seq;
            }
            else if (seq > head.Seq)
            {
                // The database went back to a backup; what comes now is new.
                _seqs[head.Store] = head.Seq;
            }
        }

        _isNew = false;
    }

    /// <summary>Reads what <see cref="ToString"/> wrote; null when it is nothing of the kind.</summary>
    public static StorePositions? TryParse(string text)
    {
        if (text.Length > MaxLength || !Base64Url.IsValid(text))
        {
            return null;
        }

        ReadOnlySpan<byte> bytes = Base64Url.DecodeFromChars(text);
        if (bytes.IsEmpty || bytes[0] != Version)
        {
            return null;
        }

        var positions = new StorePositions { _isNew = false };
        var store = 0L;
        for (bytes = bytes[1..]; !bytes.IsEmpty;)
        {
            if (!TryRead(ref bytes, out var step) || !TryRead(ref bytes, out var seq) || step == 0 || step > long.MaxValue - store)
            {
                return null;
            }

            store += step;
            positions._seqs[store] = seq;
        }

        return positions;
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        var bytes = new List<byte>(1 + (_seqs.Count * 4)) { Version };
        var last = 0L;
        foreach (var (store, seq) in _seqs)
        {
            Write(bytes, store - last);
            Write(bytes, seq);
            last = store;
        }

        return Base64Url.EncodeToString(bytes.ToArray());
    }

    private static void Write(List<byte> bytes, long number)
    {
        for (; number > 0x7F; number >>= 7)
        {
            bytes.Add((byte)(number | 0x80));
        }

        bytes.Add((byte)number);
    }

    private static bool TryRead(ref ReadOnlySpan<byte> bytes, out long number)
    {
        number = 0;
        for (var shift = 0; shift < 63 && !bytes.IsEmpty; shift += 7)
        {
            var part = bytes[0];
            bytes = bytes[1..];
            number |= (long)(part & 0x7F) << shift;
            if (part <= 0x7F)
            {
                return true;
            }
        }

        return false;
    }
}
