using Bazaar.Domain.Catalog;
using Bazaar.Domain.Ledger;
using Bazaar.Domain.Primitives;
using Npgsql;
using NpgsqlTypes;

namespace Bazaar.Storage.Postgres;

/// <summary>What the drafts of a batch need to know, read in one round trip after the heads are locked.</summary>
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
        SELECT s.id, s.code, s.code_key, s.time_zone, s.day_starts_at, s.closed, h.seq, h.hash, h.recorded_at
        FROM store s JOIN store_head h ON h.store = s.id WHERE s.code_key = ANY($1)
        """;

    // "+ 0" keeps the planner from the primary key: in a young table, of which it knows nothing yet, that looks as good as the index of ids
    // and then reads a store's whole ledger for every id (measured: 250 movements a second instead of many thousands).
    private const string ReadKnown = """
        SELECT e.store, e.id, e.seq, e.fingerprint
        FROM unnest($1, $2) AS w (code_key, id) JOIN store s ON s.code_key = w.code_key JOIN entry e ON e.id = w.id AND e.store + 0 = s.id
        """;

    private const string ProductColumns = "p.id, p.sku, p.sku_key, p.unit, p.price, p.cost, p.archived_at";

    private const string ReadProducts = $"SELECT {ProductColumns} FROM product p WHERE p.sku_key = ANY($1)";

    private const string BalanceColumns = "k.store, k.product, k.on_hand, k.average_cost, k.last_count_at, k.last_effective_at, k.seq, k.price, k.reorder_point, k.target_level";

    private const string ReadBalances = $"""
        SELECT {BalanceColumns}
        FROM unnest($1, $2) AS w (code_key, sku_key) JOIN store s ON s.code_key = w.code_key JOIN product p ON p.sku_key = w.sku_key
        JOIN stock k ON k.store = s.id AND k.product = p.id
        """;

    private const string ReadPacks = "SELECT k.product, k.name, k.size, k.per FROM product p JOIN pack k ON k.product = p.id WHERE p.sku_key = ANY($1) ORDER BY k.product, k.position";

    private const string ReadBarcodes = "SELECT b.code_key, p.sku_key, b.pack FROM barcode b JOIN product p ON p.id = b.product WHERE b.code_key = ANY($1)";

    private const string ReadScannedProducts = $"SELECT {ProductColumns} FROM barcode b JOIN product p ON p.id = b.product WHERE b.code_key = ANY($1)";

    private const string ReadScannedPacks = """
        SELECT k.product, k.name, k.size, k.per FROM (SELECT DISTINCT product FROM barcode WHERE code_key = ANY($1)) b JOIN pack k ON k.product = b.product
        ORDER BY k.product, k.position
        """;

    private const string ReadScannedBalances = $"""
        SELECT {BalanceColumns}
        FROM unnest($1, $2) AS w (code_key, barcode) JOIN store s ON s.code_key = w.code_key JOIN barcode b ON b.code_key = w.barcode
        JOIN stock k ON k.store = s.id AND k.product = b.product
        """;

    private readonly Dictionary<long, List<PackRatio>> _packs = [];

    public Dictionary<string, StoreState> Stores { get; } = new(StringComparer.Ordinal);

    public Dictionary<(long Store, Guid Id), (long Seq, byte[] Fingerprint)> Known { get; } = [];

    public Dictionary<string, LedgerProduct> Products { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, (string SkuKey, long? Pack)> Barcodes { get; } = new(StringComparer.Ordinal);

    public Dictionary<(long Store, long Product), Balance> Balances { get; } = [];

    public static async Task<PostgresPrefetch> ReadAsync(NpgsqlConnection connection, IReadOnlyList<Draft> drafts)
    {
        var wanted = new WantedRows(drafts);
        var found = new PostgresPrefetch();
        var read = new List<Action<NpgsqlDataReader>>();
        await using var batch = connection.CreateBatch();
        void Ask(string sql, Action<NpgsqlDataReader> row, params IEnumerable<NpgsqlParameter> parameters)
        {
            var command = new NpgsqlBatchCommand(sql);
            foreach (var parameter in parameters)
            {
                command.Parameters.Add(parameter);
            }

            batch.BatchCommands.Add(command);
            read.Add(row);
        }

        Ask(LockHeads, static _ => { }, Texts(wanted.Stores));
        Ask(ReadStores, found.AddStore, Texts(wanted.Stores));
        Ask(ReadKnown, found.AddKnown, Texts(wanted.Ids.Select(i => i.Store)), Bytes(wanted.Ids.Select(i => i.Id)));
        if (wanted.Skus.Count > 0)
        {
            Ask(ReadProducts, found.AddProduct, Texts(wanted.Skus));
            Ask(ReadBalances, found.AddBalance, Texts(wanted.SkuPairs.Select(p => p.Store)), Texts(wanted.SkuPairs.Select(p => p.Code)));
            if (wanted.Packs)
            {
                Ask(ReadPacks, found.AddPack, Texts(wanted.Skus));
            }
        }

        if (wanted.Barcodes.Count > 0)
        {
            Ask(ReadBarcodes, found.AddBarcode, Texts(wanted.Barcodes));
            Ask(ReadScannedProducts, found.AddProduct, Texts(wanted.Barcodes));
            Ask(ReadScannedPacks, found.AddPack, Texts(wanted.Barcodes));
            Ask(ReadScannedBalances, found.AddBalance, Texts(wanted.BarcodePairs.Select(p => p.Store)), Texts(wanted.BarcodePairs.Select(p => p.Code)));
        }

        await using var reader = await batch.ExecuteReaderAsync();
        foreach (var row in read)
        {
            while (await reader.ReadAsync())
            {
                row(reader);
            }

            await reader.NextResultAsync();
        }

        found.AddPacks();
        return found;
    }

    /// <summary>Reads one row of balances.</summary>
    public static ((long Store, long Product) Key, Balance Balance) ReadBalance(NpgsqlDataReader row) => (
        (row.GetInt64(0), row.GetInt64(1)),
        new Balance(row.GetInt64(2), row.GetInt64(3), Time(row, 4), Time(row, 5), row.GetInt64(6), Number(row, 7), Number(row, 8), Number(row, 9)));

    private static NpgsqlParameter<string[]> Texts(IEnumerable<string> values) => new() { TypedValue = [.. values], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text };

    private static NpgsqlParameter<byte[][]> Bytes(IEnumerable<Guid> ids) =>
        new() { TypedValue = [.. ids.Select(i => i.ToByteArray(bigEndian: true))], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea };

    private static long? Number(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);

    private static DateTimeOffset? Time(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : Clock.FromMicros(row.GetInt64(column));

    private void AddStore(NpgsqlDataReader row) => Stores[row.GetString(2)] = new StoreState
    {
        Id = row.GetInt64(0),
        Code = row.GetString(1),
        Zone = TimeZoneInfo.FindSystemTimeZoneById(row.GetString(3)),
        DayStartsAt = TimeSpan.FromMinutes(row.GetInt64(4)),
        Closed = row.GetInt64(5) != 0,
        Seq = row.GetInt64(6),
        Hash = row.GetFieldValue<byte[]>(7),
        RecordedAt = Clock.FromMicros(row.GetInt64(8)),
    };

    private void AddKnown(NpgsqlDataReader row) =>
        Known[(row.GetInt64(0), new Guid(row.GetFieldValue<byte[]>(1), bigEndian: true))] = (row.GetInt64(2), row.GetFieldValue<byte[]>(3));

    private void AddProduct(NpgsqlDataReader row) => Products[row.GetString(2)] = new LedgerProduct(
        row.GetInt64(0),
        row.GetString(1),
        Unit.TryParse(row.GetString(3), out var unit, out _) ? unit.Decimals : Exact.QuantityDecimals,
        row.GetInt64(4),
        Number(row, 5),
        !row.IsDBNull(6),
        []);

    private void AddBalance(NpgsqlDataReader row)
    {
        var (key, balance) = ReadBalance(row);
        Balances[key] = balance;
    }

    private void AddBarcode(NpgsqlDataReader row) => Barcodes[row.GetString(0)] = (row.GetString(1), Number(row, 2));

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
    private void AddPacks()
    {
        if (_packs.Count == 0)
        {
            return;
        }

        foreach (var (key, product) in Products.ToList())
        {
            if (_packs.TryGetValue(product.Id, out var packs))
            {
                Products[key] = product with { Packs = packs };
            }
        }
    }
}
