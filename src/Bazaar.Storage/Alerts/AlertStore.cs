using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Bazaar.Domain.Audit;
using Bazaar.Domain.Primitives;
using Bazaar.Storage.Audit;
using Dapper;

namespace Bazaar.Storage.Alerts;

/// <summary>An alert as it is stored.</summary>
public sealed record AlertRow
{
    /// <summary>Its id.</summary>
    public long Id { get; init; }

    /// <summary>The store's code.</summary>
    public required string Store { get; init; }

    /// <summary>The product.</summary>
    public required string Sku { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its name in Urdu.</summary>
    public string? NameUrdu { get; init; }

    /// <summary>Its unit.</summary>
    public required string Unit { get; init; }

    /// <summary>The status it tells of.</summary>
    public required string Kind { get; init; }

    /// <summary><c>open</c>, <c>acknowledged</c>, <c>snoozed</c> or <c>resolved</c>.</summary>
    public required string Status { get; init; }

    /// <summary>When it began.</summary>
    public long Since { get; init; }

    /// <summary>Thousandths when it began.</summary>
    public long OnHandThen { get; init; }

    /// <summary>Thousandths now.</summary>
    public long OnHand { get; init; }

    /// <summary>The level it fell to or below, thousandths.</summary>
    public long? ReorderPoint { get; init; }

    /// <summary>The id of the entry that caused it.</summary>
    public byte[]? Entry { get; init; }

    /// <summary>When it opens again.</summary>
    public long? SnoozedUntil { get; init; }

    /// <summary>When it ended.</summary>
    public long? ResolvedAt { get; init; }

    /// <summary>Who made it what it is; null while it is open, and when the stock ended it.</summary>
    public string? SettledBy { get; init; }

    /// <summary>What whoever resolved it said.</summary>
    public string? Note { get; init; }
}

/// <summary>Reads and settles alerts. They begin and end in the ledger's own transaction.</summary>
/// <param name="database">The engine.</param>
public sealed class AlertStore(IDatabase database)
{
    // A snoozed alert whose time has come is open again; no job needs to run for that.
    private const string Select = """
        SELECT * FROM (
          SELECT a.id, a.store AS StoreId, st.code AS Store, p.sku, p.name, p.name_urdu AS NameUrdu, p.unit, a.kind,
            CASE WHEN a.status = 'snoozed' AND a.snoozed_until <= @now THEN 'open' ELSE a.status END AS Status, a.since, a.on_hand AS OnHandThen,
            COALESCE(k.on_hand, 0) AS OnHand, k.reorder_point AS ReorderPoint, e.id AS Entry, a.snoozed_until AS SnoozedUntil, a.resolved_at AS ResolvedAt
          FROM alert a JOIN store st ON st.id = a.store JOIN product p ON p.id = a.product
          LEFT JOIN stock k ON k.store = a.store AND k.product = a.product
          LEFT JOIN entry e ON e.store = a.store AND e.seq = a.entry_seq) q
        """;

    /// <summary>Lists alerts, newest first.</summary>
    /// <param name="stores">The database's numbers of the stores; null: all.</param>
    /// <param name="kind">The kind, or all.</param>
    /// <param name="status">The status; null: all that are not resolved.</param>
    /// <param name="before">Only ids before this one.</param>
    /// <param name="limit">The most rows.</param>
    /// <param name="now">The time.</param>
    /// <param name="ct">Stops waiting.</param>
    public async Task<IReadOnlyList<AlertRow>> ListAsync(IReadOnlyList<long>? stores, string? kind, string? status, long? before, int limit, DateTimeOffset now, CancellationToken ct)
    {
        using var lease = await database.ReadAsync(ct);
        var rows = (await lease.Connection.QueryAsync<AlertRow>(
            $"""
            {Select} WHERE {(stores is null ? "1 = 1" : "q.StoreId IN {=stores}")} AND (@kind IS NULL OR q.kind = @kind)
              AND ((@status IS NULL AND q.Status <> 'resolved') OR q.Status = @status) AND (@before IS NULL OR q.id < @before)
            ORDER BY q.id DESC LIMIT @limit
            """,
            new { stores, kind, status, before, limit, now = Clock.ToMicros(now) })).AsList();
        return await WithPeopleAsync(lease.Connection, rows);
    }

