using Bazaar.Domain.Catalog;
using Bazaar.Domain.Ledger;
using Bazaar.Domain.Primitives;
using Npgsql;

namespace Bazaar.Storage.Postgres;

/// <summary>Reads what the drafts of a batch need to know and the memory does not hold, in one round trip.</summary>
internal sealed class PostgresPrefetch
{
    /// <summary>
    /// Locks the heads in the order of the stores' numbers, the same on every node, so that two batches never wait for each other in a circle.
    /// An ordered SELECT … FOR UPDATE locks in exactly that order; UPDATE … FROM does not promise any. On an engine that distributes tables by store, where
    /// FOR UPDATE over many stores is refused, this one statement becomes <c>UPDATE store_head SET seq = seq WHERE store IN (…) RETURNING store</c>;
    /// a circle is then broken by the server (40P01) and the batch is tried again.
    /// </summary>
    private const string LockHeads = "SELECT store FROM store_head WHERE store IN (SELECT id FROM store WHERE code_key = ANY($1)) ORDER BY store FOR NO KEY UPDATE";

    // Statements of their own: each sees what was committed until the locks were had.
    private const string ReadStores = """
        SELECT s.id, s.code, s.code_key, s.time_zone, s.day_starts_at, s.closed, h.seq, h.hash, h.recorded_at, h.version
        FROM store s JOIN store_head h ON h.store = s.id WHERE s.code_key = ANY($1)
        """;

    // "+ 0" keeps the planner from the primary key: in a young table, of which it knows nothing yet, that looks as good as the index of ids
    // and then reads a store's whole ledger for every id (measured: 250 movements a second instead of many thousands).
    private static readonly string ReadKnown = $"""
        SELECT e.store, e.id, e.seq, e.fingerprint
        FROM ({PostgresArrays.Rows("code_key, id")}) w JOIN store s ON s.code_key = w.code_key JOIN entry e ON e.id = w.id AND e.store + 0 = s.id
        """;

    private const string ReadCatalogue = "SELECT version FROM catalogue WHERE id = 1";

    private const string ProductColumns = "p.id, p.sku, p.sku_key, p.unit, p.price, p.cost, p.archived_at";

    private const string ReadProducts = $"SELECT {ProductColumns} FROM product p WHERE p.sku_key = ANY($1)";

    private const string BalanceColumns = "k.on_hand, k.average_cost, k.last_count_at, k.last_effective_at, k.seq, k.price, k.reorder_point, k.target_level";

    private static readonly string ReadBalances = $"""
        SELECT s.id, p.id, {BalanceColumns}
        FROM ({PostgresArrays.Rows("code_key, sku_key")}) w JOIN store s ON s.code_key = w.code_key JOIN product p ON p.sku_key = w.sku_key
        LEFT JOIN stock k ON k.store = s.id AND k.product = p.id
        """;

    private const string ReadPacks = "SELECT k.product, k.name, k.size, k.per FROM product p JOIN pack k ON k.product = p.id WHERE p.sku_key = ANY($1) ORDER BY k.product, k.position";

    private const string ReadBarcodes = "SELECT b.code_key, p.sku_key, b.pack FROM barcode b JOIN product p ON p.id = b.product WHERE b.code_key = ANY($1)";

    private const string ReadScannedProducts = $"SELECT {ProductColumns} FROM barcode b JOIN product p ON p.id = b.product WHERE b.code_key = ANY($1)";

    private const string ReadScannedPacks = """
        SELECT k.product, k.name, k.size, k.per FROM (SELECT DISTINCT product FROM barcode WHERE code_key = ANY($1)) b JOIN pack k ON k.product = b.product
        ORDER BY k.product, k.position
        """;

    private static readonly string ReadScannedBalances = $"""
        SELECT s.id, b.product, {BalanceColumns}
        FROM ({PostgresArrays.Rows("code_key, barcode")}) w JOIN store s ON s.code_key = w.code_key JOIN barcode b ON b.code_key = w.barcode
        LEFT JOIN stock k ON k.store = s.id AND k.product = b.product
        """;

    private readonly PostgresMemory _memory;
    private readonly Dictionary<long, List<PackRatio>> _packs = [];
    private readonly Dictionary<string, LedgerProduct> _products = new(StringComparer.Ordinal);

    private PostgresPrefetch(PostgresMemory memory) => _memory = memory;

    /// <summary>Entries that have the id of a draft; read only under locks.</summary>
    public Dictionary<(long Store, Guid Id), (long Seq, byte[] Fingerprint)> Known { get; } = [];

    /// <summary>
    /// Reads into the memory what it lacks. Versions and heads are read before what they vouch for: whatever changes in between makes the memory wrong, never believed.
    /// </summary>
    /// <param name="connection">Where to ask.</param>
    /// <param name="drafts">The drafts.</param>
    /// <param name="memory">Filled with all that the drafts can ask for.</param>
    /// <param name="locks">True to lock the heads of all stores first and to look up the drafts' ids.</param>
    public static async Task<PostgresPrefetch> ReadAsync(NpgsqlConnection connection, IReadOnlyList<Draft> drafts, PostgresMemory memory, bool locks)
    {
        var found = new PostgresPrefetch(memory);
        while (true)
        {
            var wanted = new WantedRows(drafts, memory);
            if ((wanted.IsEmpty && !locks) || !await found.ReadAsync(connection, drafts, wanted, locks))
            {
                return found;
            }

            // The catalogue is another one than the memory's: what it held of products is gone, and wanted too.
            locks = false;
        }
    }

    /// <summary>Reads one row of balances.</summary>
    public static ((long Store, long Product) Key, Balance Balance) ReadBalance(NpgsqlDataReader row) => (
        (row.GetInt64(0), row.GetInt64(1)),
        new Balance(row.GetInt64(2), row.GetInt64(3), Time(row, 4), Time(row, 5), row.GetInt64(6), Number(row, 7), Number(row, 8), Number(row, 9)));

