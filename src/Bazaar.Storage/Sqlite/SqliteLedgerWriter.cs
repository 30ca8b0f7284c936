using Bazaar.Domain.Ledger;
using Bazaar.Domain.Primitives;
using Bazaar.Storage.Ledger;

namespace Bazaar.Storage.Sqlite;

/// <summary>Writes the changes of a batch.</summary>
internal static class SqliteLedgerWriter
{
    public static void Write(SqliteLedgerStatements sql, LedgerChanges changes)
    {
        foreach (var (store, entry, reversalOf) in changes.Entries)
        {
            WriteEntry(sql, store, entry, reversalOf);
        }

        foreach (var (store, head) in changes.Heads)
        {
            sql.UpdateHead.Bind(store).Bind(head.Seq).Bind(head.Hash).Bind(Clock.ToMicros(head.RecordedAt)).Run();
        }

        foreach (var ((store, product), (balance, at)) in changes.Balances)
        {
            sql.UpsertStock.Bind(store).Bind(product).Bind(balance.OnHand).Bind(balance.AverageCost).Bind(Micros(balance.LastCountAt))
                .Bind(Micros(balance.LastEffectiveAt)).Bind(balance.Seq).Bind(Clock.ToMicros(at)).Run();
        }

        foreach (var (key, sum) in changes.Daily)
        {
            sql.UpsertDaily.Bind(key.Store).Bind(SqlDate.ToNumber(key.Date)).Bind(key.Product).Bind(key.Kind.Name()).Bind(key.Reason)
                .Bind(sum.Quantity).Bind(sum.Amount).Bind(sum.Cost).Run();
        }

        foreach (var (key, sum) in changes.Activity)
        {
            sql.UpsertActivity.Bind(key.Store).Bind(SqlDate.ToNumber(key.Date)).Bind(key.Kind.Name()).Bind(key.Reason).Bind(key.Actor)
                .Bind(sum.Entries).Bind(sum.Amount).Bind(sum.Cost).Run();
        }

        foreach (var alert in changes.Alerts)
        {
            WriteAlert(sql, alert);
        }
    }

    private static void WriteEntry(SqliteLedgerStatements sql, long store, Entry entry, long? reversalOf)
    {
        sql.InsertEntry.Bind(store).Bind(entry.Seq).Bind(entry.Id).Bind(entry.Kind.Name()).Bind(Clock.ToMicros(entry.OccurredAt))
            .Bind(Clock.ToMicros(entry.RecordedAt)).Bind(SqlDate.ToNumber(entry.BusinessDate)).Bind(entry.Actor).Bind(entry.Reference)
            .Bind(entry.Reason).Bind(entry.Note).Bind(entry.Supplier).Bind(entry.Total).Bind(reversalOf)
            .Bind(entry.Fingerprint).Bind(entry.PreviousHash).Bind(entry.Hash).Run();
        foreach (var line in entry.Lines)
        {
            sql.InsertLine.Bind(store).Bind(entry.Seq).Bind(line.Number).Bind(line.Product).Bind(line.Quantity).Bind(line.Counted)
                .Bind(line.Pack).Bind(line.PackQuantity).Bind(line.Price).Bind(line.Cost).Bind(line.PackCost).Bind(line.Amount)
                .Bind(line.OnHand).Bind(line.CoveredBy).Bind(Clock.ToMicros(line.EffectiveAt)).Bind(SqlDate.ToNumber(line.BusinessDate)).Run();
        }
    }

    private static void WriteAlert(SqliteLedgerStatements sql, AlertChange alert)
    {
        if (alert.Begins)
        {
            sql.OpenAlert.Bind(alert.Store).Bind(alert.Product).Bind(alert.Kind).Bind(Clock.ToMicros(alert.At)).Bind(alert.Seq).Bind(alert.OnHand).Run();
        }
        else
        {
            sql.EndAlert.Bind(alert.Store).Bind(alert.Product).Bind(alert.Kind).Bind(Clock.ToMicros(alert.At)).Run();
        }
    }

    private static long? Micros(DateTimeOffset? time) => time is { } t ? Clock.ToMicros(t) : null;
}
