using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Bazaar.Domain.Primitives;

namespace Bazaar.Cli.TillFiles;

/// <summary>
/// Ids made of what an entry is (UUID version 8), so that an import that runs again sends the same ids and nothing is posted twice.
/// A document belongs to its day, because many tills begin to count again each morning. The day also stands at the front of the id,
/// so that an index of ids is filled in order.
/// </summary>
/// <param name="store">The store's code.</param>
/// <param name="preset">The preset's name.</param>
internal sealed class EntryIds(string store, string preset)
{
    private const long MillisecondsPerDay = 86_400_000;

    /// <summary>The id of an entry.</summary>
    /// <param name="date">The document's day, in the shop's local time.</param>
    /// <param name="document">The invoice or receipt.</param>
    /// <param name="kind">What it is in the ledger.</param>
    /// <param name="part">0, or the number of the part of an entry with very many lines.</param>
    public Guid Of(DateOnly date, string document, string kind, int part)
    {
        // Lengths keep the parts apart whatever is in them.
        var key = Code.Key(store);
        var text = $"bazaar till entry 1\n{key.Length}:{key}{preset.Length}:{preset}{date:yyyy-MM-dd}{document.Length}:{document}{kind.Length}:{kind}{part}";
        Span<byte> id = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes(text), id);
        Span<byte> front = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(front, Math.Max(0, (date.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber) * MillisecondsPerDay));
        front[2..].CopyTo(id);
        id[6] = (byte)((id[6] & 0x0F) | 0x80);
        id[8] = (byte)((id[8] & 0x3F) | 0x80);
        return new Guid(id[..16], bigEndian: true);
    }
}
