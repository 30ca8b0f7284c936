using Bazaar.Contracts;

namespace Bazaar.Cli.TillFiles;

/// <summary>An entry to post, and the lines it was made of.</summary>
/// <param name="Kind">As the ledger names it.</param>
/// <param name="Request">What is sent.</param>
/// <param name="Lines">Where it comes from; empty for opening stock.</param>
internal sealed record PlannedEntry(string Kind, MovementRequest Request, IReadOnlyList<TillLine> Lines)
{
    /// <summary>How many lines it has.</summary>
    public int Size => Request.Lines!.Count;
}

/// <summary>What becomes of a day's lines.</summary>
/// <param name="Entries">In the order of time.</param>
/// <param name="Refused">Lines that are not taken, each with its reason.</param>
/// <param name="SharedDocuments">Documents whose lines stood in several files and were put together.</param>
internal sealed record DayPlan(IReadOnlyList<PlannedEntry> Entries, IReadOnlyList<(TillLine Line, LineRefusal Refusal)> Refused, int SharedDocuments);
