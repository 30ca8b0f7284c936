using System.Data.Common;
using Bazaar.Domain.Audit;
using Bazaar.Domain.Ledger;
using Bazaar.Domain.Primitives;
using Bazaar.Storage.Audit;
using Bazaar.Storage.Ledger;
using Dapper;

namespace Bazaar.Storage.Stock;

/// <summary>A product in a store, with its balance where it has one. Scaled integers, microseconds.</summary>
public sealed record StockRow
{
    /// <summary>The store's code.</summary>
    public required string Store { get; init; }

    /// <summary>The database's number of the store.</summary>
    public long StoreId { get; init; }

    /// <summary>The product's SKU.</summary>
    public required string Sku { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its name in Urdu.</summary>
    public string? NameUrdu { get; init; }

    /// <summary>Its category.</summary>
    public string? Category { get; init; }

    /// <summary>Its base unit.</summary>
    public required string Unit { get; init; }

    /// <summary>The database's number of the product.</summary>
    public long Product { get; init; }

    /// <summary>Thousandths.</summary>
    public long OnHand { get; init; }

    /// <summary>Ten-thousandths.</summary>
    public long AverageCost { get; init; }

    /// <summary>Hundredths: the store's own price, or the catalogue's.</summary>
    public long Price { get; init; }

    /// <summary>Thousandths.</summary>
    public long? ReorderPoint { get; init; }

    /// <summary>Thousandths.</summary>
    public long? TargetLevel { get; init; }

    /// <summary>The last entry that touched it.</summary>
    public long Seq { get; init; }

    /// <summary>The version of what people set.</summary>
    public long Version { get; init; }

    /// <summary>When it last changed.</summary>
    public long? UpdatedAt { get; init; }

    /// <summary>See <see cref="StockStatus"/>.</summary>
    public string Status => StockStatus.Of(OnHand, ReorderPoint, TargetLevel);
}

/// <summary>Reads what stores have, now and then, and changes the levels that people set.</summary>
/// <param name="database">The engine.</param>
public sealed class StockStore(IDatabase database)
{
    internal const string Columns = """
        st.code AS Store, st.id AS StoreId, p.sku, p.name, p.name_urdu AS NameUrdu, p.category, p.unit, p.id AS Product, coalesce(k.on_hand, 0) AS OnHand,
        coalesce(k.average_cost, p.cost, 0) AS AverageCost, coalesce(k.price, p.price) AS Price, k.reorder_point AS ReorderPoint,
        k.target_level AS TargetLevel, coalesce(k.seq, 0) AS Seq, coalesce(k.version, 0) AS Version, k.updated_at AS UpdatedAt
        """;

    private const string StatusIs = """
        CASE WHEN k.on_hand < 0 THEN 'negative' WHEN k.on_hand = 0 THEN 'out' WHEN k.on_hand <= k.reorder_point THEN 'low'
          WHEN k.on_hand > k.target_level THEN 'over' ELSE 'ok' END
        """;

    /// <summary>Lists what a store has, or had, of each product, by SKU.</summary>
    /// <param name="store">The store.</param>
    /// <param name="filter">What to list.</param>
    /// <param name="ct">Stops waiting.</param>
    public async Task<IReadOnlyList<StockRow>> ListAsync(long store, StockFilter filter, CancellationToken ct)
    {
        using var lease = await database.ReadAsync(ct);
        return (await lease.Connection.QueryAsync<StockRow>(
            $"""
            SELECT {Columns} FROM stock k JOIN product p ON p.id = k.product JOIN store st ON st.id = k.store
            WHERE k.store = @store AND (@after IS NULL OR p.sku_key > @after)
              AND (@category IS NULL OR p.category = @category)
              AND (@like IS NULL OR p.sku LIKE @like ESCAPE '!' OR p.name LIKE @like ESCAPE '!' OR p.name_urdu LIKE @like ESCAPE '!')
              AND (@status IS NULL OR @status = {StatusIs})
            ORDER BY p.sku_key LIMIT @limit
            """,
            new { store, after = filter.AfterKey, category = filter.Category, like = SqlText.Contains(filter.Query), status = filter.Status, limit = filter.Limit })).AsList();
    }

