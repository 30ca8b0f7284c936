using System.Data.Common;
using Bazaar.Domain.Audit;
using Bazaar.Domain.Primitives;
using Bazaar.Domain.Purchasing;
using Bazaar.Storage.Bulk;
using Dapper;

namespace Bazaar.Storage.Purchasing;

/// <summary>What became of a change of an order.</summary>
/// <param name="Refusal">Why not; null when it is done.</param>
/// <param name="Order">The order as it is now, when it is done.</param>
/// <param name="Replayed">True when it was done before.</param>
public sealed record OrderOutcome(OrderRefusal? Refusal, PurchaseOrder? Order = null, bool Replayed = false);

/// <summary>What to change of a draft.</summary>
/// <param name="Supplier">Another supplier's code; null keeps it.</param>
/// <param name="ExpectedAt">Makes the new time of the old one.</param>
/// <param name="Note">Makes the new note of the old one.</param>
/// <param name="Lines">All lines anew; null keeps them.</param>
public sealed record OrderEdit(string? Supplier, Func<DateTimeOffset?, DateTimeOffset?> ExpectedAt, Func<string?, string?> Note, IReadOnlyList<OrderLineDraft>? Lines);

/// <summary>Writes and changes purchase orders, up to the moment when goods come.</summary>
/// <param name="database">The engine.</param>
public sealed class OrderStore(IDatabase database)
{
    private const string Series = "purchase-order";

    private static readonly string[] LineColumns = ["store", "number", "line", "product", "quantity", "pack", "pack_size", "pack_per", "base", "cost", "amount"];

    /// <summary>Finds an order.</summary>
    /// <param name="key">Which.</param>
    /// <param name="ct">Stops waiting.</param>
    public async Task<PurchaseOrder?> FindAsync(OrderKey key, CancellationToken ct)
    {
        using var lease = await database.ReadAsync(ct);
        return await OrderReader.ReadAsync(lease.Connection, null, key);
    }

    /// <summary>Writes a draft. The same id with the same content gives the order that is there.</summary>
    /// <param name="draft">What is wanted.</param>
    /// <param name="origin">Who does it.</param>
    /// <param name="ct">Stops waiting.</param>
    public Task<OrderOutcome> AddAsync(OrderDraft draft, Origin origin, CancellationToken ct) => database.WriteAsync(
        async (connection, transaction) =>
        {
            var fingerprint = draft.Fingerprint();
            var key = new OrderKey(draft.Id, 0);

            // The series' row is the lock: of two who send the same id at once, the second sees the first's order.
            await connection.ExecuteAsync(
                "INSERT INTO number_series (name, last) VALUES (@Series, 0) ON CONFLICT (name) DO UPDATE SET last = number_series.last", new { Series }, transaction);
            if (await OrderReader.ReadAsync(connection, transaction, key) is { } known)
            {
                return known.Fingerprint.AsSpan().SequenceEqual(fingerprint) ? new OrderOutcome(null, known, Replayed: true) : new OrderOutcome(new OrderRefusal.IdReused(draft.Id));
            }

            var (refusal, parties, lines) = await CheckAsync(connection, transaction, draft.Store, draft.Supplier, draft.Lines);
            if (refusal is not null)
            {
                return new OrderOutcome(refusal);
            }

            var number = await connection.ExecuteScalarAsync<long>("UPDATE number_series SET last = last + 1 WHERE name = @Series RETURNING last", new { Series }, transaction);
            await connection.ExecuteAsync(
                """
                INSERT INTO purchase_order (store, number, id, supplier, state, settled, expected_at, note, actor, business_date, fingerprint, created_at, updated_at)
                VALUES (@store, @number, @id, @supplier, 'draft', 0, @expectedAt, @note, @actor, @businessDate, @fingerprint, @now, @now)
                """,
                new
                {
                    store = parties!.Store.Id,
                    number,
                    id = draft.Id.ToByteArray(bigEndian: true),
                    supplier = parties.Supplier.Id,
                    expectedAt = Micros(draft.ExpectedAt),
                    note = draft.Note,
                    actor = origin.Actor,
                    businessDate = parties.Store.BusinessDate(origin.At),
                    fingerprint,
                    now = Clock.ToMicros(origin.At),
                },
                transaction);
            await InsertLinesAsync(connection, transaction, parties.Store.Id, number, lines);
            var order = (await OrderReader.ReadAsync(connection, transaction, key))!;
            await OrderAudit.AppendAsync(connection, transaction, origin, "order.add", null, order);
            return new OrderOutcome(null, order);
        },
        ct);

    /// <summary>Changes a draft.</summary>
    /// <param name="key">Which.</param>
    /// <param name="version">The version that was read; null: whatever it is.</param>
    /// <param name="edit">What to change.</param>
    /// <param name="origin">Who does it.</param>
    /// <param name="ct">Stops waiting.</param>
    public Task<OrderOutcome> EditAsync(OrderKey key, long? version, OrderEdit edit, Origin origin, CancellationToken ct) => ChangeAsync(
        key,
        OrderAction.Edit,
        async (connection, transaction, before) =>
        {
            if (version is { } v && v != before.Version)
            {
                return new OrderRefusal.VersionMismatch();
            }

            var (refusal, parties, lines) = await CheckAsync(connection, transaction, before.Store, edit.Supplier ?? before.Supplier, edit.Lines ?? []);
            if (refusal is not null)
            {
                return refusal;
            }

            await connection.ExecuteAsync(
                """
                UPDATE purchase_order SET supplier = @supplier, expected_at = @expectedAt, note = @note, version = version + 1, updated_at = @now
                WHERE store = @StoreId AND number = @Number
                """,
                new { supplier = parties!.Supplier.Id, expectedAt = Micros(edit.ExpectedAt(before.ExpectedAt)), note = edit.Note(before.Note), now = Clock.ToMicros(origin.At), before.StoreId, before.Number },
                transaction);
            if (edit.Lines is not null)
            {
                await connection.ExecuteAsync("DELETE FROM purchase_line WHERE store = @StoreId AND number = @Number", new { before.StoreId, before.Number }, transaction);
                await InsertLinesAsync(connection, transaction, before.StoreId, before.Number, lines);
            }

            return null;
        },
        "order.edit",
        origin,
        ct);

