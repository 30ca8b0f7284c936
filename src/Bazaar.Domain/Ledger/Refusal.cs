namespace Bazaar.Domain.Ledger;

/// <summary>
/// Why an entry is not posted. Where several apply, the first in this file's order is told (SCENARIOS 14):
/// id known, lines invalid, store closed, original unfit, product archived, stock moved, shortage, range.
/// A refused entry leaves nothing behind; its id may be tried again.
/// </summary>
public abstract record Refusal
{
    private Refusal()
    {
    }

    /// <summary>The store does not exist.</summary>
    /// <param name="Store">What was asked for.</param>
    public sealed record UnknownStore(string Store) : Refusal;

    /// <summary>The id was used before with other content.</summary>
    /// <param name="Id">The id.</param>
    /// <param name="Seq">The entry that has it.</param>
    public sealed record IdReused(Guid Id, long Seq) : Refusal;

    /// <summary>Lines that name unknown products, or quantities that are not exact or out of range. All of them.</summary>
    /// <param name="Faults">At least one.</param>
    public sealed record InvalidLines(IReadOnlyList<LineFault> Faults) : Refusal;

    /// <summary>The store is closed.</summary>
    /// <param name="Store">Its code.</param>
    public sealed record StoreClosed(string Store) : Refusal;

    /// <summary>There is no entry to take back.</summary>
    /// <param name="Id">What was asked for.</param>
    public sealed record OriginalNotFound(Guid Id) : Refusal;

    /// <summary>The entry is itself a reversal, or belongs to a document that must be undone as a whole.</summary>
    /// <param name="Kind">Its kind.</param>
    public sealed record NotReversible(EntryKind Kind) : Refusal;

    /// <summary>The entry was taken back before.</summary>
    /// <param name="Id">The entry.</param>
    public sealed record AlreadyReversed(Guid Id) : Refusal;

    /// <summary>Archived products cannot be received.</summary>
    /// <param name="Skus">All of them.</param>
    public sealed record ProductArchived(IReadOnlyList<string> Skus) : Refusal;

    /// <summary>A counted product moved after the sequence that was expected.</summary>
    /// <param name="Sku">The product.</param>
    /// <param name="Seq">The entry that moved it last.</param>
    public sealed record StockMoved(string Sku, long Seq) : Refusal;

    /// <summary>More is asked than there is.</summary>
    /// <param name="Shortages">All of them.</param>
    public sealed record Shortage(IReadOnlyList<ProductShortage> Shortages) : Refusal;

    /// <summary>On-hand or an amount would leave the range of the ledger.</summary>
    /// <param name="Sku">The product; null when it is the entry's total.</param>
    public sealed record OutOfRange(string? Sku) : Refusal;

    /// <summary>Another entry of the same atomic batch was refused.</summary>
    public sealed record BatchRefused : Refusal;
}

/// <summary>One thing wrong with one line.</summary>
/// <param name="Line">0, 1, 2 … in the request.</param>
/// <param name="Field">The member.</param>
/// <param name="Kind">What kind of wrong.</param>
/// <param name="Message">What is wrong and what to do.</param>
public sealed record LineFault(int Line, string Field, LineFaultKind Kind, string Message);

/// <summary>The kinds of faults of a line, worst first: the first kind present names the problem.</summary>
public enum LineFaultKind
{
    /// <summary>No such product.</summary>
    UnknownProduct,

    /// <summary>No such pack, or a member that does not belong there.</summary>
    Invalid,

    /// <summary>Not exact in the base unit.</summary>
    NotExact,

    /// <summary>Outside the range of a line.</summary>
    OutOfRange,
}

/// <summary>One product of which more was asked than there is. Thousandths.</summary>
/// <param name="Sku">The product.</param>
/// <param name="Requested">What the whole entry takes.</param>
/// <param name="OnHand">What there is.</param>
public sealed record ProductShortage(string Sku, long Requested, long OnHand);