    /// <summary>Lists one product in many stores, by the store's code.</summary>
    /// <param name="product">The database's number of the product.</param>
    /// <param name="stores">The database's numbers of the stores.</param>
    /// <param name="ct">Stops waiting.</param>
    public async Task<IReadOnlyList<StockRow>> ListStoresAsync(long product, IReadOnlyList<long> stores, CancellationToken ct)
    {
        using var lease = await database.ReadAsync(ct);
        return (await lease.Connection.QueryAsync<StockRow>(
            $$"""
            SELECT {{Columns}} FROM stock k JOIN store st ON st.id = k.store JOIN product p ON p.id = k.product
            WHERE k.store IN {=stores} AND k.product = @product ORDER BY st.code_key
            """,
            new { product, stores })).AsList();
    }

    /// <summary>One product in a store; null when there is no such store or the catalogue does not have it. As new as the last commit of this node, and as those of others that were heard of.</summary>
    /// <param name="store">The store's code.</param>
    /// <param name="sku">The product.</param>
    /// <param name="ct">Stops waiting.</param>
    public async ValueTask<StockRow?> FindAsync(string store, string sku, CancellationToken ct)
    {
        var shelf = database.Recent.Of(store);
        if (shelf.Find<StockRow>(sku) is { } known)
        {
            return known;
        }

        using var lease = await database.ReadAsync(ct);
        var row = await lease.Connection.QuerySingleOrDefaultAsync<StockRow?>(
            $"SELECT {Columns} FROM store st CROSS JOIN product p LEFT JOIN stock k ON k.store = st.id AND k.product = p.id WHERE st.code_key = @store AND p.sku_key = @sku",
            new { store = Code.Key(store), sku = Code.Key(sku) });
        if (row is not null)
        {
            database.Recent.Keep(shelf, sku, row);
        }

        return row;
    }

    /// <summary>One product in a store; null when the catalogue does not have it.</summary>
    /// <param name="store">The store.</param>
    /// <param name="sku">The product.</param>
    /// <param name="ct">Stops waiting.</param>
    public async Task<StockRow?> FindAsync(long store, string sku, CancellationToken ct)
    {
        using var lease = await database.ReadAsync(ct);
        return await FindAsync(lease.Connection, null, store, sku);
    }

    /// <summary>What a store had of a product at a time (SCENARIOS 1). Both times are included.</summary>
    /// <param name="store">The store.</param>
    /// <param name="product">The product.</param>
    /// <param name="at">What had taken effect by then.</param>
    /// <param name="asKnownAt">Of what was recorded by then; null: of all.</param>
    /// <param name="ct">Stops waiting.</param>
    /// <returns>Thousandths.</returns>
    public async Task<long> OnHandAtAsync(long store, long product, DateTimeOffset at, DateTimeOffset? asKnownAt, CancellationToken ct)
    {
        using var lease = await database.ReadAsync(ct);
        var known = asKnownAt is { } k ? await SeqRecordedByAsync(lease.Connection, store, k) : long.MaxValue;

        // Start from the balance after the last known line and take back what takes effect later: that costs what
        // happened since, not the whole history. Lines that take effect after a time were recorded no earlier than the clock skew before it.
        var from = at < DateTimeOffset.UnixEpoch ? 0 : await SeqRecordedByAsync(lease.Connection, store, at - Posting.MaxClockSkew - TimeSpan.FromMicroseconds(1));
        return await lease.Connection.ExecuteScalarAsync<long>(
            """
            SELECT coalesce((SELECT on_hand FROM line WHERE store = @store AND product = @product AND seq <= @known ORDER BY seq DESC, line DESC LIMIT 1), 0)
              - coalesce((SELECT sum(quantity) FROM line WHERE store = @store AND product = @product AND seq <= @known AND seq > @from AND effective_at > @at), 0)
            """,
            new { store, product, known, from, at = Clock.ToMicros(at) });
    }