    /// <summary>Sends a draft to the supplier: from now on it stands as it is, and goods may come.</summary>
    /// <param name="key">Which.</param>
    /// <param name="origin">Who does it.</param>
    /// <param name="ct">Stops waiting.</param>
    public Task<OrderOutcome> SubmitAsync(OrderKey key, Origin origin, CancellationToken ct) => ChangeAsync(
        key,
        OrderAction.Submit,
        async (connection, transaction, before) =>
        {
            if (before.Lines.Count == 0)
            {
                return new OrderRefusal.Empty();
            }

            var (refusal, parties) = await OrderChecks.PartiesAsync(connection, transaction, before.Store, before.Supplier);
            refusal ??= await OrderChecks.ArchivedAsync(connection, transaction, before);
            if (refusal is not null)
            {
                return refusal;
            }

            var leadTime = await OrderChecks.LeadTimeAsync(connection, transaction, before, parties!.Supplier);
            await connection.ExecuteAsync(
                """
                UPDATE purchase_order SET state = 'placed', ordered_at = @now, business_date = @businessDate, expected_at = @expectedAt, version = version + 1, updated_at = @now
                WHERE store = @StoreId AND number = @Number
                """,
                new
                {
                    now = Clock.ToMicros(origin.At),
                    businessDate = parties.Store.BusinessDate(origin.At),
                    expectedAt = Micros(before.ExpectedAt ?? (leadTime is { } days ? origin.At.AddDays(days) : null)),
                    before.StoreId,
                    before.Number,
                },
                transaction);
            return null;
        },
        "order.submit",
        origin,
        ct);

    /// <summary>Calls off what has not come.</summary>
    /// <param name="key">Which.</param>
    /// <param name="reason">Why.</param>
    /// <param name="origin">Who does it.</param>
    /// <param name="ct">Stops waiting.</param>
    public Task<OrderOutcome> CancelAsync(OrderKey key, string reason, Origin origin, CancellationToken ct) => ChangeAsync(
        key,
        OrderAction.Cancel,
        async (connection, transaction, before) =>
        {
            await connection.ExecuteAsync(
                """
                UPDATE purchase_order SET state = 'cancelled', settled = 1, cancelled_at = @now, reason = @reason, version = version + 1, updated_at = @now
                WHERE store = @StoreId AND number = @Number
                """,
                new { now = Clock.ToMicros(origin.At), reason, before.StoreId, before.Number },
                transaction);
            return null;
        },
        "order.cancel",
        origin,
        ct);

    private Task<OrderOutcome> ChangeAsync(
        OrderKey key, OrderAction action, Func<DbConnection, DbTransaction, PurchaseOrder, Task<OrderRefusal?>> change, string name, Origin origin, CancellationToken ct) => database.WriteAsync(
        async (connection, transaction) =>
        {
            if (await OrderReader.LockAsync(connection, transaction, key) is not { } before)
            {
                return new OrderOutcome(new OrderRefusal.NotFound());
            }

            var status = OrderProgress.Of(before).Status;
            if (!status.Allows(action))
            {
                return new OrderOutcome(new OrderRefusal.WrongState(status, action));
            }

            if (await change(connection, transaction, before) is { } refusal)
            {
                return new OrderOutcome(refusal);
            }

            var after = (await OrderReader.ReadAsync(connection, transaction, key))!;
            await OrderAudit.AppendAsync(connection, transaction, origin, name, before, after);
            return new OrderOutcome(null, after);
        },
        ct);

    private static async Task<(OrderRefusal? Refusal, Parties? Parties, IReadOnlyList<OrderLine> Lines)> CheckAsync(
        DbConnection connection, DbTransaction transaction, string store, string supplier, IReadOnlyList<OrderLineDraft> asked)
    {
        var (refusal, parties) = await OrderChecks.PartiesAsync(connection, transaction, store, supplier);
        if (refusal is not null)
        {
            return (refusal, null, []);
        }

        var (fault, lines) = await OrderChecks.LinesAsync(connection, transaction, parties!, asked);
        return (fault, parties, lines);
    }

    private static Task InsertLinesAsync(DbConnection connection, DbTransaction transaction, long store, long number, IReadOnlyList<OrderLine> lines) => SqlRows.InsertAsync(
        connection, transaction, "purchase_line", LineColumns,
        lines.Select(l => (object?[])[store, number, (long)l.Number, l.Product, l.Quantity, l.Pack?.Name, l.Pack?.SizeThousandths, l.Pack?.Per, l.Base, l.Cost, l.Amount]));

    private static long? Micros(DateTimeOffset? time) => time is { } t ? Clock.ToMicros(t) : null;
}
