using System.Data.Common;
using Bazaar.Domain.Counting;
using Bazaar.Domain.Ledger;
using Bazaar.Domain.Primitives;
using Bazaar.Storage.Ledger;
using Dapper;

namespace Bazaar.Storage.Counting;

/// <summary>Looks at counts beside the book, and posts them.</summary>
/// <param name="database">The engine.</param>
/// <param name="ledger">Posts the entry.</param>
public sealed class CountPosting(IDatabase database, GroupCommit ledger)
{
    /// <summary>The most products of one count.</summary>
    public const int MaxLines = 20_000;

    /// <summary>Reads what was counted beside what the book said.</summary>
    /// <param name="count">The count.</param>
    /// <param name="ct">Stops waiting.</param>
    public async Task<IReadOnlyList<VarianceRow>> ReadVariancesAsync(CountRow count, CancellationToken ct)
    {
        using var lease = await database.ReadAsync(ct);
        var countedAt = count.CountedAt is { } at ? Clock.FromMicros(at) : (DateTimeOffset?)null;
        return await CountBook.ReadAsync(lease.Connection, null, count, countedAt) is { } sheet ? sheet.Rows : [];
    }

    /// <summary>Posts a count as one entry.</summary>
    /// <param name="id">The count.</param>
    /// <param name="asked">How.</param>
    /// <param name="actor">Who posts it.</param>
    /// <param name="now">The time.</param>
    /// <param name="ct">Stops waiting for a repeated answer.</param>
    /// <returns>The entry and whether it was posted before, or why not.</returns>
    public async Task<(Entry? Entry, bool Replayed, CountRefusal? Refusal)> PostAsync(Guid id, CountPostingDraft asked, string actor, DateTimeOffset now, CancellationToken ct)
    {
        var work = new Work(id, asked, actor, now);
        var results = await ledger.PostAsync(new LedgerDocument(work.PrepareAsync, work.CompleteAsync));
        if (results is [PostingResult.Refused refused, ..])
        {
            return (null, false, new CountRefusal.ByLedger(refused.Reason));
        }

        if (work.Before is not { } before)
        {
            return (work.Entry, false, work.Refusal);
        }

        using var lease = await database.ReadAsync(ct);
        return ((await EntryReader.ReadAsync(lease.Connection, before.StoreId, before.EntrySeq!.Value - 1, before.EntrySeq.Value))[0], true, null);
    }

    private sealed class Work(Guid id, CountPostingDraft asked, string actor, DateTimeOffset now)
    {
        private CountRow? _count;

        public Entry? Entry { get; private set; }

        public CountRefusal? Refusal { get; private set; }

        /// <summary>The count when it was posted before, in the same way.</summary>
        public CountRow? Before { get; private set; }

        public async Task<IReadOnlyList<Draft>?> PrepareAsync(DbConnection connection, DbTransaction? transaction)
        {
            (Entry, Refusal, Before) = (null, null, null);
            if (await CountReader.LockAsync(connection, transaction, id) is not { } count)
            {
                return Refuse(new CountRefusal.NotFound());
            }

            if (count.Status != CountNames.Open)
            {
                return SaySo(count);
            }

            // What moves from here on would make the sheet untrue, so the store stands still until the count is in its ledger.
            await connection.ExecuteAsync("UPDATE store_head SET seq = seq WHERE store = @StoreId", new { count.StoreId }, transaction);
            var codes = await CountReader.ReadCodesAsync(connection, transaction, count.Number);
            if (await CountBook.ReadAsync(connection, transaction, count, asked.CountedAt) is not { } sheet)
            {
                return Refuse(new CountRefusal.NotReady([("scans", "nothing was counted yet.")]));
            }

            var lines = sheet.Rows.Where(r => asked.TakesMissingAsZero || !r.Line.IsMissing).OrderBy(r => r.Sku, StringComparer.OrdinalIgnoreCase).ToList();
            if (FaultsOf(lines, codes) is { Count: > 0 } faults)
            {
                return Refuse(new CountRefusal.NotReady(faults));
            }

            _count = count;
            var draft = new Draft
            {
                Id = asked.EntryId ?? id,
                Store = count.Store,
                Kind = EntryKind.Count,
                OccurredAt = sheet.TakenAt,
                Actor = actor,
                Reference = $"count {count.Number}",
                Note = count.Name,
                AcceptShortage = true,
                Lines = [.. lines.Select(r => new DraftLine { Sku = r.Sku, Counted = r.Line.Counted })],
            };
            return [draft with { Fingerprint = Fingerprint.Of(draft) }];
        }

        public Task CompleteAsync(DbConnection connection, DbTransaction? transaction, IReadOnlyList<PostingResult> results)
        {
            Entry = results[0] switch
            {
                PostingResult.Posted posted => posted.Entry,
                PostingResult.Replayed replayed => replayed.Entry,
                _ => throw new InvalidOperationException("A count is completed only when its entry stands."),
            };
            return connection.ExecuteAsync(
                """
                UPDATE count_session SET status = @status, ended_at = @at, ended_by = @actor, missing = @Missing, counted_at = @countedAt, entry_id = @entry, entry_seq = @Seq
                WHERE number = @Number
                """,
                new
                {
                    status = CountNames.Posted, at = Clock.ToMicros(now), actor, asked.Missing, countedAt = asked.CountedAt is { } time ? Clock.ToMicros(time) : (long?)null,
                    entry = Entry.Id.ToByteArray(bigEndian: true), Entry.Seq, _count!.Number,
                },
                transaction);
        }

        private static List<(string What, string Why)> FaultsOf(List<VarianceRow> lines, IReadOnlyList<CodeRow> codes)
        {
            var faults = codes.Where(c => !c.Dropped).Select(c => (c.Code, c.Why == CountNames.Outside ? "is not of the category that is counted: assign or drop it." : "is no product's code: assign or drop it.")).ToList();
            faults.AddRange(lines.Where(r => r.Line.Scanned < 0).Select(r => (r.Sku, $"corrections took away {Exact.QuantityToDecimal(-r.Line.Scanned!.Value)} more than was scanned.")));
            if (lines.Count > MaxLines)
            {
                faults.Add(("scans", $"name {lines.Count} products; a count holds at most {MaxLines}."));
            }

            return faults;
        }

        private IReadOnlyList<Draft>? SaySo(CountRow count)
        {
            var same = count.Missing == asked.Missing && count.CountedAt == (asked.CountedAt is { } at ? Clock.ToMicros(at) : null);
            if (count.Status == CountNames.Posted && same)
            {
                Before = count;
                return null;
            }

            var entry = count.EntryId is { } bytes ? new Guid(bytes, bigEndian: true) : (Guid?)null;
            return Refuse(asked.EntryId is { } wanted && wanted == entry ? new CountRefusal.IdReused([wanted]) : new CountRefusal.Closed(count.Status));
        }

        private IReadOnlyList<Draft>? Refuse(CountRefusal refusal)
        {
            Refusal = refusal;
            return null;
        }
    }
}