    /// <summary>The last count that stands and what happened since, by kind.</summary>
    /// <param name="store">The store.</param>
    /// <param name="product">The product.</param>
    /// <param name="ct">Stops waiting.</param>
    public async Task<(Entry? Count, IReadOnlyList<(string Kind, long Quantity, long Lines)> Since, long SeenByCount)> ExplainAsync(long store, long product, CancellationToken ct)
    {
        using var lease = await database.ReadAsync(ct);
        var connection = lease.Connection;
        var (countSeq, countAt) = await connection.QuerySingleOrDefaultAsync<(long Seq, long At)>(
            """
            SELECT l.seq, l.effective_at FROM line l
            WHERE l.store = @store AND l.product = @product AND l.counted IS NOT NULL
              AND NOT EXISTS (SELECT 1 FROM entry r WHERE r.store = l.store AND r.reversal_of = l.seq)
            ORDER BY l.effective_at DESC, l.seq DESC LIMIT 1
            """,
            new { store, product });
        var since = (await connection.QueryAsync<(string, long, long)>(
            """
            SELECT e.kind, sum(l.quantity), count(*) FROM line l JOIN entry e ON e.store = l.store AND e.seq = l.seq
            WHERE l.store = @store AND l.product = @product AND (@countSeq = 0 OR l.effective_at > @countAt OR (l.effective_at = @countAt AND l.seq > @countSeq AND l.covered_by IS NULL))
            GROUP BY e.kind ORDER BY e.kind
            """,
            new { store, product, countSeq, countAt })).AsList();
        var seen = await connection.ExecuteScalarAsync<long>(
            "SELECT coalesce(sum(quantity), 0) FROM line WHERE store = @store AND product = @product AND covered_by = @countSeq", new { store, product, countSeq });
        var count = countSeq == 0 ? null : (await EntryReader.ReadAsync(connection, store, countSeq - 1, countSeq))[0];
        return (count, since, seen);
    }

    /// <summary>Sets a store's levels and price for a product.</summary>
    /// <param name="store">The store.</param>
    /// <param name="sku">The product.</param>
    /// <param name="version">The version that was read.</param>
    /// <param name="change">Makes the new levels of the old ones: reorder point, target (thousandths), own price (hundredths).</param>
    /// <param name="origin">Who does it.</param>
    /// <param name="ct">Stops waiting.</param>
    /// <returns>The row as it is now, and whether the version fitted; null when there is no such product.</returns>
    public Task<(StockRow Row, bool VersionFits)?> SetLevelsAsync(long store, string sku, long version, Func<StockLevels, StockLevels> change, Origin origin, CancellationToken ct) =>
        database.WriteAsync<(StockRow, bool)?>(
            async (connection, transaction) =>
            {
                await StoreLock.TakeAsync(connection, transaction, store);
                if (await FindAsync(connection, transaction, store, sku) is not { } before)
                {
                    return null;
                }

                if (before.Version != version)
                {
                    return (before, false);
                }

                var own = await connection.ExecuteScalarAsync<long?>("SELECT price FROM stock WHERE store = @store AND product = @Product", new { store, before.Product }, transaction);
                var was = new StockLevels(before.ReorderPoint, before.TargetLevel, own);
                var levels = change(was);
                await WriteLevelsAsync(connection, transaction, store, before, levels);
                var after = (await FindAsync(connection, transaction, store, sku))!;
                await UpdateAlertsAsync(connection, transaction, store, before, after, origin.At);
                if (ChangeOf(after, was, levels) is { } changed)
                {
                    await AuditLog.AppendAsync(connection, transaction, origin, changed);
                }

                return (after, true);
            },
            ct);

