namespace Bazaar.Cli.TillFiles;

/// <summary>What became of every line of an import: read = taken + refused (+ not reached, when it was stopped).</summary>
internal sealed class SalesAccount
{
    /// <summary>The store's code.</summary>
    public required string Store { get; init; }

    /// <summary>The preset's name.</summary>
    public required string Preset { get; init; }

    /// <summary>The zone in which the files' local times were read.</summary>
    public string TimeZone { get; set; } = "";

    /// <summary>True when nothing was posted.</summary>
    public bool DryRun { get; init; }

    /// <summary>True when it ended before the last line.</summary>
    public bool Stopped { get; set; }

    /// <summary>Files read.</summary>
    public int Files { get; set; }

    /// <summary>The first day in the files.</summary>
    public DateOnly? FirstDay { get; set; }

    /// <summary>Lines in all files.</summary>
    public long LinesRead { get; set; }

    /// <summary>Lines taken, by kind of entry.</summary>
    public SortedDictionary<string, long> LinesTaken { get; } = new(StringComparer.Ordinal);

    /// <summary>Lines refused, by reason.</summary>
    public SortedDictionary<string, long> LinesRefused { get; } = new(StringComparer.Ordinal);

    /// <summary>Lines that were not reached because the import was stopped.</summary>
    public long LinesNotReached => LinesRead - LinesTaken.Values.Sum() - LinesRefused.Values.Sum();

    /// <summary>Entries that are new in the ledger (in a dry run: that would be sent), by kind.</summary>
    public SortedDictionary<string, long> EntriesPosted { get; } = new(StringComparer.Ordinal);

    /// <summary>Entries that an earlier run had posted, by kind.</summary>
    public SortedDictionary<string, long> EntriesAlreadyThere { get; } = new(StringComparer.Ordinal);

    /// <summary>Entries that the ledger refused, by code.</summary>
    public SortedDictionary<string, long> EntriesRefused { get; } = new(StringComparer.Ordinal);

    /// <summary>Products of the files that the catalogue had.</summary>
    public int ProductsKnown { get; set; }

    /// <summary>Products added to the catalogue (in a dry run: that would be).</summary>
    public int ProductsCreated { get; set; }

    /// <summary>Codes that differ from another one in letter case only; they are the same product.</summary>
    public int FoldedCodes { get; set; }

    /// <summary>Codes that were no SKUs, and were made ones.</summary>
    public int ChangedCodes { get; set; }

    /// <summary>Documents whose lines stood in several files and were put together.</summary>
    public int SharedDocuments { get; set; }

    /// <summary>Opening stock that was made up; null when none was asked for.</summary>
    public OpeningAccount? Opening { get; set; }

    /// <summary>Where the refused lines are; null when there are none.</summary>
    public string? RefusalsFile { get; set; }

    /// <summary>Adds to one of the counters.</summary>
    /// <param name="counter">Which.</param>
    /// <param name="key">Of what.</param>
    /// <param name="count">How many.</param>
    public static void Add(SortedDictionary<string, long> counter, string key, long count = 1) => counter[key] = counter.GetValueOrDefault(key) + count;
}

/// <summary>Opening stock that was made up so that nothing goes below zero.</summary>
internal sealed class OpeningAccount
{
    /// <summary>Products that needed some.</summary>
    public int Products { get; init; }

    /// <summary>How much, all products together.</summary>
    public decimal Quantity { get; init; }

    /// <summary>Entries that are new in the ledger (in a dry run: that would be sent).</summary>
    public int EntriesPosted { get; set; }

    /// <summary>Entries that an earlier run had posted.</summary>
    public int EntriesAlreadyThere { get; set; }

    /// <summary>Entries that the ledger refused.</summary>
    public int EntriesRefused { get; set; }
}
