using Bazaar.Domain.Audit;
using Bazaar.Domain.Ledger;
using Bazaar.Domain.Primitives;
using Bazaar.Storage.Audit;
using Dapper;

namespace Bazaar.Storage.Catalog;

/// <summary>A store as it is stored.</summary>
public sealed record StoreRow
{
    /// <summary>The database's own number.</summary>
    public long Id { get; init; }

    /// <summary>The code, as written.</summary>
    public required string Code { get; init; }

    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>The city.</summary>
    public string? City { get; init; }

    /// <summary>The region.</summary>
    public string? Region { get; init; }

    /// <summary>An IANA time zone.</summary>
    public required string TimeZone { get; init; }

    /// <summary>Minutes after midnight.</summary>
    public long DayStartsAt { get; init; }

    /// <summary>True when it takes no entries.</summary>
    public bool Closed { get; init; }

    /// <summary>Grows with each change.</summary>
    public long Version { get; init; }

    /// <summary>The newest sequence.</summary>
    public long Seq { get; init; }

    /// <summary>The newest hash.</summary>
    public byte[] Hash { get; init; } = [];
}

/// <summary>Reads and changes stores.</summary>
/// <param name="database">The engine.</param>
public sealed class StoreStore(IDatabase database)
{
    private const string Select = """
        SELECT s.id, s.code, s.name, s.city, s.region, s.time_zone AS TimeZone, s.day_starts_at AS DayStartsAt, s.closed, s.version, h.seq, h.hash
        FROM store s JOIN store_head h ON h.store = s.id
        """;

    /// <summary>Finds a store.</summary>
    /// <param name="code">Its code, letter case ignored.</param>
    /// <param name="ct">Stops waiting.</param>
    public async Task<StoreRow?> FindAsync(string code, CancellationToken ct)
    {
        using var lease = await database.ReadAsync(ct);
        return await lease.Connection.QuerySingleOrDefaultAsync<StoreRow>($"{Select} WHERE s.code_key = @key", new { key = Code.Key(code) });
    }

    /// <summary>Whether a store has come to a sequence; what is read of it afterwards is at least that new.</summary>
    /// <param name="code">Its code, letter case ignored.</param>
    /// <param name="seq">The sequence.</param>
    /// <param name="ct">Stops waiting.</param>
    /// <returns>The store where it has not; null where it has, or there is no such store.</returns>
    public async ValueTask<StoreRow?> FindBehindAsync(string code, long seq, CancellationToken ct)
    {
        if (database.Recent.IsAtLeast(code, seq) || await FindAsync(code, ct) is not { } store)
        {
            return null;
        }

        database.Recent.Saw(store.Code, store.Seq);
        return store.Seq < seq ? store : null;
    }

    /// <summary>Lists stores by code.</summary>
    /// <param name="afterKey">The code to go on after.</param>
    /// <param name="limit">The most rows.</param>
    /// <param name="ct">Stops waiting.</param>
    public async Task<IReadOnlyList<StoreRow>> ListAsync(string? afterKey, int limit, CancellationToken ct)
    {
        using var lease = await database.ReadAsync(ct);
        return (await lease.Connection.QueryAsync<StoreRow>(
            $"{Select} WHERE @afterKey IS NULL OR s.code_key > @afterKey ORDER BY s.code_key LIMIT @limit", new { afterKey, limit })).AsList();
    }

    /// <summary>All stores, by code.</summary>
    /// <param name="ct">Stops waiting.</param>
    public Task<IReadOnlyList<StoreRow>> AllAsync(CancellationToken ct) => ListAsync(null, int.MaxValue, ct);

