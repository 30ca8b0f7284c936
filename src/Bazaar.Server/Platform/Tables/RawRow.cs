namespace Bazaar.Server.Platform.Tables;

/// <summary>A row as a format yields it, before it is held against the header.</summary>
/// <param name="Row">Its number in the file.</param>
/// <param name="Cells">What stands in it.</param>
/// <param name="Error">Why it cannot be used.</param>
/// <param name="EndsFile">True when reading stops here.</param>
internal readonly record struct RawRow(int Row, string[] Cells, string? Error = null, bool EndsFile = false)
{
    /// <summary>True when no cell holds anything; such rows mean nothing and are passed over.</summary>
    public bool IsBlank => Error is null && Array.TrueForAll(Cells, string.IsNullOrEmpty);
}
