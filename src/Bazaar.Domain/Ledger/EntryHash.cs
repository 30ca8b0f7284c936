using Bazaar.Domain.Primitives;

namespace Bazaar.Domain.Ledger;

/// <summary>
/// The chain: SHA-256 over the entry's canonical text, which begins with the hash before it. docs/reference/chain.md describes the
/// bytes and verifies a chain from the feed alone; a change here breaks every chain there is.
/// </summary>
public static class EntryHash
{
    [ThreadStatic]
    private static CanonicalText? _text;

    /// <summary>What stands for the hash before the first entry.</summary>
    public static byte[] Genesis { get; } = new byte[32];

    /// <summary>The hash of an entry.</summary>
    /// <param name="entry">The entry; its own <see cref="Entry.Hash"/> and <see cref="Entry.ReversedBy"/> are not covered.</param>
    public static byte[] Of(Entry entry) => Write(entry).Sha256();

    /// <summary>The canonical text, for documentation and debugging.</summary>
    /// <param name="entry">The entry.</param>
    public static string TextOf(Entry entry) => Write(entry).ToString();

    private static CanonicalText Write(Entry entry)
    {
        var text = (_text ??= new CanonicalText()).Begin("bazaar-entry-1")
            .Field("previousHash", Convert.ToHexStringLower(entry.PreviousHash))
            .Field("store", entry.Store)
            .Field("seq", entry.Seq)
            .Field("id", entry.Id.ToString())
            .Field("type", entry.Kind.Name())
            .Field("occurredAt", entry.OccurredAt)
            .Field("recordedAt", entry.RecordedAt)
            .Field("businessDate", entry.BusinessDate.ToString("yyyy-MM-dd"))
            .Field("actor", entry.Actor)
            .Field("reference", entry.Reference)
            .Field("reason", entry.Reason)
            .Field("note", entry.Note)
            .Field("supplier", entry.Supplier)
            .Field("total", entry.Total)
            .Field("reversalOf", entry.ReversalOf?.ToString())
            .Field("fingerprint", Convert.ToHexStringLower(entry.Fingerprint));
        foreach (var line in entry.Lines)
        {
            text.BeginList("line").Member(line.Number).Member(line.Sku).Member(line.Quantity).Member(line.Counted).Member(line.Pack)
                .Member(line.PackQuantity).Member(line.Price).Member(line.Cost).Member(line.PackCost).Member(line.Amount)
                .Member(line.OnHand).Member(line.CoveredBy).EndList();
        }

        return text;
    }
}
