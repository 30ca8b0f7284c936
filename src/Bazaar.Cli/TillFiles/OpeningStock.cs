using Bazaar.Contracts;

namespace Bazaar.Cli.TillFiles;

/// <summary>Makes up the least opening stock with which no product goes below zero along the files.</summary>
internal sealed class OpeningStock
{
    private const int MaxLines = 2_000;
    private const string Reference = "made-up opening stock";
    private const string Note = "Nobody counted this. It is the least stock with which no product goes below zero in the till files that were imported.";

    private readonly Dictionary<string, (decimal OnHand, decimal Lowest)> _balances = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Follows an entry.</summary>
    /// <param name="entry">The next in the order of time.</param>
    public void Follow(PlannedEntry entry)
    {
        for (var i = 0; i < entry.Lines.Count; i++)
        {
            var sku = entry.Request.Lines![i].Sku!;
            var (onHand, lowest) = _balances.GetValueOrDefault(sku);
            onHand += entry.Lines[i].Effect;
            _balances[sku] = (onHand, Math.Min(lowest, onHand));
        }
    }

    /// <summary>The entries that put the stock there, just before the first day.</summary>
    /// <param name="store">The store's code.</param>
    /// <param name="preset">The preset's name.</param>
    /// <param name="firstDay">The first day in the files.</param>
    /// <param name="zone">The zone of the files' local times.</param>
    public IReadOnlyList<PlannedEntry> Entries(string store, string preset, DateOnly firstDay, TimeZoneInfo zone)
    {
        var ids = new EntryIds(store, preset);
        var before = TillTimes.Moment(firstDay.ToDateTime(TimeOnly.MinValue), null, zone).AddSeconds(-1);
        return [.. _balances
            .Where(b => b.Value.Lowest < 0)
            .OrderBy(b => b.Key, StringComparer.OrdinalIgnoreCase)
            .Select(b => new MovementLineRequest { Sku = b.Key, Quantity = -b.Value.Lowest })
            .Chunk(MaxLines)
            .Select((lines, part) => new PlannedEntry("opening", new MovementRequest
            {
                // One made-up opening per store and preset: made up again for other files, it is refused by name.
                Id = ids.Of(DateOnly.MinValue, Reference, "opening", part),
                Store = store,
                Type = "opening",
                OccurredAt = before,
                Reference = Reference,
                Note = Note,
                OnShortage = "accept",
                Lines = lines,
            }, []))];
    }
}
