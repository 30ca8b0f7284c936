using Bazaar.Domain.Ledger;
using Bazaar.Domain.Transfers;

namespace Bazaar.Storage.Transfers;

/// <summary>A transfer that someone asks for.</summary>
public sealed record TransferDraft
{
    /// <summary>Its id, and that of the entry in the sending store.</summary>
    public required Guid Id { get; init; }

    /// <summary>The code of the store that sends.</summary>
    public required string From { get; init; }

    /// <summary>The code of the store that receives.</summary>
    public required string To { get; init; }

    /// <summary>When the goods left; null: now.</summary>
    public DateTimeOffset? OccurredAt { get; init; }

    /// <summary>Who asks.</summary>
    public required string Actor { get; init; }

    /// <summary>Free text.</summary>
    public string? Note { get; init; }

    /// <summary>What is sent.</summary>
    public required IReadOnlyList<DraftLine> Lines { get; init; }
}

/// <summary>A step that someone asks for.</summary>
public sealed record StepDraft
{
    /// <summary>Its id, and that of its entry.</summary>
    public required Guid Id { get; init; }

    /// <summary>The transfer's id.</summary>
    public required Guid Transfer { get; init; }

    /// <summary>The kind.</summary>
    public required TransferStepKind Kind { get; init; }

    /// <summary>With a receipt: when the goods arrived; null: now.</summary>
    public DateTimeOffset? OccurredAt { get; init; }

    /// <summary>Who asks.</summary>
    public required string Actor { get; init; }

    /// <summary>With a closing: one of <see cref="TransferNames.LossReasons"/>.</summary>
    public string? Reason { get; init; }

    /// <summary>Free text.</summary>
    public string? Note { get; init; }

    /// <summary>With a receipt: what arrived; null: all that is in transit.</summary>
    public IReadOnlyList<AskedLine>? Lines { get; init; }
}

/// <summary>A line of a receipt as it was asked for. Exactly one of line, SKU and barcode is given.</summary>
public sealed record AskedLine
{
    /// <summary>The transfer's line.</summary>
    public int? Line { get; init; }

    /// <summary>The product's code.</summary>
    public string? Sku { get; init; }

    /// <summary>A barcode.</summary>
    public string? Barcode { get; init; }

    /// <summary>Thousandths of the pack named or of the base unit; null with a scale label that carries it.</summary>
    public long? Quantity { get; init; }

    /// <summary>The pack that the quantity speaks of.</summary>
    public string? Pack { get; init; }
}

/// <summary>What became of a request.</summary>
public abstract record TransferResult
{
    private TransferResult()
    {
    }

    /// <summary>It is done, now or before.</summary>
    /// <param name="Transfer">The transfer as it was right after it.</param>
    /// <param name="Store">The code of the store whose ledger it moved.</param>
    /// <param name="Seq">That store's sequence after it.</param>
    /// <param name="Replayed">True when it was done before.</param>
    public sealed record Done(Transfer Transfer, string Store, long Seq, bool Replayed) : TransferResult;

    /// <summary>Nothing happened.</summary>
    /// <param name="Reason">Why.</param>
    public sealed record Refused(TransferRefusal Reason) : TransferResult;
}
