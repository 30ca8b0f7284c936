using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using Bazaar.Domain.Ledger;
using Bazaar.Domain.Primitives;
using Bazaar.Domain.Transfers;
using Bazaar.Storage.Bulk;
using Bazaar.Storage.Catalog;
using Bazaar.Storage.Ledger;
using Dapper;

namespace Bazaar.Storage.Transfers;

/// <summary>Receives, closes or cancels a transfer: its rows and the entries that follow, in one transaction.</summary>
internal sealed class Stepping(StepDraft asked)
{
    private static readonly string[] StepColumns = ["transfer", "step", "id", "kind", "occurred_at", "recorded_at", "actor", "reason", "note", "seq", "fingerprint"];
    private static readonly string[] LineColumns = ["transfer", "step", "line", "quantity"];
    private readonly byte[] _fingerprint = FingerprintOf(asked);
    private Transfer? _transfer;
    private IReadOnlyList<StepLine> _lines = [];

    /// <inheritdoc cref="Sending.Result"/>
    public TransferResult? Result { get; private set; }

    public async Task<IReadOnlyList<Draft>?> PrepareAsync(DbConnection connection, DbTransaction? transaction)
    {
        Result = null;

        // The update changes nothing and locks the row: two receipts of one transfer come one after the other.
        var locked = await connection.ExecuteScalarAsync<long?>(
            "UPDATE transfer SET status = status WHERE id = @id RETURNING number", new { id = asked.Transfer.ToByteArray(bigEndian: true) }, transaction);
        if (locked is null || await TransferReader.FindAsync(connection, transaction, asked.Transfer) is not { } stored)
        {
            return Refuse(new TransferRefusal.NotFound());
        }

        if (FindReplay(stored) is { } replay)
        {
            Result = replay;
            return null;
        }

        _transfer = stored.Now;
        if (asked.OccurredAt < _transfer.OccurredAt - Posting.MaxClockSkew)
        {
            return Refuse(new TransferRefusal.BeforeItLeft(_transfer.OccurredAt));
        }

        switch (await DecideAsync(connection, transaction, _transfer))
        {
            case TransferDecision.Accepted accepted:
                _lines = accepted.Lines;
                return TransferEntries.Of(_transfer, asked, _lines, _fingerprint);
            case TransferDecision.Refused refused:
                return Refuse(refused.Reason);
            default:
                throw new InvalidOperationException("A step is accepted or refused.");
        }
    }

    public async Task CompleteAsync(DbConnection connection, DbTransaction? transaction, IReadOnlyList<PostingResult> results)
    {
        var entry = TransferStore.EntryOf(results[^1]);
        var step = new TransferStep
        {
            Id = asked.Id,
            Kind = asked.Kind,
            OccurredAt = entry.OccurredAt,
            RecordedAt = entry.RecordedAt,
            Actor = asked.Actor,
            Reason = asked.Reason,
            Note = asked.Note,
            Seq = entry.Seq,
            Fingerprint = _fingerprint,
            Lines = _lines,
        };
        var after = _transfer!.After(step);
        var (number, count) = (after.Number, (long)after.Steps.Count);
        object?[] row =
        [
            number, count, step.Id.ToByteArray(bigEndian: true), step.Kind.Name(), Clock.ToMicros(step.OccurredAt), Clock.ToMicros(step.RecordedAt), step.Actor, step.Reason, step.Note, step.Seq,
            _fingerprint,
        ];
        await SqlRows.InsertAsync(connection, transaction, "transfer_step", StepColumns, [row]);
        await SqlRows.InsertAsync(connection, transaction, "transfer_step_line", LineColumns, _lines.Select(l => new object?[] { number, count, (long)l.Line, l.Quantity }));
        await connection.ExecuteAsync(
            """
            UPDATE transfer_line SET in_transit = in_transit -
              (SELECT s.quantity FROM transfer_step_line s WHERE s.transfer = transfer_line.transfer AND s.step = @count AND s.line = transfer_line.line)
            WHERE transfer = @number AND line IN (SELECT s.line FROM transfer_step_line s WHERE s.transfer = @number AND s.step = @count)
            """,
            new { number, count },
            transaction);
        await connection.ExecuteAsync("UPDATE transfer SET status = @status WHERE number = @number", new { status = after.Status.Name(), number }, transaction);
        Result = new TransferResult.Done(after, entry.Store, entry.Seq, Replayed: false);
    }