    /// <summary>Writes levels; a product that the store never had gets its row.</summary>
    internal static Task WriteLevelsAsync(DbConnection connection, DbTransaction transaction, long store, StockRow before, StockLevels levels) => connection.ExecuteAsync(
        """
        INSERT INTO stock (store, product, on_hand, average_cost, seq, price, reorder_point, target_level, version)
        VALUES (@store, @Product, 0, @AverageCost, 0, @Price, @ReorderPoint, @TargetLevel, 1)
        ON CONFLICT (store, product)
        DO UPDATE SET price = @Price, reorder_point = @ReorderPoint, target_level = @TargetLevel, version = stock.version + 1
        """,
        new { store, before.Product, before.AverageCost, levels.Price, levels.ReorderPoint, levels.TargetLevel },
        transaction);

    internal static AuditChange? ChangeOf(StockRow row, StockLevels before, StockLevels after) => new ChangedFields(isNew: false)
        .Quantity("reorderPoint", before.ReorderPoint, after.ReorderPoint)
        .Quantity("targetLevel", before.TargetLevel, after.TargetLevel)
        .Money("price", before.Price, after.Price)
        .ToChange("stock.levels", row.Sku, row.Store);

    /// <summary>The newest sequence recorded at or before a time.</summary>
    private static async Task<long> SeqRecordedByAsync(DbConnection connection, long store, DateTimeOffset time) =>
        await connection.ExecuteScalarAsync<long?>(
            "SELECT seq FROM entry WHERE store = @store AND recorded_at <= @time ORDER BY seq DESC LIMIT 1", new { store, time = Clock.ToMicros(time) }) ?? 0;

    private static Task<StockRow?> FindAsync(DbConnection connection, DbTransaction? transaction, long store, string sku) =>
        connection.QuerySingleOrDefaultAsync<StockRow?>(
            $"SELECT {Columns} FROM product p JOIN store st ON st.id = @store LEFT JOIN stock k ON k.store = @store AND k.product = p.id WHERE p.sku_key = @key",
            new { store, key = Code.Key(sku) },
            transaction);

    /// <summary>A changed level can begin or end an alert just as a movement can.</summary>
    internal static async Task UpdateAlertsAsync(DbConnection connection, DbTransaction transaction, long store, StockRow before, StockRow after, DateTimeOffset now)
    {
        await connection.ExecuteAsync(
            "UPDATE alert SET status = 'resolved', resolved_at = @now WHERE store = @store AND product = @Product AND kind <> @Status AND status <> 'resolved'",
            new { store, before.Product, after.Status, now = Clock.ToMicros(now) },
            transaction);
        if (StockStatus.NeedsAlert(after.Status) && (after.Seq > 0 || after.ReorderPoint is not null))
        {
            await connection.ExecuteAsync(
                """
                INSERT INTO alert (store, product, kind, status, since, on_hand) VALUES (@store, @Product, @Status, 'open', @now, @OnHand)
                ON CONFLICT (store, product, kind) WHERE status <> 'resolved' DO NOTHING
                """,
                new { store, after.Product, after.Status, now = Clock.ToMicros(now), after.OnHand },
                transaction);
        }
    }
}

/// <summary>What stock to list.</summary>
/// <param name="Query">A part of the SKU or name.</param>
/// <param name="Category">The category.</param>
/// <param name="Status">See <see cref="StockStatus"/>.</param>
/// <param name="AfterKey">The SKU to go on after.</param>
/// <param name="Limit">The most rows.</param>
public sealed record StockFilter(string? Query, string? Category, string? Status, string? AfterKey, int Limit);

/// <summary>What a store sets for a product.</summary>
/// <param name="ReorderPoint">Thousandths.</param>
/// <param name="TargetLevel">Thousandths.</param>
/// <param name="Price">Hundredths; null: the catalogue's.</param>
public sealed record StockLevels(long? ReorderPoint, long? TargetLevel, long? Price);
