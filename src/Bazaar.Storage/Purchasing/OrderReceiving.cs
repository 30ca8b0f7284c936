using System.Data.Common;
using Bazaar.Domain.Audit;
using Bazaar.Domain.Ledger;
using Bazaar.Domain.Primitives;
using Bazaar.Domain.Purchasing;
using Bazaar.Storage.Bulk;
using Bazaar.Storage.Ledger;
using Dapper;

namespace Bazaar.Storage.Purchasing;

/// <summary>What became of a receipt.</summary>
/// <param name="Refusal">Why not; null when the entry stands.</param>
/// <param name="Entry">The entry.</param>
/// <param name="Replayed">True when it stood before.</param>
public sealed record ReceivingOutcome(OrderRefusal? Refusal, Entry? Entry = null, bool Replayed = false);

/// <summary>Takes goods in for orders: the entry, its link to the order, and the order's rows in one transaction.</summary>
/// <param name="ledger">Where to post.</param>
public sealed class OrderReceiving(GroupCommit ledger)
{
    /// <summary>Receives.</summary>
    /// <param name="key">The order.</param>
    /// <param name="receipt">What came.</param>
    /// <param name="origin">Who says so.</param>
    /// <exception cref="QueueFullException">Too many wait already.</exception>
    public async Task<ReceivingOutcome> ReceiveAsync(OrderKey key, ReceiptDraft receipt, Origin origin)
    {
        var work = new Work(key, receipt, origin);
        var results = await ledger.PostAsync(new LedgerDocument(work.PrepareAsync, work.CompleteAsync));
        return work.Outcome ?? results[0] switch
        {
            PostingResult.Posted posted => new ReceivingOutcome(null, posted.Entry),
            PostingResult.Replayed replayed => new ReceivingOutcome(null, replayed.Entry, Replayed: true),
            var refused => new ReceivingOutcome(new OrderRefusal.Ledger(((PostingResult.Refused)refused).Reason)),
        };
    }

    private sealed class Work(OrderKey key, ReceiptDraft receipt, Origin origin)
    {
        private PurchaseOrder? _order;
        private IReadOnlyList<int> _orderLines = [];

        /// <summary>What is known without posting anything.</summary>
        public ReceivingOutcome? Outcome { get; private set; }

        public async Task<IReadOnlyList<Draft>?> PrepareAsync(DbConnection connection, DbTransaction? transaction)
        {
            Outcome = null;
            _order = await OrderReader.LockAsync(connection, transaction, key);
            if (_order is null)
            {
                Outcome = new ReceivingOutcome(new OrderRefusal.NotFound());
                return null;
            }

            // A repeat is answered whatever became of the order since.
            if (await EntryReader.FindSeqAsync(connection, _order.StoreId, receipt.Id) is { } seq)
            {
                var entry = (await EntryReader.ReadAsync(connection, _order.StoreId, seq - 1, seq))[0];
                var same = entry.Fingerprint.AsSpan().SequenceEqual(Receiving.FingerprintOf(_order.Id, receipt));
                Outcome = same ? new ReceivingOutcome(null, entry, Replayed: true) : new ReceivingOutcome(new OrderRefusal.Ledger(new Refusal.IdReused(receipt.Id, seq)));
                return null;
            }

            var book = await CatalogBook.LoadAsync(connection, transaction, _order.Lines.Where(l => l.Pack is not null).Select(l => l.Sku));
            if (Receiving.Decide(_order, receipt, book, out var draft, out _orderLines) is { } refusal)
            {
                Outcome = new ReceivingOutcome(refusal);
                return null;
            }

            return [draft!];
        }

        public async Task CompleteAsync(DbConnection connection, DbTransaction? transaction, IReadOnlyList<PostingResult> results)
        {
            // The order is locked and the id was not there, so it was posted just now.
            var entry = ((PostingResult.Posted)results[0]).Entry;
            var order = _order!;
            await connection.ExecuteAsync(
                "INSERT INTO order_receipt (store, number, seq, closes_short) VALUES (@StoreId, @Number, @Seq, @closes)",
                new { order.StoreId, order.Number, entry.Seq, closes = receipt.ClosesShort ? 1L : 0L },
                transaction);

            // The entry's lines stand in the order of the draft's; balancing lines come after them.
            await SqlRows.InsertAsync(
                connection, transaction, "order_receipt_line", ["store", "number", "seq", "line", "purchase_line", "reason"],
                _orderLines.Select((line, i) => (object?[])[order.StoreId, order.Number, entry.Seq, i + 1L, (long)line, receipt.Lines[i].Reason]));
            var after = (await OrderReader.ReadAsync(connection, transaction, new OrderKey(order.Id, 0)))!;
            await connection.ExecuteAsync(
                "UPDATE purchase_order SET settled = @settled, version = version + 1, updated_at = @now WHERE store = @StoreId AND number = @Number",
                new { settled = OrderProgress.Of(after).IsSettled ? 1L : 0L, now = Clock.ToMicros(origin.At), order.StoreId, order.Number },
                transaction);
            await OrderAudit.AppendAsync(connection, transaction, origin, "order.receive", order, after);
        }
    }
}
