namespace Bazaar.Contracts;

/// <summary>Goods to send from one store to another.</summary>
public sealed record TransferRequest
{
    /// <summary>The transfer's id, made by the client before it sends (UUID, version 7 advised). Optional.</summary>
    public Guid? Id { get; init; }

    /// <summary>The code of the store that sends.</summary>
    public string? From { get; init; }

    /// <summary>The code of the store that receives.</summary>
    public string? To { get; init; }

    /// <summary>When the goods left; now, when absent. At most five minutes ahead.</summary>
    public DateTimeOffset? OccurredAt { get; init; }

    /// <summary>Free text. At most 1,000 characters.</summary>
    public string? Note { get; init; }

    /// <summary>1..5,000 lines.</summary>
    public IReadOnlyList<TransferLineRequest>? Lines { get; init; }
}

/// <summary>One product to send. Exactly one of <see cref="Sku"/> and <see cref="Barcode"/> is given.</summary>
public sealed record TransferLineRequest
{
    /// <summary>The product's code.</summary>
    public string? Sku { get; init; }

    /// <summary>A barcode of the product or of one of its packs, or a scale label.</summary>
    public string? Barcode { get; init; }

    /// <summary>How many packs or base units; positive, at most 3 decimals. Optional with a scale label.</summary>
    public decimal? Quantity { get; init; }

    /// <summary>The pack that the quantity speaks of; the base unit when absent.</summary>
    public string? Pack { get; init; }
}

/// <summary>Goods of a transfer that arrived.</summary>
public sealed record TransferReceiptRequest
{
    /// <summary>The receipt's own id. Optional.</summary>
    public Guid? Id { get; init; }

    /// <summary>When they arrived; now, when absent. Not before they left.</summary>
    public DateTimeOffset? OccurredAt { get; init; }

    /// <summary>Free text. At most 1,000 characters.</summary>
    public string? Note { get; init; }

    /// <summary>What arrived; all that is in transit, when absent.</summary>
    public IReadOnlyList<TransferReceiptLine>? Lines { get; init; }
}

/// <summary>What arrived of one line. Exactly one of <see cref="Line"/>, <see cref="Sku"/> and <see cref="Barcode"/> is given.</summary>
public sealed record TransferReceiptLine
{
    /// <summary>The transfer's line.</summary>
    public int? Line { get; init; }

    /// <summary>The product's code; its lines are filled in their order.</summary>
    public string? Sku { get; init; }

    /// <summary>A barcode of the product or of one of its packs, or a scale label.</summary>
    public string? Barcode { get; init; }

    /// <summary>How many packs or base units; positive.</summary>
    public decimal? Quantity { get; init; }

    /// <summary>The pack that the quantity speaks of; the base unit when absent.</summary>
    public string? Pack { get; init; }
}

/// <summary>Gives up what has not arrived: it becomes a loss of the store that sent.</summary>
public sealed record TransferCloseRequest
{
    /// <summary>The closing's own id. Optional.</summary>
    public Guid? Id { get; init; }

    /// <summary><c>damaged</c>, <c>expired</c>, <c>lost</c>, <c>theft</c> or <c>other</c>.</summary>
    public string? Reason { get; init; }

    /// <summary>Free text. At most 1,000 characters.</summary>
    public string? Note { get; init; }
}

/// <summary>Takes a transfer back of which nothing has arrived: everything returns to the store that sent.</summary>
public sealed record TransferCancelRequest
{
    /// <summary>The cancellation's own id. Optional.</summary>
    public Guid? Id { get; init; }

    /// <summary>Free text. At most 1,000 characters.</summary>
    public string? Note { get; init; }
}

/// <summary>Goods on their way from one store to another.</summary>
public sealed record Transfer
{
    /// <summary>The transfer's id; also the id of the entry in the store that sent.</summary>
    public required Guid Id { get; init; }

    /// <summary>Its number, for people; rises through the organisation.</summary>
    public required long Number { get; init; }

    /// <summary>The code of the store that sent.</summary>
    public required string From { get; init; }

    /// <summary>The code of the store that receives.</summary>
    public required string To { get; init; }

    /// <summary><c>in-transit</c>, <c>received</c>, <c>closed</c> (short) or <c>cancelled</c>.</summary>
    public required string Status { get; init; }

