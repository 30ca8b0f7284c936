using Bazaar.Domain.Primitives;

namespace Bazaar.Domain.Purchasing;

/// <summary>A new order as it was asked for.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Store">The store's code.</param>
/// <param name="Supplier">The supplier's code.</param>
/// <param name="ExpectedAt">When the goods should be there.</param>
/// <param name="Note">Free text.</param>
/// <param name="Lines">What is wanted; a draft may be empty.</param>
public sealed record OrderDraft(Guid Id, string Store, string Supplier, DateTimeOffset? ExpectedAt, string? Note, IReadOnlyList<OrderLineDraft> Lines)
{
    /// <summary>What makes two requests the same: everything the client sent but the id.</summary>
    public byte[] Fingerprint()
    {
        var text = new CanonicalText().Begin("bazaar-order-1")
            .Field("store", Code.Key(Store))
            .Field("supplier", Code.Key(Supplier))
            .Field("expectedAt", ExpectedAt)
            .Field("note", Note);
        foreach (var line in Lines)
        {
            text.BeginList("line").Member(line.Sku).Member(line.Quantity).Member(line.Pack).Member(line.Cost).EndList();
        }

        return text.Sha256();
    }
}