    private async Task<TransferDecision> DecideAsync(DbConnection connection, DbTransaction? transaction, Transfer transfer)
    {
        if (asked.Kind != TransferStepKind.Receipt)
        {
            return asked.Kind == TransferStepKind.Close ? Moving.Close(transfer) : Moving.Cancel(transfer);
        }

        if (asked.Lines is null)
        {
            return Moving.Receive(transfer, null);
        }

        // A line number stands for its product here, so that a pack can be told with either.
        var draft = asked.Lines
            .Select(l => new DraftLine { Sku = l.Line is { } n ? (n <= transfer.Lines.Count ? transfer.Lines[n - 1].Sku : null) : l.Sku, Barcode = l.Barcode, Quantity = l.Quantity, Pack = l.Pack })
            .ToList();
        var missing = asked.Lines.Select((l, i) => new ReceiptFault(i, new ReceiptLine(l.Line, null, l.Quantity ?? 0), null)).Where(f => f.Asked.Line > transfer.Lines.Count).ToList();
        if (missing.Count > 0)
        {
            return new TransferDecision.Refused(new TransferRefusal.UnknownLines(missing));
        }

        var book = await ProductBook.ReadAsync(connection, transaction, draft);
        var lines = new Draft { Id = asked.Id, Store = transfer.To, Kind = EntryKind.TransferIn, Actor = asked.Actor, Lines = draft };
        return LineResolver.Resolve(lines, book, out var resolved) is { } faults
            ? new TransferDecision.Refused(new TransferRefusal.ByLedger(faults))
            : Moving.Receive(transfer, [.. resolved.Select((l, i) => new ReceiptLine(asked.Lines[i].Line, asked.Lines[i].Line is null ? l.Product.Id : null, l.Quantity))]);
    }

    private TransferResult? FindReplay(StoredTransfer stored)
    {
        for (var i = 0; i < stored.Steps.Count; i++)
        {
            if (stored.Steps[i].Id == asked.Id)
            {
                var store = stored.Steps[i].Kind == TransferStepKind.Receipt ? stored.Sent.To : stored.Sent.From;
                return stored.Steps[i].Fingerprint.AsSpan().SequenceEqual(_fingerprint)
                    ? new TransferResult.Done(stored.AfterSteps(i + 1), store, stored.Steps[i].Seq, Replayed: true)
                    : new TransferResult.Refused(new TransferRefusal.IdReused(asked.Id));
            }
        }

        return null;
    }

    /// <summary>The transfer is part of it: the ledger knows ids by store, and two transfers may go to one store.</summary>
    private static byte[] FingerprintOf(StepDraft asked) => Fingerprint.Of(new Draft
    {
        Id = asked.Id,
        Store = "",
        Kind = EntryKind.TransferIn,
        OccurredAt = asked.OccurredAt,
        Actor = asked.Actor,
        Reference = $"{asked.Kind.Name()} {asked.Transfer}",
        Reason = asked.Reason,
        Note = asked.Note,
        Lines = [.. (asked.Lines ?? []).Select(l => new DraftLine { Sku = l.Line is { } n ? "#" + n.ToString(CultureInfo.InvariantCulture) : l.Sku, Barcode = l.Barcode, Quantity = l.Quantity, Pack = l.Pack })],
    });

    private IReadOnlyList<Draft>? Refuse(TransferRefusal refusal)
    {
        Result = new TransferResult.Refused(refusal);
        return null;
    }
}

/// <summary>The entries that follow from a step.</summary>
internal static class TransferEntries
{
    /// <summary>
    /// A receipt enters the receiving store and a cancellation the sending one, at the cost with which the goods left. A loss comes back
    /// into the sending store's book and leaves it at once with its reason: that store's on-hand does not move, and the loss is a removal
    /// like any other in its shrinkage report.
    /// </summary>
    public static IReadOnlyList<Draft> Of(Transfer transfer, StepDraft step, IReadOnlyList<StepLine> lines, byte[] fingerprint)
    {
        var entry = new Draft
        {
            Id = step.Id,
            Store = step.Kind == TransferStepKind.Receipt ? transfer.To : transfer.From,
            Kind = EntryKind.TransferIn,
            OccurredAt = step.OccurredAt,
            Actor = step.Actor,
            Reference = step.Kind switch
            {
                TransferStepKind.Receipt => $"transfer {transfer.Number} from {transfer.From}",
                TransferStepKind.Cancel => $"transfer {transfer.Number} to {transfer.To}, cancelled",
                _ => $"transfer {transfer.Number} to {transfer.To}, closed short",
            },
            Note = step.Note,
            Lines = [.. lines.Select(l => new DraftLine { Sku = transfer.Lines[l.Line - 1].Sku, Quantity = l.Quantity, Cost = transfer.Lines[l.Line - 1].UnitCost })],
            Fingerprint = fingerprint,
        };
        return step.Kind != TransferStepKind.Close
            ? [entry]
            : [entry with { Id = ReturnIdOf(step.Id) }, entry with { Kind = EntryKind.Removal, Reason = step.Reason, AcceptShortage = true }];
    }

    /// <summary>The loss has the step's own id; its other half is found by one made of it.</summary>
    private static Guid ReturnIdOf(Guid step)
    {
        var hash = SHA256.HashData([.. "transfer close"u8, .. step.ToByteArray(bigEndian: true)]);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash.AsSpan(0, 16), bigEndian: true);
    }
}