    /// <summary>When the goods left.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>When the server learned of it.</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>Who sent them.</summary>
    public required string Actor { get; init; }

    /// <summary>Free text.</summary>
    public string? Note { get; init; }

    /// <summary>What was sent, and what became of it.</summary>
    public required IReadOnlyList<TransferLine> Lines { get; init; }

    /// <summary>What happened since, in order.</summary>
    public required IReadOnlyList<TransferStep> Steps { get; init; }
}

/// <summary>One line of a transfer, in base units: sent = received + lost + returned + in transit.</summary>
public sealed record TransferLine
{
    /// <summary>1, 2, 3 …</summary>
    public required int Line { get; init; }

    /// <summary>The product.</summary>
    public required string Sku { get; init; }

    /// <summary>What left.</summary>
    public required decimal Sent { get; init; }

    /// <summary>The pack named at sending.</summary>
    public string? Pack { get; init; }

    /// <summary>How many of that pack.</summary>
    public decimal? PackQuantity { get; init; }

    /// <summary>What arrived.</summary>
    public required decimal Received { get; init; }

    /// <summary>What never will.</summary>
    public required decimal Lost { get; init; }

    /// <summary>What went back with a cancellation.</summary>
    public required decimal Returned { get; init; }

    /// <summary>What is on its way.</summary>
    public required decimal InTransit { get; init; }

    /// <summary>Cost per base unit with which it left, and with which it arrives.</summary>
    public required decimal UnitCost { get; init; }
}

/// <summary>Something that happened to a transfer after it left.</summary>
public sealed record TransferStep
{
    /// <summary>Its id; also the id of the entry it posted (with <c>close</c>: of the loss).</summary>
    public required Guid Id { get; init; }

    /// <summary><c>receipt</c>, <c>close</c> or <c>cancel</c>.</summary>
    public required string Type { get; init; }

    /// <summary>When it happened.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>When the server learned of it.</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>Who did it.</summary>
    public required string Actor { get; init; }

    /// <summary>With <c>close</c>: why the rest never arrived.</summary>
    public string? Reason { get; init; }

    /// <summary>Free text.</summary>
    public string? Note { get; init; }

    /// <summary>How much of which line.</summary>
    public required IReadOnlyList<TransferStepLine> Lines { get; init; }
}

/// <summary>How much of a line a step concerns.</summary>
/// <param name="Line">The transfer's line.</param>
/// <param name="Sku">Its product.</param>
/// <param name="Quantity">In base units.</param>
public sealed record TransferStepLine(int Line, string Sku, decimal Quantity);

/// <summary>A transfer in a list.</summary>
public sealed record TransferSummary
{
    /// <summary>The transfer's id.</summary>
    public required Guid Id { get; init; }

    /// <summary>Its number.</summary>
    public required long Number { get; init; }

    /// <summary>The code of the store that sent.</summary>
    public required string From { get; init; }

    /// <summary>The code of the store that receives.</summary>
    public required string To { get; init; }

    /// <summary>See <see cref="Transfer.Status"/>.</summary>
    public required string Status { get; init; }

    /// <summary>When the goods left.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>Who sent them.</summary>
    public required string Actor { get; init; }

    /// <summary>Free text.</summary>
    public string? Note { get; init; }

    /// <summary>How many lines were sent.</summary>
    public required long Lines { get; init; }

    /// <summary>How many of them have not wholly arrived.</summary>
    public required long LinesInTransit { get; init; }
}

/// <summary>One line of a transfer that is on its way.</summary>
public sealed record InTransitItem
{
    /// <summary>The transfer's id.</summary>
    public required Guid Transfer { get; init; }

    /// <summary>The transfer's number.</summary>
    public required long Number { get; init; }

    /// <summary>The transfer's line.</summary>
    public required long Line { get; init; }

    /// <summary>The code of the store that sent.</summary>
    public required string From { get; init; }

    /// <summary>The code of the store that receives.</summary>
    public required string To { get; init; }

    /// <summary>When the goods left.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>The product.</summary>
    public required string Sku { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its base unit.</summary>
    public required string Unit { get; init; }

    /// <summary>What is on its way, in base units.</summary>
    public required decimal Quantity { get; init; }

    /// <summary>Cost per base unit with which it left.</summary>
    public required decimal UnitCost { get; init; }

    /// <summary>Quantity at that cost.</summary>
    public required decimal Value { get; init; }
}