    private static string StoreKey(Draft draft) => WantedRows.Storable(Code.Key(draft.Store));

    private static long? Number(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);

    private static DateTimeOffset? Time(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : Clock.FromMicros(row.GetInt64(column));

    /// <returns>True when the memory's catalogue was an old one.</returns>
    private async Task<bool> ReadAsync(NpgsqlConnection connection, IReadOnlyList<Draft> drafts, WantedRows wanted, bool locks)
    {
        var read = new List<Action<NpgsqlDataReader>>();
        await using var batch = connection.CreateBatch();
        NpgsqlBatchCommand Ask(string sql, Action<NpgsqlDataReader> row)
        {
            read.Add(row);
            return batch.Say(sql);
        }

        if (locks)
        {
            Ask(LockHeads, static _ => { }).Texts(drafts, StoreKey);
            Ask(ReadKnown, AddKnown).Texts(drafts, StoreKey).Bytes(drafts, d => d.Id.ToByteArray(bigEndian: true));
        }

        var isNew = false;
        Ask(ReadCatalogue, row => isNew = _memory.IsNewCatalogue(row.GetInt64(0)));
        if (wanted.Stores.Count > 0)
        {
            Ask(ReadStores, AddStore).Texts(wanted.Stores, s => s);
        }

        if (wanted.Skus.Count > 0)
        {
            Ask(ReadProducts, AddProduct).Texts(wanted.Skus, s => s);
            Ask(ReadPacks, AddPack).Texts(wanted.Skus, s => s);
        }

        if (wanted.Barcodes.Count > 0)
        {
            Ask(ReadBarcodes, AddBarcode).Texts(wanted.Barcodes, b => b);
            Ask(ReadScannedProducts, AddProduct).Texts(wanted.Barcodes, b => b);
            Ask(ReadScannedPacks, AddPack).Texts(wanted.Barcodes, b => b);
        }

        if (wanted.SkuPairs.Count > 0)
        {
            Ask(ReadBalances, AddBalance).Texts(wanted.SkuPairs, p => p.Store).Texts(wanted.SkuPairs, p => p.SkuKey);
        }

        if (wanted.BarcodePairs.Count > 0)
        {
            Ask(ReadScannedBalances, AddBalance).Texts(wanted.BarcodePairs, p => p.Store).Texts(wanted.BarcodePairs, p => p.Barcode);
        }

        await using (var reader = await batch.ExecuteReaderAsync())
        {
            foreach (var row in read)
            {
                while (await reader.ReadAsync())
                {
                    row(reader);
                }

                await reader.NextResultAsync();
            }
        }

        KeepProducts(wanted);
        return isNew;
    }

    private void AddStore(NpgsqlDataReader row) => _memory.Keep(row.GetString(2), new StoreState
    {
        Id = row.GetInt64(0),
        Code = row.GetString(1),
        Zone = TimeZoneInfo.FindSystemTimeZoneById(row.GetString(3)),
        DayStartsAt = TimeSpan.FromMinutes(row.GetInt64(4)),
        Closed = row.GetInt64(5) != 0,
        Seq = row.GetInt64(6),
        Hash = row.GetFieldValue<byte[]>(7),
        RecordedAt = Clock.FromMicros(row.GetInt64(8)),
    }, row.GetInt64(9));

    private void AddKnown(NpgsqlDataReader row) =>
        Known[(row.GetInt64(0), new Guid(row.GetFieldValue<byte[]>(1), bigEndian: true))] = (row.GetInt64(2), row.GetFieldValue<byte[]>(3));

    private void AddProduct(NpgsqlDataReader row) => _products[row.GetString(2)] = new LedgerProduct(
        row.GetInt64(0),
        row.GetString(1),
        Unit.TryParse(row.GetString(3), out var unit, out _) ? unit.Decimals : Exact.QuantityDecimals,
        row.GetInt64(4),
        Number(row, 5),
        !row.IsDBNull(6),
        []);

    // Whatever else is known of the product, this store has it or not: a row that is missing is known too.
    private void AddBalance(NpgsqlDataReader row)
    {
        if (row.IsDBNull(2))
        {
            _memory.Keep(row.GetInt64(0), row.GetInt64(1), null);
            return;
        }

        var (key, balance) = ReadBalance(row);
        _memory.Keep(key.Store, key.Product, balance);
    }

    private void AddBarcode(NpgsqlDataReader row) => _memory.Keep(row.GetString(0), (row.GetString(1), Number(row, 2)));

    private void AddPack(NpgsqlDataReader row)
    {
        var packs = _packs.TryGetValue(row.GetInt64(0), out var list) ? list : _packs[row.GetInt64(0)] = [];
        var pack = new PackRatio(row.GetString(1), row.GetInt64(2), row.GetInt64(3));
        if (!packs.Contains(pack))
        {
            packs.Add(pack);
        }
    }

    // A product that is both named and scanned has its packs read twice, in the same order.
    private void KeepProducts(WantedRows wanted)
    {
        foreach (var (key, product) in _products)
        {
            _memory.Keep(key, _packs.TryGetValue(product.Id, out var packs) ? product with { Packs = packs } : product);
        }

        foreach (var key in wanted.Skus)
        {
            if (!_products.ContainsKey(key))
            {
                _memory.Keep(key, (LedgerProduct?)null);
            }
        }

        foreach (var barcode in wanted.Barcodes)
        {
            if (!_memory.TryBarcode(barcode, out _))
            {
                _memory.Keep(barcode, ((string, long?)?)null);
            }
        }

        _products.Clear();
        _packs.Clear();
    }
}
