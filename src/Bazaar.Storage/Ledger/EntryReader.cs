using System.Data.Common;
using Bazaar.Domain.Ledger;
using Bazaar.Domain.Primitives;
using Dapper;

namespace Bazaar.Storage.Ledger;

/// <summary>Reads posted entries with their lines.</summary>
public static class EntryReader
{
    private const string EntryColumns = """
        SELECT s.code, e.seq, e.id, e.kind, e.occurred_at, e.recorded_at, e.business_date, e.actor, e.reference, e.reason, e.note, e.supplier, e.total,
          e.fingerprint, e.previous_hash, e.hash, o.id, o.kind, o.reason, r.id
        FROM entry e
        JOIN store s ON s.id = e.store
        LEFT JOIN entry o ON o.store = e.store AND o.seq = e.reversal_of
        LEFT JOIN entry r ON r.store = e.store AND r.reversal_of = e.seq
        """;

    private const string LineColumns = """
        SELECT l.seq, l.line, l.product, p.sku, l.quantity, l.counted, l.pack, l.pack_quantity, l.price, l.cost, l.pack_cost, l.amount, l.on_hand, l.covered_by,
          l.effective_at, l.business_date
        FROM line l LEFT JOIN product p ON p.id = l.product
        """;

    /// <summary>Reads a stretch of a store's ledger, in order.</summary>
    /// <param name="connection">Where to read.</param>
    /// <param name="store">The store.</param>
    /// <param name="after">The sequence before the first one wanted.</param>
    /// <param name="upTo">The last one wanted.</param>
    public static Task<List<Entry>> ReadAsync(DbConnection connection, long store, long after, long upTo) => ReadAsync(
        connection,
        $"{EntryColumns} WHERE e.store = @store AND e.seq > @after AND e.seq <= @upTo ORDER BY e.seq",
        $"{LineColumns} WHERE l.store = @store AND l.seq > @after AND l.seq <= @upTo ORDER BY l.seq, l.line",
        new { store, after, upTo });

    /// <summary>Reads entries by their sequences, newest first.</summary>
    /// <param name="connection">Where to read.</param>
    /// <param name="store">The store.</param>
    /// <param name="seqs">The sequences.</param>
    public static async Task<List<Entry>> ReadAsync(DbConnection connection, long store, IReadOnlyCollection<long> seqs)
    {
        var entries = await ReadAsync(
            connection,
            $"{EntryColumns} WHERE e.store = @store AND e.seq IN @seqs ORDER BY e.seq",
            $"{LineColumns} WHERE l.store = @store AND l.seq IN @seqs ORDER BY l.seq, l.line",
            new { store, seqs });
        entries.Reverse();
        return entries;
    }

    /// <summary>Finds the sequence of an id; null when there is none.</summary>
    /// <param name="connection">Where to read.</param>
    /// <param name="store">The store.</param>
    /// <param name="id">The entry's id.</param>
    public static Task<long?> FindSeqAsync(DbConnection connection, long store, Guid id) =>
        connection.ExecuteScalarAsync<long?>("SELECT seq FROM entry WHERE store = @store AND id = @id", new { store, id = id.ToByteArray(bigEndian: true) });

    private static async Task<List<Entry>> ReadAsync(DbConnection connection, string entrySql, string lineSql, object parameters)
    {
        // One snapshot for both reads, so that a page never shows an entry without its lines.
        var entries = new List<Entry>();
        var places = new Dictionary<long, List<Line>>();
        await using (var reader = (DbDataReader)await connection.ExecuteReaderAsync(entrySql, parameters))
        {
            while (reader.Read())
            {
                var lines = new List<Line>();
                var entry = ReadEntry(reader, lines);
                entries.Add(entry);
                places.Add(entry.Seq, lines);
            }
        }

        await using (var reader = (DbDataReader)await connection.ExecuteReaderAsync(lineSql, parameters))
        {
            while (reader.Read())
            {
                if (places.TryGetValue(reader.GetInt64(0), out var lines))
                {
                    lines.Add(ReadLine(reader));
                }
            }
        }

        return entries;
    }

    private static Entry ReadEntry(DbDataReader row, List<Line> lines)
    {
        var kind = KindOf(row.GetString(3));
        var reason = Text(row, 9);
        var countsAs = kind == EntryKind.Reversal ? KindOf(Text(row, 17)) : kind;
        return new Entry
        {
            Store = row.GetString(0),
            Seq = row.GetInt64(1),
            Id = new Guid(row.GetFieldValue<byte[]>(2), bigEndian: true),
            Kind = kind,
            OccurredAt = Clock.FromMicros(row.GetInt64(4)),
            RecordedAt = Clock.FromMicros(row.GetInt64(5)),
            BusinessDate = SqlDate.ToDate(row.GetInt64(6)),
            Actor = row.GetString(7),
            Reference = Text(row, 8),
            Reason = reason,
            Note = Text(row, 10),
            Supplier = Text(row, 11),
            Total = row.GetInt64(12),
            Fingerprint = row.GetFieldValue<byte[]>(13),
            PreviousHash = row.GetFieldValue<byte[]>(14),
            Hash = row.GetFieldValue<byte[]>(15),
            ReversalOf = row.IsDBNull(16) ? null : new Guid(row.GetFieldValue<byte[]>(16), bigEndian: true),
            ReversedBy = row.IsDBNull(19) ? null : new Guid(row.GetFieldValue<byte[]>(19), bigEndian: true),
            CountsAs = countsAs,
            CountsAsReason = countsAs == EntryKind.Removal ? (kind == EntryKind.Reversal ? Text(row, 18) : reason) ?? "" : "",
            Lines = lines,
        };
    }

    private static Line ReadLine(DbDataReader row) => new()
    {
        Number = row.GetInt32(1),
        Product = row.GetInt64(2),
        Sku = Text(row, 3) ?? "?",
        Quantity = row.GetInt64(4),
        Counted = Number(row, 5),
        Pack = Text(row, 6),
        PackQuantity = Number(row, 7),
        Price = Number(row, 8),
        Cost = row.GetInt64(9),
        PackCost = Number(row, 10),
        Amount = row.GetInt64(11),
        OnHand = row.GetInt64(12),
        CoveredBy = Number(row, 13),
        EffectiveAt = Clock.FromMicros(row.GetInt64(14)),
        BusinessDate = SqlDate.ToDate(row.GetInt64(15)),
    };

    // A kind that no longer reads as one has been tampered with; the self-check names the entry by its hash.
    private static EntryKind KindOf(string? name) => EntryKinds.TryParse(name, out var kind) ? kind : EntryKind.Adjustment;

    private static string? Text(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static long? Number(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);
}
