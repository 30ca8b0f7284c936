using System.Data.Common;

namespace Bazaar.Storage.Copying;

/// <summary>An empty database that a copy is written into, in one transaction.</summary>
public interface ICopyTarget : IAsyncDisposable
{
    /// <summary>What it is, for messages.</summary>
    string Name { get; }

    /// <summary>The connection that sees what was copied so far.</summary>
    DbConnection Connection { get; }

    /// <summary>Its tables, those that refer to others before the ones they refer to.</summary>
    IReadOnlyList<CopyTable> Tables { get; }

    /// <summary>Takes out what a migration has put in.</summary>
    /// <param name="table">The table.</param>
    Task ClearAsync(CopyTable table);

    /// <summary>Writes rows.</summary>
    /// <param name="table">The table.</param>
    /// <param name="rows">Its columns in the table's order.</param>
    /// <param name="progress">Told how many, now and then.</param>
    /// <param name="ct">Gives up.</param>
    /// <returns>How many.</returns>
    Task<long> WriteAsync(CopyTable table, DbDataReader rows, Action<long> progress, CancellationToken ct);

    /// <summary>Lets numbers that the database gives go on after the copied ones, and keeps everything.</summary>
    Task CommitAsync();
}

/// <summary>A table to copy.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Columns">Its columns.</param>
public sealed record CopyTable(string Name, IReadOnlyList<CopyColumn> Columns)
{
    /// <summary>The name as both engines read it.</summary>
    public string Quoted => $"\"{Name}\"";

    /// <summary>The columns as both engines read them.</summary>
    public string ColumnList => string.Join(", ", Columns.Select(c => $"\"{c.Name}\""));

    /// <summary>Tables that refer to others before the ones they refer to.</summary>
    /// <param name="tables">The tables, in any order.</param>
    /// <param name="references">For the name of a table, the names of those it refers to.</param>
    internal static IReadOnlyList<CopyTable> Order(List<CopyTable> tables, ILookup<string, string> references)
    {
        var ordered = new List<CopyTable>();
        while (tables.Count > 0)
        {
            // What no remaining table refers to comes next; a circle would be a fault of the schema.
            var next = tables.FirstOrDefault(t => !tables.Any(other => references[other.Name].Contains(t.Name, StringComparer.Ordinal)))
                ?? throw new DatabaseRefusedException($"The tables refer to each other in a circle ({tables[0].Name}).");
            ordered.Add(next);
            tables.Remove(next);
        }

        return ordered;
    }
}

/// <summary>A column to copy.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it holds.</param>
public sealed record CopyColumn(string Name, CopyKind Kind);

/// <summary>What columns hold; there is nothing else in our tables.</summary>
public enum CopyKind
{
    /// <summary>A whole number of 64 bits.</summary>
    Number,

    /// <summary>A text.</summary>
    Text,

    /// <summary>Bytes.</summary>
    Bytes,
}
