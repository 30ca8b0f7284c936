using System.Data.Common;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Bazaar.Domain.Audit;
using Bazaar.Domain.Counting;
using Bazaar.Domain.Ledger;
using Bazaar.Domain.Primitives;
using Bazaar.Storage.Audit;
using Dapper;

namespace Bazaar.Storage.Counting;

/// <summary>Opens, finds and cancels counts.</summary>
/// <param name="database">The engine.</param>
public sealed class CountStore(IDatabase database)
{
    private static readonly JsonSerializerOptions AsWritten = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Opens a count.</summary>
    /// <param name="asked">The count.</param>
    /// <param name="origin">Who opens it.</param>
    /// <param name="ct">Stops waiting.</param>
    /// <returns>The count and whether it was there before, or why not.</returns>
    public Task<(CountRow? Row, bool Replayed, CountRefusal? Refusal)> OpenAsync(CountDraft asked, Origin origin, CancellationToken ct) =>
        database.WriteAsync<(CountRow?, bool, CountRefusal?)>((connection, transaction) => OpenAsync(connection, transaction, asked, origin), ct);

    /// <summary>Finds a count.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="ct">Stops waiting.</param>
    public async Task<CountRow?> FindAsync(Guid id, CancellationToken ct)
    {
        using var lease = await database.ReadAsync(ct);
        return await CountReader.FindAsync(lease.Connection, null, id);
    }

    /// <summary>Finds a count with what was scanned so far.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="ct">Stops waiting.</param>
    public async Task<CountOverview?> FindOverviewAsync(Guid id, CancellationToken ct)
    {
        using var lease = await database.ReadAsync(ct);
        return await CountReader.FindAsync(lease.Connection, null, id) is { } row ? await CountReader.ReadOverviewAsync(lease.Connection, row) : null;
    }

    /// <summary>Lists counts, newest first.</summary>
    /// <param name="within">Only counts of these stores, by their codes in key spelling; null: all.</param>
    /// <param name="status">Only counts of this status.</param>
    /// <param name="before">Only numbers before this one.</param>
    /// <param name="limit">The most rows.</param>
    /// <param name="ct">Stops waiting.</param>
    public async Task<IReadOnlyList<CountRow>> ListAsync(IReadOnlyCollection<string>? within, string? status, long? before, int limit, CancellationToken ct)
    {
        using var lease = await database.ReadAsync(ct);
        var conditions = string.Join(" AND ", new[]
        {
            "1 = 1",
            within is null ? null : "s.code_key IN @within",
            status is null ? null : "c.status = @status",
            before is null ? null : "c.number < @before",
        }.Where(c => c is not null));
        return (await lease.Connection.QueryAsync<CountRow>($"{CountReader.Select} WHERE {conditions} ORDER BY c.number DESC LIMIT @limit", new { within, status, before, limit })).AsList();
    }

    /// <summary>Lists what was scanned, newest first: the ids that devices make carry their time.</summary>
    /// <param name="number">The count.</param>
    /// <param name="skuKey">Only this product's, by its code in its key spelling.</param>
    /// <param name="before">Only ids before this one.</param>
    /// <param name="limit">The most rows.</param>
    /// <param name="ct">Stops waiting.</param>
    public async Task<IReadOnlyList<ScanRow>> ListScansAsync(long number, string? skuKey, Guid? before, int limit, CancellationToken ct)
    {
        using var lease = await database.ReadAsync(ct);
        var conditions = (skuKey is null ? "" : " AND p.sku_key = @skuKey") + (before is null ? "" : " AND c.id < @id");
        return (await lease.Connection.QueryAsync<ScanRow>(
            $"""
            SELECT c.id AS Id, c.code AS Code, p.sku AS Sku, p.name AS Name, p.unit AS Unit, c.quantity AS Quantity, c.counter AS Counter, c.at AS At
            FROM count_scan c LEFT JOIN product p ON p.id = c.product WHERE c.session = @number{conditions} ORDER BY c.id DESC LIMIT @limit
            """,
            new { number, skuKey, id = before?.ToByteArray(bigEndian: true), limit })).AsList();
    }

