using Bazaar.Domain.Primitives;

namespace Bazaar.Domain.Ledger;

/// <summary>
/// What makes two requests the same (SCENARIOS 12): everything the client sent and nothing the server filled in. Member order and
/// the spelling of numbers do not matter, for the scaled integers are what is hashed.
/// </summary>
public static class Fingerprint
{
    [ThreadStatic]
    private static CanonicalText? _text;

    /// <summary>SHA-256 over the draft's canonical text.</summary>
    /// <param name="draft">The draft; its id, store and actor are not part of what is compared.</param>
    public static byte[] Of(Draft draft)
    {
        var text = (_text ??= new CanonicalText()).Begin("bazaar-request-1")
            .Field("type", draft.Kind.Name())
            .Field("occurredAt", draft.OccurredAt)
            .Field("reference", draft.Reference)
            .Field("reason", draft.Reason)
            .Field("note", draft.Note)
            .Field("supplier", draft.Supplier)
            .Field("onShortage", draft.AcceptShortage ? "accept" : null)
            .Field("expectedSeq", draft.ExpectedSeq)
            .Field("reversalOf", draft.ReversalOf?.ToString());
        foreach (var line in draft.Lines)
        {
            text.BeginList("line").Member(line.Sku).Member(line.Barcode).Member(line.Quantity).Member(line.Counted)
                .Member(line.Pack).Member(line.Price).Member(line.Cost).EndList();
        }

        return text.Sha256();
    }
}
