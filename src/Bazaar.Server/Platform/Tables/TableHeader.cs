namespace Bazaar.Server.Platform.Tables;

/// <summary>The columns of a table: names trimmed, found without regard to letter case.</summary>
internal sealed class TableHeader
{
    private readonly Dictionary<string, int> _index = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Takes the cells of the header row as they stand.</summary>
    /// <param name="names">The cells; blank ones are columns without a name.</param>
    /// <exception cref="TableException">Two columns share a name, or none has one.</exception>
    public TableHeader(IReadOnlyList<string> names)
    {
        Names = [.. names.Select(n => n.Trim())];
        for (var i = 0; i < Names.Count; i++)
        {
            if (Names[i].Length > 0 && !_index.TryAdd(Names[i], i))
            {
                throw new TableException($"Two columns are named \"{Names[i]}\". Give each column its own name.", 1);
            }
        }

        if (_index.Count == 0)
        {
            throw new TableException("The first row names no columns. Put the column names into the first row.", 1);
        }
    }

    /// <summary>The names in the file's order; empty for a column without a name.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Where a column is, or -1.</summary>
    /// <param name="name">The name, in any letter case.</param>
    public int IndexOf(string name) => _index.TryGetValue(name, out var i) ? i : -1;
}