    /// <summary>Ends a count without posting it; its scans are kept.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="origin">Who cancels it.</param>
    /// <param name="ct">Stops waiting.</param>
    public Task<(CountOverview? Overview, CountRefusal? Refusal)> CancelAsync(Guid id, Origin origin, CancellationToken ct) =>
        database.WriteAsync<(CountOverview?, CountRefusal?)>(
            async (connection, transaction) =>
            {
                if (await CountReader.LockAsync(connection, transaction, id) is not { } row)
                {
                    return (null, new CountRefusal.NotFound());
                }

                if (row.Status == CountNames.Posted)
                {
                    return (null, new CountRefusal.Closed(row.Status));
                }

                // Cancelled twice is cancelled.
                if (row.Status == CountNames.Open)
                {
                    await connection.ExecuteAsync(
                        "UPDATE count_session SET status = @status, ended_at = @at, ended_by = @Actor WHERE number = @Number",
                        new { status = CountNames.Cancelled, at = Clock.ToMicros(origin.At), origin.Actor, row.Number },
                        transaction);
                    await AuditLog.AppendAsync(connection, transaction, origin, Change(row, "count.cancel", Status(CountNames.Open), Status(CountNames.Cancelled)));
                    row = (await CountReader.FindAsync(connection, transaction, id))!;
                }

                return (await CountReader.ReadOverviewAsync(connection, row), null);
            },
            ct);

    /// <summary>A record for the trail. Counts are known by their numbers there.</summary>
    internal static AuditChange Change(CountRow row, string action, JsonObject? before, JsonObject? after) =>
        new(action, row.Number.ToString(), row.Store, before?.ToJsonString(AsWritten), after?.ToJsonString(AsWritten));

    private static JsonObject Status(string status) => new() { ["status"] = status };

    private static async Task<(CountRow?, bool, CountRefusal?)> OpenAsync(DbConnection connection, DbTransaction transaction, CountDraft asked, Origin origin)
    {
        var fingerprint = FingerprintOf(asked);
        if (await CountReader.FindAsync(connection, transaction, asked.Id) is { } known)
        {
            return Replay(known, fingerprint);
        }

        var stores = (await connection.QueryAsync<(long Id, string Code, long Closed)>(
            "SELECT id, code, closed FROM store WHERE code_key = @key", new { key = Code.Key(asked.Store) }, transaction)).AsList();
        if (stores is not [{ Closed: 0 } store])
        {
            return (null, false, stores.Count == 0 ? new CountRefusal.UnknownStore(asked.Store) : new CountRefusal.StoreClosed(stores[0].Code));
        }

        var number = await connection.ExecuteScalarAsync<long?>(
            """
            INSERT INTO count_session (id, store, name, category, blind, status, opened_at, opened_by, fingerprint)
            VALUES (@id, @store, @Name, @Category, @blind, @status, @at, @Actor, @fingerprint) ON CONFLICT (id) DO NOTHING RETURNING number
            """,
            new
            {
                id = asked.Id.ToByteArray(bigEndian: true), store = store.Id, asked.Name, asked.Category, blind = asked.Blind ? 1L : 0L, status = CountNames.Open,
                at = Clock.ToMicros(origin.At), origin.Actor, fingerprint,
            },
            transaction);
        var row = (await CountReader.FindAsync(connection, transaction, asked.Id))!;
        if (number is null)
        {
            // Another node was quicker with the same id.
            return Replay(row, fingerprint);
        }

        var after = new JsonObject { ["name"] = row.Name, ["category"] = row.Category, ["blind"] = row.Blind };
        await AuditLog.AppendAsync(connection, transaction, origin, Change(row, "count.open", null, after));
        return (row, false, null);
    }

    private static (CountRow?, bool, CountRefusal?) Replay(CountRow known, byte[] fingerprint) =>
        known.Fingerprint.AsSpan().SequenceEqual(fingerprint) ? (known, true, null) : (null, false, new CountRefusal.IdReused([new Guid(known.Id, bigEndian: true)]));

    private static byte[] FingerprintOf(CountDraft asked) => Fingerprint.Of(new Draft
    {
        Id = asked.Id,
        Store = asked.Store,
        Kind = EntryKind.Count,
        Actor = "",
        Reference = Code.Key(asked.Store),
        Reason = asked.Name,
        Note = asked.Category,
        AcceptShortage = asked.Blind,
    });
}
