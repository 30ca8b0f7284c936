namespace Bazaar.Domain.Transfers;

/// <summary>
/// Goods on their way from one store to another. What became of them follows from the steps, so the state after any step can be told again.
/// </summary>
public sealed record Transfer
{
    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }

    /// <summary>Its number, for people: rises through the organisation.</summary>
    public required long Number { get; init; }

    /// <summary>The code of the store that sent.</summary>
    public required string From { get; init; }

    /// <summary>The code of the store that receives.</summary>
    public required string To { get; init; }

    /// <summary>When the goods left.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>When that was learned.</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>Who sent them.</summary>
    public required string Actor { get; init; }

    /// <summary>Free text.</summary>
    public string? Note { get; init; }

    /// <summary>What was sent, and what became of it.</summary>
    public required IReadOnlyList<TransferLine> Lines { get; init; }

    /// <summary>What happened since, in order.</summary>
    public IReadOnlyList<TransferStep> Steps { get; init; } = [];

    /// <summary>Where it stands.</summary>
    public TransferStatus Status => Steps.Count > 0 && Steps[^1].Kind == TransferStepKind.Close ? TransferStatus.Closed
        : Steps.Count > 0 && Steps[^1].Kind == TransferStepKind.Cancel ? TransferStatus.Cancelled
        : Lines.Any(l => l.InTransit > 0) ? TransferStatus.InTransit
        : TransferStatus.Received;

    /// <summary>The transfer after one more step.</summary>
    /// <param name="step">The step; its lines are in transit.</param>
    public Transfer After(TransferStep step)
    {
        var lines = Lines.ToArray();
        foreach (var (number, quantity) in step.Lines)
        {
            lines[number - 1] = lines[number - 1].After(step.Kind, quantity);
        }

        return this with { Lines = lines, Steps = [.. Steps, step] };
    }
}

/// <summary>One line of a transfer. Quantities are thousandths of the base unit; sent = received + lost + returned + in transit.</summary>
/// <param name="Number">1, 2, 3 …</param>
/// <param name="Product">The database's number of the product.</param>
/// <param name="Sku">The product's code.</param>
/// <param name="Sent">What left.</param>
/// <param name="UnitCost">Ten-thousandths per base unit with which it left, and with which it arrives.</param>
public sealed record TransferLine(int Number, long Product, string Sku, long Sent, long UnitCost)
{
    /// <summary>The pack named at sending.</summary>
    public string? Pack { get; init; }

    /// <summary>Thousandths of that pack.</summary>
    public long? PackQuantity { get; init; }

    /// <summary>What arrived.</summary>
    public long Received { get; init; }

    /// <summary>What never will.</summary>
    public long Lost { get; init; }

    /// <summary>What went back to the sender with a cancellation.</summary>
    public long Returned { get; init; }

    /// <summary>What is on its way.</summary>
    public long InTransit => Sent - Received - Lost - Returned;

    internal TransferLine After(TransferStepKind kind, long quantity) => kind switch
    {
        TransferStepKind.Receipt => this with { Received = Received + quantity },
        TransferStepKind.Close => this with { Lost = Lost + quantity },
        _ => this with { Returned = Returned + quantity },
    };
}

/// <summary>Something that happened to a transfer after it left. Never changes once it is there.</summary>
public sealed record TransferStep
{
    /// <summary>Its id, made by the client; also the id of the entry it posted (of the loss, when it closed the transfer).</summary>
    public required Guid Id { get; init; }

    /// <summary>The kind.</summary>
    public required TransferStepKind Kind { get; init; }

    /// <summary>When it happened.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>When that was learned.</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>Who did it.</summary>
    public required string Actor { get; init; }

    /// <summary>With a closing: why the rest never arrived.</summary>
    public string? Reason { get; init; }

    /// <summary>Free text.</summary>
    public string? Note { get; init; }

    /// <summary>The line in the ledger of the store concerned: its sequence after this step.</summary>
    public required long Seq { get; init; }

    /// <summary>SHA-256 of what the client sent.</summary>
    public byte[] Fingerprint { get; init; } = [];

    /// <summary>How much of which line.</summary>
    public required IReadOnlyList<StepLine> Lines { get; init; }
}

/// <summary>How much of a line a step concerns.</summary>
/// <param name="Line">The transfer's line: 1, 2, 3 …</param>
/// <param name="Quantity">Thousandths; positive.</param>
public readonly record struct StepLine(int Line, long Quantity);

/// <summary>The kinds of steps.</summary>
public enum TransferStepKind
{
    /// <summary>Goods arrived.</summary>
    Receipt,

    /// <summary>What had not arrived by then is lost.</summary>
    Close,

    /// <summary>Everything went back before any of it arrived.</summary>
    Cancel,
}

/// <summary>Where a transfer stands.</summary>
public enum TransferStatus
{
    /// <summary>Something is on its way.</summary>
    InTransit,

    /// <summary>All arrived.</summary>
    Received,

    /// <summary>Closed short: the rest is lost.</summary>
    Closed,

    /// <summary>All went back.</summary>
    Cancelled,
}

/// <summary>The names of kinds and states on the wire and in the database.</summary>
public static class TransferNames
{
    private static readonly string[] Kinds = ["receipt", "close", "cancel"];

    /// <summary>All states, as they are written.</summary>
    public static IReadOnlyList<string> Statuses { get; } = ["in-transit", "received", "closed", "cancelled"];

    /// <summary>
    /// Why goods may be lost on the way: the reasons of a removal but for own use and samples, which are no losses and would not stand
    /// in the shrinkage report.
    /// </summary>
    public static IReadOnlyList<string> LossReasons { get; } = ["damaged", "expired", "lost", "theft", "other"];

    /// <summary>The state's name.</summary>
    /// <param name="status">The state.</param>
    public static string Name(this TransferStatus status) => Statuses[(int)status];

    /// <summary>The kind's name.</summary>
    /// <param name="kind">The kind.</param>
    public static string Name(this TransferStepKind kind) => Kinds[(int)kind];

    /// <summary>The kind of a name that the database holds.</summary>
    /// <param name="name">The name.</param>
    public static TransferStepKind KindOf(string name) => (TransferStepKind)Array.IndexOf(Kinds, name);
}
