using System.Data.Common;
using Bazaar.Domain.Ledger;
using Bazaar.Domain.Primitives;
using Bazaar.Domain.Transfers;
using Bazaar.Storage.Bulk;
using Bazaar.Storage.Ledger;
using Dapper;

namespace Bazaar.Storage.Transfers;

/// <summary>Sends goods: the transfer's rows and the <c>transferOut</c> of the sending store, in one transaction.</summary>
internal sealed class Sending(TransferDraft asked)
{
    private static readonly string[] LineColumns = ["transfer", "line", "product", "quantity", "unit_cost", "pack", "pack_quantity", "in_transit"];
    private readonly byte[] _fingerprint = FingerprintOf(asked);
    private long _number;
    private string _from = "";
    private string _to = "";

    /// <summary>Set when there is an answer; null when the ledger refused.</summary>
    public TransferResult? Result { get; private set; }

    public async Task<IReadOnlyList<Draft>?> PrepareAsync(DbConnection connection, DbTransaction? transaction)
    {
        Result = null;
        if (await FindReplayAsync(connection, transaction) is { } replay)
        {
            return Answer(replay);
        }

        var stores = (await connection.QueryAsync<(long Id, string Code, string Key, long Closed)>(
            "SELECT id, code, code_key, closed FROM store WHERE code_key IN @keys", new { keys = new[] { Code.Key(asked.From), Code.Key(asked.To) } }, transaction)).ToDictionary(s => s.Key);
        if (!stores.TryGetValue(Code.Key(asked.From), out var from) || !stores.TryGetValue(Code.Key(asked.To), out var to))
        {
            return Answer(new TransferRefusal.UnknownStore(stores.ContainsKey(Code.Key(asked.From)) ? asked.To : asked.From));
        }

        if (to.Closed != 0)
        {
            return Answer(new TransferRefusal.StoreClosed(to.Code));
        }

        (_from, _to) = (from.Code, to.Code);
        var number = await connection.ExecuteScalarAsync<long?>(
            """
            INSERT INTO transfer (id, from_store, to_store, status, occurred_at, recorded_at, actor, note, seq, fingerprint)
            VALUES (@id, @from, @to, @status, 0, 0, @Actor, @Note, 0, @_fingerprint) ON CONFLICT (id) DO NOTHING RETURNING number
            """,
            new { id = asked.Id.ToByteArray(bigEndian: true), from = from.Id, to = to.Id, status = TransferStatus.InTransit.Name(), asked.Actor, asked.Note, _fingerprint },
            transaction);
        if (number is null)
        {
            // Another node was quicker with the same id, and its transaction has ended by now.
            return Answer((await FindReplayAsync(connection, transaction))!);
        }

        _number = number.Value;
        return
        [
            new Draft
            {
                Id = asked.Id,
                Store = _from,
                Kind = EntryKind.TransferOut,
                OccurredAt = asked.OccurredAt,
                Actor = asked.Actor,
                Reference = $"transfer {_number} to {_to}",
                Note = asked.Note,
                Lines = asked.Lines,
                Fingerprint = _fingerprint,
            },
        ];
    }

    public async Task CompleteAsync(DbConnection connection, DbTransaction? transaction, IReadOnlyList<PostingResult> results)
    {
        var entry = TransferStore.EntryOf(results[0]);

        // What a count had already seen has balancing lines behind the others; the goods are on their way all the same.
        var lines = entry.Lines.Where(l => l.CoveredBy is null)
            .Select(l => new TransferLine(l.Number, l.Product, l.Sku, -l.Quantity, l.Cost) { Pack = l.Pack, PackQuantity = l.PackQuantity }).ToList();
        await SqlRows.InsertAsync(
            connection, transaction, "transfer_line", LineColumns, lines.Select(l => new object?[] { _number, (long)l.Number, l.Product, l.Sent, l.UnitCost, l.Pack, l.PackQuantity, l.Sent }));
        await connection.ExecuteAsync(
            "UPDATE transfer SET occurred_at = @occurredAt, recorded_at = @recordedAt, seq = @Seq WHERE number = @_number",
            new { occurredAt = Clock.ToMicros(entry.OccurredAt), recordedAt = Clock.ToMicros(entry.RecordedAt), entry.Seq, _number },
            transaction);
        var transfer = new Transfer
        {
            Id = asked.Id, Number = _number, From = _from, To = _to, OccurredAt = entry.OccurredAt, RecordedAt = entry.RecordedAt, Actor = asked.Actor, Note = asked.Note, Lines = lines,
        };
        Result = new TransferResult.Done(transfer, _from, entry.Seq, Replayed: false);
    }

    /// <summary>The id is unique over all stores, so both are part of what must be the same.</summary>
    private static byte[] FingerprintOf(TransferDraft asked) => Fingerprint.Of(new Draft
    {
        Id = asked.Id,
        Store = asked.From,
        Kind = EntryKind.TransferOut,
        OccurredAt = asked.OccurredAt,
        Actor = asked.Actor,
        Reference = $"{Code.Key(asked.From)} {Code.Key(asked.To)}",
        Note = asked.Note,
        Lines = asked.Lines,
    });

    private async Task<TransferResult?> FindReplayAsync(DbConnection connection, DbTransaction? transaction) =>
        await TransferReader.FindAsync(connection, transaction, asked.Id) is not { } found ? null
        : found.Fingerprint.AsSpan().SequenceEqual(_fingerprint) ? new TransferResult.Done(found.Sent, found.Sent.From, found.Seq, Replayed: true)
        : new TransferResult.Refused(new TransferRefusal.IdReused(asked.Id));

    private IReadOnlyList<Draft>? Answer(TransferRefusal refusal) => Answer(new TransferResult.Refused(refusal));

    private IReadOnlyList<Draft>? Answer(TransferResult result)
    {
        Result = result;
        return null;
    }
}