    /// <summary>Finds an alert.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="now">The time.</param>
    /// <param name="ct">Stops waiting.</param>
    public async Task<AlertRow?> FindAsync(long id, DateTimeOffset now, CancellationToken ct)
    {
        using var lease = await database.ReadAsync(ct);
        var rows = (await lease.Connection.QueryAsync<AlertRow>($"{Select} WHERE q.id = @id", new { id, now = Clock.ToMicros(now) })).AsList();
        return (await WithPeopleAsync(lease.Connection, rows)).SingleOrDefault();
    }

    /// <summary>Acknowledges, snoozes or resolves an alert that is not resolved.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="status">The new status.</param>
    /// <param name="snoozedUntil">With <c>snoozed</c>.</param>
    /// <param name="note">A word of why.</param>
    /// <param name="origin">Who does it.</param>
    /// <param name="ct">Stops waiting.</param>
    /// <returns>False when there is no such alert, or it is resolved.</returns>
    public Task<bool> SettleAsync(long id, string status, DateTimeOffset? snoozedUntil, string? note, Origin origin, CancellationToken ct) =>
        database.WriteAsync(
            async (connection, transaction) =>
            {
                // An update that changes nothing holds the row on every engine while it is read.
                var before = await connection.QuerySingleOrDefaultAsync<(string Status, long? SnoozedUntil, long Store)?>(
                    "UPDATE alert SET status = status WHERE id = @id AND status <> 'resolved' RETURNING status AS Status, snoozed_until AS SnoozedUntil, store AS Store", new { id }, transaction);
                if (before is not { } was)
                {
                    return false;
                }

                var until = snoozedUntil is { } u ? Clock.ToMicros(u) : (long?)null;
                var changed = new ChangedFields(isNew: false).Text("status", was.Status, status).Time("snoozedUntil", was.SnoozedUntil, until).Text("note", null, note);
                var store = await connection.ExecuteScalarAsync<string>("SELECT code FROM store WHERE id = @Store", new { was.Store }, transaction);
                if (changed.ToChange("alert." + Verb(status), id.ToString(CultureInfo.InvariantCulture), store) is not { } change)
                {
                    return true;
                }

                await connection.ExecuteAsync(
                    "UPDATE alert SET status = @status, snoozed_until = @until, resolved_at = CASE WHEN @status = 'resolved' THEN @now END WHERE id = @id",
                    new { id, status, until, now = Clock.ToMicros(origin.At) },
                    transaction);
                await AuditLog.AppendAsync(connection, transaction, origin, change);
                return true;
            },
            ct);

    /// <summary>Who settled alerts, and why, stands in the audit trail and nowhere else.</summary>
    private static async Task<IReadOnlyList<AlertRow>> WithPeopleAsync(DbConnection connection, List<AlertRow> rows)
    {
        var subjects = rows.Where(r => r.Status != "open").Select(r => r.Id.ToString(CultureInfo.InvariantCulture)).ToList();
        if (subjects.Count == 0)
        {
            return rows;
        }

        // What an alert is now, the last record of that kind made it; one that the stock ended has none.
        var records = (await connection.QueryAsync<(string Action, string Subject, string Actor, string? After)>(
            """
            SELECT action AS Action, subject AS Subject, actor AS Actor, after AS After FROM audit
            WHERE lower(subject) IN @subjects AND action IN ('alert.acknowledge', 'alert.snooze', 'alert.resolve') ORDER BY seq
            """,
            new { subjects })).GroupBy(r => (r.Action, r.Subject)).ToDictionary(g => g.Key, g => g.Last());
        return rows.ConvertAll(row => row.Status != "open" && records.TryGetValue(("alert." + Verb(row.Status), row.Id.ToString(CultureInfo.InvariantCulture)), out var record)
            ? row with { SettledBy = record.Actor, Note = NoteOf(record.After) }
            : row);
    }

    private static string? NoteOf(string? after)
    {
        using var json = JsonDocument.Parse(after ?? "{}");
        return json.RootElement.TryGetProperty("note", out var note) ? note.GetString() : null;
    }

    private static string Verb(string status) => status switch
    {
        "acknowledged" => "acknowledge",
        "snoozed" => "snooze",
        _ => "resolve",
    };
}