    /// <summary>Adds a store.</summary>
    /// <param name="store">The store; id, version and head are filled in.</param>
    /// <param name="origin">Who does it.</param>
    /// <param name="ct">Stops waiting.</param>
    public Task<(CatalogOutcome Outcome, StoreRow Store)> AddAsync(StoreRow store, Origin origin, CancellationToken ct) =>
        database.WriteAsync(
            async (connection, transaction) =>
            {
                var key = Code.Key(store.Code);
                var sql = $"{Select} WHERE s.code_key = @key";
                if (await connection.QuerySingleOrDefaultAsync<StoreRow>(sql, new { key }, transaction) is { } existing)
                {
                    return (CatalogOutcome.Exists, existing);
                }

                var id = await connection.ExecuteScalarAsync<long>(
                    """
                    INSERT INTO store (code, code_key, name, city, region, time_zone, day_starts_at, created_at, updated_at)
                    VALUES (@Code, @key, @Name, @City, @Region, @TimeZone, @DayStartsAt, @now, @now) RETURNING id
                    """,
                    new { store.Code, key, store.Name, store.City, store.Region, store.TimeZone, store.DayStartsAt, now = Clock.ToMicros(origin.At) },
                    transaction);
                await connection.ExecuteAsync(
                    "INSERT INTO store_head (store, seq, hash, recorded_at) VALUES (@id, 0, @hash, 0)", new { id, hash = EntryHash.Genesis }, transaction);
                await AuditLog.AppendAsync(connection, transaction, origin, ChangeOf(null, store)!);
                return (CatalogOutcome.Done, await connection.QuerySingleAsync<StoreRow>(sql, new { key }, transaction));
            },
            ct);

    /// <summary>Changes a store.</summary>
    /// <param name="code">Its code.</param>
    /// <param name="version">The version that was read.</param>
    /// <param name="change">Makes the new row of the old one.</param>
    /// <param name="origin">Who does it.</param>
    /// <param name="ct">Stops waiting.</param>
    public Task<(CatalogOutcome Outcome, StoreRow? Store)> EditAsync(string code, long? version, Func<StoreRow, StoreRow> change, Origin origin, CancellationToken ct) =>
        database.WriteAsync<(CatalogOutcome, StoreRow?)>(
            async (connection, transaction) =>
            {
                var key = Code.Key(code);
                var sql = $"{Select} WHERE s.code_key = @key";
                if (await connection.QuerySingleOrDefaultAsync<StoreRow>(sql, new { key }, transaction) is not { } before)
                {
                    return (CatalogOutcome.NotFound, null);
                }

                if (version is { } v && v != before.Version)
                {
                    return (CatalogOutcome.VersionMismatch, before);
                }

                await StoreLock.TakeAsync(connection, transaction, before.Id);
                var after = change(before);
                await connection.ExecuteAsync(
                    """
                    UPDATE store SET name = @Name, city = @City, region = @Region, time_zone = @TimeZone, day_starts_at = @DayStartsAt, closed = @Closed,
                      version = version + 1, updated_at = @now WHERE id = @Id
                    """,
                    new { after.Id, after.Name, after.City, after.Region, after.TimeZone, after.DayStartsAt, after.Closed, now = Clock.ToMicros(origin.At) },
                    transaction);
                if (ChangeOf(before, after) is { } changed)
                {
                    await AuditLog.AppendAsync(connection, transaction, origin, changed);
                }

                return (CatalogOutcome.Done, await connection.QuerySingleAsync<StoreRow>(sql, new { key }, transaction));
            },
            ct);

    private static AuditChange? ChangeOf(StoreRow? before, StoreRow after)
    {
        var was = before ?? after;
        var fields = new ChangedFields(before is null)
            .Text("name", was.Name, after.Name)
            .Text("city", was.City, after.City)
            .Text("region", was.Region, after.Region)
            .Text("timeZone", was.TimeZone, after.TimeZone)
            .Text("dayStartsAt", DayStart(was), DayStart(after));
        if (before is not null)
        {
            fields.Flag("closed", was.Closed, after.Closed);
        }

        var action = before is null ? "store.add" : was.Closed == after.Closed ? "store.edit" : after.Closed ? "store.close" : "store.open";
        return fields.ToChange(action, after.Code, after.Code);
    }

    private static string DayStart(StoreRow row) => TimeOnly.FromTimeSpan(TimeSpan.FromMinutes(row.DayStartsAt)).ToString("HH:mm");
}
