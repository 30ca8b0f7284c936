using System.Data.Common;
using Bazaar.Domain.Primitives;
using Bazaar.Domain.Transfers;
using Dapper;

namespace Bazaar.Storage.Transfers;

/// <summary>Reads a transfer, and tells again how it stood after any of its steps.</summary>
internal static class TransferReader
{
    /// <summary>Finds a transfer by its id, with the fingerprint of the request that made it and the sequence of its first entry.</summary>
    /// <param name="connection">Where to read.</param>
    /// <param name="transaction">The transaction, where there is one.</param>
    /// <param name="id">The id.</param>
    public static async Task<StoredTransfer?> FindAsync(DbConnection connection, DbTransaction? transaction, Guid id)
    {
        var row = await connection.QuerySingleOrDefaultAsync<HeadRow>(
            """
            SELECT t.number AS Number, f.code AS FromStore, o.code AS ToStore, t.occurred_at AS OccurredAt, t.recorded_at AS RecordedAt, t.actor AS Actor, t.note AS Note,
              t.seq AS Seq, t.fingerprint AS Fingerprint
            FROM transfer t JOIN store f ON f.id = t.from_store JOIN store o ON o.id = t.to_store WHERE t.id = @id
            """,
            new { id = id.ToByteArray(bigEndian: true) },
            transaction);
        if (row is null)
        {
            return null;
        }

        var lines = await connection.QueryAsync<LineRow>(
            """
            SELECT l.line AS Line, l.product AS Product, p.sku AS Sku, l.quantity AS Quantity, l.unit_cost AS UnitCost, l.pack AS Pack, l.pack_quantity AS PackQuantity
            FROM transfer_line l JOIN product p ON p.id = l.product WHERE l.transfer = @Number ORDER BY l.line
            """,
            new { row.Number },
            transaction);
        var sent = new Transfer
        {
            Id = id,
            Number = row.Number,
            From = row.FromStore,
            To = row.ToStore,
            OccurredAt = Clock.FromMicros(row.OccurredAt),
            RecordedAt = Clock.FromMicros(row.RecordedAt),
            Actor = row.Actor,
            Note = row.Note,
            Lines = [.. lines.Select(l => new TransferLine((int)l.Line, l.Product, l.Sku, l.Quantity, l.UnitCost) { Pack = l.Pack, PackQuantity = l.PackQuantity })],
        };
        return new StoredTransfer(sent, row.Seq, row.Fingerprint, await ReadStepsAsync(connection, transaction, row.Number));
    }

    private static async Task<IReadOnlyList<TransferStep>> ReadStepsAsync(DbConnection connection, DbTransaction? transaction, long number)
    {
        var rows = await connection.QueryAsync<StepRow>(
            """
            SELECT step AS Step, id AS Id, kind AS Kind, occurred_at AS OccurredAt, recorded_at AS RecordedAt, actor AS Actor, reason AS Reason, note AS Note,
              seq AS Seq, fingerprint AS Fingerprint
            FROM transfer_step WHERE transfer = @number ORDER BY step
            """,
            new { number },
            transaction);
        var lines = (await connection.QueryAsync<(long Step, long Line, long Quantity)>(
            "SELECT step, line, quantity FROM transfer_step_line WHERE transfer = @number ORDER BY step, line", new { number }, transaction)).ToLookup(l => l.Step);
        return
        [
            .. rows.Select(r => new TransferStep
            {
                Id = new Guid(r.Id, bigEndian: true),
                Kind = TransferNames.KindOf(r.Kind),
                OccurredAt = Clock.FromMicros(r.OccurredAt),
                RecordedAt = Clock.FromMicros(r.RecordedAt),
                Actor = r.Actor,
                Reason = r.Reason,
                Note = r.Note,
                Seq = r.Seq,
                Fingerprint = r.Fingerprint,
                Lines = [.. lines[r.Step].Select(l => new StepLine((int)l.Line, l.Quantity))],
            }),
        ];
    }

    private sealed record HeadRow(long Number, string FromStore, string ToStore, long OccurredAt, long RecordedAt, string Actor, string? Note, long Seq, byte[] Fingerprint);

    private sealed record LineRow(long Line, long Product, string Sku, long Quantity, long UnitCost, string? Pack, long? PackQuantity);

    private sealed record StepRow(
        long Step, byte[] Id, string Kind, long OccurredAt, long RecordedAt, string Actor, string? Reason, string? Note, long Seq, byte[] Fingerprint);
}

/// <summary>A transfer with all that happened to it.</summary>
/// <param name="Sent">As it was when it left.</param>
/// <param name="Seq">The sending store's sequence then.</param>
/// <param name="Fingerprint">Of the request that made it.</param>
/// <param name="Steps">What happened since.</param>
internal sealed record StoredTransfer(Transfer Sent, long Seq, byte[] Fingerprint, IReadOnlyList<TransferStep> Steps)
{
    /// <summary>As it is now.</summary>
    public Transfer Now => AfterSteps(Steps.Count);

    /// <summary>As it was after so many steps.</summary>
    public Transfer AfterSteps(int count) => Steps.Take(count).Aggregate(Sent, (transfer, step) => transfer.After(step));
}
